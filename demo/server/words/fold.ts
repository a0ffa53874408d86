/** A text with the tricks taken out: what is left is compared, and each unit knows where it was. */
export interface Folded {
  /** Letters and digits, small, narrow, without marks. */
  readonly text: string;
  /** Where the character of each unit begins and ends in the original. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** Letters of other scripts, and small ones of our own, that pass for a Latin letter. */
const LOOK_ALIKES = new Map(
  Object.entries({
    ...{а: 'a', α: 'a', ɑ: 'a', в: 'b', ь: 'b', β: 'b', с: 'c', ϲ: 'c', ԁ: 'd', е: 'e', ε: 'e', э: 'e', ғ: 'f'},
    ...{ɡ: 'g', н: 'h', һ: 'h', і: 'i', ι: 'i', ı: 'i', l: 'i', ӏ: 'i', ј: 'j', к: 'k', κ: 'k', м: 'm', п: 'n'},
    ...{η: 'n', о: 'o', ο: 'o', σ: 'o', ө: 'o', ø: 'o', р: 'p', ρ: 'p', ԛ: 'q', г: 'r', ѕ: 's', т: 't', τ: 't'},
    ...{υ: 'u', μ: 'u', ν: 'v', ѵ: 'v', ԝ: 'w', ω: 'w', х: 'x', χ: 'x', у: 'y', γ: 'y'},
  }),
);

/** Signs that pass for a letter beside letters; elsewhere a price is a price. */
const WRITTEN_AS = new Map(
  Object.entries({0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i', '|': 'i'}),
);

/** Behind a word they are what they are. */
const ENDS_SENTENCES = new Set(['!', '|']);

const LETTER = /^[a-z]$/;

/** Each character is folded once in the life of the process: there are only so many. */
const known = {loose: new Map<string, string>(), exact: new Map<string, string>()};

/**
 * @param how `loose` skips all that is no letter or digit; `exact` keeps signs, for words that are made of them.
 */
export function fold(text: string, how: 'loose' | 'exact' = 'loose'): Folded {
  let folded = '';
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  let before = '';
  const characters = Array.from(text);
  for (const [index, character] of characters.entries()) {
    const letter = how === 'loose' ? asLetter(character, before, characters[index + 1]) : undefined;
    const units = letter ?? foldCharacter(character, how);
    for (let unit = 0; unit < units.length; unit++) {
      from.push(at);
      to.push(at + character.length);
    }
    folded += units;
    at += character.length;
    before = units;
  }
  return {text: folded, from, to};
}

/** The letter that a sign stands for between or beside letters. */
function asLetter(character: string, before: string, after: string | undefined): string | undefined {
  const letter = WRITTEN_AS.get(character);
  if (letter === undefined) return undefined;
  const follows = after !== undefined && LETTER.test(foldCharacter(after, 'loose'));
  const beside = follows || (LETTER.test(before) && !ENDS_SENTENCES.has(character));
  return beside ? letter : undefined;
}

function foldCharacter(character: string, how: 'loose' | 'exact'): string {
  const there = known[how].get(character);
  if (there !== undefined) return there;
  const small = character.normalize('NFKD').toLowerCase();
  const kept = how === 'loose' ? small.replace(/[^\p{L}\p{N}]/gu, '') : small.replace(/[\p{M}\p{C}\p{Z}]/gu, '');
  const folded = Array.from(kept, (letter) => LOOK_ALIKES.get(letter) ?? letter).join('');
  known[how].set(character, folded);
  return folded;
}
