import type {RoomMessage} from '../../protocol/messages.js';
import type {ConnectionResources} from '../connection/connection-resources.js';
import {isExpiredBroadcast, isTrusted} from './trusted-sender.js';

/**
 * A message precedes the join if it is older by `OLDER_BY_S` and arrives within `REPLAY_WINDOW_MS` of the join. Clocks
 * differ.
 */
const OLDER_BY_S = 5;
const REPLAY_WINDOW_MS = 5_000;

/** Passes the messages of one connection to the session: new ones from trusted senders. */
export class IncomingMessages {
  readonly #resources: ConnectionResources;
  readonly #startedAt = performance.now();
  #isJoined = false;

  constructor(resources: ConnectionResources) {
    this.#resources = resources;
  }

  /** Call when the room is joined. Messages that arrive before are from the history. */
  roomJoined(): void {
    this.#isJoined = true;
  }

  /** Receives live messages. Some of them may be from before the join. */
  receive(batch: readonly RoomMessage[]): void {
    this.#resources.clock.addMessageTime(Math.max(...batch.map(({time}) => time)), this.#isReplayWindow());
    const replayed = batch.filter((message) => this.#isReplayed(message));
    if (replayed.length) this.receiveEarlier(replayed);
    const live = this.#selectNew(replayed.length ? batch.filter((message) => !replayed.includes(message)) : batch);
    if (live.length) this.#resources.store.addMessages(live);
  }

  /** Receives messages of the history that were sent after the viewer joined and have not arrived. */
  receiveMissed(messages: readonly RoomMessage[]): void {
    this.#resources.store.addStoredMessages(this.#selectNew(messages), true);
  }

  /**
   * Receives messages from before the join, some of them more than once. They are not marked as received, so a copy that
   * arrives from the room is still shown.
   */
  receiveEarlier(messages: readonly RoomMessage[]): void {
    for (const {seq} of messages) this.#resources.deduplicator.advanceTo(seq);
    this.#resources.store.addStoredMessages(this.#selectAccepted(messages), false);
  }

  /** Receives a message for an action of the viewer, unless the room has already sent it. */
  receiveOwn(message: RoomMessage): void {
    if (this.#resources.deduplicator.isNew(message)) this.#resources.store.addMessages([message]);
  }

  /** Some editions of Tencent Chat deliver the latest messages to a joining viewer as if they were new. */
  #isReplayWindow(): boolean {
    return performance.now() < this.#startedAt + REPLAY_WINDOW_MS;
  }

  /** True for a message from before the join. */
  #isReplayed({time}: RoomMessage): boolean {
    if (!this.#isJoined) return true;
    const startedAt = this.#resources.clock.now() - (performance.now() - this.#startedAt);
    return this.#isReplayWindow() && time < startedAt / 1_000 - OLDER_BY_S;
  }

  /** Messages from trusted senders that have not expired. */
  #selectAccepted(messages: readonly RoomMessage[]): readonly RoomMessage[] {
    const {serviceUserId} = this.#resources.store.current.room;
    const now = this.#resources.clock.now();
    return messages.filter((message) => isTrusted(message, serviceUserId) && !isExpiredBroadcast(message, now));
  }

  /** Accepted messages that were not received before. */
  #selectNew(messages: readonly RoomMessage[]): readonly RoomMessage[] {
    return this.#selectAccepted(messages)
      .filter((message) => this.#resources.deduplicator.isNew(message))
      .map((message) => (this.#isOwnGift(message) ? {...message, own: true} : message));
  }

  /** True for a gift that the viewer gave, on this page or another. Its sender is the service account. */
  #isOwnGift({content}: RoomMessage): boolean {
    return content.type === 'gift' && content.giver.userId === this.#resources.store.current.viewer.profile?.userId;
  }
}
