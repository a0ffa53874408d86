/** Only digits, at most as many as 2^53 has. */
const DIGITS = /^\d{1,16}$/;

/** Reads a whole number from `min` to `max`, given as a number or as digits: Tencent's documents and its services differ. */
export function readInteger(value: unknown, min: number, max = Number.MAX_SAFE_INTEGER): number | undefined {
  const number = typeof value === 'string' && DIGITS.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) && (number as number) >= min && (number as number) <= max
    ? (number as number)
    : undefined;
}
