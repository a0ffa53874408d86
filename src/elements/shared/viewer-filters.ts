import {displayName} from '../../protocol/display-name.js';
import {finderOf, fold} from '../../protocol/fold.js';
import {remembering} from '../../protocol/remembering.js';
import {listOf, Remembered} from '../../session/remembered.js';

/** How many are kept: the last ones. */
const WORDS_MAX = 100;
const WORD_MAX_CHARS = 50;
const PEOPLE_MAX = 500;

/** Somebody whose words the viewer does not want to see. */
export interface HiddenPerson {
  readonly userId: string;
  readonly nick: string;
}

/** What the viewer does not want to see, in any room of the page's origin. */
export interface ViewerFilters {
  /** In lower case, each once; a line that has one of them in it, however it is written, is not shown. */
  readonly words: readonly string[];
  readonly people: readonly HiddenPerson[];
}

export const viewerFilters = new Remembered<ViewerFilters>('live-room:filters', (stored) => {
  const {words, people} = (stored ?? {}) as {readonly words?: unknown; readonly people?: unknown};
  return {words: unlike(listOf(words, WORDS_MAX, readWord)), people: listOf(people, PEOPLE_MAX, readPerson)};
});

/** Whether a line is to be kept from the viewer, for its words or its author's name. One's own never is: the caller knows. */
export function isFiltered(
  text: string,
  from?: {readonly userId?: string | undefined; readonly nick?: string | undefined},
): boolean {
  const {current} = viewerFilters;
  if (current !== compiledFrom) compile(current);
  const {userId, nick} = from ?? {};
  return (userId !== undefined && people.has(userId)) || hasWord(text) || hasWord(nick || (userId ?? ''));
}

let compiledFrom: ViewerFilters | undefined;
let people: ReadonlySet<string>;
let hasWord: (text: string) => boolean;

/** Answers are remembered: a list asks about each of its lines whenever it is drawn. */
function compile(filters: ViewerFilters): void {
  compiledFrom = filters;
  people = new Set(filters.people.map(({userId}) => userId));
  const finds = finderOf(filters.words);
  hasWord = filters.words.length ? remembering((text) => finds(text as string)) : () => false;
}

/** The last of those that would hide the same. */
function unlike(words: readonly string[]): readonly string[] {
  return [...new Map(words.map((word) => [fold(word, 'exact').text || word, word])).values()];
}

function readWord(given: unknown): string | undefined {
  if (typeof given !== 'string') return undefined;
  // İ alone becomes two characters.
  const small = given.trim().toLowerCase().replaceAll('i\u0307', 'i');
  return small.slice(0, WORD_MAX_CHARS).trim() || undefined;
}

function readPerson(given: unknown): HiddenPerson | undefined {
  const {userId, nick} = (given ?? {}) as {readonly userId?: unknown; readonly nick?: unknown};
  if (typeof userId !== 'string' || !userId) return undefined;
  return {userId: userId.slice(0, 64), nick: displayName({nick, userId})};
}
