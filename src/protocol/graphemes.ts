/** Spaces, and letters and symbols that look like one: Hangul fillers, the empty Braille pattern, blanks of scripts and notes. */
export const BLANK = /[\t-\r\u0085\p{Z}\u115f\u1160\u2800\u3164\uffa0\ufffc\u{13441}\u{13442}\u{1d159}]+/gu;

/** Settles most texts. */
const SEEN = /[!-~\u4e00-\u9fff]/;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** UTF-16 units of a text that has so few characters that nobody cuts it by units. */
const UNITS_MAX = 128;

/** True if a text has a visible character. */
export function isVisible(text: string): boolean {
  return SEEN.test(text) || VISIBLE.test(text.replace(BLANK, '').replace(/\p{DI}/gu, ''));
}

/** The first character of a name, as a reader counts. */
export function initialOf(name: string): string {
  return firstGraphemes(name, 1) || '?';
}

/** A pattern for one visible character, where there is no `Intl.Segmenter` (Firefox before 125). */
const GRAPHEME =
  /\p{RI}{2}|\p{Emoji}[\p{M}\p{EMod}\u{e0020}-\u{e007f}]*(?:\u200d\p{Emoji}[\p{M}\p{EMod}]*)*\u200d?|\P{M}[\p{M}\u200c\u200d]*|\p{M}/gsu;

let segmenter: Intl.Segmenter | undefined;

function* graphemesOf(text: string): Iterable<string> {
  // Types know it of every browser.
  if (typeof (Intl as Partial<typeof Intl>).Segmenter === 'function') {
    segmenter ??= new Intl.Segmenter();
    for (const {segment} of segmenter.segment(text)) yield segment;
  } else for (const [grapheme] of text.matchAll(GRAPHEME)) yield grapheme;
}

/** The beginning of a text, of at most so many UTF-16 units: no emoji, flag or surrogate pair is cut in two. */
export function firstUnits(text: string, most: number): string {
  return text.length <= most ? text : firstGraphemes(text, most, most);
}

/** One that is longer than `units` by itself, as no real one is, ends the text. */
export function firstGraphemes(text: string, most: number, units = UNITS_MAX): string {
  let kept = '';
  let count = 0;
  for (const grapheme of graphemesOf(text.slice(0, 2 * units))) {
    if (count++ === most || kept.length + grapheme.length > units) break;
    kept += grapheme;
  }
  return kept;
}
