import {requireBackend, type BusinessHost} from './business-host.js';
import type {GivenGifts} from './gift-order.js';
import {GiftOrders} from './gift-orders.js';
import {LikeDoubts} from './like-doubts.js';
import {LikeOutbox} from './like-outbox.js';
import type {LiveState} from './live-state.js';
import {LotteryWatch} from './lottery-watch.js';
import {ProductWatch} from './product-watch.js';
import {Restraints} from './restraints.js';
import {RoomRefresh} from './room-refresh.js';

/** What those who run the room can do about a line or whoever said it. `seconds`: 0 lifts it. */
export type ModerationOrder =
  | {readonly what: 'delete'; readonly seq: number}
  | {readonly what: 'mute' | 'ban'; readonly userId: string; readonly seconds: number};

/** Follows a part of the state. */
interface Watch {
  /** The state may have changed. */
  look(state: LiveState): void;
  /** Gives back what it holds. */
  end(): void;
}

/**
 * What is looked after in a room: the viewer's gifts, likes and restraints, what is on show and what is drawn. Needed only
 * once in the room: a chunk of its own, which shares no code with the script that loads it, and so knows errors by what they
 * say.
 */
export class RoomBusiness {
  readonly #host: BusinessHost;
  readonly #gifts: GiftOrders;
  readonly #likes: LikeOutbox;
  readonly #restraints: Restraints;
  readonly #lotteries: LotteryWatch;
  readonly #refresh: RoomRefresh;

  constructor(host: BusinessHost) {
    this.#host = host;
    this.#gifts = new GiftOrders(host);
    this.#restraints = new Restraints(host);
    this.#likes = new LikeOutbox(host);
    this.#lotteries = new LotteryWatch(host);
    this.#refresh = new RoomRefresh(host);
    const watches: readonly Watch[] = [
      this.#likes,
      new LikeDoubts(host),
      this.#restraints,
      new ProductWatch(host),
      this.#lotteries,
      this.#refresh,
    ];
    const look = () => {
      for (const watch of watches) watch.look(host.state());
    };
    const end = () => {
      this.#gifts.end();
      for (const watch of watches) watch.end();
    };
    host.subscribe(look);
    host.signal.addEventListener('abort', end, {once: true});
    look();
    if (typeof window !== 'undefined') addEventListener('pagehide', () => this.hurry(), {signal: host.signal});
  }

  /** Sends at once what waits: the page, or the stay, is at its end. */
  hurry(): void {
    this.#gifts.hurry();
    this.#likes.hurry();
  }

  /** Reads the catalogue, once. */
  async loadGifts(): Promise<void> {
    await this.#gifts.load();
  }

  give(giftId: string, count: number): Promise<GivenGifts> {
    return this.#gifts.give(giftId, count);
  }

  async follow(follows: boolean): Promise<void> {
    const {signal} = this.#host;
    const hostId = this.#host.state().room.host?.userId;
    if (!hostId) throw this.#host.error('REFUSED', 'the room has no host');
    const path = `/follows/${encodeURIComponent(hostId)}`;
    await requireBackend(this.#host).ask(path, {method: follows ? 'POST' : 'DELETE', named: true, signal});
    this.#host.apply('standing', {following: follows});
  }

  async report(seq: number, reason: string): Promise<void> {
    const {roomId, signal} = this.#host;
    const path = `/rooms/${encodeURIComponent(roomId)}/reports`;
    await requireBackend(this.#host).ask(path, {body: {seq, reason}, signal});
  }

  async moderate(order: ModerationOrder): Promise<void> {
    const {roomId, signal} = this.#host;
    const room = `/rooms/${encodeURIComponent(roomId)}`;
    const backend = requireBackend(this.#host);
    if (order.what === 'delete') {
      await backend.ask(`${room}/messages/${order.seq}`, {method: 'DELETE', named: true, signal});
    } else {
      const {what, userId, seconds} = order;
      await backend.ask(`${room}/${what}s`, {body: {userId, seconds}, signal});
    }
  }

  /** The service's clock was corrected: what was to end at a time may be over, or not yet. */
  clockCorrected(): void {
    this.#restraints.clockCorrected();
    this.#lotteries.clockCorrected();
  }

  /** Reads the room anew: something may have been missed, and the answer tells the time. */
  refresh(): void {
    void this.#refresh.refresh();
  }

  /** The business server told this viewer something. */
  notified(text: string): void {
    this.#restraints.notified(text);
  }

  /** The viewer may not speak for so many seconds; 0: may again. */
  muted(seconds: number): void {
    this.#restraints.muted(seconds);
  }

  /** The viewer's comment was taken. */
  said(text: string): void {
    this.#restraints.said();
    this.#lotteries.said(text);
  }

  /** The viewer's comment was refused. */
  refused(reason: unknown): void {
    this.#restraints.refused(reason);
  }
}
