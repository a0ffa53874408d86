/** Marks the place where lines were dropped. */
export interface DropMarker {
  readonly key: string;
  readonly dropped: number;
  /** Key of the line that was the last one when the drops began. */
  readonly after: string | undefined;
}

/** Drops within this time of the last ones belong to the same marker, ms. Otherwise each frame would add a marker. */
const SAME_MARKER_MS = 3_000;

/** Keeps the places in the list where lines were dropped. */
export class DropMarkers {
  #total: number | undefined;
  #lastDropAt = 0;
  #markersMade = 0;
  #markers: DropMarker[] = [];

  /**
   * Inserts the markers among the lines.
   *
   * @param total Lines dropped so far; a smaller total is that of another room.
   */
  insertInto<L extends {readonly key: string}>(lines: readonly L[], total: number): readonly (L | DropMarker)[] {
    const keys = lines.map(({key}) => key);
    const growth = total - (this.#total ?? total);
    this.#total = total;
    if (growth < 0) this.#markers = [];
    if (growth > 0) this.#addDrops(growth, keys.at(-1));
    if (!this.#markers.length) return lines;
    this.#markers = this.#markers.filter(({after}) => keys.includes(after!));
    return lines.flatMap((line) => [line, ...this.#markers.filter(({after}) => after === line.key)]);
  }

  #addDrops(growth: number, after: string | undefined): void {
    const now = performance.now();
    const previous = now - this.#lastDropAt < SAME_MARKER_MS ? this.#markers.pop() : undefined;
    this.#lastDropAt = now;
    this.#markers.push({
      key: previous?.key ?? `gap-${++this.#markersMade}`,
      dropped: growth + (previous?.dropped ?? 0),
      after,
    });
  }
}
