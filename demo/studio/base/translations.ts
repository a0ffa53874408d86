/** Translations as an operator types them: a row for each language. */
import type {Problems} from './problems.ts';

/** Languages of one thing. The server takes no more. */
export {LANGUAGES_MAX} from '../../../src/protocol/limits.js';

export interface TranslationRow {
  /** A BCP 47 tag, as typed. */
  readonly lang: string;
  /** The texts in this language, by name. */
  readonly texts: Readonly<Record<string, string>>;
}

export type Translations = Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;

/** The rows of these texts. Languages that have none of them get no row. */
export function rowsOf(translations: Translations | undefined, names: readonly string[]): readonly TranslationRow[] {
  return Object.entries(translations ?? {})
    .map(([lang, all]) => ({lang, texts: Object.fromEntries(names.map((name) => [name, all[name] ?? '']))}))
    .filter(({texts}) => Object.values(texts).some(Boolean));
}

/** The translations of these rows; rows that are empty are left out. An empty object removes those that the server has. */
export function translationsOf(
  rows: readonly TranslationRow[],
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const kept = rows
    .filter((row) => !isEmpty(row))
    .map(({lang, texts}) => {
      const typed = Object.entries(texts).map(([name, text]) => [name, text.trim()] as const);
      return [lang.trim(), Object.fromEntries(typed.filter(([, text]) => text))] as const;
    });
  return Object.fromEntries(kept);
}

/** Adds what is wrong with the rows, under `translations.<index>.lang` and `translations.<index>.<name>`. */
export function checkTranslations(rows: readonly TranslationRow[], problems: Problems): void {
  const seen = new Set<string>();
  rows.forEach((row, index) => {
    if (isEmpty(row)) return;
    const tag = canonicalTag(row.lang.trim());
    const at = `translations.${index}`;
    if (!tag) problems.set(`${at}.lang`, 'languageInvalid');
    else if (seen.has(tag)) problems.set(`${at}.lang`, 'languageTwice');
    else seen.add(tag);
    if (!Object.values(row.texts).some((text) => text.trim()))
      problems.set(`${at}.${Object.keys(row.texts)[0]}`, 'missing');
  });
}

function isEmpty({lang, texts}: TranslationRow): boolean {
  return !lang.trim() && Object.values(texts).every((text) => !text.trim());
}

function canonicalTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined; // Not a language tag.
  }
}
