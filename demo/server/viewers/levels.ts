import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import type {Database} from '../database/schema.ts';
import {levelOf} from './level.ts';

/** Viewers whose points are remembered; those heard of last stay. */
const REMEMBERED = 20_000;
/** Another process may have counted meanwhile: what is older is read anew, in the background. */
const FRESH_MS = 30_000;
/** More readings at once than the database has hands for; whoever comes then is of an unknown level. */
const READINGS_MAX = 200;

/** Said of one whose points could not be read in time. */
export const LEVEL_UNKNOWN = 0;

interface Remembered {
  readonly points: number;
  readonly at: number;
}

/** What viewers' levels are, without a query for each message. */
export class Levels {
  readonly #db: Kysely<Database>;
  readonly #log: FastifyBaseLogger;
  readonly #remembered = new Map<string, Remembered>();
  readonly #readings = new Map<string, Promise<number | undefined>>();

  constructor(db: Kysely<Database>, log: FastifyBaseLogger) {
    this.#db = db;
    this.#log = log;
  }

  /** The level as the database has it now. */
  async read(userId: string): Promise<number> {
    return levelOf(await this.#query(userId));
  }

  /** The level as far as it is known within so many ms, else `LEVEL_UNKNOWN`. Never rejects. */
  async within(patienceMs: number, userId: string): Promise<number> {
    const known = this.#remembered.get(userId);
    if (known) {
      if (Date.now() - known.at > FRESH_MS) void this.#reading(userId);
      return levelOf(known.points);
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, patienceMs, undefined)));
    const points = await Promise.race([this.#reading(userId), late]);
    clearTimeout(timer);
    return points === undefined ? LEVEL_UNKNOWN : levelOf(points);
  }

  /** What the database has come to. */
  remember(userId: string, points: number): void {
    this.#remembered.delete(userId);
    this.#remembered.set(userId, {points, at: Date.now()});
    if (this.#remembered.size > REMEMBERED) this.#remembered.delete(this.#remembered.keys().next().value!);
  }

  /** Resolves when nothing is being read. */
  async settle(): Promise<void> {
    await Promise.all(this.#readings.values());
  }

  /** The reading under way, or a new one; undefined if it fails, or if too many are. */
  async #reading(userId: string): Promise<number | undefined> {
    const underWay = this.#readings.get(userId);
    if (underWay) return underWay;
    if (this.#readings.size >= READINGS_MAX) return undefined;
    const reading = this.#query(userId).then(
      (points) => {
        this.remember(userId, points);
        return points;
      },
      (err: unknown) => {
        this.#log.warn({err}, 'a level could not be read; messages pass without');
        return undefined;
      },
    );
    this.#readings.set(userId, reading);
    void reading.finally(() => this.#readings.delete(userId));
    return reading;
  }

  async #query(userId: string): Promise<number> {
    const row = await this.#db.selectFrom('points').select('points').where('user_id', '=', userId).executeTakeFirst();
    return row?.points ?? 0;
  }
}
