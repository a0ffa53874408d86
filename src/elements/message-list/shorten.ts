import {firstUnits} from '../../protocol/text/graphemes.js';
import type {CommentPart} from '../../protocol/messages.js';
import {splitLinks} from './links-in-text.js';

/**
 * Maximum weight of a comment that is shown without a button, in narrow letters: about eight lines of a narrow list.
 */
const WEIGHT_MAX = 320;
/** Weight of a line break, which uses the rest of its line. */
const LINE_WEIGHT = 40;
/** Weight of a tab, which extends to the next stop. */
const TAB_WEIGHT = 8;
/** From this code point on, letters count as twice as wide; those of {@link VERY_WIDE} are up to a line wide. */
const WIDE_FROM = 0x1100;
const VERY_WIDE = /[\ufdf0-\ufdff\u2e3a\u2e3b\u{12000}-\u{1254f}\u{13000}-\u{1345f}]/u;

/** Maximum number of pictures, voice messages and videos in a comment without a button. */
const MEDIA_MAX = 3;

/** Characters shown of a link in a shortened comment. */
export const LINK_MAX_CHARS = 60;

/** Characters that any engine treats as a line break. */
const BREAKS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/** Two or more line breaks with no visible character between them. */
const BLANK_LINES =
  /\n(?:[\0-\t\u000e-\u001f\u007f-\u009f\p{Z}\p{DI}\u2800\ufff9-\ufffc\u{13441}\u{13442}\u{1d159}]*\n){2,}/gu;

/** Reduces runs of blank lines to one, and removes them at the ends. */
export function collapseBlankLines(text: string): string {
  if (!/[\n\r\v\f\u0085\u2028\u2029]/.test(text)) return text;
  return text
    .replace(BREAKS, '\n')
    .replace(BLANK_LINES, '\n\n')
    .replace(/^\n+|\n+$/g, '');
}

/** Shortens a comment. Returns undefined if it is short. A link is kept whole or left out; drawing shortens its text. */
export function shorten(parts: readonly CommentPart[]): readonly CommentPart[] | undefined {
  const shortened: CommentPart[] = [];
  let left = WEIGHT_MAX;
  let media = 0;
  let isShort = true;
  for (const part of parts) {
    if (!part.text) {
      if (part.kind !== 'text' && ++media > MEDIA_MAX) return shortened;
      shortened.push(part);
      continue;
    }
    let text = '';
    for (const piece of splitLinks(part.text)) {
      if (typeof piece !== 'string') {
        isShort &&= piece.url.length <= WEIGHT_MAX;
        left -= Math.min(piece.url.length, LINK_MAX_CHARS);
        if (left >= 0) text += piece.url;
      } else {
        const fits = takeFitting(piece, left);
        text += fits.text;
        left = fits.left;
      }
      if (left < 0) return [...shortened, {kind: 'text', text: `${text.trimEnd()}…`}];
    }
    shortened.push({...part, text});
  }
  return isShort ? undefined : shortened;
}

/** Returns the beginning of a text that fits, and the remaining space, which is negative if the text was cut. */
function takeFitting(text: string, room: number): {readonly text: string; readonly left: number} {
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
