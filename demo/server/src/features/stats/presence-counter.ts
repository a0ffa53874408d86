import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import {PeriodicTask} from '../../jobs/periodic-task.ts';
import type {Database} from '../../database/schema.ts';
import {ImError} from '../../tencent/im-error.ts';
import {countOnline} from '../../tencent/members.ts';
import type {RestClient} from '../../tencent/rest-client.ts';
import type {Levels} from '../levels/index.ts';
import {deleteOldRefusals, saveSample, claimSamples} from './stats.ts';
import {awardPresencePoints, deleteOldPresences, savePresenceChanges, type PresenceChange} from './presence.ts';

const EVERY_MS = 2_000;
const TIDY_EVERY_MS = 60_000;
const WAITING_MAX = 20_000;

export interface PresenceCounterOptions {
  readonly db: Kysely<Database>;
  readonly im: RestClient;
  readonly levels: Levels;
  readonly log: FastifyBaseLogger;
}

/** Stores joins and leaves, gives points for time in rooms, and samples the number of viewers. */
export class PresenceCounter {
  readonly #options: PresenceCounterOptions;
  readonly #task: PeriodicTask;
  #changes: PresenceChange[] = [];
  /** By `performance.now()`. */
  #tidiedAt = -Infinity;

  constructor(options: PresenceCounterOptions) {
    this.#options = options;
    this.#task = new PeriodicTask({name: 'presence: counting paused', log: options.log, work: () => this.#work()});
  }

  start(): void {
    this.#task.start();
  }

  /** Adds joins and leaves that a callback reported. */
  add(changes: readonly PresenceChange[]): void {
    if (this.#changes.length < WAITING_MAX) this.#changes.push(...changes);
  }

  stop(): Promise<void> {
    return this.#task.stop();
  }

  /** Stores joins and leaves that came after `stop`. */
  async settle(): Promise<void> {
    await this.#task.stop();
    await this.#saveChanges().catch((err: unknown) =>
      this.#options.log.warn({err}, 'presence: joins and leaves were not stored'),
    );
  }

  async #saveChanges(): Promise<void> {
    const changes = [...this.#changes];
    if (!changes.length) return;
    await savePresenceChanges(this.#options.db, changes);
    this.#changes = this.#changes.slice(changes.length);
  }

  async #work(): Promise<number> {
    const {db, levels} = this.#options;
    await this.#saveChanges();
    for (const {userId, points} of await awardPresencePoints(db)) levels.remember(userId, points);
    for (const roomId of await claimSamples(db)) await this.#sample(roomId);
    if (performance.now() - this.#tidiedAt > TIDY_EVERY_MS) {
      this.#tidiedAt = performance.now();
      await Promise.all([deleteOldRefusals(db), deleteOldPresences(db)]);
    }
    return EVERY_MS;
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
