import {Automaton, type GiveWay} from './automaton.ts';
import {
  fold,
  foldOverridden,
  foldWord,
  isWordMatch,
  type FoldedWord,
  type FoldMode,
} from '../../../../../src/protocol/text/fold.ts';

/** Forbidden words: `refused` refuses the whole message, `masked` replaces the word. */
export interface WordLists {
  readonly refused: readonly string[];
  readonly masked: readonly string[];
}

/** Replaces a masked word. */
export const MASK = '***';

/** Name of an emoji in a text. Clients show a picture, so its letters are not checked. */
const FACE = /\[TUIEmoji_\w{1,32}\]/g;

interface CompiledWords {
  readonly mode: FoldMode;
  readonly gaps: readonly FoldedWord['gaps'][];
  readonly refused: readonly boolean[];
  readonly automaton: Automaton;
}

/** The masked part of a text: start and end, in UTF-16 units. */
type Span = [number, number];

/** A list of forbidden words, compiled for search. */
export class WordList {
  readonly #all: readonly CompiledWords[];

  private constructor(all: readonly CompiledWords[]) {
    this.#all = all;
  }

  static async build({refused, masked}: WordLists, giveWay: GiveWay): Promise<WordList> {
    const written = [
      ...refused.map((word) => ({word, isRefused: true})),
      ...masked.map((word) => ({word, isRefused: false})),
    ];
    const all: CompiledWords[] = [];
    for (const mode of ['loose', 'exact'] as const) {
      const folded: string[] = [];
      const gaps: FoldedWord['gaps'][] = [];
      const refusedWords: boolean[] = [];
      for (const [index, {word, isRefused}] of written.entries()) {
        if (index % 512 === 0) await giveWay();
        const wanted = foldWord(word);
        if (wanted?.mode !== mode) continue;
        folded.push(wanted.text);
        gaps.push(wanted.gaps);
        refusedWords.push(isRefused);
      }
      if (folded.length)
        all.push({mode, gaps, refused: refusedWords, automaton: await Automaton.build(folded, giveWay)});
    }
    return new WordList(all);
  }

  /** Returns the text, with masked words replaced; undefined if it contains a refused word. */
  mask(text: string): string | undefined {
    return this.maskParts([text])?.[0];
  }

  /** Does the same for the parts of one text: a word may span several. */
  maskParts(texts: readonly string[]): readonly string[] | undefined {
    const whole = texts.join('').replace(FACE, ({length}) => ' '.repeat(length));
    const spans: Span[] = [];
    for (const words of this.#all) {
      if (!search(whole, words, spans)) return undefined;
    }
    if (!spans.length) return texts;
    let begin = 0;
    return texts.map((text) => {
      const at = begin;
      begin += text.length;
      return maskSpans(text, at, spans);
    });
  }
}

/** Adds masked parts to `spans`. Returns false if the text contains a refused word. */
function search(text: string, {mode, gaps, refused, automaton}: CompiledWords, spans: Span[]): boolean {
  for (const form of [fold(text, mode), foldOverridden(text, mode)]) {
    let isRefused = false;
    if (!form) continue;
    automaton.find(form.text, (word, begin, end) => {
      if (!isWordMatch(form, begin, end, {mode, gaps: gaps[word]!})) return false;
      isRefused = refused[word]!;
      const [one, other] = [begin, end - 1];
      if (!isRefused) {
        spans.push([Math.min(form.from[one]!, form.from[other]!), Math.max(form.to[one]!, form.to[other]!)]);
      }
      return isRefused;
    });
    if (isRefused) return false;
  }
  return true;
}

/**
 * Replaces the spans in one part of a text. If a span covers several parts, only the first one gets the mask.
 * @param at Start of the part in the whole text, which the spans count from.
 */
function maskSpans(text: string, at: number, spans: Span[]): string {
  spans.sort(([a], [b]) => a - b);
  let masked = '';
  let done = 0;
  let hidden = 0;
  for (const span of spans) {
    const [from, to] = [span[0] - at, span[1] - at];
    if (to <= 0 || from >= text.length) continue;
    if (from >= hidden) masked += text.slice(done, Math.max(0, from)) + (from >= 0 ? MASK : '');
    hidden = Math.max(hidden, to);
    done = hidden;
  }
  return masked + text.slice(done);
}
