/**
 * A price in the currency's own way of writing it.
 *
 * @param amount In the currency's smallest unit: cents, yen.
 * @param currency ISO 4217.
 * @param lang A language tag.
 */
export function price(amount: number, currency: string, lang: string): string {
  const format = create(lang, currency);
  if (!format) return `${amount / 100} ${currency}`;
  const {maximumFractionDigits = 2} = format.resolvedOptions();
  return format.format(amount / 10 ** maximumFractionDigits);
}

function create(lang: string, currency: string): Intl.NumberFormat | undefined {
  try {
    return new Intl.NumberFormat(lang, {style: 'currency', currency});
  } catch {
    return undefined; // Not a currency's code: the page set such a product itself.
  }
}
