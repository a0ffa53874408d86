import {limitMarks} from './text/combining-marks.js';
import {BROADCAST_MAX_CHARS, LANGUAGES_MAX} from './limits.js';

/** Chinese in traditional characters: by its script, else by its region. */
const TRADITIONAL = /-(hant|hk|mo|tw)\b/i;

/**
 * Returns the server's text in the viewer's language: from `translations` under the exact tag, else under another tag
 * of the same language, else the untranslated text. `translations` is not validated.
 */
export function translated<K extends string>(
  value: {readonly [key in K]: string} & {readonly translations?: unknown},
  key: K,
  lang: string,
): string {
  const byTag = Object(value.translations) as Readonly<Record<string, unknown>>;
  const wanted = lang.toLowerCase();
  const [language] = wanted.split('-');
  const tags = Object.keys(byTag)
    .slice(0, LANGUAGES_MAX)
    .filter((tag) => tag.toLowerCase().split('-')[0] === language);
  const tag =
    tags.find((other) => other.toLowerCase() === wanted) ??
    tags.find((other) => TRADITIONAL.test(other) === TRADITIONAL.test(lang)) ??
    tags[0];
  const text: unknown = tag && (Object(byTag[tag]) as Readonly<Record<string, unknown>>)[key];
  return typeof text === 'string' && text && text.length <= BROADCAST_MAX_CHARS ? limitMarks(text) : value[key];
}
