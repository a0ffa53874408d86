import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {defineScript, type Redis} from '../../redis/redis.ts';
import {PRESENCE_POINTS, PRESENCE_S} from '../levels/index.ts';
import type {PresenceChange} from './presence.ts';
import type {PresenceStore, ViewerPoints} from './presence-store.ts';

/*
 * Sorted sets of a room, with viewers as members. They share the hash tag `{room}`:
 *   live-room:{room}:present  score: Redis' time up to which the viewer has been given points, ms
 *   live-room:{room}:joined   score: Tencent's time of the viewer's join, ms
 *   live-room:{room}:left     score: Tencent's time of the leave, ms; kept for LEFT_KEPT_MS against reports that come too late
 * The sorted set live-room:present-rooms has the rooms with Redis' time of the last join, leave or award, ms.
 */
const PRESENT_ROOMS = 'live-room:present-rooms';
const LEFT_KEPT_MS = 20 * 60_000;
/** A viewer whose join is older than this has left: the leave callback was lost, or the page was left open. */
const PRESENCE_MAX_MS = 12 * 3_600_000;
/** A room without viewers is removed after this time. */
const ROOM_KEPT_MS = 10 * 60_000;
/** Changes, and viewers with points, of one script. */
const BATCH = 500;
/** Maximum number of rooms that are read at once. */
const ROOMS_AT_ONCE = 50;
const AWARD_EVERY_MS = 10_000;
const SCRIPT_MS = 2_000;

const SAVE = defineScript(`
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  for index = 1, #ARGV, 3 do
    local user, joined, at = ARGV[index], ARGV[index + 1], tonumber(ARGV[index + 2])
    local newest = math.max(redis.call('ZSCORE', KEYS[2], user) or 0, redis.call('ZSCORE', KEYS[3], user) or 0)
    if at > newest then
      if joined == '1' then
        redis.call('ZADD', KEYS[1], 'NX', now, user)
        redis.call('ZADD', KEYS[2], at, user)
        redis.call('ZREM', KEYS[3], user)
      else
        redis.call('ZREM', KEYS[1], user)
        redis.call('ZREM', KEYS[2], user)
        redis.call('ZADD', KEYS[3], at, user)
      end
    end
  end
  redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - ${LEFT_KEPT_MS})
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ${PRESENCE_MAX_MS}) end`);

/** Returns the number of present viewers, then each viewer with points and for how many periods. */
const AWARD = defineScript(`
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local result = {0}
  local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - ${PRESENCE_S * 1_000}, 'WITHSCORES', 'LIMIT', 0, ${BATCH})
  for index = 1, #due, 2 do
    local user, from = due[index], tonumber(due[index + 1])
    if (redis.call('ZSCORE', KEYS[2], user) or 0) + 0 < now - ${PRESENCE_MAX_MS} then
      redis.call('ZREM', KEYS[1], user)
      redis.call('ZREM', KEYS[2], user)
    else
      local periods = math.floor((now - from) / ${PRESENCE_S * 1_000})
      redis.call('ZADD', KEYS[1], string.format('%.0f', from + periods * ${PRESENCE_S * 1_000}), user)
      result[#result + 1] = user
      result[#result + 1] = periods
    end
  end
  result[1] = redis.call('ZCARD', KEYS[1])
  return result`);

const TOUCH_ROOMS = defineScript(`
  local time = redis.call('TIME')
  for _, room in ipairs(ARGV) do redis.call('ZADD', KEYS[1], time[1] * 1000, room) end`);

const READ_ROOMS = defineScript(`
  local time = redis.call('TIME')
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', time[1] * 1000 - ${ROOM_KEPT_MS})
  return redis.call('ZRANGE', KEYS[1], 0, -1)`);

export interface RedisPresenceStoreOptions {
  readonly redis: Redis;
  readonly db: Kysely<Database>;
  /** True for rooms of this server. */
  readonly isRoom: (roomId: string) => boolean;
}

/**
 * Stores which viewers are in which room in Redis. Only points are written to PostgreSQL. While Redis is unavailable
 * nothing is stored, and the points for that time are given later. If Redis loses its data, viewers get points again
 * from their next join on.
 */
export class RedisPresenceStore implements PresenceStore {
  readonly #options: RedisPresenceStoreOptions;
  /** Points that Redis has given and PostgreSQL does not have, by viewer. */
  readonly #unwritten = new Map<string, number>();
  #occupiedRooms: readonly string[] = [];
  /** By `performance.now()`. */
  #awardedAt = -Infinity;

