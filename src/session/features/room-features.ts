import {requireBackend, type BusinessHost} from './feature-context.js';
import type {GivenGifts} from './gift-order.js';
import {GiftOrders} from './gift-orders.js';
import {LikeDoubts} from './like-total-check.js';
import {LikeOutbox} from './like-outbox.js';
import type {LiveState} from '../state/live-state.js';
import {LotteryWatch} from './lottery-watch.js';
import {ProductWatch} from './product-watch.js';
import {Restraints} from './speaking-limits.js';
import {RoomRefresh} from './room-refresh.js';

/** A moderation command of the host or an operator. `seconds`: 0 lifts a mute or a ban. */
export type ModerationOrder =
  | {readonly what: 'delete'; readonly seq: number}
  | {readonly what: 'mute' | 'ban'; readonly userId: string; readonly seconds: number};

/** A feature that follows the state. */
interface Watch {
  /** Called after the state may have changed. */
  look(state: LiveState): void;
  /** Ends timers and requests. */
  end(): void;
}

/** The features of a joined room: gifts, likes, speaking limits, products and lotteries. */
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

  /** Sends everything that waits, because the page closes or the viewer leaves the room. */
  hurry(): void {
    this.#gifts.hurry();
    this.#likes.hurry();
  }

  /** Loads the catalogue once. */
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

  /** Checks all times again, by the corrected clock. */
  clockCorrected(): void {
    this.#restraints.clockCorrected();
    this.#lotteries.clockCorrected();
  }

  /** Loads the room again, because changes may have been missed. The response also tells the time. */
  refresh(): void {
    void this.#refresh.refresh();
  }

  /** Handles a system notification of the business server to this viewer. */
  notified(text: string): void {
    this.#restraints.notified(text);
  }

  /** The viewer is muted for this many seconds. 0 ends the mute. */
  muted(seconds: number): void {
    this.#restraints.muted(seconds);
  }

  /** Handles a comment of the viewer that the service accepted. */
  said(text: string): void {
    this.#restraints.said();
    this.#lotteries.said(text);
  }

  /** Handles a comment of the viewer that the service refused. */
  refused(reason: unknown): void {
    this.#restraints.refused(reason);
  }
}
