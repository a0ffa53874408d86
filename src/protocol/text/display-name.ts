import {limitMarks} from './combining-marks.js';
import {BLANK, firstGraphemes, isVisible} from './graphemes.js';

/** Visible characters (grapheme clusters) of a displayed name. */
const GRAPHEMES_MAX = 64;

/** UTF-16 units of a name that are read. The limit bounds the cost. */
const READ_MAX_UNITS = 1_024;

/** A fast path: most names match this pattern and need no cleaning. Spaces stand alone, and not at the ends. */
const PLAIN_LETTERS = '[!-~\\u00c0-\\u024f\\u3041-\\u3096\\u30a1-\\u30fa\\u4e00-\\u9fff\\uac00-\\ud7a3]+';
const PLAIN = /* @__PURE__ */ new RegExp(`^${PLAIN_LETTERS}(?: ${PLAIN_LETTERS})*$`);

/**
 * Controls, lone surrogates, direction marks and invisible characters, except the joiners and selectors handled below.
 */
const INVISIBLE =
  /[\p{Cc}\p{Cs}\ufff9-\ufffb]|(?![\u200c\u200d\ufe0e\ufe0f\u{e0020}-\u{e007f}\u{e0100}-\u{e01ef}])\p{DI}/gu;

/** Tag characters are kept only in the flags of subdivisions (England, Scotland, Wales and others). */
const TAGS = /(\u{1f3f4}[\u{e0020}-\u{e007e}]{1,8}\u{e007f})|[\u{e0020}-\u{e007f}]/gu;
/** Variation selectors are kept only after Han characters and emoji. */
const SELECTORS = /(?<!\p{sc=Hani})[\u{e0100}-\u{e01ef}]|(?<!\p{Emoji})[\ufe0e\ufe0f]/gu;
/** Joiners are kept only between emoji and in Arabic and Indic scripts. */
const JOINERS = /(?<![\p{M}\p{S}\p{sc=Arab}])[\u200c\u200d]|[\u200c\u200d](?![\p{M}\p{S}\p{L}])/gu;

/** Marks without a letter. */
const LOOSE_MARKS = /(^| )\p{M}+/gu;
const ACCENTS = '[\\u0300-\\u036f\\u0483-\\u0489\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]';
/** More than two accents on one letter. Composed letters need no more. */
const ACCENT_PILES = /* @__PURE__ */ new RegExp(`(${ACCENTS}{2})${ACCENTS}+`, 'gu');

/**
 * Cleans a name for display: one line without control, direction and invisible characters. Empty if nothing visible
 * remains.
 *
 * @param maxGraphemes Maximum number of graphemes. Does not cut an emoji, flag or surrogate pair in two.
 */
export function cleanName(value: unknown, maxGraphemes = GRAPHEMES_MAX): string {
  if (typeof value !== 'string') return '';
  if (value.length <= maxGraphemes && PLAIN.test(value)) return value;
  const visible = value
    .slice(0, READ_MAX_UNITS)
    .normalize('NFC')
    .replace(BLANK, ' ')
    .replace(INVISIBLE, '')
    .replace(TAGS, '$1')
    .replace(SELECTORS, '')
    .replace(JOINERS, '')
    .replace(ACCENT_PILES, '$1');
  const name = limitMarks(visible).replace(LOOSE_MARKS, '$1').replace(/ {2,}/g, ' ').trim();
  const kept = cut(name, maxGraphemes);
  return isVisible(kept) ? kept : '';
}

/** The displayed name of a user: the nick, or the user id if the nick has no visible character. */
export function displayName({nick, userId}: {readonly nick?: unknown; readonly userId?: unknown}): string {
  return cleanName(nick) || cleanName(userId) || fallbackName(userId);
}

/** A name for a user whose nick and user id have no visible character. The same for each call with one user id. */
export function fallbackName(userId: unknown): string {
  let hash = 0;
  for (const character of typeof userId === 'string' ? userId : '')
    hash = (hash * 31 + character.codePointAt(0)!) % 9_973;
  return `#${hash}`;
}

function cut(name: string, maxGraphemes: number): string {
  return name.length <= maxGraphemes ? name : firstGraphemes(name, maxGraphemes).trimEnd();
}