  constructor(options: RedisPresenceStoreOptions) {
    this.#options = options;
  }

  get occupiedRooms(): readonly string[] {
    return this.#occupiedRooms;
  }

  /** @throws RedisUnavailable */
  async save(changes: readonly PresenceChange[]): Promise<void> {
    const {redis, isRoom} = this.#options;
    const byRoom = new Map<string, PresenceChange[]>();
    for (const change of changes) {
      if (!isRoom(change.roomId)) continue;
      const known = byRoom.get(change.roomId);
      if (known) known.push(change);
      else byRoom.set(change.roomId, [change]);
    }
    if (!byRoom.size) return;
    // Writes the rooms first, so that another process finds the viewers of a process that is killed in between.
    await redis.run(TOUCH_ROOMS, {keys: [PRESENT_ROOMS], values: [...byRoom.keys()], timeoutMs: SCRIPT_MS});
    const batches = [...byRoom].flatMap(([roomId, ofRoom]) =>
      chunks(ofRoom, BATCH).map((batch) => ({
        keys: keysOf(roomId),
        values: batch.flatMap(({userId, joined, at}) => [userId, joined ? 1 : 0, at]),
        timeoutMs: SCRIPT_MS,
      })),
    );
    for (const some of chunks(batches, ROOMS_AT_ONCE)) await Promise.all(some.map((batch) => redis.run(SAVE, batch)));
  }

  /** @throws RedisUnavailable, or an error of PostgreSQL. The next call writes what this one has not written. */
  async award(): Promise<readonly ViewerPoints[]> {
    const written = await this.#writePoints();
    if (performance.now() - this.#awardedAt < AWARD_EVERY_MS) return written;
    this.#awardedAt = performance.now();
    const {redis} = this.#options;
    const rooms = (await redis.run(READ_ROOMS, {keys: [PRESENT_ROOMS], timeoutMs: SCRIPT_MS})) as string[];
    const occupied: string[] = [];
    for (const some of chunks(rooms, ROOMS_AT_ONCE)) {
      const present = await Promise.all(some.map((roomId) => this.#awardRoom(roomId)));
      occupied.push(...some.filter((_, index) => present[index]));
    }
    if (occupied.length) await redis.run(TOUCH_ROOMS, {keys: [PRESENT_ROOMS], values: occupied, timeoutMs: SCRIPT_MS});
    this.#occupiedRooms = occupied;
    return [...written, ...(await this.#writePoints())];
  }

  /** With Redis the table is not used. Rows that stay in it would count again without Redis. */
  async tidy(): Promise<void> {
    await this.#options.db.deleteFrom('presences').execute();
  }

  async stop(): Promise<void> {
    await this.#writePoints();
  }

  /** True if viewers are in the room. */
  async #awardRoom(roomId: string): Promise<boolean> {
    const {redis} = this.#options;
    for (;;) {
      const keys = keysOf(roomId);
      const [present, ...given] = (await redis.run(AWARD, {keys, timeoutMs: SCRIPT_MS})) as [number, ...unknown[]];
      for (let index = 0; index < given.length; index += 2) {
        const userId = String(given[index]);
        const points = Number(given[index + 1]) * PRESENCE_POINTS;
        this.#unwritten.set(userId, (this.#unwritten.get(userId) ?? 0) + points);
      }
      if (given.length < 2 * BATCH) return present > 0;
    }
  }

  async #writePoints(): Promise<readonly ViewerPoints[]> {
    if (!this.#unwritten.size) return [];
    const given = [...this.#unwritten].map(([userId, points]) => ({userId, points}));
    const {rows} = await sql<ViewerPoints>`
      insert into points (user_id, points)
      select "userId", points from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given ("userId" text, points bigint)
      order by "userId"
      on conflict (user_id) do update set points = points.points + excluded.points
      returning user_id as "userId", points`.execute(this.#options.db);
    for (const {userId} of given) this.#unwritten.delete(userId);
    return rows;
  }
}

function keysOf(roomId: string): string[] {
  return ['present', 'joined', 'left'].map((name) => `live-room:{${roomId}}:${name}`);
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({length: Math.ceil(all.length / size)}, (_, index) => all.slice(index * size, (index + 1) * size));
}
