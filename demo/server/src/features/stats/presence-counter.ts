import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import {PeriodicTask} from '../../jobs/periodic-task.ts';
import type {Database} from '../../database/schema.ts';
import {ImError} from '../../tencent/im-error.ts';
import {countOnline} from '../../tencent/members.ts';
import type {RestClient} from '../../tencent/rest-client.ts';
import type {Levels} from '../levels/index.ts';
import {deleteOldRefusals, saveSample, claimSamples} from './stats.ts';
import type {PresenceChange} from './presence.ts';
import type {PresenceStore} from './presence-store.ts';

const EVERY_MS = 2_000;
const TIDY_EVERY_MS = 60_000;
/** Joins and leaves that wait for the store. */
const WAITING_MAX = 200_000;
/** Joins and leaves that are stored together. */
const BATCH = 10_000;

export interface PresenceCounterOptions {
  readonly db: Kysely<Database>;
  readonly store: PresenceStore;
  readonly im: RestClient;
  readonly levels: Levels;
  readonly log: FastifyBaseLogger;
}

/** Stores joins and leaves, gives points for time in rooms, and samples the number of viewers. */
export class PresenceCounter {
  readonly #options: PresenceCounterOptions;
  readonly #task: PeriodicTask;
  #changes: PresenceChange[] = [];
  #isFull = false;
  /** By `performance.now()`. */
  #tidiedAt = -Infinity;

  constructor(options: PresenceCounterOptions) {
    this.#options = options;
    this.#task = new PeriodicTask({name: 'presence: counting paused', log: options.log, work: () => this.#work()});
  }

  start(): void {
    this.#task.start();
  }

  /** Adds joins and leaves that a callback reported. Those beyond the limit are lost, and a log line reports it. */
  add(changes: readonly PresenceChange[]): void {
    if (this.#changes.length < WAITING_MAX) this.#changes.push(...changes);
    else if (!this.#isFull) {
      this.#isFull = true;
      this.#options.log.warn(`presence: ${WAITING_MAX} joins and leaves wait to be stored, further ones are lost`);
    }
  }

  stop(): Promise<void> {
    return this.#task.stop();
  }

  /** Stores joins and leaves that arrived after `stop`. */
  async settle(): Promise<void> {
    await this.#task.stop();
    await this.#saveChanges()
      .then(() => this.#options.store.stop())
      .catch((err: unknown) => this.#options.log.warn({err}, 'presence: joins, leaves or points were not stored'));
  }

  async #saveChanges(): Promise<void> {
    while (this.#changes.length) {
      const batch = this.#changes.slice(0, BATCH);
      await this.#options.store.save(batch);
      this.#changes = this.#changes.slice(batch.length);
    }
    this.#isFull = false;
  }

  async #work(): Promise<number> {
    const {db, store} = this.#options;
    // Viewers are counted also while the store is unavailable.
    const [stored] = await Promise.allSettled([this.#saveAndAward()]);
    for (const roomId of await claimSamples(db, store.occupiedRooms)) await this.#sample(roomId);
    if (performance.now() - this.#tidiedAt > TIDY_EVERY_MS) {
      this.#tidiedAt = performance.now();
      await Promise.all([deleteOldRefusals(db), store.tidy()]);
    }
    if (stored.status === 'rejected') throw stored.reason;
    return EVERY_MS;
  }

  async #saveAndAward(): Promise<void> {
    const {levels, store} = this.#options;
    await this.#saveChanges();
    for (const {userId, points} of await store.award()) levels.remember(userId, points);
  }

  async #sample(roomId: string): Promise<void> {
    const {db, im, log} = this.#options;
    try {
      await saveSample(db, roomId, await countOnline(im, roomId));
    } catch (err) {
      if (!(err instanceof ImError)) throw err;
      log.debug({err, roomId}, 'stats: the viewers of a room were not counted this time');
    }
  }
}
