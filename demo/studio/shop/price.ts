import {fromDecimal, toDecimal} from '../../../src/protocol/money.js';
import {lang} from '../base/language.ts';

/** The maximum that the business server accepts, in the minor unit. */
const PRICE_MAX = 999_999_999_999;

/**
 * Parses the text of a price field to the minor unit. Undefined if the currency or the server does not allow the price.
 */
export function priceIn(text: string, currency: string): number | undefined {
  const price = fromDecimal(text, currency);
  return price !== undefined && price >= 0 && price <= PRICE_MAX ? price : undefined;
}

/** The step and the maximum of a price field. */
export function boundsOf(currency: string): {readonly step: string; readonly max: string} {
  return {step: toDecimal(1, currency), max: toDecimal(PRICE_MAX, currency)};
}

/** The currency's symbol alone (`¥`, `$`, `₹`). All prices of a shelf usually have one currency. */
export function symbol(currency: string): string {
  try {
    const format = new Intl.NumberFormat(lang(), {style: 'currency', currency, currencyDisplay: 'narrowSymbol'});
    return format.formatToParts(0).find(({type}) => type === 'currency')?.value ?? currency;
  } catch {
    return currency; // Not a currency code.
  }
}
