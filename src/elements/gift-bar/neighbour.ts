/** Where a gift stands among how many. */
export interface Place {
  readonly at: number;
  readonly length: number;
  /** In a row; 0 where all stand in one. */
  readonly columns: number;
  readonly rtl: boolean;
}

/** Where a key leads from a gift; undefined for a key that leads nowhere. */
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
