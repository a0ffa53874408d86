import type {Report} from './report.ts';

const STEPS = ['shown', 'seen', 'selected', 'added', 'purchased', 'confirmed', 'quantity', 'amount'] as const;
const ACTIVITY = ['joined', 'watched', 'gifts', 'polls'] as const;

/** The report as CSV (RFC 4180): a row for each minute, and one for each product in it. Sums of columns are the totals. */
export function reportCsv({minutes, products}: Report): string {
  const known = new Map(products.map((product) => [product.productId, product]));
  const header = ['minute', ...ACTIVITY, 'product', 'title', ...STEPS, 'currency'];
  const rows = minutes.flatMap((minute) => {
    const time = new Date(minute.at * 1_000).toISOString();
    return [
      [time, ...ACTIVITY.map((name) => minute[name])],
      ...minute.products.map((product) => {
        const {title = '', currency = ''} = known.get(product.productId) ?? {};
        const nothing = ACTIVITY.map(() => '');
        return [time, ...nothing, product.productId, title, ...STEPS.map((step) => product[step]), currency];
      }),
    ];
  });
  const width = header.length;
  return [header, ...rows]
    .map((row) => `${Array.from({length: width}, (_, at) => cell(row[at] ?? '')).join(',')}\r\n`)
    .join('');
}

/** Spreadsheets take a text that begins with one of these characters for a formula; an apostrophe prevents that. */
const FORMULA = /^[=+\-@\t\r\n]/;

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
