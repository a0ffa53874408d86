/** A JSON object of an untrusted Lottie file. */
export type Json = Record<string, unknown>;

export function refuse(reason: string): never {
  throw new Error(`the Lottie file is refused: ${reason}`);
}

export function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : refuse('unexpected structure');
}

export function array(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : refuse('unexpected structure');
}

export function number(value: unknown): number {
  return typeof value === 'number' ? value : refuse('invalid number');
}
