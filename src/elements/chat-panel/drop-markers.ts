/** A marker for lines that were dropped in a flood. */
export interface Gap {
  readonly key: string;
  readonly skipped: number;
  /** Key of the line that was the last one when the flood began. */
  readonly after: string | undefined;
}

/** Drops within this time of the last ones belong to the same gap, ms. Otherwise each frame would add a marker. */
const SAME_FLOOD_MS = 3_000;

/** Keeps the places in the list where lines were dropped. */
export class Gaps {
  #total: number | undefined;
  #grownAt = 0;
  #made = 0;
  #gaps: Gap[] = [];

  /**
   * Inserts the gaps among the lines.
   *
   * @param total Lines dropped so far; a smaller total is that of another room.
   */
  among<L extends {readonly key: string}>(lines: readonly L[], total: number): readonly (L | Gap)[] {
    const keys = lines.map(({key}) => key);
    const grown = total - (this.#total ?? total);
    this.#total = total;
    if (grown < 0) this.#gaps = [];
    if (grown > 0) this.#grow(grown, keys.at(-1));
    if (!this.#gaps.length) return lines;
    this.#gaps = this.#gaps.filter(({after}) => keys.includes(after!));
    return lines.flatMap((line) => [line, ...this.#gaps.filter(({after}) => after === line.key)]);
  }

  #grow(grown: number, after: string | undefined): void {
    const now = performance.now();
    const same = now - this.#grownAt < SAME_FLOOD_MS ? this.#gaps.pop() : undefined;
    this.#grownAt = now;
    this.#gaps.push({key: same?.key ?? `gap-${++this.#made}`, skipped: grown + (same?.skipped ?? 0), after});
  }
}
