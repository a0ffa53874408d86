import type {RequestOptions} from '../backend/backend.js';
import type {LoadChatDriver} from '../drivers/chat-driver.js';
import {LiveError} from '../protocol/errors.js';
import type {CartAdapter, CartName} from '../cart/cart-adapter.js';
import {CurrentConnection} from './connection/current-connection.js';
import type {JoinOptions} from './connection/identity.js';
import {loadTencentChat} from './connection/load-drivers.js';
import type {GiftReceipt} from './features/gift-order.js';
import type {ModerationCommand} from './features/room-features.js';
import {CommentOutbox, type CommentOptions} from './messages/comment-outbox.js';
import type {OutgoingFile} from './messages/file-uploads.js';
import type {RtcAccess, RtcAccessOptions} from './playback/rtc-access.js';
import type {PrivateChats} from './private-chats/private-chats.js';
import type {LiveState} from './state/live-state.js';
import type {RoomComposer, SessionEvents} from './state/session-events.js';
import {SessionStore} from './state/session-store.js';
import type {LiveStatus} from './state/slices/connection.js';
import type {SubscribeOptions} from './state/store.js';

/**
 * One viewer in one room: the state (`state`), events (`on`) and commands (methods).
 *
 * Every rejection is a `LiveError`.
 */
export class LiveSession {
  readonly #store = new SessionStore();
  readonly #connection: CurrentConnection;
  readonly #comments: CommentOutbox;

  #cart: CartAdapter | CartName | undefined;

  /** @param load Loads the driver. Default: Tencent Chat. */
  constructor(load: LoadChatDriver = loadTencentChat) {
    this.#connection = new CurrentConnection(this.#store, load);
    this.#comments = new CommentOutbox(this.#store, this.#connection);
  }

  /** The current state: a frozen snapshot. */
  get state(): LiveState {
    this.#store.flush();
    return this.#store.current;
  }

  /** Shorthand of `state.connection.status`. */
  get status(): LiveStatus {
    return this.state.connection.status;
  }

  /** The viewer's user id. Undefined for a guest. */
  get userId(): string | undefined {
    return this.state.viewer.profile?.userId;
  }

  /**
   * The service's clock, in Unix milliseconds. Compare the room's times (`speakingDisabledUntil`, `closesAt`) with it: the
   * device's clock may be wrong.
   */
  now(): number {
    return this.#connection.clock.now();
  }

  /**
   * The page's cart.
   *
   * @internal
   */
  get cart(): CartAdapter | CartName | undefined {
    return this.#cart;
  }

  set cart(cart) {
    this.#cart = cart;
    this.#store.events.emit('cartChanged', undefined);
  }

  /** Calls `callback` after the state changed: at most once per task, and for messages at most once per frame. */
  subscribe(callback: () => void, options?: SubscribeOptions): void {
    this.#store.subscribe(callback, options);
  }

  /**
   * Calls `callback` with every live message of a type, at once and in order. Messages that were missed while the connection
   * was lost, and are read from the history later, come as `'message'` only; a broadcast also as `'broadcast'`.
   */
  on<T extends keyof SessionEvents>(
    type: T,
    callback: (message: SessionEvents[T]) => void,
    options?: SubscribeOptions,
  ): void {
    this.#store.events.on(type, callback, options);
  }

  /**
   * Joins a room and leaves the previous one. A later call supersedes an earlier one, which then rejects with
   * `JOIN_FAILED`.
   */
  async join(options: JoinOptions): Promise<void> {
    if (options.roomId !== this.state.connection.roomId) this.#comments.clear();
    await this.#connection.join(options);
  }

  /**
   * Signs a guest in through the business server or the credentials function, without leaving the room. Rejects with
   * `LOGIN_NEEDED` if the page has given neither.
   */
  async signIn(): Promise<void> {
    if (this.userId) return;
    await this.#connection.require().signIn();
  }

  /** Leaves the room. Also cancels a join that is under way. */
  async leave(): Promise<void> {
    await this.#connection.leave();
  }

  /**
   * Loads comments from before the start of the list, if a business server keeps a history: see
   * `state.comments.history`.
   */
  async loadEarlier(): Promise<void> {
    const {history, list} = this.state.comments;
    if (history === 'more') await this.#connection.require().loadBefore(list.find(({seq}) => seq !== undefined)?.seq);
  }

  /**
   * The first field in which the viewer can write in this room. Undefined if there is none.
   *
   * @internal
   */
  get composer(): RoomComposer | undefined {
    let found: RoomComposer | undefined;
    this.#store.events.emit('findComposer', (composer) => (found ??= composer));
    return found;
  }

