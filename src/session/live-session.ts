import type {Profile} from '../drivers/chat-driver.js';
import {limitMarksIn} from '../protocol/combining-marks.js';
import {LiveError} from '../protocol/errors.js';
import {COMMENT_MAX_BYTES, DANMAKU_MAX_CHARS, exceedsBytes} from '../protocol/limits.js';
import type {LineStyle, RoomMessage} from '../protocol/messages.js';
import type {Quote} from '../protocol/person-schema.js';
import type {JoinOptions} from './connection/identity.js';
import {quoteOf, type ReplyTarget} from './messages/reply-target.js';
import {EventChannels} from './state/event-channels.js';
import type {FileUploads, FileUploadsContext, OutgoingFile} from './messages/file-uploads.js';
import {MessageDeduplicator} from './messages/message-deduplicator.js';
import {MessageBatcher} from './messages/message-batcher.js';
import type {SessionEvents, RoomComposer} from './state/session-events.js';
import {applyChange, INITIAL, type LiveState} from './state/live-state.js';
import {loadTencentChat, type LoadChatDriver} from './connection/load-drivers.js';
import {lazy} from './lazy.js';
import type {StateChanges} from './state/slice.js';
import {ownComment, type Comment} from './state/slices/comments.js';
import type {LiveStatus} from './state/slices/connection.js';
import {ServiceClock} from './connection/service-clock.js';
import {Store, type SubscribeOptions} from './state/store.js';
import {RoomConnection, type ConnectionContext} from './connection/room-connection.js';
import type {GiftReceipt} from './features/gift-order.js';
import type {RtcAccess, RtcAccessOptions} from './playback/rtc-access.js';
import type {PrivateChats} from './private-chats/private-chats.js';
import type {ModerationCommand, RoomFeatures} from './features/room-features.js';
import {requireBrowserSupport} from './connection/browser-support.js';

const loadFileOutbox = lazy(() => import('./messages/file-uploads.js'));

/** Options of a comment. */
export interface SayOptions {
  readonly replyTo?: number | ReplyTarget | undefined;
  readonly style?: LineStyle | undefined;
}

/**
 * One viewer in one room: the state (`state`), events (`on`) and commands (methods).
 *
 * Every rejection is a `LiveError`.
 */
