import {languageTag} from './language-tag.js';

/**
 * Currencies whose ISO 4217 minor unit is not a hundredth, by the number of digits after the decimal point. `Intl` uses
 * other digits: the ones with which a country writes prices (IDR: none), and they differ between releases of its data.
 * Metals, funds and test codes have no minor unit. A test compares this table with the published list.
 */
const EXCEPTIONS: Readonly<Record<number, string>> = {
  0:
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ' +
    'XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

/**
 * Digits after the decimal point in amounts of a currency, by ISO 4217: yen 0, yuan 2, dinars 3. 2 for an unknown code.
 */
export function minorUnitDigits(currency: string): number {
  const code = String(currency).toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) return 2;
  for (const [digits, codes] of Object.entries(EXCEPTIONS)) if (codes.includes(code)) return Number(digits);
  return 2;
}

/**
 * Converts an amount in the minor unit to an exact decimal: `16800` CNY is `168.00`. Returns '' if the amount is not a
 * finite number.
 */
export function toDecimal(amount: number, currency: string): `${number}` | '' {
  const rounded = Math.round(Number(amount));
  if (!Number.isFinite(rounded)) return '';
  const digits = minorUnitDigits(currency);
  const text = BigInt(Math.abs(rounded))
    .toString()
    .padStart(digits + 1, '0'); // BigInt writes large numbers without an exponent.
  const at = text.length - digits;
  return `${rounded < 0 ? '-' : ''}${text.slice(0, at)}${digits ? `.${text.slice(at)}` : ''}` as `${number}`;
}

/**
 * Parses the decimal of a number field (`168`, `168.0`, `1.68e2`) to the minor unit. Returns undefined unless the
 * currency can express it exactly and the result is a safe integer.
 */
export function fromDecimal(text: string, currency: string): number | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d{1,3}))?$/i.exec(text.trim()) ?? [];
  if (sign === undefined || !(whole || fraction)) return undefined;
  const point = whole.length + Number(exponent) + minorUnitDigits(currency);
  const all = `${'0'.repeat(Math.max(0, -point))}${whole}${fraction}`;
  const at = Math.max(0, point);
  if (/[1-9]/.test(all.slice(at))) return undefined;
  const minor = Number(`${sign}${all.slice(0, at).padEnd(at, '0') || '0'}`);
  return Number.isSafeInteger(minor) ? minor + 0 : undefined;
}

/**
 * Formats a price for a language, with all digits of the currency. Never throws: an unknown currency code is written
 * after the number.
 *
 * @param amount The amount in the currency's minor unit: cents, yen.
 * @param currency ISO 4217.
 * @param lang A language tag.
 */
export function formatPrice(amount: number, currency: string, lang: string): string {
  const decimal = toDecimal(amount, currency);
  if (!decimal) return '';
  const digits = minorUnitDigits(currency);
  const format = (style: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(languageTag(lang), {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      ...style,
      // A string is formatted exactly (Chromium 106, Firefox 116, Safari 15.4); older browsers read it as a number.
    }).format(decimal as unknown as number);
  try {
    return format({style: 'currency', currency});
  } catch {
    return `${format({})} ${currency ?? ''}`.trim(); // Not a currency code. A page can set such a product itself.
  }
}
