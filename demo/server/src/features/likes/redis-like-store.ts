import {LIKES_COUNTED_MAX} from '../../../../../src/protocol/limits.ts';
import {defineScript, type Redis} from '../../redis/redis.ts';
import {WINDOW_S, type Like} from './like-store.ts';

/*
 * Keys of a room share the hash tag `{room}`:
 *   live-room:{room}:likes              hash. `generation`: random, made when the hash is created, so a new one means that Redis
 *                                       lost its data. `open`: number of the batch that new likes join, with `pending` likes. `taken`:
 *                                       number of the batch that is being written to PostgreSQL, with `amount` likes. `written`:
 *                                       the last batch that is in PostgreSQL.
 *   live-room:{room}:receipts:<period>  hash: likes counted by `user random`
 *   live-room:{room}:window:<user>      list: `ms:likes` of the last 10 s
 * The set live-room:liked-rooms has the rooms that may have likes to be written, also those of a process that was killed.
 */
const LIKED_ROOMS = 'live-room:liked-rooms';
const STATE_KEPT_S = 86_400;
/** A repeated message is recognised for at least this time. */
const PERIOD_S = 300;
/** Largest difference between the clocks of processes. */
const SKEW_S = 60;
/** A Redis that hangs may have counted the messages, so PostgreSQL counts them again only after this time. */
const COUNT_TIMEOUT_MS = 5_000;
const BATCH_TIMEOUT_MS = 2_000;

const COUNT = defineScript(`
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
  redis.call('HSETNX', KEYS[1], 'generation', ARGV[4])
  redis.call('HSETNX', KEYS[1], 'open', 1)
  local state = redis.call('HMGET', KEYS[1], 'generation', 'open', 'written')
  local used, result, sum = {}, {state[1], state[2], state[3] or '0'}, 0
  for index = 5, #ARGV, 3 do
    local key, message, count = KEYS[tonumber(ARGV[index])], ARGV[index + 1], tonumber(ARGV[index + 2])
    local counted = redis.call('HGET', KEYS[2], message) or redis.call('HGET', KEYS[3], message)
      or redis.call('HGET', KEYS[4], message)
    if not counted then
      if not used[key] then
        used[key] = 0
        for _, entry in ipairs(redis.call('LRANGE', key, 0, -1)) do
          local at, likes = string.match(entry, '(%d+):(%d+)')
          if now - at < window then used[key] = used[key] + likes else redis.call('LPOP', key) end
        end
      end
      counted = math.max(0, math.min(count, limit - used[key]))
      used[key] = used[key] + counted
      sum = sum + counted
      redis.call('HSET', KEYS[2], message, counted)
      if counted > 0 then
        redis.call('RPUSH', key, string.format('%.0f:%.0f', now, counted))
        redis.call('PEXPIRE', key, window)
      end
    end
    result[#result + 1] = string.format('%.0f', counted)
  end
  redis.call('EXPIRE', KEYS[2], ARGV[3])
  if sum > 0 then redis.call('HINCRBY', KEYS[1], 'pending', sum) end
  redis.call('EXPIRE', KEYS[1], ${STATE_KEPT_S})
  result[#result + 1] = string.format('%.0f', sum)
  return result`);

/** Returns the batch that was taken and is not written; else takes the open one. */
const TAKE = defineScript(`
  local state = redis.call('HMGET', KEYS[1], 'generation', 'written', 'taken', 'amount', 'open', 'pending')
  local result = {state[1] or '', state[2] or '0'}
  if state[3] then
    result[3], result[4] = state[3], state[4]
  elseif state[6] then
    redis.call('HSET', KEYS[1], 'taken', state[5], 'amount', state[6])
    redis.call('HINCRBY', KEYS[1], 'open', 1)
    redis.call('HDEL', KEYS[1], 'pending')
    result[3], result[4] = state[5], state[6]
  end
  return result`);

const DONE = defineScript(`
  if redis.call('HGET', KEYS[1], 'generation') ~= ARGV[1] or redis.call('HGET', KEYS[1], 'taken') ~= ARGV[2] then return 0 end
  redis.call('HDEL', KEYS[1], 'taken', 'amount')
  redis.call('HSET', KEYS[1], 'written', ARGV[2])
  return 1`);

const ADD_ROOM = defineScript(`return redis.call('SADD', KEYS[1], ARGV[1])`);
const REMOVE_ROOM = defineScript(`return redis.call('SREM', KEYS[1], ARGV[1])`);
const READ_ROOMS = defineScript(`return redis.call('SMEMBERS', KEYS[1])`);

/** Likes of a room that are to be added to its total in PostgreSQL, once. */
export interface LikeBatch {
  readonly roomId: string;
  readonly generation: string;
  /** Rises with each batch of a generation. */
  readonly batch: number;
  readonly amount: number;
}

/** Unconfirmed likes of a room, by batch: this process counted them in Redis, and has not seen them in PostgreSQL. */
export interface UnwrittenLikes {
  readonly roomId: string;
  readonly generation: string;
  readonly batches: ReadonlyMap<number, number>;
}

