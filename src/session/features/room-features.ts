import type {RequestOptions} from '../../backend/backend.js';
import {LiveError} from '../../protocol/errors.js';
import {FeatureContext, type FeatureOptions} from './feature-context.js';
import type {GiftReceipt} from './gift-order.js';
import {GiftOrderQueue} from './gift-order-queue.js';
import {LikeTotalCheck} from './like-total-check.js';
import {LikeOutbox} from './like-outbox.js';
import type {LiveState} from '../state/live-state.js';
import {loadHost} from './load-host.js';
import {LotteryWatch} from './lottery-watch.js';
import {ProductWatch} from './product-watch.js';
import {SpeakingLimits} from './speaking-limits.js';
import {RoomRefresh} from './room-refresh.js';

// Re-exported: both load when a room is joined, so the browser requests one chunk for them.
export {History} from '../messages/history.js';

/** A moderation command of the host or an operator. `seconds`: 0 lifts a mute or a ban. */
export type ModerationCommand =
  | {readonly action: 'delete'; readonly seq: number}
  | {readonly action: 'mute' | 'ban'; readonly userId: string; readonly seconds: number};

/** A feature that follows the state. */
interface StateWatcher {
  /** Called after the state may have changed. */
  update(state: LiveState): void;
  /** Ends timers and requests. */
  end(): void;
}

/** The features of a joined room: gifts, likes, speaking limits, products and lotteries. */
export class RoomFeatures {
  readonly #context: FeatureContext;
  readonly #gifts: GiftOrderQueue;
  readonly #likes: LikeOutbox;
  readonly #speakingLimits: SpeakingLimits;
  readonly #lotteries: LotteryWatch;
  readonly #refresh: RoomRefresh;

  constructor(options: FeatureOptions) {
    const context = (this.#context = new FeatureContext(options));
    if (!context.backend()) void loadHost(options);
    this.#gifts = new GiftOrderQueue(context);
    this.#speakingLimits = new SpeakingLimits(context);
    this.#likes = new LikeOutbox(context);
    this.#lotteries = new LotteryWatch(context);
    this.#refresh = new RoomRefresh(context);
    const watchers: readonly StateWatcher[] = [
      this.#likes,
      new LikeTotalCheck(context),
      this.#speakingLimits,
      new ProductWatch(context),
      this.#lotteries,
      this.#refresh,
    ];
    const update = () => {
      for (const watcher of watchers) watcher.update(context.state());
    };
    const end = () => {
      this.#gifts.end();
      for (const watcher of watchers) watcher.end();
    };
    context.subscribe(update);
    context.signal.addEventListener('abort', end, {once: true});
    update();
    if (typeof window !== 'undefined') addEventListener('pagehide', () => this.flush(), {signal: context.signal});
  }

  /** Sends everything that waits. Called when the page closes or the viewer leaves the room. */
  flush(): void {
    this.#gifts.flush();
    this.#likes.flush();
  }

  /** Loads the catalogue once. */
  async loadGifts(): Promise<void> {
    await this.#gifts.load();
  }

  give(giftId: string, count: number): Promise<GiftReceipt> {
    return this.#gifts.give(giftId, count);
  }

  /** Requests any path of the business server. Rejects when the room connection ends. The caller validates the result. */
  async request(path: string, options: Partial<RequestOptions> = {}): Promise<unknown> {
    return this.#context.requireBackend().request(path, {signal: this.#context.signal, ...options});
  }

  async follow(follows: boolean): Promise<void> {
    const {signal} = this.#context;
    const hostId = this.#context.state().room.host?.userId;
    if (!hostId) throw new LiveError('REFUSED', 'the room has no host');
    const path = `/follows/${encodeURIComponent(hostId)}`;
    await this.#context.requireBackend().request(path, {method: follows ? 'POST' : 'DELETE', authorized: true, signal});
    this.#context.apply('viewerChanged', {following: follows});
  }

  async report(seq: number, reason: string): Promise<void> {
    const {roomId, signal} = this.#context;
    const path = `/rooms/${encodeURIComponent(roomId)}/reports`;
    await this.#context.requireBackend().request(path, {body: {seq, reason}, signal});
  }

  async moderate(command: ModerationCommand): Promise<void> {
    const {roomId, signal} = this.#context;
    const room = `/rooms/${encodeURIComponent(roomId)}`;
    const backend = this.#context.requireBackend();
    if (command.action === 'delete') {
      await backend.request(`${room}/messages/${command.seq}`, {method: 'DELETE', authorized: true, signal});
    } else {
      const {action, userId, seconds} = command;
      await backend.request(`${room}/${action}s`, {body: {userId, seconds}, signal});
    }
  }

  /** Reschedules everything by the corrected clock. */
  clockCorrected(): void {
    this.#speakingLimits.clockCorrected();
    this.#lotteries.clockCorrected();
  }

  /** Loads the room again, because changes may have been missed. The response also corrects the clock. */
  refresh(): void {
    void this.#refresh.refresh();
  }

  /** Handles a system notification of the business server to this viewer. */
  handleNotification(text: string): void {
    this.#speakingLimits.handleNotification(text);
  }

  /** The viewer may not comment for this many seconds. 0 ends that. */
  setSpeakingDisabled(seconds: number): void {
    this.#speakingLimits.setSpeakingDisabled(seconds);
  }

  /** Handles a comment of the viewer that the service accepted. */
  commentAccepted(text: string): void {
    this.#speakingLimits.commentAccepted();
    void this.#lotteries.commentAccepted(text);
  }

  /** Handles a comment of the viewer that the service refused. */
  commentRefused(reason: unknown): void {
    this.#speakingLimits.commentRefused(reason);
  }
}
