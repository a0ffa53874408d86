import {ENCLOSED, LOOK_ALIKES, WRITTEN_AS} from './look-alikes.js';

/** A text normalized for comparison. Each unit maps to a character of the original. */
export interface Folded {
  /** Lower case letters and digits, of ordinary width, without accents. */
  readonly text: string;
  /** Offsets in the original at which the character of each unit begins and ends. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * `loose` compares letters and digits alone; `exact` also compares punctuation, symbols and emoji. Both ignore spaces.
 */
export type FoldMode = 'loose' | 'exact';

/** Signs that count as punctuation after a word, not as letters. */
const ENDS_SENTENCES = new Set(['!', '|']);

const LETTER = /^[a-z]$/;

/**
 * Invisible characters: Unicode's default ignorables, format characters, fillers, blank symbols, and the Arabic
 * tatweel, which only stretches a word.
 */
const INVISIBLE = /[\p{DI}\p{Cc}\p{Cf}\p{Z}\u2800\u0640]/gu;
const UNSEEN = /^(?![\n\r\t\u115f\u1160\u3164\uffa0])[\p{M}\p{DI}\p{Cc}\p{Cf}\u0640]$/u;
const NO_LETTER = /[^\p{L}\p{N}\p{M}]/gu;

/**
 * Accents, points and strokes that a script can be read without. Kana voicing marks are kept, because they make another
 * letter.
 */
const ACCENT = /(?![\u3099\u309a])[\p{sc=Zinh}\p{sc=Arab}\p{sc=Hebr}\p{sc=Cyrl}\p{sc=Grek}\p{sc=Latn}\p{sc=Zyyy}]/u;
const MARK = /\p{M}/gu;

/** A vowel sign of another script (Thai, Hindi) is dropped after one of these, because nobody can read it there. */
const REFUSES_COMBINING_MARKS =
  /[\p{N}\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}\p{sc=Hani}\p{sc=Hang}\p{sc=Arab}\p{sc=Hebr}]$/u;

/** A character that changes the letter before it: a Hangul vowel or final consonant, a kana voicing mark, a sign. */
const COMBINING_CHARACTER = /[\u1160-\u11ff\u3099\u309a\p{M}]/u;

/** Cached results per character. Bounded, because a page may see every character of Unicode. */
const CACHE_MAX = 4_096;
const cache = {loose: new Map<string, string>(), exact: new Map<string, string>()};

/**
 * Folds a text for comparison: compatibility forms (NFKD), full case folding with the Turkish İ and ı, accents,
 * invisible characters, width, look-alike letters. The page and the business server compare texts by this function.
 */
export function fold(text: string, mode: FoldMode = 'loose'): Folded {
  return foldCharacters([...text], mode);
}

/** @param places Offset of each character in the original. Default: characters follow one another. */
function foldCharacters(characters: readonly string[], mode: FoldMode, places?: readonly number[]): Folded {
  let folded = '';
  const from: number[] = [];
  const to: number[] = [];
  let next = 0;
  let before = '';
  let index = -1;
  for (const character of characters) {
    index++;
    const at = places?.[index] ?? next;
    const letter = mode === 'loose' ? letterForSign(character, before, characters[index + 1]) : undefined;
    let units = letter ?? foldCharacter(character, mode);
    if (units && COMBINING_CHARACTER.test(units[0]!) && !combinesWith(units, folded)) units = '';
    // An invisible character belongs to the unit before it, so that it does not separate two letters.
    if (!units && from.length && UNSEEN.test(character)) {
      const last = from.length - 1;
      if (at < from[last]!) from[last] = at;
      else to[last] = at + character.length;
    }
    for (let unit = 0; unit < units.length; unit++) {
      from.push(at);
      to.push(at + character.length);
    }
    folded += units;
    next = at + character.length;
    before = units;
  }
  return {text: folded, from, to};
}

