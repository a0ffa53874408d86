import type {Connection} from './connection.ts';
import {GroupCounters} from './group-counters.ts';
import {GroupProfile} from './group-profile.ts';
import {ItemLog} from './item-log.ts';
import type {Waiter} from './polls.ts';
import {RoomRate} from './room-rate.ts';
import {Terms} from './terms.ts';

/** How a member hears of what happens: by pushes, or by asking again and again. Decided when joining. */
export type Mode = 'push' | 'poll';

export interface Member {
  readonly userId: string;
  readonly mode: Mode;
  /** The logins (by their `loginAt`) that entered: another terminal of the user hears nothing of the room. */
  readonly logins: Set<number>;
  /** Unix seconds. */
  readonly joinedAt: number;
  /** The first item it could not be pushed, since it was not connected or nothing was said to it. */
  missedFrom?: number | undefined;
}

/** A guest whose poll is overdue by this much has gone: guests leave without a word. */
const GUEST_GONE_MS = 20_000;

/** One AVChatRoom: who is in it, what it says of itself, and the sequence its messages, tips and notices share. */
export class Group {
  readonly type = 'AVChatRoom';
  readonly profile = new GroupProfile();
  readonly counters = new GroupCounters();
  readonly members = new Map<string, Member>();
  /** Members with an open connection. */
  readonly online = new Set<string>();
  readonly mutes = new Terms();
  readonly bans = new Terms();
  readonly log = new ItemLog();
  readonly rate = new RoomRate();
  readonly waiters = new Set<Waiter>();
  readonly createdAt: number;
  /** Set once: the group is gone, only its last notice is still to be fetched. */
  dismissed = false;
  lastMessageAt = 0;
  /** Tips about members said in the second `tipSecond`. */
  tipCount = 0;
  tipSecond = 0;
  readonly #guests = new Map<Connection, number>();
  #seq: number;

  constructor(
    readonly id: string,
    readonly ownerId: string,
    /** Unix milliseconds. */
    now: number,
  ) {
    this.createdAt = Math.floor(now / 1_000);
    this.#seq = firstSeq(id, now);
  }

  get lastSeq(): number {
    return this.#seq;
  }

  takeSeq(): number {
    return ++this.#seq;
  }

  roleOf(userId: string): 'Owner' | 'Member' | undefined {
    if (!this.members.has(userId)) return undefined;
    return userId === this.ownerId ? 'Owner' : 'Member';
  }

  /** A guest joined or polled. */
  guestSeen(connection: Connection, now: number): void {
    this.#guests.set(connection, now);
    connection.guestOf.add(this);
  }

  guestLeft(connection: Connection): void {
    this.#guests.delete(connection);
  }

  forgetLateGuests(now: number): void {
    for (const [connection, seen] of this.#guests) {
      if (now - seen < GUEST_GONE_MS) continue;
      this.#guests.delete(connection);
      connection.guestOf.delete(this);
    }
  }

  /** Everybody watching, signed in or not. */
  onlineCount(): number {
    return this.online.size + this.#guests.size;
  }
}

const SEQ_EPOCH_MS = Date.UTC(2026, 0, 1);
const SEQS_PER_SECOND = 20;

/**
 * Where a group starts counting: later than any earlier life of it, so that stored history stays in order over restarts
 * of the cloud, and away from other groups, since the SDK drops equal sequences of different rooms as doubles (3.6.6).
 */
function firstSeq(id: string, now: number): number {
  let apart = 0;
  for (const character of id) apart = (apart * 31 + character.codePointAt(0)!) % 100_003;
  return Math.max(0, Math.floor((now - SEQ_EPOCH_MS) / 1_000)) * SEQS_PER_SECOND + apart;
}
