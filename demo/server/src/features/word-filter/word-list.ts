import {Automaton, type GiveWay} from './automaton.ts';
import {
  fold,
  foldOverridden,
  foldWord,
  isWordMatch,
  type FoldedWord,
  type FoldMode,
} from '../../../../../src/protocol/fold.ts';

/** What nobody may say: as a whole message (`refused`), or not in so many letters (`masked`). */
export interface WordLists {
  readonly refused: readonly string[];
  readonly masked: readonly string[];
}

/** What is said in place of a masked word. */
export const MASK = '***';

/** Is read as an emoji. */
const FACE = /\[TUIEmoji_\w{1,32}\]/g;

interface CompiledWords {
  readonly mode: FoldMode;
  readonly gaps: readonly FoldedWord['gaps'][];
  readonly refused: readonly boolean[];
  readonly automaton: Automaton;
}

/** What of a text is masked: from and to, in UTF-16 units. */
type Span = [number, number];

/** A list of words in the form they are looked for. */
export class WordList {
  readonly #all: readonly CompiledWords[];

  private constructor(all: readonly CompiledWords[]) {
    this.#all = all;
  }

  static async build({refused, masked}: WordLists, giveWay: GiveWay): Promise<WordList> {
    const written = [...refused.map((word) => ({word, no: true})), ...masked.map((word) => ({word, no: false}))];
    const all: CompiledWords[] = [];
    for (const mode of ['loose', 'exact'] as const) {
      const folded: string[] = [];
      const gaps: FoldedWord['gaps'][] = [];
      const isRefused: boolean[] = [];
      for (const [index, {word, no}] of written.entries()) {
        if (index % 512 === 0) await giveWay();
        const wanted = foldWord(word);
        if (wanted?.mode !== mode) continue;
        folded.push(wanted.text);
        gaps.push(wanted.gaps);
        isRefused.push(no);
      }
      if (folded.length) all.push({mode, gaps, refused: isRefused, automaton: await Automaton.build(folded, giveWay)});
    }
    return new WordList(all);
  }

  /** The text as it may be said: as it is, or masked; undefined if it may not. */
  allow(text: string): string | undefined {
    return this.allowTogether([text])?.[0];
  }

  /** Texts that are read as one, each as it may be said; undefined if they may not. A word may be spread over several. */
  allowTogether(texts: readonly string[]): readonly string[] | undefined {
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
      return mask(text, at, spans);
    });
  }
}

/** Adds what is masked to `spans`; false when there is a word in the text that is refused. */
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

/** @param at Where the text begins in the one that the spans are of: of a span over several texts the first has the mask. */
function mask(text: string, at: number, spans: Span[]): string {
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