interface Room {
  readonly generation: string;
  readonly batches: Map<number, number>;
}

/** Counts likes in Redis, with one script call for a room's messages. */
export class RedisLikeStore {
  readonly #redis: Redis;
  readonly #onLost: (lost: UnwrittenLikes) => void;
  readonly #rooms = new Map<string, Room>();

  /** @param onLost Called when Redis has lost its data, with the unconfirmed likes: they are lost if no other process wrote them. */
  constructor(redis: Redis, onLost: (lost: UnwrittenLikes) => void) {
    this.#redis = redis;
    this.#onLost = onLost;
  }

  /** @throws RedisUnavailable */
  async count(roomId: string, likes: readonly Like[]): Promise<number[]> {
    // Before the likes are counted, so that another process finds them even if this one is killed in between.
    if (!this.#rooms.has(roomId))
      await this.#redis.run(ADD_ROOM, {keys: [LIKED_ROOMS], values: [roomId], timeoutMs: COUNT_TIMEOUT_MS});
    const period = Math.floor(Date.now() / (PERIOD_S * 1_000));
    // The clocks of processes differ: receipts of the periods before and after are read too.
    const receipts = [period, period - 1, period + 1].map((each) => `live-room:{${roomId}}:receipts:${each}`);
    const keys = [stateKey(roomId), ...receipts];
    const windows = new Map<string, number>();
    const messages = likes.flatMap(({userId, random, count}) => {
      let window = windows.get(userId);
      if (window === undefined) windows.set(userId, (window = keys.push(`live-room:{${roomId}}:window:${userId}`)));
      return [window, `${userId} ${random}`, count];
    });
    const newGeneration = Math.random().toString(36).slice(2);
    const values = [LIKES_COUNTED_MAX, WINDOW_S * 1_000, PERIOD_S + SKEW_S, newGeneration, ...messages];
    const response = (await this.#redis.run(COUNT, {keys, values, timeoutMs: COUNT_TIMEOUT_MS})) as string[];
    const [generation, open, written, ...counts] = response;
    const sum = Number(counts.pop());
    const {batches} = this.#recordWritten(roomId, generation!, Number(written));
    const batch = Number(open);
    if (sum) batches.set(batch, (batches.get(batch) ?? 0) + sum);
    return counts.map(Number);
  }

  /** Rooms with unconfirmed likes of this process. */
  get unwrittenRooms(): string[] {
    return [...this.#rooms.keys()];
  }

  /** Unconfirmed likes of this process. */
  get unwritten(): number {
    let sum = 0;
    for (const {batches} of this.#rooms.values()) for (const count of batches.values()) sum += count;
    return sum;
  }

  /** Rooms in which any process has counted likes. @throws RedisUnavailable */
  async likedRooms(): Promise<string[]> {
    return (await this.#redis.run(READ_ROOMS, {keys: [LIKED_ROOMS], timeoutMs: BATCH_TIMEOUT_MS})) as string[];
  }

  /** Removes the room from the set of liked rooms. Called when no likes of the room wait. @throws RedisUnavailable */
  async forgetRoom(roomId: string): Promise<void> {
    await this.#redis.run(REMOVE_ROOM, {keys: [LIKED_ROOMS], values: [roomId], timeoutMs: BATCH_TIMEOUT_MS});
  }

  /** The batch of a room to write; undefined if there is none. @throws RedisUnavailable */
  async take(roomId: string): Promise<LikeBatch | undefined> {
    const response = (await this.#redis.run(TAKE, {keys: [stateKey(roomId)], timeoutMs: BATCH_TIMEOUT_MS})) as string[];
    const [generation, written, batch, amount] = response;
    this.#recordWritten(roomId, generation!, Number(written));
    this.#forgetWritten(roomId);
    if (batch === undefined) return undefined;
    return {roomId, generation: generation!, batch: Number(batch), amount: Number(amount)};
  }

  /** Records that PostgreSQL has the batch. @throws RedisUnavailable */
  async done({roomId, generation, batch}: LikeBatch): Promise<void> {
    if (this.#rooms.get(roomId)?.generation === generation) this.#recordWritten(roomId, generation, batch);
    this.#forgetWritten(roomId);
    await this.#redis.run(DONE, {keys: [stateKey(roomId)], values: [generation, batch], timeoutMs: BATCH_TIMEOUT_MS});
  }

  /** Records which batch of a room was written last. Detects lost data by a new generation. */
  #recordWritten(roomId: string, generation: string, written: number): Room {
    let room = this.#rooms.get(roomId);
    if (room && room.generation !== generation) {
      if (room.batches.size) this.#onLost({roomId, ...room});
      room = undefined;
    }
    if (!room) this.#rooms.set(roomId, (room = {generation, batches: new Map()}));
    for (const batch of room.batches.keys()) if (batch <= written) room.batches.delete(batch);
    return room;
  }

  #forgetWritten(roomId: string): void {
    if (!this.#rooms.get(roomId)?.batches.size) this.#rooms.delete(roomId);
  }
}

function stateKey(roomId: string): string {
  return `live-room:{${roomId}}:likes`;
}
