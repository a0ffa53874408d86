import type {FastifyBaseLogger} from 'fastify';
import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {badgesOf, levelOf} from './level.ts';

/** Most viewers in the cache; the least recently written entry is removed first. */
const REMEMBERED = 20_000;
/** An older entry is read again in the background: another process may have added points. */
const FRESH_MS = 30_000;
/** Maximum number of parallel queries. Further viewers are collected for the next query. */
const QUERIES_MAX = 2;
/** Most viewers in one query. */
const BATCH = 500;
/** Most viewers who wait for a query. The level of a further one is unknown. */
const WAITING_MAX = 10_000;

/** The level of a viewer whose points were not read in time. */
export const LEVEL_UNKNOWN = 0;

/** Points of a viewer, and the hosts that the viewer follows. */
export interface ViewerRecord {
  readonly points: number;
  /** User ids of hosts. */
  readonly follows: ReadonlySet<string>;
}

interface Remembered extends ViewerRecord {
  /** By `performance.now()`. */
  readonly at: number;
}

/** Level and badges that a message shows with its sender. */
export interface SenderInfo {
  readonly level: number;
  readonly badges: readonly string[];
}

const UNKNOWN: SenderInfo = {level: LEVEL_UNKNOWN, badges: []};

/** Caches levels and badges of viewers, so that a message needs no query. */
export class Levels {
  readonly #db: Kysely<Database>;
  readonly #log: FastifyBaseLogger;
  readonly #remembered = new Map<string, Remembered>();
  readonly #readings = new Map<string, Promise<ViewerRecord | undefined>>();
  /** Viewers of `#readings` who wait for a query. */
  readonly #waiting = new Map<string, (record: ViewerRecord | undefined) => void>();
  #queries = 0;

  constructor(db: Kysely<Database>, log: FastifyBaseLogger) {
    this.#db = db;
    this.#log = log;
  }

  /** The level as the database has it now. */
  async read(userId: string): Promise<number> {
    return levelOf((await this.#query([userId])).get(userId)!.points);
  }

  /** Level and badges in the room of that host; an unknown level if they are not read in time. Never rejects. */
  async readWithin(timeoutMs: number, userId: string, hostId?: string): Promise<SenderInfo> {
    const known = this.#remembered.get(userId);
    if (known) {
      if (performance.now() - known.at > FRESH_MS) void this.#reading(userId);
      return senderInfoOf(known, hostId);
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, timeoutMs, undefined)));
    const record = await Promise.race([this.#reading(userId), late]);
    clearTimeout(timer);
    return record ? senderInfoOf(record, hostId) : UNKNOWN;
  }

  /** Updates the points of a viewer in the cache. Others are read when they send a message. */
  remember(userId: string, points: number): void {
    const known = this.#remembered.get(userId);
    if (known) this.#keep(userId, {...known, points}, known.at);
  }

  /** Removes a viewer from the cache: the next message reads the viewer again. */
  forget(userId: string): void {
    this.#remembered.delete(userId);
  }

  /** Resolves when no query is under way. */
  async settle(): Promise<void> {
    await Promise.all(this.#readings.values());
  }

  /** The reading under way for this viewer, or a new one. Undefined if it fails, or if too many viewers wait. */
  async #reading(userId: string): Promise<ViewerRecord | undefined> {
    const underWay = this.#readings.get(userId);
    if (underWay) return underWay;
    if (this.#waiting.size >= WAITING_MAX) return undefined;
    const reading = new Promise<ViewerRecord | undefined>((resolve) => this.#waiting.set(userId, resolve));
    this.#readings.set(userId, reading);
    this.#readWaiting();
    return reading;
  }

  #readWaiting(): void {
    if (this.#queries >= QUERIES_MAX || !this.#waiting.size) return;
    const batch = new Map([...this.#waiting].slice(0, BATCH));
    for (const userId of batch.keys()) this.#waiting.delete(userId);
    this.#queries += 1;
    void this.#query([...batch.keys()])
      .catch((err: unknown) => {
        this.#log.warn({err}, `levels: the levels of ${batch.size} viewers were not read; their messages have none`);
        return new Map<string, ViewerRecord>();
      })
      .then((records) => {
        this.#queries -= 1;
        for (const [userId, resolve] of batch) {
          const record = records.get(userId);
          if (record) this.#keep(userId, record);
          this.#readings.delete(userId);
          resolve(record);
        }
        this.#readWaiting();
      });
  }

  #keep(userId: string, record: ViewerRecord, at = performance.now()): void {
    this.#remembered.delete(userId);
    this.#remembered.set(userId, {...record, at});
    if (this.#remembered.size > REMEMBERED) this.#remembered.delete(this.#remembered.keys().next().value!);
  }

  /** Returns a record for each of the viewers. */
  async #query(userIds: readonly string[]): Promise<ReadonlyMap<string, ViewerRecord>> {
    const {rows} = await sql<{userId: string; points: number; follows: string[]}>`
      select requested.user_id as "userId", coalesce(points.points, 0) as points,
        array(select host_id from follows where follows.user_id = requested.user_id) as follows
      from unnest(${userIds}::text[]) as requested (user_id) left join points using (user_id)`.execute(this.#db);
    return new Map(rows.map(({userId, points, follows}) => [userId, {points, follows: new Set(follows)}]));
  }
}

function senderInfoOf({points, follows}: ViewerRecord, hostId: string | undefined): SenderInfo {
  return {level: levelOf(points), badges: badgesOf({follows: hostId !== undefined && follows.has(hostId)})};
}