/** True if a combining character belongs to the letter before it. */
function combinesWith(units: string, before: string): boolean {
  if (/^[\u1160-\u11ff]/.test(units)) return true;
  if (/^[\u3099\u309a]/.test(units)) return /[\u3041-\u3096\u30a1-\u30fa]$/.test(before);
  return before !== '' && !REFUSES_COMBINING_MARKS.test(before);
}

/** Returns the letter that a sign replaces, if a letter is next to the sign. */
function letterForSign(character: string, before: string, after: string | undefined): string | undefined {
  const letter = WRITTEN_AS.get(character);
  if (letter === undefined) return undefined;
  const follows = after !== undefined && LETTER.test(foldCharacter(after, 'loose'));
  const beside = follows || (LETTER.test(before) && !ENDS_SENTENCES.has(character));
  return beside ? letter : undefined;
}

function foldCharacter(character: string, mode: FoldMode): string {
  const cached = cache[mode].get(character);
  if (cached !== undefined) return cached;
  const visible = character.normalize('NFKD').replace(INVISIBLE, '');
  // toUpperCase turns ß into SS, ı into I and ς into Σ. The first toLowerCase turns ẞ into ß.
  const small = (mode === 'loose' ? enclosedIn(visible) : visible)
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD');
  const plain = small.replace(MARK, (mark) => (ACCENT.test(mark) ? '' : mark));
  const kept = mode === 'loose' ? plain.replace(NO_LETTER, '') : plain.replace(/\p{C}/gu, '');
  let folded = '';
  for (const letter of kept) folded += LOOK_ALIKES.get(letter) ?? (DIGIT.test(letter) ? digitOf(letter) : letter);
  if (cache[mode].size >= CACHE_MAX) cache[mode].clear();
  cache[mode].set(character, folded);
  return folded;
}

/** Returns the letter or digit inside an enclosed character (circle, square, flag). */
function enclosedIn(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  for (const [from, count, first] of ENCLOSED)
    if (code >= from && code < from + count) return String.fromCharCode(first.charCodeAt(0) + code - from);
  return character;
}

/** Decimal digits other than ASCII digits. */
const DIGIT = /(?![0-9])\p{Nd}/u;

/** Unicode orders the digits of a script by value, so the number of digits directly before one is its value. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0)!;
  let value = 0;
  while (value < 9 && DIGIT.test(String.fromCodePoint(code - value - 1))) value += 1;
  return `${value}`;
}

/** Characters that override the direction of a text. */
const OVERRIDE = /[\u202d\u202e]/;
/** Characters that end an override. */
const ENDED_BY = /[\u202c\n\r\u2029]/;

/**
 * Folds a text with bidi overrides in the order that readers see (U+202E shows "drow" as "word"). Returns undefined if
 * it has no override. Units still map to the original.
 */
export function foldOverridden(text: string, mode: FoldMode = 'loose'): Folded | undefined {
  if (!OVERRIDE.test(text)) return undefined;
  const characters: string[] = [];
  const places: number[] = [];
  /** Indexes in `characters` at which open overrides begin. */
  const open: number[] = [];
  const close = () => {
    const begin = open.pop()!;
    characters.push(...characters.splice(begin).reverse());
    places.push(...places.splice(begin).reverse());
  };
  let at = 0;
  for (const character of text) {
    if (OVERRIDE.test(character)) open.push(characters.length);
    else if (character === '\u202c') {
      if (open.length) close();
    } else {
      while (open.length && ENDED_BY.test(character)) close();
      characters.push(character);
      places.push(at);
    }
    at += character.length;
  }
  while (open.length) close();
  return foldCharacters(characters, mode, places);
}

/** A word, folded for the search. */
export interface FoldedWord {
  readonly mode: FoldMode;
  readonly text: string;
  /** Indexes of units before which the word itself has spaces or signs. */
  readonly gaps: ReadonlySet<number>;
}

/** Symbols and emoji. A word that contains them is compared in the `exact` mode. */
const SIGN = /\p{S}/u;