  /**
   * Sends a comment. It is in `state.comments` at once as `pending`, and becomes `sent` or `failed` when the service
   * responds. With `replyTo` (a comment, or the `seq` of one in `state.comments`) it quotes that comment. With `style`
   * it has its own colour or place as danmaku, if the viewer's level allows it. A comment with a style has at most 200
   * characters and no quote.
   *
   * Rejects with `TOO_LONG` (over 8,000 UTF-8 bytes, or 200 characters with a style), `NOT_JOINED`, `LOGIN_NEEDED` (a
   * guest), or the reason of the service's refusal.
   */
  async say(text: string, options: CommentOptions = {}): Promise<{readonly id: string; readonly text: string}> {
    return this.#comments.say(text, options);
  }

  /**
   * Sends an image, a voice message or a video as a comment. It is in `state.comments` at once as `pending`, with its
   * progress.
   *
   * Rejects with `NOT_JOINED`, `LOGIN_NEEDED` (a guest), the reason of the service's refusal, or an `AbortError` after
   * `cancelFile`.
   */
  async sendFile(outgoing: OutgoingFile): Promise<{readonly id: string}> {
    return this.#comments.sendFile(outgoing);
  }

  /** Cancels an upload or drops a failed file. Its comment leaves the list. */
  cancelFile(key: string): void {
    this.#comments.cancelFile(key);
  }

  /** Sends a failed comment again. It moves to the end of the list, where it is for other viewers too. */
  async resend(key: string): Promise<{readonly id: string; readonly text: string}> {
    this.#store.flush();
    return this.#comments.resend(key);
  }

  /**
   * Likes `count` times. `state.likes.unsent` counts the likes at once; they are sent in batches.
   *
   * Throws `NOT_JOINED`, or `LOGIN_NEEDED` for a guest.
   */
  like(count = 1): void {
    this.#connection.requireProfile();
    if (!(Number.isSafeInteger(count) && count > 0))
      throw new LiveError('REFUSED', `the like count must be a positive integer, not ${count}`);
    this.#store.apply('liked', count);
  }

  /**
   * Gives a gift. A single gift with `combo` joins the running combo, whose taps are billed together; any other call
   * makes one order at once. Resolves when the business server has billed it.
   *
   * Rejects with `INSUFFICIENT_BALANCE`, `TOO_FAST`, `REFUSED` (unknown gift or invalid count), `ROOM_ENDED`,
   * `LOGIN_NEEDED` (a guest), `BAD_CONFIG` (no business server).
   */
  give(giftId: string, count = 1): Promise<GiftReceipt> {
    return this.#connection.callFeature((features) => features.give(giftId, count));
  }

  /** Loads the gift catalogue into `state.gifts`. One call is enough. */
  loadGifts(): Promise<void> {
    return this.#connection.callFeature((features) => features.loadGifts(), true);
  }

  /**
   * Requests any path of the business server, for features that load on demand. The caller validates the result.
   *
   * @internal
   */
  request(path: string, options?: Partial<RequestOptions>): Promise<unknown> {
    return this.#connection.callFeature((features) => features.request(path, options), true);
  }

  /**
   * Access to the room's video by TRTC, for the player. With `renew`, the signatures are renewed if they can be.
   *
   * @internal
   */
  async rtcAccess(options: RtcAccessOptions = {}): Promise<RtcAccess> {
    return this.#connection.require().rtcAccess(options);
  }

  /**
   * Counts danmaku lines that found no free lane: see `state.comments.danmakuDropped`.
   *
   * @internal
   */
  countDroppedDanmaku(count: number): void {
    this.#store.countDroppedDanmaku(count);
  }

  /**
   * The viewer's private conversations, whose state is `state.privateChats`. Loads their module first. Later calls resolve
   * with the same object while the viewer stays.
   *
   * Rejects with `NOT_JOINED`, or with `LOGIN_NEEDED` for a guest.
   */
  async privateChats(): Promise<PrivateChats> {
    this.#connection.requireProfile();
    return this.#connection.require().privateChats();
  }

  /** Follows or unfollows the host: see `state.viewer.following`. */
  follow(follows: boolean): Promise<void> {
    return this.#connection.callFeature((features) => features.follow(follows));
  }

  /** Reports a comment, by its `seq`, to the operators of the room. */
  report(seq: number, reason: string): Promise<void> {
    return this.#connection.callFeature((features) => features.report(seq, reason));
  }

  /**
   * Deletes a comment, or mutes or bans a user. For the room's host and operators; rejects with `REFUSED` for other
   * viewers.
   */
  moderate(command: ModerationCommand): Promise<void> {
    return this.#connection.callFeature((features) => features.moderate(command));
  }

  /** Enters the open lottery by sending its keyword as a comment. */
  async enterLottery(): Promise<void> {
    const {current} = this.state.lottery;
    if (current?.phase !== 'open') throw new LiveError('REFUSED', 'no lottery is open');
    await this.say(current.keyword);
  }
}
