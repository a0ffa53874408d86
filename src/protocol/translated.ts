import {limitMarks} from './text/combining-marks.js';
import {BROADCAST_MAX_CHARS, LANGUAGES_MAX} from './limits.js';

/** Chinese in traditional characters: by its script, else by its region. */
const TRADITIONAL = /-(hant|hk|mo|tw)\b/i;

/**
 * A text of a server in the viewer's language: from `translations` under the language's own tag, else under another tag of the same
 * language; without either the text itself. `translations` is unchecked.
 */
export function translated<K extends string>(
  value: {readonly [key in K]: string} & {readonly translations?: unknown},
  key: K,
  lang: string,
): string {
  const byTag = Object(value.translations) as Readonly<Record<string, unknown>>;
  const rank = (tag: string) =>
    tag.toLowerCase() === lang.toLowerCase() ? 2 : Number(TRADITIONAL.test(tag) === TRADITIONAL.test(lang));
  const [tag] = Object.keys(byTag)
    .slice(0, LANGUAGES_MAX)
    .filter((other) => languageOf(other) === languageOf(lang))
    .sort((one, other) => rank(other) - rank(one));
  const text: unknown = tag && (Object(byTag[tag]) as Readonly<Record<string, unknown>>)[key];
  return typeof text === 'string' && text && text.length <= BROADCAST_MAX_CHARS ? limitMarks(text) : value[key];
}

function languageOf(tag: string): string | undefined {
  return tag.toLowerCase().split('-')[0];
}
