/** Returns a language tag that `Intl` accepts: a page's `lang` may be invalid. */
export function languageTag(lang: string): string {
  try {
    return Intl.getCanonicalLocales(lang)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
