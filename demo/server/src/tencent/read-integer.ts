/** Digits alone: no sign, point, exponent or space. As many as 2^53 has. */
const DIGITS = /^\d{1,16}$/;

/** A whole number of `min` to `max`, written as a number or as its digits: Tencent's documents and its clouds differ in it. */
export function readInteger(value: unknown, min: number, max = Number.MAX_SAFE_INTEGER): number | undefined {
  const number = typeof value === 'string' && DIGITS.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) && (number as number) >= min && (number as number) <= max
    ? (number as number)
    : undefined;
}
