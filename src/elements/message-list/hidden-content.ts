import {displayName} from '../../protocol/text/display-name.js';
import {wordMatcher, fold} from '../../protocol/text/fold.js';
import {memoize} from '../../protocol/memoize.js';
import {listOf, StoredSetting} from '../../session/stored-setting.js';

/** Maximum number of stored words and people; the oldest are dropped. */
const WORDS_MAX = 100;
const WORD_MAX_CHARS = 50;
const PEOPLE_MAX = 500;

/** A person whose messages the viewer has hidden. */
export interface HiddenPerson {
  readonly userId: string;
  readonly nick: string;
}

/** Words and people that the viewer has hidden, in all rooms of the page's origin. */
export interface HiddenContent {
  /** In lower case and without duplicates. A line that contains one of them, in any spelling, is hidden. */
  readonly words: readonly string[];
  readonly people: readonly HiddenPerson[];
}

export const hiddenContent = new StoredSetting<HiddenContent>('live-room:hidden', (stored) => {
  const {words, people} = (stored ?? {}) as {readonly words?: unknown; readonly people?: unknown};
  return {words: withoutDuplicates(listOf(words, WORDS_MAX, readWord)), people: listOf(people, PEOPLE_MAX, readPerson)};
});

/** True if the viewer has hidden a word of the text or of the author's name, or the author. The caller excludes the viewer's own lines. */
export function isHiddenByViewer(
  text: string,
  from?: {readonly userId?: string | undefined; readonly nick?: string | undefined},
): boolean {
  const {current} = hiddenContent;
  if (current !== compiledFrom) compile(current);
  const {userId, nick} = from ?? {};
  return (userId !== undefined && people.has(userId)) || hasWord(text) || hasWord(nick || (userId ?? ''));
}

let compiledFrom: HiddenContent | undefined;
let people: ReadonlySet<string>;
let hasWord: (text: string) => boolean;

/** Prepares the search for hidden words. Results are cached, because a list asks about each of its lines whenever it is drawn. */
function compile(hidden: HiddenContent): void {
  compiledFrom = hidden;
  people = new Set(hidden.people.map(({userId}) => userId));
  const matches = wordMatcher(hidden.words);
  hasWord = hidden.words.length ? memoize((text) => matches(text as string)) : () => false;
}

/** Keeps the last of several words that would hide the same text. */
function withoutDuplicates(words: readonly string[]): readonly string[] {
  return [...new Map(words.map((word) => [fold(word, 'exact').text || word, word])).values()];
}

function readWord(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  // A capital İ becomes two characters in lower case.
  const small = value.trim().toLowerCase().replaceAll('i\u0307', 'i');
  return small.slice(0, WORD_MAX_CHARS).trim() || undefined;
}

function readPerson(value: unknown): HiddenPerson | undefined {
  const {userId, nick} = (value ?? {}) as {readonly userId?: unknown; readonly nick?: unknown};
  if (typeof userId !== 'string' || !userId) return undefined;
  return {userId: userId.slice(0, 64), nick: displayName({nick, userId})};
}
