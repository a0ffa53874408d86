/** Forms of a noun by plural category (CLDR). A language uses some of the categories; `other` stands for the rest. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {readonly other: string};

/** Makes the function that chooses a form by a count. Loads no plural rules before its first call. */
export function pluralOf(lang: string): (n: number, forms: PluralForms) => string {
  let rules: Intl.PluralRules | undefined;
  return (n, forms) => forms[(rules ??= new Intl.PluralRules(lang)).select(n)] ?? forms.other;
}
