/** Marks the place where comments were dropped. */
export interface DroppedCommentMarker {
  readonly key: string;
  readonly dropped: number;
  /** Key of the last comment before the drops. */
  readonly after: string | undefined;
}

/**
 * Drops within this time of the previous drops belong to the same marker, ms. Otherwise each frame would add a marker.
 */
const SAME_MARKER_MS = 3_000;

/** Keeps the places in the list where comments were dropped. */
export class DroppedCommentMarkers {
  #total: number | undefined;
  #lastDropAt = 0;
  #markersMade = 0;
  #markers: DroppedCommentMarker[] = [];

  /**
   * Inserts the markers among the comments.
   *
   * @param total Comments dropped so far. A smaller total belongs to another room.
   */
  insertInto<T extends {readonly key: string}>(
    comments: readonly T[],
    total: number,
  ): readonly (T | DroppedCommentMarker)[] {
    const keys = comments.map(({key}) => key);
    const growth = total - (this.#total ?? total);
    this.#total = total;
    if (growth < 0) this.#markers = [];
    if (growth > 0) this.#addDrops(growth, keys.at(-1));
    if (!this.#markers.length) return comments;
    this.#markers = this.#markers.filter(({after}) => keys.includes(after!));
    return comments.flatMap((comment) => [comment, ...this.#markers.filter(({after}) => after === comment.key)]);
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
