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
  /** In lower case; a line that has one of them in it is not shown. */
  readonly words: readonly string[];
  readonly people: readonly HiddenPerson[];
}

export const viewerFilters = new Remembered<ViewerFilters>('live-room:filters', (stored) => {
  const {words, people} = (stored ?? {}) as {readonly words?: unknown; readonly people?: unknown};
  return {words: [...new Set(listOf(words, WORDS_MAX, readWord))], people: listOf(people, PEOPLE_MAX, readPerson)};
});

/** Whether a line is to be kept from the viewer. One's own never is: the caller knows. */
export function isFiltered(text: string, userId: string | undefined): boolean {
  const {current} = viewerFilters;
  if (current !== compiledFrom) compile(current);
  return (userId !== undefined && people.has(userId)) || !!words?.test(text);
}

let compiledFrom: ViewerFilters | undefined;
let people: ReadonlySet<string>;
let words: RegExp | undefined;

/** One pattern for all words: a hundred of them cost a flood no more than one. */
function compile(filters: ViewerFilters): void {
  compiledFrom = filters;
  people = new Set(filters.people.map(({userId}) => userId));
  const escaped = filters.words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  words = escaped.length ? new RegExp(escaped.join('|'), 'iu') : undefined;
}

function readWord(given: unknown): string | undefined {
  return (typeof given === 'string' && given.trim().toLowerCase().slice(0, WORD_MAX_CHARS).trim()) || undefined;
}

function readPerson(given: unknown): HiddenPerson | undefined {
  const {userId, nick} = (given ?? {}) as {readonly userId?: unknown; readonly nick?: unknown};
  if (typeof userId !== 'string' || !userId) return undefined;
  return {userId: userId.slice(0, 64), nick: typeof nick === 'string' ? nick.slice(0, 128) : userId};
}
