import {firstUnits} from '../../../protocol/graphemes.js';
import type {CommentPart} from '../../../protocol/messages.js';
import {addressesIn} from './addresses.js';

/** What a comment shows at once, in narrow letters: some eight lines of a narrow list. */
const WEIGHT_MAX = 320;
/** A line break takes the rest of its line. */
const LINE_WEIGHT = 40;
/** A tab goes on to the next stop. */
const TAB_WEIGHT = 8;
/** Letters from Hangul and Han on are twice as wide, those of {@link VERY_WIDE} up to a line. */
const WIDE_FROM = 0x1100;
const VERY_WIDE = /[\ufdf0-\ufdff\u2e3a\u2e3b\u{12000}-\u{1254f}\u{13000}-\u{1345f}]/u;

/** Pictures, sounds and films of one comment that are shown at once. */
const MEDIA_MAX = 3;

/** Of an address that leads on, when there is no room for more. */
export const LINK_MAX_CHARS = 60;

/** All that breaks a line somewhere. */
const BREAKS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/** Two line breaks and more, with nothing to be seen between them. */
const BLANK_LINES =
  /\n(?:[\0-\t\u000e-\u001f\u007f-\u009f\p{Z}\p{DI}\u2800\ufff9-\ufffc\u{13441}\u{13442}\u{1d159}]*\n){2,}/gu;

/** A text without runs of blank lines: one at most, none at the ends. */
export function foldBlankLines(text: string): string {
  if (!/[\n\r\v\f\u0085\u2028\u2029]/.test(text)) return text;
  return text
    .replace(BREAKS, '\n')
    .replace(BLANK_LINES, '\n\n')
    .replace(/^\n+|\n+$/g, '');
}

/** What a comment shows at once; undefined where that is all. An address is whole or left out, its words are cut where they are drawn. */
export function shortened(parts: readonly CommentPart[]): readonly CommentPart[] | undefined {
  const kept: CommentPart[] = [];
  let left = WEIGHT_MAX;
  let media = 0;
  let isShort = true;
  for (const part of parts) {
    if (!part.text) {
      if (part.kind !== 'text' && ++media > MEDIA_MAX) return kept;
      kept.push(part);
      continue;
    }
    let text = '';
    for (const piece of addressesIn(part.text)) {
      if (typeof piece !== 'string') {
        isShort &&= piece.address.length <= WEIGHT_MAX;
        left -= Math.min(piece.address.length, LINK_MAX_CHARS);
        if (left >= 0) text += piece.address;
      } else {
        const fits = fitting(piece, left);
        text += fits.text;
        left = fits.left;
      }
      if (left < 0) return [...kept, {kind: 'text', text: `${text.trimEnd()}…`}];
    }
    kept.push({...part, text});
  }
  return isShort ? undefined : kept;
}

/** The beginning of a text that fits, and what it leaves of the room; less than nothing where it was cut. */
function fitting(text: string, room: number): {readonly text: string; readonly left: number} {
  let left = room;
  let at = 0;
  for (const character of text) {
    left -= weightOf(character);
    if (left < 0) return {text: firstUnits(text, at), left};
    at += character.length;
  }
  return {text, left};
}

function weightOf(character: string): number {
  if (character === '\n') return LINE_WEIGHT;
  if (character === '\t') return TAB_WEIGHT;
  if (VERY_WIDE.test(character)) return LINE_WEIGHT;
  return character.codePointAt(0)! < WIDE_FROM ? 1 : 2;
}
