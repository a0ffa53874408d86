import {LIKES_COUNTED_MAX} from '../../../../../src/protocol/limits.ts';
import {WINDOW_S, type Like} from './like-store.ts';

/** Most viewers in one window. Messages of further viewers are refused. */
const VIEWERS_MAX = 200_000;

interface Viewer {
  used: number;
  /** `Random` of the last message, which the sender may repeat. */
  random: number;
  /** Likes of the last message that counted. */
  counted: number;
}

/**
 * Likes during a long outage of the store, as one sum per room. During the outage each process applies the limit per
 * viewer by itself.
 */
export class MergedLikes {
  readonly #counts = new Map<string, number>();
  readonly #viewers = new Map<string, Viewer>();
  #windowAt = -Infinity;

  /** Adds the likes of a message. Returns how many of them count; undefined if the window has too many viewers. */
  add({roomId, userId, random, count}: Like): number | undefined {
    const now = performance.now();
    if (now - this.#windowAt > WINDOW_S * 1_000) {
      this.#windowAt = now;
      this.#viewers.clear();
    }
    const name = `${roomId} ${userId}`;
    const viewer = this.#viewers.get(name) ?? {used: 0, random: -1, counted: 0};
    if (viewer.random === random) return viewer.counted;
    if (!viewer.used && this.#viewers.size >= VIEWERS_MAX) return undefined;
    const counted = Math.min(count, LIKES_COUNTED_MAX - viewer.used);
    this.#viewers.set(name, {used: viewer.used + counted, random, counted});
    if (counted) this.#counts.set(roomId, this.of(roomId) + counted);
    return counted;
  }

  of(roomId: string): number {
    return this.#counts.get(roomId) ?? 0;
  }

  /** Subtracts likes that the store has counted. */
  remove(roomId: string, count: number): void {
    const left = this.of(roomId) - count;
    if (left > 0) this.#counts.set(roomId, left);
    else this.#counts.delete(roomId);
  }

  get total(): number {
    let total = 0;
    for (const count of this.#counts.values()) total += count;
    return total;
  }
}
