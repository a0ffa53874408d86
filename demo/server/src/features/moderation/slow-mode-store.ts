import type {Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {RedisUnavailable} from '../../redis/redis-error.ts';
import {defineScript, type Redis} from '../../redis/redis.ts';
import {SLOW_MODE_MAX_S, takeSlowModeTurn, type SlowModeTurn} from './slow-mode.ts';

export interface SlowModeStore {
  /** Takes the viewer's turn and returns 0, or returns the seconds until the next turn. */
  take(turn: SlowModeTurn, everyS: number): Promise<number>;
}

export class PostgresSlowMode implements SlowModeStore {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  take(turn: SlowModeTurn, everyS: number): Promise<number> {
    return takeSlowModeTurn(this.#db, turn, everyS);
  }
}

/** Maximum number of viewers that one process stores while Redis is unavailable. The oldest turn is removed first. */
const VIEWERS_MAX = 100_000;

/** Turns stored in this process only. */
export class MemorySlowMode implements SlowModeStore {
  readonly #turns = new Map<string, {readonly random: number; readonly at: number}>();

  take({roomId, userId, random}: SlowModeTurn, everyS: number): Promise<number> {
    const name = `${roomId} ${userId}`;
    const now = performance.now();
    const before = this.#turns.get(name);
    const leftMs = before ? before.at + everyS * 1_000 - now : 0;
    if (before && leftMs > 0) return Promise.resolve(before.random === random ? 0 : Math.ceil(leftMs / 1_000));
    this.#turns.delete(name);
    this.#turns.set(name, {random, at: now});
    if (this.#turns.size > VIEWERS_MAX) this.#turns.delete(this.#turns.keys().next().value!);
    return Promise.resolve(0);
  }
}

const TAKE = defineScript(`
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local every = ARGV[2] * 1000
  local kept = redis.call('HMGET', KEYS[1], 'random', 'at')
  if kept[1] and now < kept[2] + every then
    if kept[1] == ARGV[1] then return 0 end
    return math.ceil((kept[2] + every - now) / 1000)
  end
  redis.call('HSET', KEYS[1], 'random', ARGV[1], 'at', string.format('%.0f', now))
  redis.call('EXPIRE', KEYS[1], ARGV[3])
  return 0`);

/** Turns stored in Redis, shared by all processes. While Redis is unavailable each process has its own. */
export class RedisSlowMode implements SlowModeStore {
  readonly #redis: Redis;
  readonly #own = new MemorySlowMode();

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  async take(turn: SlowModeTurn, everyS: number): Promise<number> {
    const {roomId, userId, random} = turn;
    try {
      const keys = [`live-room:{${roomId}}:turn:${userId}`];
      return Number(await this.#redis.run(TAKE, {keys, values: [random, everyS, SLOW_MODE_MAX_S]}));
    } catch (error) {
      if (!(error instanceof RedisUnavailable)) throw error;
      return this.#own.take(turn, everyS);
    }
  }
}
