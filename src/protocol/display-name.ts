import {limitMarks} from './combining-marks.js';
import {BLANK, firstGraphemes, isVisible} from './graphemes.js';

/** Characters of a name on display, as a reader counts them. */
const GRAPHEMES_MAX = 64;

/** UTF-16 units of a name that are read at all: no more cost than that. */
const READ_MAX_UNITS = 1_024;

/** Most names need nothing done. No space at an end, no two beside each other. */
const PLAIN_LETTERS = '[!-~\\u00c0-\\u024f\\u3041-\\u3096\\u30a1-\\u30fa\\u4e00-\\u9fff\\uac00-\\ud7a3]+';
const PLAIN = /* @__PURE__ */ new RegExp(`^${PLAIN_LETTERS}(?: ${PLAIN_LETTERS})*$`);

/** Controls, halves of pairs, marks that turn the text, and whatever is not drawn; the joiners and selectors below come later. */
const UNDRAWN =
  /[\p{Cc}\p{Cs}\ufff9-\ufffb]|(?![\u200c\u200d\ufe0e\ufe0f\u{e0020}-\u{e007f}\u{e0100}-\u{e01ef}])\p{DI}/gu;

/** Tags belong in the flags of England, Scotland, Wales and their like alone. */
const TAGS = /(\u{1f3f4}[\u{e0020}-\u{e007e}]{1,8}\u{e007f})|[\u{e0020}-\u{e007f}]/gu;
/** Variants of Han characters, and the looks of emoji. */
const SELECTORS = /(?<!\p{sc=Hani})[\u{e0100}-\u{e01ef}]|(?<!\p{Emoji})[\ufe0e\ufe0f]/gu;
/** Joiners join emoji, and letters in Arabic and Indic scripts. */
const JOINERS = /(?<![\p{M}\p{S}\p{sc=Arab}])[\u200c\u200d]|[\u200c\u200d](?![\p{M}\p{S}\p{L}])/gu;

/** Marks over nothing, and more than two accents: composed letters need no more. */
const LOOSE_MARKS = /(^| )\p{M}+/gu;
const ACCENTS = '[\\u0300-\\u036f\\u0483-\\u0489\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]';
const ACCENT_PILES = /* @__PURE__ */ new RegExp(`(${ACCENTS}{2})${ACCENTS}+`, 'gu');

/**
 * A name as it may be shown: one line without control, direction and invisible characters. Empty when nothing of it could be seen.
 *
 * @param most Characters at most, as a reader counts them: no emoji, flag or surrogate pair is cut in two.
 */
export function cleanName(given: unknown, most = GRAPHEMES_MAX): string {
  if (typeof given !== 'string') return '';
  if (given.length <= most && PLAIN.test(given)) return given;
  const drawn = given
    .slice(0, READ_MAX_UNITS)
    .normalize('NFC')
    .replace(BLANK, ' ')
    .replace(UNDRAWN, '')
    .replace(TAGS, '$1')
    .replace(SELECTORS, '')
    .replace(JOINERS, '')
    .replace(ACCENT_PILES, '$1');
  const name = limitMarks(drawn).replace(LOOSE_MARKS, '$1').replace(/ {2,}/g, ' ').trim();
  const kept = cut(name, most);
  return isVisible(kept) ? kept : '';
}

/** The name that everybody is shown by, in every place. Someone whose nick cannot be seen goes by the user id. */
export function displayName({nick, userId}: {readonly nick?: unknown; readonly userId?: unknown}): string {
  return cleanName(nick) || cleanName(userId) || madeUpName(userId);
}

/** For someone whose nick and user id cannot be shown: always the same for the same user. */
export function madeUpName(userId: unknown): string {
  let hash = 0;
  for (const character of typeof userId === 'string' ? userId : '')
    hash = (hash * 31 + character.codePointAt(0)!) % 9_973;
  return `#${hash}`;
}

function cut(name: string, most: number): string {
  return name.length <= most ? name : firstGraphemes(name, most).trimEnd();
}
