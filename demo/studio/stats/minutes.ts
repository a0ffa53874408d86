import type {SalesReport} from '../base/server-types.ts';

/** Minutes of the chart: two hours, the newest. */
const MINUTES_MAX = 120;
/** Marks of the chart. */
const MARKS_MAX = 24;

/** A product that was put on show. */
export interface ShownMark {
  /** Index of the minute. */
  readonly at: number;
  readonly title: string;
}

export interface MinutesChart {
  /** Unix seconds of each minute, without gaps. */
  readonly times: readonly number[];
  /** Viewers who watched in each minute. */
  readonly watched: readonly number[];
  readonly marks: readonly ShownMark[];
}

/** The last two hours of a report: viewers by minute, and when each product came on show. Undefined if nothing happened. */
export function chartOf({minutes, products}: SalesReport): MinutesChart | undefined {
  const last = minutes.at(-1)?.at;
  if (last === undefined) return undefined;
  const since = last - (MINUTES_MAX - 1) * 60;
  const shown = minutes.filter(({at}) => at >= since);
  const first = shown[0]!.at;
  const times = Array.from({length: (last - first) / 60 + 1}, (_, index) => first + index * 60);
  const byTime = new Map(shown.map((minute) => [minute.at, minute]));
  const marks: ShownMark[] = [];
  let before = new Set<string>();
  times.forEach((time, at) => {
    const ids = byTime.get(time)?.products.filter((product) => product.shown) ?? [];
    for (const {productId} of ids) {
      if (before.has(productId)) continue;
      const title = products.find((product) => product.productId === productId)?.title ?? productId;
      marks.push({at, title});
    }
    before = new Set(ids.map(({productId}) => productId));
  });
  return {
    times,
    watched: times.map((time) => byTime.get(time)?.watched ?? 0),
    marks: marks.slice(-MARKS_MAX),
  };
}