export class LiveSession {
  readonly #loadDriver: LoadChatDriver;
  readonly #state = new Store(INITIAL);
  readonly #events = new EventChannels<SessionEvents>();
  readonly #batcher = new MessageBatcher((messages, skipped) => {
    this.#apply('messages', messages);
    if (skipped) this.#apply('listDropped', skipped);
  });
  #files: FileUploads | undefined;
  readonly #clock = new ServiceClock(() => this.#clockCorrected());
  #deduplicator = new MessageDeduplicator();
  #connection: RoomConnection | undefined;
  #ownCommentCount = 0;

  /** @param load Loads the driver. Default: Tencent Chat. */
  constructor(load: LoadChatDriver = loadTencentChat) {
    this.#loadDriver = load;
  }

  /** The current state: a frozen snapshot. */
  get state(): LiveState {
    this.#batcher.flush();
    return this.#state.current;
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
   * The service's clock, in Unix milliseconds. Compare the room's times (`mutedUntil`, `closesAt`) with it: the
   * device's clock may be wrong.
   */
  now(): number {
    return this.#clock.now();
  }

  /** Calls `callback` after the state changed: at most once per task, and for messages at most once per frame. */
  subscribe(callback: () => void, options?: SubscribeOptions): void {
    this.#state.subscribe(callback, options);
  }

  /** Calls `callback` with every message of a type, at once and in order. */
  on<T extends keyof SessionEvents>(
    type: T,
    callback: (message: SessionEvents[T]) => void,
    options?: SubscribeOptions,
  ): void {
    this.#events.on(type, callback, options);
  }

  /**
   * Joins a room and leaves the previous one. A later call supersedes an earlier one, which then rejects with
   * `JOIN_FAILED`.
   */
  async join(options: JoinOptions): Promise<void> {
    const left = this.#endConnection();
    const {roomId, streamUrl} = options;
    const isSameRoom = roomId === this.state.connection.roomId;
    if (!isSameRoom) {
      this.#deduplicator = new MessageDeduplicator();
      this.#files?.clear();
    }
    const connection = (this.#connection = new RoomConnection(this.#connectionContext(), options, this.#deduplicator));
    this.#apply('joining', {roomId, isSameRoom, streamUrl});
    this.#apply('status', {status: 'joining'});
    try {
      requireBrowserSupport();
      const loadingDriver = this.#loadDriver();
      loadingDriver.catch(() => undefined); // `connection.enter` reports it, unless the join fails earlier.
      await connection.join(loadingDriver, left);
    } catch (reason) {
      if (connection.signal.aborted)
        throw new LiveError('JOIN_FAILED', `the join of room "${roomId}" was superseded or cancelled`);
      const error = LiveError.from(reason, 'JOIN_FAILED', `cannot join room "${roomId}"`, {retryable: true});
      this.#connectionEnded('failed', error);
      throw error;
    }
  }

  /**
   * Signs a guest in through the business server or the credentials function, without leaving the room. Rejects with
   * `LOGIN_NEEDED` if the page has given neither.
   */
  async signIn(): Promise<void> {
    if (this.userId) return;
    await this.#requireConnection().signIn();
  }

  /** Leaves the room. Also cancels a join that is under way. */
  async leave(): Promise<void> {
    if (!this.#connection) return;
    const left = this.#endConnection();
    this.#apply('status', {status: 'ended'});
    await left;
  }

  /**
   * Loads comments from before the start of the list, if a business server keeps a history: see
   * `state.comments.history`.
   */
  async loadEarlier(): Promise<void> {
    const {history, list} = this.state.comments;
    if (history === 'more') await this.#requireConnection().readBefore(list.find(({seq}) => seq !== undefined)?.seq);
  }

  /**
   * The first field in which the viewer can write in this room. Undefined if there is none.
   *
   * @internal
   */
  get composer(): RoomComposer | undefined {
    let found: RoomComposer | undefined;
    this.#events.emit('findComposer', (composer) => (found ??= composer));
    return found;
  }

  /**
   * Sends a comment. It is in `state.comments` at once as `pending`, and becomes `sent` or `failed` when the service
   * answers. With `replyTo` (a comment, or the `seq` of one in `state.comments`) it quotes that comment. With `style`
   * it has its own colour or place as danmaku, if the viewer's level allows it; it then has at most 200 characters and
   * quotes nothing.
   *
   * Rejects with `TOO_LONG` (over 8,000 UTF-8 bytes, or 200 characters with a style), `NOT_JOINED`, `LOGIN_NEEDED` (a
   * guest), or the reason of the service's refusal.
   */
  async say(text: string, {replyTo, style}: SayOptions = {}): Promise<{readonly id: string; readonly text: string}> {
    const said = text.trim();
    if (!said) throw new LiveError('REFUSED', 'the comment is empty');
    if (exceedsBytes(COMMENT_MAX_BYTES, said))
      throw new LiveError('TOO_LONG', `a comment has at most ${COMMENT_MAX_BYTES} bytes`);
    if (style && said.length > DANMAKU_MAX_CHARS)
      throw new LiveError('TOO_LONG', `a comment with a style has at most ${DANMAKU_MAX_CHARS} characters`);
    return this.#send({
      ...this.#ownComment({kind: 'text', text: said}),
      style,
      reply: style ? undefined : this.#quote(replyTo),
    });
  }

  /**
   * Sends an image, a voice message or a video as a comment. It is in `state.comments` at once as `pending`, with its
   * progress.
   *
   * Rejects with `NOT_JOINED`, `LOGIN_NEEDED` (a guest), the reason of the service's refusal, or an `AbortError` after
   * `cancelFile`.
   */
  async sendFile(outgoing: OutgoingFile): Promise<{readonly id: string}> {
    const line = this.#ownComment({kind: outgoing.kind, text: ''});
    try {
      const {FileUploads: Outbox} = await loadFileOutbox();
      this.#files ??= new Outbox(this.#fileUploadsContext());
    } catch (reason) {
      throw LiveError.from(reason, 'CONNECTION_LOST', 'the file was not sent', {retryable: true});
    }
    this.#requireConnection();
    return this.#files.send(line, outgoing);
  }

  /** Cancels an upload or drops a failed file. Its comment leaves the list. */
  cancelFile(key: string): void {
    if (this.#files?.has(key)) this.#files.cancel(key);
  }

  /** Sends a failed comment again. It moves to the end of the list, where other viewers see it. */
  async resend(key: string): Promise<{readonly id: string; readonly text: string}> {
    const line = this.state.comments.list.find((other) => other.key === key && other.delivery === 'failed');
    if (!line) throw new LiveError('REFUSED', `no failed comment with the key "${key}"`);
    this.#requireProfile();
    if (this.#files?.has(key)) return {...(await this.#files.resend(line)), text: ''};
    return this.#send({...line, delivery: 'pending', refusal: undefined});
  }

  /**
   * Likes `count` times. `state.likes.unsent` counts the likes at once; they are sent in batches.
   *
   * Throws `NOT_JOINED`, or `LOGIN_NEEDED` for a guest.
   */
  like(count = 1): void {
    this.#requireProfile();
    if (!(Number.isSafeInteger(count) && count > 0))
      throw new LiveError('REFUSED', `the like count must be a positive integer, not ${count}`);
    this.#apply('liked', count);
  }

  /**
   * Gives a gift. A single gift with `combo` joins the running combo, whose taps are billed together; any other call
   * makes one order at once. Resolves when the business server has billed it.
   *
   * Rejects with `INSUFFICIENT_BALANCE`, `TOO_FAST`, `REFUSED` (unknown gift or invalid count), `ROOM_ENDED`,
   * `LOGIN_NEEDED` (a guest), `BAD_CONFIG` (no business server).
   */
  give(giftId: string, count = 1): Promise<GiftReceipt> {
    return this.#callFeature((features) => features.give(giftId, count));
  }

  /** Loads the gift catalogue into `state.gifts`. One call is enough. */
  loadGifts(): Promise<void> {
    return this.#callFeature((features) => features.loadGifts(), true);
  }

  /**
   * Access to the room's video by TRTC, for the player. With `renew`, the signatures are renewed if they can be.
   *
   * @internal
   */
  async rtcAccess(options: RtcAccessOptions = {}): Promise<RtcAccess> {
    return this.#requireConnection().rtcAccess(options);
  }

  /**
   * Counts danmaku lines that found no free lane: see `state.comments.danmakuDropped`.
   *
   * @internal
   */
  countDroppedDanmaku(count: number): void {
    this.#apply('danmakuDropped', count);
  }

  /**
   * The viewer's private conversations, whose state is `state.privateChats`. Loads their module first. Later calls resolve
   * with the same object while the viewer stays.
   *
   * Rejects with `NOT_JOINED`, or with `LOGIN_NEEDED` for a guest.
   */
  async privateChats(): Promise<PrivateChats> {
    this.#requireProfile();
    return this.#requireConnection().privateChats();
  }

  /** Follows or unfollows the host: see `state.viewer.following`. */
  follow(follows: boolean): Promise<void> {
    return this.#callFeature((features) => features.follow(follows));
  }

  /** Reports a comment, by its `seq`, to the operators of the room. */
  report(seq: number, reason: string): Promise<void> {
    return this.#callFeature((features) => features.report(seq, reason));
  }

  /**
   * Deletes a comment, or mutes or bans a user. For the room's host and operators; rejects with `REFUSED` for other
   * viewers.
   */
  moderate(order: ModerationCommand): Promise<void> {
    return this.#callFeature((features) => features.moderate(order));
  }

  /** Enters the open lottery by sending its keyword as a comment. */
  async enterLottery(): Promise<void> {
    const {current} = this.state.lottery;
    if (current?.phase !== 'open') throw new LiveError('REFUSED', 'no lottery is open');
    await this.say(current.keyword);
  }

  #emit(message: RoomMessage): void {
    this.#events.emit(message.content.type, message as never); // The type of the content is the name of its event.
    this.#events.emit('message', message);
  }

  /** The connection's access to the session. */
  #connectionContext(): ConnectionContext {
    return {
      clock: this.#clock,
      state: () => this.#state.current,
      subscribe: (callback, options) => this.#state.subscribe(callback, options),
      apply: (change, payload) => {
        this.#batcher.flush(); // Keeps the order: a comment must be listed before it is deleted.
        if (change === 'deleted') this.#emitDeleted(payload as StateChanges['deleted']);
        this.#apply(change, payload);
      },
      handleMessages: (batch) => {
        const messages = batch.map(withLimitedMarks);
        this.#batcher.add(messages);
        for (const message of messages) this.#emit(message);
      },
      handleStoredMessages: (batch, said) => {
        const messages = batch.map(withLimitedMarks);
        this.#apply('storedMessages', messages);
        for (const message of said ? messages : []) {
          if (message.content.type === 'broadcast') this.#emit(message);
          else this.#events.emit('message', message);
        }
      },
      connectionEnded: (status, error) => this.#connectionEnded(status, error),
    };
  }

  #clockCorrected(): void {
    this.#connection?.clockCorrected();
    this.#events.emit('clockCorrected', this.now());
  }

  #emitDeleted(seqs: readonly number[]): void {
    const lines = this.#state.current.comments.list.filter(({id, seq}) => id && seqs.includes(seq!));
    this.#events.emit('deleted', {ids: lines.map(({id}) => id!), seqs});
  }

  #requireConnection(): RoomConnection {
    const {status} = this;
    if (!this.#connection || (status !== 'joined' && status !== 'reconnecting'))
      throw new LiveError('NOT_JOINED', 'the room is not joined');
    return this.#connection;
  }

  #requireProfile(): Profile {
    this.#requireConnection();
    const {profile} = this.state.viewer;
    if (!profile) throw new LiveError('LOGIN_NEEDED', 'a guest cannot do this: sign in first');
    return profile;
  }

  /** Calls a feature of the room. Only viewers may, unless `allowGuests`. */
  async #callFeature<T>(call: (features: RoomFeatures) => Promise<T>, allowGuests = false): Promise<T> {
    const connection = this.#requireConnection();
    if (!allowGuests) this.#requireProfile();
    try {
      return await call(await connection.features());
    } catch (reason) {
      throw LiveError.from(reason, 'BACKEND_UNAVAILABLE', 'the business server did not answer', {retryable: true});
    }
  }

  async #send(line: Comment): Promise<{readonly id: string; readonly text: string}> {
    const connection = this.#requireConnection();
    this.#apply('ownComment', line);
    try {
      const {id, seq, time} = await connection.say(line);
      if (!connection.signal.aborted) {
        const isDelivered = !this.#deduplicator.add(seq);
        this.#apply('ownComment', {...line, id, seq: seq || undefined, time, delivery: 'sent'});
        const {text, style, reply} = line;
        const content = style
          ? ({type: 'danmaku', text, ...style} as const)
          : ({type: 'comment', kind: 'text', text, reply} as const);
        const message = {id, seq, time, from: line.from, own: true, content};
        if (isDelivered)
          this.#events.emit(content.type, message as never); // As in `#emit`.
        else this.#emit(message);
      }
      return {id, text: line.text};
    } catch (reason) {
      const error = LiveError.from(reason, 'CONNECTION_LOST', 'the comment was not sent', {retryable: true});
      if (!connection.signal.aborted) this.#apply('ownComment', {...line, delivery: 'failed', refusal: error.code});
      throw error;
    }
  }

  #fileUploadsContext(): FileUploadsContext {
    return {
      send: async (outgoing, onProgress, signal) => {
        const sent = await this.#requireConnection().sendFile({...outgoing, onProgress, signal});
        if (sent.seq) this.#deduplicator.add(sent.seq);
        return sent;
      },
      update: (line) => this.#apply('ownComment', line),
      remove: (key) => this.#apply('removed', key),
      errorOf: (reason) => LiveError.from(reason, 'CONNECTION_LOST', 'the file was not sent', {retryable: true}),
    };
  }

  #ownComment(said: Pick<Comment, 'kind' | 'text'>): Comment {
    return ownComment(
      `own-${++this.#ownCommentCount}`,
      {...this.#requireProfile(), level: this.state.viewer.level, badges: []},
      said,
      this.now(),
    );
  }

  #quote(answered: number | ReplyTarget | undefined): Quote | undefined {
    const {list} = this.state.comments;
    const line = typeof answered === 'number' ? list.find(({seq}) => seq === answered) : answered;
    return line && quoteOf(line);
  }

  /** Supersedes the connection before anything is awaited. The promise settles when the driver has left the room. */
  #endConnection(): Promise<void> {
    this.#batcher.flush();
    const connection = this.#connection;
    this.#connection = undefined;
    return connection?.end() ?? Promise.resolve();
  }

  #connectionEnded(status: LiveStatus, error: LiveError): void {
    void this.#endConnection();
    this.#apply('status', {status, error});
  }

  #apply<C extends keyof StateChanges>(change: C, payload: StateChanges[C]): void {
    applyChange(this.#state, change, payload);
  }
}

/** Limits the combining marks of a message's text. */
function withLimitedMarks(message: RoomMessage): RoomMessage {
  const {content} = message;
  if (content.type !== 'comment' && content.type !== 'danmaku') return message;
  const shown = limitMarksIn(content);
  return shown === content ? message : {...message, content: shown};
}
