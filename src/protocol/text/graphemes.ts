/**
 * Spaces, and letters and symbols that look blank: Hangul fillers, the empty Braille pattern, blanks of scripts and of
 * musical notation.
 */
export const BLANK = /[\t-\r\u0085\p{Z}\u115f\u1160\u2800\u3164\uffa0\ufffc\u{13441}\u{13442}\u{1d159}]+/gu;

/** A fast path: most texts contain one of these. */
const SEEN = /[!-~\u4e00-\u9fff]/;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** UTF-16 units up to which a text is cut by graphemes only. No real text of that few graphemes is longer. */
const UNITS_MAX = 128;

/** True if a text has a visible character. */
export function isVisible(text: string): boolean {
  return SEEN.test(text) || VISIBLE.test(text.replace(BLANK, '').replace(/\p{DI}/gu, ''));
}

/** The first grapheme of a name, or `?`. */
export function initialOf(name: string): string {
  return firstGraphemes(name, 1) || '?';
}

/** Matches one grapheme, for browsers without `Intl.Segmenter` (Firefox before 125). */
const GRAPHEME =
  /\p{RI}{2}|\p{Emoji}[\p{M}\p{EMod}\u{e0020}-\u{e007f}]*(?:\u200d\p{Emoji}[\p{M}\p{EMod}]*)*\u200d?|\P{M}[\p{M}\u200c\u200d]*|\p{M}/gsu;

let segmenter: Intl.Segmenter | undefined;

function* graphemesOf(text: string): Iterable<string> {
  // The type declares it as always present.
  if (typeof (Intl as Partial<typeof Intl>).Segmenter === 'function') {
    segmenter ??= new Intl.Segmenter();
    for (const {segment} of segmenter.segment(text)) yield segment;
  } else for (const [grapheme] of text.matchAll(GRAPHEME)) yield grapheme;
}

/**
 * Returns the beginning of a text, at most `maxUnits` UTF-16 units. Does not cut an emoji, flag or surrogate pair in two.
 */
export function firstUnits(text: string, maxUnits: number): string {
  return text.length <= maxUnits ? text : firstGraphemes(text, maxUnits, maxUnits);
}

/**
 * Returns the first `max` graphemes, at most `maxUnits` UTF-16 units. A single grapheme longer than `maxUnits` ends the
 * text.
 */
export function firstGraphemes(text: string, max: number, maxUnits = UNITS_MAX): string {
  let kept = '';
  let count = 0;
  for (const grapheme of graphemesOf(text.slice(0, 2 * maxUnits))) {
    if (count++ === max || kept.length + grapheme.length > maxUnits) break;
    kept += grapheme;
  }
  return kept;
}
