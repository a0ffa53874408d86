import {GroupCounters} from './group-counters.ts';
import {GroupProfile} from './group-profile.ts';
import {EventLog} from './event-log.ts';
import type {PendingPoll} from './pending-poll.ts';
import {MessageRateLimit} from './message-rate-limit.ts';
import {Penalties} from './penalties.ts';
import type {DeliveryMode} from './delivery-mode.ts';

export interface Member {
  readonly userId: string;
  readonly mode: DeliveryMode;
  /** The logins (by their `loginAt`) that joined: other terminals of the user receive no events of the room. */
  readonly logins: Set<number>;
  /** Unix seconds. */
  readonly joinedAt: number;
  /** Sequence of the first event that could not be pushed: the member was disconnected or silenced. */
  missedFrom?: number | undefined;
}

/** A connection that watches without a login. */
export interface Guest {
  readonly guestOf: Set<Group>;
}

/** A guest that has not polled for this long has left: guests do not quit. */
const GUEST_GONE_MS = 20_000;

/** One AVChatRoom: members, profile, and the sequence that its messages, tips and notices share. */
export class Group {
  readonly type = 'AVChatRoom';
  readonly profile = new GroupProfile();
  readonly counters = new GroupCounters();
  readonly members = new Map<string, Member>();
  /** Members with an open connection. */
  readonly online = new Set<string>();
  readonly mutes = new Penalties();
  readonly bans = new Penalties();
  readonly log = new EventLog();
  readonly rateLimit = new MessageRateLimit();
  readonly pendingPolls = new Set<PendingPoll>();
  readonly createdAt: number;
  /** True after dismissal; only the last notice can still be fetched. */
  dismissed = false;
  lastMessageAt = 0;
  /** Member tips published in the second `tipSecond`. */
  tipCount = 0;
  tipSecond = 0;
  readonly #guests = new Map<Guest, number>();
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

  /** Records that a guest joined or polled. */
  touchGuest(connection: Guest, now: number): void {
    this.#guests.set(connection, now);
    connection.guestOf.add(this);
  }

  removeGuest(connection: Guest): void {
    this.#guests.delete(connection);
  }

  removeStaleGuests(now: number): void {
    for (const [connection, seen] of this.#guests) {
      if (now - seen < GUEST_GONE_MS) continue;
      this.#guests.delete(connection);
      connection.guestOf.delete(this);
    }
  }

  /** @returns The number of online members and guests. */
  onlineCount(): number {
    return this.online.size + this.#guests.size;
  }
}

const SEQ_EPOCH_MS = Date.UTC(2026, 0, 1);
const SEQS_PER_SECOND = 20;

/**
 * @returns The first sequence of a group: above those before a restart of the cloud, so that stored history stays in order,
 * and different for each group, because the SDK drops equal sequences of different rooms as duplicates (3.6.6).
 */
function firstSeq(id: string, now: number): number {
  let apart = 0;
  for (const character of id) apart = (apart * 31 + character.codePointAt(0)!) % 100_003;
  return Math.max(0, Math.floor((now - SEQ_EPOCH_MS) / 1_000)) * SEQS_PER_SECOND + apart;
}
