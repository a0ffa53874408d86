import type {FastifyBaseLogger} from 'fastify';
import type {Like, LikeStore} from './like-store.ts';
import {MergedLikes} from './merged-likes.ts';

/** Messages counted in one statement. */
const BATCH = 1_000;
/** Most rooms that are counted at once; each uses one connection to the store. */
const ROOMS_AT_ONCE = 4;
/**
 * Maximum number of messages that wait while the store is unavailable. The likes of further messages are merged into
 * one sum per room.
 */
const MESSAGES_MAX = 20_000;
const RETRY_MS = 500;
const TIDY_EVERY_MS = 60_000;

interface Waiting {
  readonly like: Like;
  readonly resolve: (count: number | undefined) => void;
}

export interface LikesOptions {
  readonly store: LikeStore;
  readonly log: FastifyBaseLogger;
  /** Called for a message that is neither counted nor kept. */
  readonly onRefused?: () => void;
}

/** Counts likes in batches per room. While one batch of a room is counted, the next one is collected. */
export class Likes {
  readonly #options: LikesOptions;
  readonly #rooms = new Map<string, Waiting[]>();
  readonly #merged = new MergedLikes();
  /** Rooms whose likes wait to be counted, in order. */
  readonly #ready = new Set<string>();
  /** Rooms that are being counted. */
  readonly #busy = new Set<string>();
  readonly #counting = new Set<Promise<void>>();
  #messages = 0;
  #retry: NodeJS.Timeout | undefined;
  #failed = false;
  #tidyTimer: NodeJS.Timeout | undefined;
  #tidying: Promise<void> | undefined;
  #stopped = false;

  constructor(options: LikesOptions) {
    this.#options = options;
  }

  /** Like messages, and likes of merged messages, that are not counted yet. */
  get waiting(): number {
    return this.#messages + this.#merged.total;
  }

  /** Starts the store, and deleting old receipts. */
  start(): void {
    if (this.#stopped || this.#tidyTimer) return;
    const {store, log} = this.#options;
    store.start?.();
    this.#tidyTimer = setInterval(() => {
      this.#tidying ??= store
        .tidy()
        .catch((err: unknown) => log.warn({err}, 'likes: old receipts were not deleted; trying again in a minute'))
        .finally(() => (this.#tidying = undefined));
    }, TIDY_EVERY_MS);
  }

  /**
   * Returns how many of the likes count. Undefined if the store is unavailable or slower than the time limit: the likes
   * are then counted later. 0 if they can be neither counted nor kept.
   */
  async countWithin(timeoutMs: number, like: Like): Promise<number | undefined> {
    const {roomId} = like;
    if (this.#messages >= MESSAGES_MAX) {
      const mergedCount = this.#merged.add(like);
      if (mergedCount === undefined) this.#options.onRefused?.();
      else this.#wake(roomId);
      return mergedCount ?? 0;
    }
    this.#messages += 1;
    const counting = new Promise<number | undefined>((resolve) => {
      const waiting = this.#rooms.get(roomId);
      if (waiting) waiting.push({like, resolve});
      else this.#rooms.set(roomId, [{like, resolve}]);
    });
    this.#wake(roomId);
    if (this.#failed) return undefined;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((expired) => (timer = setTimeout(expired, timeoutMs, undefined)));
    return Promise.race([counting, late]).finally(() => clearTimeout(timer));
  }

  /** Resolves when all waiting likes are counted, or the store has failed again. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#tidyTimer);
    clearTimeout(this.#retry);
    await this.#idle();
    this.#failed = false;
    this.#count();
    await Promise.all([this.#idle(), this.#tidying]);
    await this.#options.store.stop?.();
    if (this.waiting) this.#options.log.error(`likes: the database is unreachable; ${this.waiting} likes are lost`);
  }

  async #idle(): Promise<void> {
    while (this.#counting.size) await Promise.all(this.#counting);
  }

  #wake(roomId: string): void {
    if (this.#busy.has(roomId)) return;
    this.#ready.add(roomId);
    this.#count();
  }

  #count(): void {
    for (const roomId of this.#ready) {
      if (this.#failed || this.#counting.size >= ROOMS_AT_ONCE) return;
      this.#ready.delete(roomId);
      this.#busy.add(roomId);
      const counting = this.#countRoom(roomId).finally(() => {
        this.#counting.delete(counting);
        this.#busy.delete(roomId);
        if (this.#rooms.has(roomId) || this.#merged.of(roomId)) this.#ready.add(roomId);
        this.#count();
      });
      this.#counting.add(counting);
    }
  }

  async #countRoom(roomId: string): Promise<void> {
    const {store} = this.#options;
    try {
      const waiting = this.#rooms.get(roomId);
      if (waiting) {
        const batch = waiting.slice(0, BATCH);
        const counts = await store.count(
          roomId,
          batch.map(({like}) => like),
        );
        batch.forEach(({resolve}, index) => resolve(counts[index] ?? undefined));
        waiting.splice(0, batch.length);
        this.#messages -= batch.length;
        if (!waiting.length) this.#rooms.delete(roomId);
      }
      const merged = this.#merged.of(roomId);
      if (!merged) return;
      await store.add(roomId, merged);
      this.#merged.remove(roomId, merged);
    } catch (err) {
      this.#countLater(err);
    }
  }

  #countLater(err: unknown): void {
    if (!this.#failed) this.#options.log.warn({err}, `likes: counting failed; trying again in ${RETRY_MS} ms`);
    this.#failed = true;
    if (this.#stopped) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      this.#failed = false;
      this.#count();
    }, RETRY_MS);
  }
}
