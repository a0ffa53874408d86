import {lang} from './language.js';

/** How many digits a currency has after its point: yen none, yuan two, dinars three. */
function digits(currency) {
  return new Intl.NumberFormat('en', {style: 'currency', currency}).resolvedOptions().maximumFractionDigits;
}

/** As written in a field: `168.00`. */
export function written(price, currency) {
  return (price / 10 ** digits(currency)).toFixed(digits(currency));
}

/** In the minor unit; undefined unless it is a price the currency can express. */
export function priceIn(text, currency) {
  const minor = Number(text) * 10 ** digits(currency);
  const rounded = Math.round(minor);
  return text.trim() && rounded >= 0 && Math.abs(minor - rounded) < 1e-6 ? rounded : undefined;
}

export function stepOf(currency) {
  return String(10 ** -digits(currency));
}

/** `¥`, `$`, `₹`: the code stays unsaid, as on the shelf all prices are of one currency as a rule. */
export function symbol(currency) {
  const parts = new Intl.NumberFormat(lang(), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(0);
  return parts.find(({type}) => type === 'currency')?.value ?? currency;
}
