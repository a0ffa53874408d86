import {lang} from './language.js';
import {fromDecimal, minorUnitDigits, toDecimal} from './money.js';

/** The most that the business server takes, in the minor unit. */
const PRICE_MAX = 999_999_999_999;

/** As written in a field: `168.00`. */
export const written = toDecimal;

/** In the minor unit; undefined unless it is a price that the currency can express and the server takes. */
export function priceIn(text, currency) {
  const price = fromDecimal(text, currency);
  return price !== undefined && price >= 0 && price <= PRICE_MAX ? price : undefined;
}

/** The bounds of a field for prices. */
export function boundsOf(currency) {
  return {step: toDecimal(1, currency), max: toDecimal(PRICE_MAX, currency)};
}

/** `¥`, `$`, `₹`: the code stays unsaid, as on the shelf all prices are of one currency as a rule. */
export function symbol(currency) {
  try {
    const format = new Intl.NumberFormat(lang(), {style: 'currency', currency, currencyDisplay: 'narrowSymbol'});
    return format.formatToParts(0).find(({type}) => type === 'currency')?.value ?? currency;
  } catch {
    return currency; // Not a currency's code.
  }
}