const NO_GAPS: ReadonlySet<number> = new Set();

/** Folds a word for the search. Returns undefined if nothing searchable remains. */
export function foldWord(word: string): FoldedWord | undefined {
  return foldAs(SIGN.test(word) ? 'exact' : 'loose', word);
}

function foldAs(mode: FoldMode, word: string): FoldedWord | undefined {
  const folded = fold(word, mode);
  const {text} = folded;
  if (!text) return undefined;
  const gaps = new Set<number>();
  for (let at = 1; at < text.length; at++) if (hasGapBefore(folded, at)) gaps.add(at);
  return {mode, text, gaps: gaps.size ? gaps : NO_GAPS};
}

const SPELT = /[a-z0-9]/;

/**
 * True if the match at units `begin` to `end` is the listed word. A match may lie inside a longer word. A match with
 * spaces or signs that the listed word does not have must begin and end at word boundaries ("this hit" must not match).
 * A match that ends inside a letter is refused: 가 is not in 각.
 */
export function isWordMatch(
  found: Folded,
  begin: number,
  end: number,
  {mode, gaps}: Omit<FoldedWord, 'text'>,
): boolean {
  const {text} = found;
  if (end < text.length && COMBINING_CHARACTER.test(text[end]!)) return false;
  if (mode === 'exact') return true;
  let spread = false;
  for (let at = begin + 1; at < end && !spread; at++) spread = hasGapBefore(found, at) && !gaps.has(at - begin);
  if (!spread) return true;
  const runsOn = (at: number) =>
    at > 0 && at < text.length && !hasGapBefore(found, at) && SPELT.test(text[at - 1]!) && SPELT.test(text[at]!);
  return !runsOn(begin) && !runsOn(end);
}

/**
 * True if the original has other characters between this unit and the one before it. Overridden text runs backwards.
 */
function hasGapBefore({from, to}: Folded, at: number): boolean {
  return from[at] !== from[at - 1] && from[at] !== to[at - 1] && to[at] !== from[at - 1];
}

/**
 * Returns a function that tests if a text contains one of the words in any spelling. A word of punctuation alone is
 * compared exactly.
 */
export function wordMatcher(words: readonly string[]): (text: string) => boolean {
  const folded = words.map((word) => foldWord(word) ?? foldAs('exact', word)).filter((word) => word !== undefined);
  const modes = (['loose', 'exact'] as const)
    .map((mode) => ({mode, wanted: folded.filter((word) => word.mode === mode)}))
    .filter(({wanted}) => wanted.length > 0);
  return (text) =>
    modes.some(({mode, wanted}) =>
      [fold(text, mode), foldOverridden(text, mode)].some(
        (form) => form && wanted.some((word) => containsWord(form, word)),
      ),
    );
}

function containsWord(form: Folded, word: FoldedWord): boolean {
  for (let at = form.text.indexOf(word.text); at >= 0; at = form.text.indexOf(word.text, at + 1))
    if (isWordMatch(form, at, at + word.text.length, word)) return true;
  return false;
}

/** Signs that distinguish a phrase from its letters alone: C++, C#, 100%, $5. */
const MEANINGFUL = /[+#%&=<>\p{Sc}]/u;

/**
 * True if a text contains a phrase, such as a lottery's keyword. Ignores case, width, spaces and punctuation. The phrase
 * "C++" is not in "c": signs of mathematics and money count.
 */
export function hasPhrase(text: string, phrase: string): boolean {
  const modes = MEANINGFUL.test(phrase.normalize('NFKC')) ? (['exact'] as const) : (['loose', 'exact'] as const);
  return text.includes(phrase) || modes.some((mode) => has(text, phrase, mode));
}

function has(text: string, phrase: string, mode: FoldMode): boolean {
  const wanted = fold(phrase, mode).text;
  return wanted !== '' && fold(text, mode).text.includes(wanted);
}
