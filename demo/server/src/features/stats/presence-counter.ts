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

/** Counts who is where, and gives points for it. */
export class PresenceCounter {
  readonly #options: PresenceCounterOptions;
  readonly #task: PeriodicTask;
  #moves: PresenceChange[] = [];
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
  add(moves: readonly PresenceChange[]): void {
    if (this.#moves.length < WAITING_MAX) this.#moves.push(...moves);
  }

  stop(): Promise<void> {
    return this.#task.stop();
  }

  /** Writes changes that came after it stopped. */
  async settle(): Promise<void> {
    await this.#task.stop();
    await this.#keepMoves().catch((err: unknown) =>
      this.#options.log.warn({err}, 'presence: joins and leaves are not saved'),
    );
  }

  async #keepMoves(): Promise<void> {
    const moves = [...this.#moves];
    if (!moves.length) return;
    await savePresenceChanges(this.#options.db, moves);
    this.#moves = this.#moves.slice(moves.length);
  }

  async #work(): Promise<number> {
    const {db, levels} = this.#options;
    await this.#keepMoves();
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
      log.debug({err, roomId}, 'stats: viewers of a room are not counted this time');
    }
  }
}
