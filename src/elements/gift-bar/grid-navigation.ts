/** Position of a gift in the list. */
export interface GridPosition {
  readonly index: number;
  readonly length: number;
  /** Gifts in a row; 0 for a single row. */
  readonly columns: number;
  readonly rtl: boolean;
}

/** Index that a key moves to; undefined for other keys. */
export function nextIndex(key: string, {index, length, columns, rtl}: GridPosition): number | undefined {
  const forward = rtl ? -1 : 1;
  const steps: Record<string, number | undefined> = {
    ArrowRight: forward,
    ArrowLeft: -forward,
    ArrowDown: columns || undefined,
    ArrowUp: -columns || undefined,
    Home: -index,
    End: length - 1 - index,
  };
  const step = steps[key];
  return step === undefined ? undefined : Math.min(Math.max(index + step, 0), length - 1);
}
