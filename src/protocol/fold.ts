/** A text in the form that is compared. Each unit knows which character of the original it comes from. */
export interface Folded {
  /** Letters and digits, in lower case, of ordinary width, without accents. */
  readonly text: string;
  /** Where the character of each unit begins and ends in the original. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** `loose` skips everything but letters and digits; `exact` keeps punctuation, symbols and emoji. Both skip spaces. */
export type Manner = 'loose' | 'exact';

/** Letters of other scripts, and Latin small capitals, that look like a Latin letter. */
const LOOK_ALIKES = new Map(
  Object.entries({
    ...{а: 'a', α: 'a', ɑ: 'a', в: 'b', ь: 'b', β: 'b', с: 'c', ϲ: 'c', ԁ: 'd', е: 'e', ε: 'e', э: 'e', ғ: 'f'},
    ...{ɡ: 'g', н: 'h', һ: 'h', і: 'i', ι: 'i', ı: 'i', l: 'i', ӏ: 'i', ј: 'j', к: 'k', κ: 'k', м: 'm', п: 'n'},
    ...{η: 'n', о: 'o', ο: 'o', σ: 'o', ө: 'o', ø: 'o', р: 'p', ρ: 'p', ԛ: 'q', г: 'r', ѕ: 's', т: 't', τ: 't'},
    ...{υ: 'u', μ: 'u', ν: 'v', ѵ: 'v', ԝ: 'w', ω: 'w', х: 'x', χ: 'x', у: 'y', γ: 'y'},
    // Latin small capitals.
    ...{ᴀ: 'a', ʙ: 'b', ᴄ: 'c', ᴅ: 'd', ᴇ: 'e', ꜰ: 'f', ɢ: 'g', ʜ: 'h', ɪ: 'i', ᴊ: 'j', ᴋ: 'k', ʟ: 'i', ᴍ: 'm', ɴ: 'n'},
    ...{ᴏ: 'o', ᴘ: 'p', ꞯ: 'q', ʀ: 'r', ꜱ: 's', ᴛ: 't', ᴜ: 'u', ᴠ: 'v', ᴡ: 'w', ʏ: 'y', ᴢ: 'z'},
    // Letters with a stroke, a hook or a tail, which NFKD leaves whole, and ligatures.
    ...{ⱥ: 'a', ƀ: 'b', ɓ: 'b', ȼ: 'c', đ: 'd', ð: 'd', ɖ: 'd', ɗ: 'd', ɇ: 'e', ƒ: 'f', ǥ: 'g', ɠ: 'g', ħ: 'h', ɨ: 'i'},
    ...{ɉ: 'j', ƙ: 'k', ł: 'i', ƚ: 'i', ɱ: 'm', ɲ: 'n', ŋ: 'n', ᵽ: 'p', ƥ: 'p', ɍ: 'r', ʂ: 's', ŧ: 't', ⱦ: 't', ƭ: 't'},
    ...{ʉ: 'u', ʋ: 'v', ɏ: 'y', ƴ: 'y', ƶ: 'z', ʐ: 'z', æ: 'ae', œ: 'oe'},
    // One Arabic letter as keyboards of Arabic, Persian and Urdu write it, and the final forms of Hebrew letters.
    ...{ک: 'ك', ی: 'ي', ى: 'ي', ے: 'ي', ة: 'ه', ہ: 'ه', ھ: 'ه', ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ'},
  }),
);

/**
 * Letters and digits in circles, squares and flags that NFKD leaves whole, in runs: the first of a run, how many it has, and the
 * letter or digit that the first one shows. `exact` keeps them, as all pictures.
 */
const ENCLOSED = [
  [0x1f150, 26, 'a'],
  [0x1f170, 26, 'a'],
  [0x1f1e6, 26, 'a'],
  [0x24f5, 9, '1'],
  [0x2776, 9, '1'],
  [0x2780, 9, '1'],
  [0x278a, 9, '1'],
] as const;

/** Signs that stand for a letter beside letters; elsewhere a price is a price. */
const WRITTEN_AS = new Map(
  Object.entries({0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i', '|': 'i'}),
);

/** After a word these are punctuation, not letters. */
const ENDS_SENTENCES = new Set(['!', '|']);

const LETTER = /^[a-z]$/;

/** Format characters, fillers and blanks: Unicode's default ignorables, and blanks that are symbols; and the Arabic tatweel, which only stretches. */
const INVISIBLE = /[\p{DI}\p{Cc}\p{Cf}\p{Z}\u2800\u0640]/gu;
const UNSEEN = /^(?![\n\r\t\u115f\u1160\u3164\uffa0])[\p{M}\p{DI}\p{Cc}\p{Cf}\u0640]$/u;
const NO_LETTER = /[^\p{L}\p{N}\p{M}]/gu;

/** Accents, points and strokes over letters of scripts that read the same without them. Kana voicing marks make another letter. */
const ACCENT = /(?![\u3099\u309a])[\p{sc=Zinh}\p{sc=Arab}\p{sc=Hebr}\p{sc=Cyrl}\p{sc=Grek}\p{sc=Latn}\p{sc=Zyyy}]/u;
const MARK = /\p{M}/gu;

/** After one of these a vowel sign of another script, as Thai and Hindi have, belongs to nothing that can be read. */
const TAKES_NO_SIGNS = /[\p{N}\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}\p{sc=Hani}\p{sc=Hang}\p{sc=Arab}\p{sc=Hebr}]$/u;

/** A vowel or final consonant of a Hangul syllable, a kana voicing mark, a sign: it changes the letter before it. */
const COMPLETES = /[\u1160-\u11ff\u3099\u309a\p{M}]/u;

/** Each character is folded once. Bounded: a page may see every character there is. */
const KNOWN_MAX = 4_096;
const known = {loose: new Map<string, string>(), exact: new Map<string, string>()};

/**
 * Folds a text for comparison: compatibility forms (NFKD), full case folding with the Turkish İ and ı, accents, invisible
 * characters, width, look-alike letters. The page and the business server both compare by this.
 */
export function fold(text: string, manner: Manner = 'loose'): Folded {
  return foldCharacters([...text], manner);
}

/** @param places Where each character begins in the original; one after the other unless given. */
function foldCharacters(characters: readonly string[], manner: Manner, places?: readonly number[]): Folded {
  let folded = '';
  const from: number[] = [];
  const to: number[] = [];
  let next = 0;
  let before = '';
  let index = -1;
  for (const character of characters) {
    index++;
    const at = places?.[index] ?? next;
    const letter = manner === 'loose' ? asLetter(character, before, characters[index + 1]) : undefined;
    let units = letter ?? foldCharacter(character, manner);
    if (units && COMPLETES.test(units[0]!) && !joins(units, folded)) units = '';
    // What takes no room stands between no two letters.
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

/** True if a sign belongs to the letter before it. */
function joins(units: string, before: string): boolean {
  if (/^[\u1160-\u11ff]/.test(units)) return true;
  if (/^[\u3099\u309a]/.test(units)) return /[\u3041-\u3096\u30a1-\u30fa]$/.test(before);
  return before !== '' && !TAKES_NO_SIGNS.test(before);
}

/** The letter that a sign stands for between or beside letters. */
function asLetter(character: string, before: string, after: string | undefined): string | undefined {
  const letter = WRITTEN_AS.get(character);
  if (letter === undefined) return undefined;
  const follows = after !== undefined && LETTER.test(foldCharacter(after, 'loose'));
  const beside = follows || (LETTER.test(before) && !ENDS_SENTENCES.has(character));
  return beside ? letter : undefined;
}

function foldCharacter(character: string, manner: Manner): string {
  const there = known[manner].get(character);
  if (there !== undefined) return there;
  const seen = character.normalize('NFKD').replace(INVISIBLE, '');
  // Upper case between: ß becomes ss, ı becomes i, ς becomes σ. Lower case before it: ẞ is ß.
  const small = (manner === 'loose' ? enclosedIn(seen) : seen)
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD');
  const plain = small.replace(MARK, (mark) => (ACCENT.test(mark) ? '' : mark));
  const kept = manner === 'loose' ? plain.replace(NO_LETTER, '') : plain.replace(/\p{C}/gu, '');
  let folded = '';
  for (const letter of kept) folded += LOOK_ALIKES.get(letter) ?? (DIGIT.test(letter) ? digitOf(letter) : letter);
  if (known[manner].size >= KNOWN_MAX) known[manner].clear();
  known[manner].set(character, folded);
  return folded;
}

/** Returns the letter or digit inside a circle, a square or a flag. */
function enclosedIn(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  for (const [from, count, first] of ENCLOSED)
    if (code >= from && code < from + count) return String.fromCharCode(first.charCodeAt(0) + code - from);
  return character;
}

/** Decimal digits of other scripts than Latin. */
const DIGIT = /(?![0-9])\p{Nd}/u;

/** Digits stand in their order in Unicode: as many as stand before one, so much it is worth. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0)!;
  let value = 0;
  while (value < 9 && DIGIT.test(String.fromCodePoint(code - value - 1))) value += 1;
  return `${value}`;
}

const OVERRIDE = /[\u202d\u202e]/;
/** Ends what an override began. */
const ENDED_BY = /[\u202c\n\r\u2029]/;

/**
 * A text as its reader sees it where it has bidi overrides (U+202E shows "drow" as "word"); undefined where it has none. Units still
 * know their places in the original.
 */
export function foldOverridden(text: string, manner: Manner = 'loose'): Folded | undefined {
  if (!OVERRIDE.test(text)) return undefined;
  const characters: string[] = [];
  const places: number[] = [];
  /** Where open overrides begin among `characters`. */
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
  return foldCharacters(characters, manner, places);
}

/** A word in the form it is looked for. */
export interface FoldedWord {
  readonly manner: Manner;
  readonly text: string;
  /** Units before which the word itself has spaces or signs. */
  readonly gaps: ReadonlySet<number>;
}

/** Signs and pictures are part of a word that has them. */
const SIGN = /\p{S}/u;

const NO_GAPS: ReadonlySet<number> = new Set();

/** Undefined for a word of which nothing can be found. */
export function foldWord(word: string): FoldedWord | undefined {
  return foldAs(SIGN.test(word) ? 'exact' : 'loose', word);
}

function foldAs(manner: Manner, word: string): FoldedWord | undefined {
  const folded = fold(word, manner);
  const {text} = folded;
  if (!text) return undefined;
  const gaps = new Set<number>();
  for (let at = 1; at < text.length; at++) if (isApart(folded, at)) gaps.add(at);
  return {manner, text, gaps: gaps.size ? gaps : NO_GAPS};
}

const SPELT = /[a-z0-9]/;

/**
 * True if the match at units `begin` to `end` is the listed word. A match may lie within another word; where it is spread over
 * spaces or signs that it has not itself, it must begin and end where a word does, or "this hit" would be one. One that ends within a
 * letter is none: 가 is not in 각.
 */
export function stands(found: Folded, begin: number, end: number, {manner, gaps}: Omit<FoldedWord, 'text'>): boolean {
  const {text} = found;
  if (end < text.length && COMPLETES.test(text[end]!)) return false;
  if (manner === 'exact') return true;
  let spread = false;
  for (let at = begin + 1; at < end && !spread; at++) spread = isApart(found, at) && !gaps.has(at - begin);
  if (!spread) return true;
  const runsOn = (at: number) =>
    at > 0 && at < text.length && !isApart(found, at) && SPELT.test(text[at - 1]!) && SPELT.test(text[at]!);
  return !runsOn(begin) && !runsOn(end);
}

/** True if other characters stand between a unit and the one before it. Overridden text runs the other way. */
function isApart({from, to}: Folded, at: number): boolean {
  return from[at] !== from[at - 1] && from[at] !== to[at - 1] && to[at] !== from[at - 1];
}

/** Makes a test for texts that have one of the words in them, however they are written. One of punctuation alone is found as it is. */
export function finderOf(words: readonly string[]): (text: string) => boolean {
  const folded = words.map((word) => foldWord(word) ?? foldAs('exact', word)).filter((word) => word !== undefined);
  const manners = (['loose', 'exact'] as const)
    .map((manner) => ({manner, wanted: folded.filter((word) => word.manner === manner)}))
    .filter(({wanted}) => wanted.length > 0);
  return (text) =>
    manners.some(({manner, wanted}) =>
      [fold(text, manner), foldOverridden(text, manner)].some(
        (form) => form && wanted.some((word) => isIn(form, word)),
      ),
    );
}

function isIn(form: Folded, word: FoldedWord): boolean {
  for (let at = form.text.indexOf(word.text); at >= 0; at = form.text.indexOf(word.text, at + 1))
    if (stands(form, at, at + word.text.length, word)) return true;
  return false;
}

/** True if a text contains a phrase, such as a lottery's keyword; case, width, spaces and punctuation do not matter. */
export function hasPhrase(text: string, phrase: string): boolean {
  return text.includes(phrase) || has(text, phrase, 'loose') || has(text, phrase, 'exact');
}

function has(text: string, phrase: string, manner: Manner): boolean {
  const wanted = fold(phrase, manner).text;
  return wanted !== '' && fold(text, manner).text.includes(wanted);
}
