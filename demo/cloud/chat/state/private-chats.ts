/** One-to-one conversations and their messages. */
import type {Account} from './account.ts';
import {unixNow} from '../clock.ts';
import type {Body} from '../wire/body.ts';

/** Messages kept per conversation; the service keeps a week. */
const KEPT_MAX = 1_000;
/** Messages of all conversations kept for reconnecting clients; beyond that a client reads the histories. */
const LOG_MAX = 10_000;
/** The conversations with the oldest last message are deleted first. */
const CONVERSATIONS_MAX = 20_000;

/** One message in the format of pushes and histories. */
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
  /** Parts of the message id on both sides, passed on unchanged. */
  readonly seq: number;
  readonly random: number;
  readonly clientTime: number;
}

/** One conversation of two users. */
export class Conversation {
  readonly ends: readonly [string, string];
  messages: PrivateMessage[] = [];
  /** By reader: Unix seconds of the last read message. */
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

  /** @returns True if the read mark moved forward. */
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
export class PrivateChats {
  readonly #conversations = new Map<string, Conversation>();
  /** The last messages of all conversations, and the number of messages before them. */
  #log: PrivateMessage[] = [];
  #before = 0;

  /** The end of the log: later messages come after it. */
  get position(): number {
    return this.#before + this.#log.length;
  }

  /** @returns The messages to a user after a position of the log, as far as it reaches. */
  since(position: number, userId: string): readonly PrivateMessage[] {
    return this.#log.slice(Math.max(0, position - this.#before)).filter(({To_Account}) => To_Account === userId);
  }

  record(message: PrivateMessage): void {
    this.#log.push(message);
    if (this.#log.length < 2 * LOG_MAX) return;
    this.#before += this.#log.length - LOG_MAX;
    this.#log = this.#log.slice(-LOG_MAX);
  }

  /** Removes a recalled message from the log. */
  removeFromLog(message: PrivateMessage): void {
    const at = this.#log.indexOf(message);
    if (at >= 0) this.#log.splice(at, 1, {...message, To_Account: ''}); // Keeps the positions of later messages.
  }

  /** @returns The conversation of two users. `make` creates a missing one. */
  conversation(one: string, other: string): Conversation | undefined;
  conversation(one: string, other: string, make: true): Conversation;
  conversation(one: string, other: string, make = false): Conversation | undefined {
    const ends = [one, other].sort() as [string, string];
    const key = ends.join(' ');
    let conversation = this.#conversations.get(key);
    if (!make) return conversation;
    conversation ??= new Conversation(ends);
    // The map is in order of the last message.
    this.#conversations.delete(key);
    this.#conversations.set(key, conversation);
    const [oldest] = this.#conversations.keys();
    if (this.#conversations.size > CONVERSATIONS_MAX && oldest) this.#conversations.delete(oldest);
    return conversation;
  }

  /** @returns The conversations of a user, the latest first. */
  conversationsOf(userId: string): readonly Conversation[] {
    return [...this.#conversations.values()]
      .filter(({ends, messages}) => ends.includes(userId) && messages.length > 0)
      .reverse();
  }
}
