import {displayName} from '../../protocol/text/display-name.js';
import {memoize} from '../../protocol/memoize.js';
import {lazy} from '../../session/lazy.js';
import {listOf, StoredSetting} from '../../session/stored-setting.js';

const loadFold = lazy(() => import('../../protocol/text/fold.js'));

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

/** Undefined until the viewer has hidden a word, or has opened the settings for hidden words. */
let folding: Awaited<ReturnType<typeof loadFold>> | undefined;

/**
 * Loads the search for hidden words, if there are any. Views show no line before that. Rejects if the script does not
 * load.
 */
export async function loadWordSearch(isNeeded = hiddenContent.current.words.length > 0): Promise<void> {
  if (folding || !isNeeded) return;
  folding = await loadFold();
  compiledFrom = undefined;
}

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

/** Prepares the search for hidden words. Results are cached, because a list checks all its lines at each drawing. */
function compile(hidden: HiddenContent): void {
  compiledFrom = hidden;
  // A word was hidden while this page showed lines. The views are notified again when the search has loaded. If it does
  // not load, the next change requests it again.
  if (hidden.words.length && !folding)
    loadWordSearch().then(
      () => hiddenContent.change({}),
      () => undefined,
    );
  people = new Set(hidden.people.map(({userId}) => userId));
  const matches = hidden.words.length ? folding?.wordMatcher(hidden.words) : undefined;
  hasWord = matches ? memoize((text) => matches(text as string)) : () => false;
}

/** Keeps the last of several words that hide the same text. The settings load the comparison before a word is added. */
function withoutDuplicates(words: readonly string[]): readonly string[] {
  return [...new Map(words.map((word) => [folding?.fold(word, 'exact').text || word, word])).values()];
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
