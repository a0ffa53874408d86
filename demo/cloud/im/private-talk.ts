/** What two people say to each other, kept for the two of them alone. */
import type {Account} from './account.ts';
import {unixNow} from './app.ts';
import type {Body} from './body.ts';

/** Of one conversation the last so many are kept; the service keeps a week. */
const KEPT_MAX = 1_000;
/** Who comes back after more than so many messages of the app reads the histories. */
const LOG_MAX = 10_000;
/** The longest without a word are forgotten first. */
const CONVERSATIONS_MAX = 20_000;

/** One message, in the shape that pushes and histories have. */
export interface PrivateMessage extends Body {
  readonly From_Account: string;
  readonly To_Account: string;
  readonly MsgSeq: number;
  readonly MsgRandom: number;
  readonly MsgTimeStamp: number;
}

export interface PrivateContent {
  readonly body: readonly Body[];
  readonly cloudCustomData: string;
  /** Half of the message's id on both sides, so they are handed on as they came. */
  readonly seq: number;
  readonly random: number;
  readonly clientTime: number;
}

/** One conversation of two people. */
export class Conversation {
  readonly ends: readonly [string, string];
  messages: PrivateMessage[] = [];
  /** By reader: Unix seconds up to which the other's words were read. */
  readonly #readUntil = new Map<string, number>();

  constructor(ends: readonly [string, string]) {
    this.ends = ends;
  }

  peerOf(userId: string): string {
    return this.ends[0] === userId ? this.ends[1] : this.ends[0];
  }

  add(sender: Account, {body, cloudCustomData, seq, random, clientTime}: PrivateContent): PrivateMessage {
    const message: PrivateMessage = {
      From_Account: sender.userId,
      To_Account: this.peerOf(sender.userId),
      TinyId: sender.tinyId,
      MsgSeq: seq,
      MsgRandom: random,
      MsgTimeStamp: unixNow(),
      MsgClientTime: clientTime,
      MsgBody: body,
      CloudCustomData: cloudCustomData,
      From_AccountNick: sender.profile.nick,
      From_AccountHeadurl: sender.profile.image,
    };
    this.messages.push(message);
    if (this.messages.length > KEPT_MAX) this.messages = this.messages.slice(-KEPT_MAX);
    return message;
  }

  find({seq, random}: {readonly seq: number; readonly random: number}): PrivateMessage | undefined {
    return this.messages.find(({MsgSeq, MsgRandom}) => MsgSeq === seq && MsgRandom === random);
  }

  remove(message: PrivateMessage): void {
    this.messages = this.messages.filter((other) => other !== message);
  }

  /** Whether that is news. */
  read(userId: string, until: number): boolean {
    if (until <= this.readUntil(userId)) return false;
    this.#readUntil.set(userId, until);
    return true;
  }

  readUntil(userId: string): number {
    return this.#readUntil.get(userId) ?? 0;
  }

  unreadBy(userId: string): number {
    const until = this.readUntil(userId);
    return this.messages.filter(({To_Account, MsgTimeStamp}) => To_Account === userId && MsgTimeStamp > until).length;
  }
}

/** Every conversation of the app. */
export class PrivateTalk {
  readonly #conversations = new Map<string, Conversation>();
  /** The last messages of all, and how many there were before them. */
  #log: PrivateMessage[] = [];
  #before = 0;

  /** Where the log ends: what is said later comes after it. */
  get position(): number {
    return this.#before + this.#log.length;
  }

  /** Said to somebody after a position of the log, as far back as it goes. */
  since(position: number, userId: string): readonly PrivateMessage[] {
    return this.#log.slice(Math.max(0, position - this.#before)).filter(({To_Account}) => To_Account === userId);
  }

  note(message: PrivateMessage): void {
    this.#log.push(message);
    if (this.#log.length < 2 * LOG_MAX) return;
    this.#before += this.#log.length - LOG_MAX;
    this.#log = this.#log.slice(-LOG_MAX);
  }

  /** It was taken back. */
  forget(message: PrivateMessage): void {
    const at = this.#log.indexOf(message);
    if (at >= 0) this.#log.splice(at, 1, {...message, To_Account: ''}); // Later ones keep their positions.
  }

  /** The conversation of two people; made if it is new and `make` says so. */
  between(one: string, other: string): Conversation | undefined;
  between(one: string, other: string, make: true): Conversation;
  between(one: string, other: string, make = false): Conversation | undefined {
    const ends = [one, other].sort() as [string, string];
    const key = ends.join(' ');
    let conversation = this.#conversations.get(key);
    if (!make) return conversation;
    conversation ??= new Conversation(ends);
    // Those spoken in last stand last.
    this.#conversations.delete(key);
    this.#conversations.set(key, conversation);
    const [oldest] = this.#conversations.keys();
    if (this.#conversations.size > CONVERSATIONS_MAX && oldest) this.#conversations.delete(oldest);
    return conversation;
  }

  /** Whatever somebody is part of, spoken in last first. */
  of(userId: string): readonly Conversation[] {
    return [...this.#conversations.values()]
      .filter(({ends, messages}) => ends.includes(userId) && messages.length > 0)
      .reverse();
  }
}
