import {Automaton, type GiveWay} from './automaton.ts';
import {fold, type Folded} from './fold.ts';

/** What nobody may say: as a whole message (`refused`), or not in so many letters (`masked`). */
export interface WrittenWords {
  readonly refused: readonly string[];
  readonly masked: readonly string[];
}

/** What is said in place of a masked word. */
const MASK = '***';

/** Signs and pictures are part of a word that has them. */
const SIGN = /\p{S}/u;

const SPELT = /[a-z0-9]/;

interface Words {
  readonly how: 'loose' | 'exact';
  readonly folded: readonly string[];
  readonly refused: readonly boolean[];
  readonly automaton: Automaton;
}

/**
 * A list of words in the form they are looked for. A word is found within another as well; where it is spread out over
 * spaces or signs it must begin and end where a word does, or "this hit" would be one.
 */
export class WordList {
  readonly #all: readonly Words[];

  private constructor(all: readonly Words[]) {
    this.#all = all;
  }

  static async build({refused, masked}: WrittenWords, giveWay: GiveWay): Promise<WordList> {
    const written = [...refused.map((word) => ({word, no: true})), ...masked.map((word) => ({word, no: false}))];
    const all: Words[] = [];
    for (const how of ['loose', 'exact'] as const) {
      const folded: string[] = [];
      const isRefused: boolean[] = [];
      for (const [index, {word, no}] of written.entries()) {
        if (index % 512 === 0) await giveWay();
        if (SIGN.test(word) !== (how === 'exact')) continue;
        const {text} = fold(word, how);
        if (!text) continue;
        folded.push(text);
        isRefused.push(no);
      }
      if (folded.length) all.push({how, folded, refused: isRefused, automaton: await Automaton.build(folded, giveWay)});
    }
    return new WordList(all);
  }

  /** The text as it may be said: as it is, or masked; undefined if it may not. */
  allow(text: string): string | undefined {
    const spans: [number, number][] = [];
    for (const words of this.#all) {
      const folded = fold(text, words.how);
      let refused = false;
      words.automaton.find(folded.text, (word, begin, end) => {
        if (words.how === 'loose' && !stands(folded, begin, end)) return false;
        refused = words.refused[word]!;
        if (!refused) spans.push([folded.from[begin]!, folded.to[end - 1]!]);
        return refused;
      });
      if (refused) return undefined;
    }
    return spans.length ? mask(text, spans) : text;
  }
}

/** Whether it is written in one, or else is a word by itself. */
function stands({text, from, to}: Folded, begin: number, end: number): boolean {
  const apart = (at: number) => from[at]! > to[at - 1]!;
  let spread = false;
  for (let at = begin + 1; at < end && !spread; at++) spread = apart(at);
  if (!spread) return true;
  const runsOn = (at: number) =>
    at > 0 && at < text.length && !apart(at) && SPELT.test(text[at - 1]!) && SPELT.test(text[at]!);
  return !runsOn(begin) && !runsOn(end);
}

function mask(text: string, spans: [number, number][]): string {
  spans.sort(([a], [b]) => a - b);
  let masked = '';
  let done = 0;
  let hidden = 0;
  for (const [from, to] of spans) {
    if (from >= hidden) masked += text.slice(done, from) + MASK;
    hidden = Math.max(hidden, to);
    done = hidden;
  }
  return masked + text.slice(done);
}
