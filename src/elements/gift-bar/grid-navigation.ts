/** Position of a gift in the shelf. */
export interface Place {
  readonly at: number;
  readonly length: number;
  /** Gifts in a row; 0 for a single row. */
  readonly columns: number;
  readonly rtl: boolean;
}

/** Index that a key moves to; undefined for other keys. */
export function neighbour(key: string, {at, length, columns, rtl}: Place): number | undefined {
  const forward = rtl ? -1 : 1;
  const steps: Record<string, number | undefined> = {
    ArrowRight: forward,
    ArrowLeft: -forward,
    ArrowDown: columns || undefined,
    ArrowUp: -columns || undefined,
    Home: -at,
    End: length - 1 - at,
  };
  const step = steps[key];
  return step === undefined ? undefined : Math.min(Math.max(at + step, 0), length - 1);
}
