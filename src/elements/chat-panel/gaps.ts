/** Lines that were left out in a flood. */
export interface Gap {
  readonly key: string;
  readonly skipped: number;
  /** The line that was the last when they were. */
  readonly after: string | undefined;
}

/** Growth this soon after the last is of the same flood: one sentence for it, not one a frame. */
const SAME_FLOOD_MS = 3_000;

/** Remembers where in the list others were left out. */
export class Gaps {
  #total: number | undefined;
  #grownAt = 0;
  #made = 0;
  #gaps: Gap[] = [];

  /**
   * The lines, with the gaps among them.
   *
   * @param total How many lines were left out so far; fewer than before is another room's count.
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
