import type {FastifyBaseLogger} from 'fastify';
import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {badgesOf, levelOf} from './level.ts';

/** Viewers whose points are remembered; those heard of last stay. */
const REMEMBERED = 20_000;
/** Another process may have counted in the meantime: an older entry is read again in the background. */
const FRESH_MS = 30_000;
/** Queries at once. A viewer beyond it has an unknown level. */
const READINGS_MAX = 200;

/** Said of one whose points could not be read in time. */
export const LEVEL_UNKNOWN = 0;

/** Points of a viewer, and the hosts that the viewer follows. */
export interface ViewerRecord {
  readonly points: number;
  /** Hosts. */
  readonly follows: ReadonlySet<string>;
}

interface Remembered extends ViewerRecord {
  /** By `performance.now()`. */
  readonly at: number;
}

/** Who a viewer is beside a comment. */
export interface SenderMarks {
  readonly level: number;
  readonly badges: readonly string[];
}

const UNMARKED: SenderMarks = {level: LEVEL_UNKNOWN, badges: []};

/** Caches levels and badges of viewers, so that a message needs no query. */
export class Levels {
  readonly #db: Kysely<Database>;
  readonly #log: FastifyBaseLogger;
  readonly #remembered = new Map<string, Remembered>();
  readonly #readings = new Map<string, Promise<ViewerRecord | undefined>>();

  constructor(db: Kysely<Database>, log: FastifyBaseLogger) {
    this.#db = db;
    this.#log = log;
  }

  /** The level as the database has it now. */
  async read(userId: string): Promise<number> {
    return levelOf((await this.#query(userId)).points);
  }

  /** Level and badges in that host's room as far as they are known within so many ms, else none. Never rejects. */
  async readWithin(patienceMs: number, userId: string, hostId?: string): Promise<SenderMarks> {
    const known = this.#remembered.get(userId);
    if (known) {
      if (performance.now() - known.at > FRESH_MS) void this.#reading(userId);
      return marksOf(known, hostId);
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, patienceMs, undefined)));
    const standing = await Promise.race([this.#reading(userId), late]);
    clearTimeout(timer);
    return standing ? marksOf(standing, hostId) : UNMARKED;
  }

  /** Updates the points of a cached viewer. Others are read when they send a message. */
  remember(userId: string, points: number): void {
    const known = this.#remembered.get(userId);
    if (known) this.#keep(userId, {...known, points}, known.at);
  }

  /** Reads anew of this viewer when they speak next. */
  forget(userId: string): void {
    this.#remembered.delete(userId);
  }

  /** Resolves when nothing is being read. */
  async settle(): Promise<void> {
    await Promise.all(this.#readings.values());
  }

  /** The reading under way, or a new one; undefined if it fails, or if too many are. */
  async #reading(userId: string): Promise<ViewerRecord | undefined> {
    const underWay = this.#readings.get(userId);
    if (underWay) return underWay;
    if (this.#readings.size >= READINGS_MAX) return undefined;
    const reading = this.#query(userId).then(
      (standing) => {
        this.#keep(userId, standing);
        return standing;
      },
      (err: unknown) => {
        this.#log.warn({err}, 'levels: a level could not be read, the message has none');
        return undefined;
      },
    );
    this.#readings.set(userId, reading);
    void reading.finally(() => this.#readings.delete(userId));
    return reading;
  }

  #keep(userId: string, standing: ViewerRecord, at = performance.now()): void {
    this.#remembered.delete(userId);
    this.#remembered.set(userId, {...standing, at});
    if (this.#remembered.size > REMEMBERED) this.#remembered.delete(this.#remembered.keys().next().value!);
  }

  async #query(userId: string): Promise<ViewerRecord> {
    const {rows} = await sql<{points: number; follows: string[]}>`
      select coalesce((select points from points where user_id = ${userId}), 0) as points,
        array(select host_id from follows where user_id = ${userId}) as follows`.execute(this.#db);
    const {points, follows} = rows[0]!;
    return {points, follows: new Set(follows)};
  }
}

function marksOf({points, follows}: ViewerRecord, hostId: string | undefined): SenderMarks {
  return {level: levelOf(points), badges: badgesOf({follows: hostId !== undefined && follows.has(hostId)})};
}
