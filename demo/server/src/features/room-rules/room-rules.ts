import type {Kysely} from 'kysely';
import {DATABASE_NOW_S} from '../../database/clock.ts';
import type {Database} from '../../database/schema.ts';

/** Rules for messages in a room. */
export interface RoomRules {
  readonly hostId: string;
  /** Host and operators; slow mode and mute-all do not apply to them. */
  readonly staff: ReadonlySet<string>;
  /** Seconds between two comments of one viewer. 0 turns slow mode off. */
  readonly slowMode: number;
  readonly mutedAll: boolean;
  /** End of each user's mute or ban, whichever is later, in ms by `performance.now()`. */
  readonly mutedOrBanned: ReadonlyMap<string, number>;
  /** End of each user's ban, in ms by `performance.now()`. */
  readonly banned: ReadonlyMap<string, number>;
  /** The room's open lottery. */
  readonly lottery: OpenLottery | undefined;
}

export interface OpenLottery {
  readonly lotteryId: string;
  readonly keyword: string;
  /** Unix milliseconds. */
  readonly closesAt: number;
}

/** Caches the rules of all rooms, so that a message needs no query. */
export class RoomRulesCache {
  readonly #db: Kysely<Database>;
  #rooms = new Map<string, RoomRules>();
  #begun = 0;
  /** Number of the newest reading of all rooms, and of the newest reading of each room that was read after it. */
  #newest = 0;
  readonly #newestOf = new Map<string, number>();

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  of(roomId: string): RoomRules | undefined {
    return this.#rooms.get(roomId);
  }

  /** The rooms whose host or operator this user is. */
  runBy(userId: string): RoomRules[] {
    return [...this.#rooms.values()].filter(({staff}) => staff.has(userId));
  }

  /** The rooms of this host. */
  hostedBy(userId: string): RoomRules[] {
    return [...this.#rooms.values()].filter(({hostId}) => hostId === userId);
  }

  /** Seconds until the user's last mute or ban in any room ends; 0 if there is none. */
  penaltySecondsLeft(userId: string): number {
    return Math.max(0, ...[...this.#rooms.values()].map(({mutedOrBanned}) => secondsLeft(mutedOrBanned, userId)));
  }

  /**
   * Reads the rules of these rooms, or of all rooms. When it resolves, the cache contains the result of this reading or
   * of a later one.
   */
  async refresh(roomIds?: readonly string[]): Promise<void> {
    if (roomIds && !roomIds.length) return;
    const reading = ++this.#begun;
    const rooms = await readRules(this.#db, roomIds);
    if (reading < this.#newest) return;
    if (roomIds) {
      for (const roomId of roomIds) this.#replace(roomId, rooms.get(roomId), reading);
      return;
    }
    this.#newest = reading;
    for (const [roomId, read] of this.#newestOf) {
      const newer = read > reading ? this.#rooms.get(roomId) : undefined;
      if (newer) rooms.set(roomId, newer);
      if (read <= reading) this.#newestOf.delete(roomId);
    }
    this.#rooms = rooms;
  }

  #replace(roomId: string, rules: RoomRules | undefined, reading: number): void {
    if (reading < (this.#newestOf.get(roomId) ?? 0)) return;
    this.#newestOf.set(roomId, reading);
    if (rules) this.#rooms.set(roomId, rules);
    else this.#rooms.delete(roomId);
  }
}

async function readRules(db: Kysely<Database>, roomIds?: readonly string[]): Promise<Map<string, RoomRules>> {
  const [rooms, penalties] = await Promise.all([
    db
      .selectFrom('rooms')
      .leftJoin('lotteries', (join) =>
        join.onRef('lotteries.room_id', '=', 'rooms.room_id').on('lotteries.drawn_at', 'is', null),
      )
      .select(['rooms.room_id', 'host_id', 'operators', 'slow_mode', 'muted_all', 'lottery_id', 'keyword', 'closes_at'])
      .$if(!!roomIds, (query) => query.where('rooms.room_id', 'in', [...roomIds!]))
      .execute(),
    db
      .selectFrom('penalties')
      .select(['room_id', 'user_id', 'kind', 'until', DATABASE_NOW_S.as('now')])
      .where('until', '>', DATABASE_NOW_S)
      .$if(!!roomIds, (query) => query.where('room_id', 'in', [...roomIds!]))
      .execute(),
  ]);
  const all = new Map<string, RoomRules & Record<'mutedOrBanned' | 'banned', Map<string, number>>>();
  for (const {room_id, host_id, operators, slow_mode, muted_all, lottery_id, keyword, closes_at} of rooms) {
    all.set(room_id, {
      hostId: host_id,
      staff: new Set([host_id, ...operators]),
      slowMode: slow_mode,
      mutedAll: muted_all,
      mutedOrBanned: new Map(),
      banned: new Map(),
      lottery:
        lottery_id !== null && keyword !== null && closes_at !== null
          ? {lotteryId: lottery_id, keyword, closesAt: closes_at.getTime()}
          : undefined,
    });
  }
  const readAt = performance.now();
  for (const {room_id, user_id, kind, until, now} of penalties) {
    const {mutedOrBanned, banned} = all.get(room_id) ?? {};
    const end = readAt + (until - now) * 1_000;
    mutedOrBanned?.set(user_id, Math.max(end, mutedOrBanned.get(user_id) ?? 0));
    if (kind === 'ban') banned?.set(user_id, end);
  }
  return all;
}

/** Seconds until the user's time in the map; 0 if it is over, or if the map has none. */
export function secondsLeft(ends: ReadonlyMap<string, number>, userId: string): number {
  return Math.max(0, Math.ceil(((ends.get(userId) ?? 0) - performance.now()) / 1_000));
}
