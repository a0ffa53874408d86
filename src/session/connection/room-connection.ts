import type {Backend} from '../../backend/backend.js';
import type {
  DriverSink,
  FileMessage,
  ChatDriver,
  Profile,
  OutgoingComment,
  SentMessage,
  SentFile,
} from '../../drivers/chat-driver.js';
import {delay, throwIfAborted} from '../../protocol/abort.js';
import {LiveError, type LiveErrorCode} from '../../protocol/errors.js';
import type {RoomMessage} from '../../protocol/messages.js';
import type {ServerTime} from '../../protocol/server-time.js';
import {resolveIdentity, profileOf, type Identity, type JoinOptions} from './identity.js';
import {isTrusted} from '../messages/trusted-sender.js';
import type {FeatureContext} from '../features/feature-context.js';
import type {MessageDeduplicator} from '../messages/message-deduplicator.js';
import type {History, HistoryHost} from '../messages/history.js';
import type {LiveState} from '../state/live-state.js';
import {lazy} from '../lazy.js';
import {loadUploader} from './load-drivers.js';
import type {RtcAccess, RtcAccessOptions} from '../playback/rtc-access.js';
import {PrivateChatAccess} from '../private-chats/private-chat-access.js';
import type {PrivateChats} from '../private-chats/private-chats.js';
import type {RoomFeatures} from '../features/room-features.js';
import type {ServiceClock} from './service-clock.js';
import type {StateChanges} from '../state/slice.js';
import type {LiveStatus} from '../state/slices/connection.js';
import type {SubscribeOptions} from '../state/store.js';
import {isPageHidden} from '../../protocol/page-hidden.js';

/** The session, as its connection sees it. */
export interface ConnectionContext {
  readonly clock: ServiceClock;
  state(): LiveState;
  subscribe(callback: () => void, options: SubscribeOptions): void;
  apply<C extends keyof StateChanges>(change: C, payload: StateChanges[C]): void;
  /** Receives new live messages from trusted senders. */
  handleMessages(batch: readonly RoomMessage[]): void;
  /**
   * Receives new messages of the history from trusted senders. `said` is true for messages sent after the viewer
   * joined.
   */
  handleStoredMessages(batch: readonly RoomMessage[], sinceJoin: boolean): void;
  /** The service ended the connection (kicked, banned or dismissed). */
  connectionEnded(status: LiveStatus, error: LiveError): void;
}

/** The status after the service ended the connection, by error code. */
const AFTER: {readonly [C in LiveErrorCode]?: LiveStatus} = {
  ROOM_ENDED: 'ended',
  KICKED_OUT: 'kicked',
  BANNED: 'kicked',
};

/** Polling interval of the number of viewers. Tencent advises 5 to 10 s; the number changes every 10 to 20 s. */
const ONLINE_COUNT_EVERY_MS = 10_000;

/** Share of a signature's lifetime after which it is renewed. */
const RENEW_AT = 0.9;
/**
 * Minimum delays of a renewal, whatever `expiresAt` says. The longer one is for a signature that the service accepted
 * after its `expiresAt`. The delay doubles while signatures live less than 30 s.
 */
const RENEW_AFTER_AT_LEAST_MS = 5_000;
const RENEW_LAPSED_AFTER_MS = 60_000;
const RENEW_AFTER_AT_MOST_MS = 600_000;
const SHORT_LIFE_MS = 30_000;
/** Delay before a module that failed to load is requested again. */
const LOAD_AGAIN_MS = 5_000;

/**
 * A message precedes the join if it is older by `OLD_S` and arrives within `HANDED_OUT_MS` of the join. Clocks differ.
 */
const OLD_S = 5;
const HANDED_OUT_MS = 5_000;

/** The longest delay that `setTimeout` supports. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/**
 * One connection to one room, from the attempt to join until the viewer leaves or the service ends it. Each object is
 * used once.
 */
export class RoomConnection {
  readonly #host: ConnectionContext;
  readonly #heard: MessageDeduplicator;
  /** The last sequence number that an earlier connection received. 0 if none. */
  readonly #held: number;
  readonly #end = new AbortController();
  readonly #privateChats = new PrivateChatAccess({
    driver: () => this.#driver!,
    state: () => this.#host.state(),
    now: () => this.#host.clock.now(),
    publish: (state) => this.#host.apply('privateChats', state),
  });
  #options: JoinOptions;
  #driver: ChatDriver | undefined;
  /** Undefined without a business server. */
  #history: (() => Promise<History>) | undefined;
  #business: (() => Promise<RoomFeatures>) | undefined;
  /** Sends everything that waits. Undefined until the features are loaded. */
  #hurry: (() => void) | undefined;
  #backend: Backend | undefined;
  #admission: Identity | undefined;
  #userId: string | undefined;
  #entered = false;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  /** Time of the last sign-in, by `performance.now()`. */
  #signedInAt = 0;
  /** Number of short-lived signatures in a row. */
  #shortLives = 0;
  /** The last sequence number before the connection was lost. */
  #lostAt: number | undefined;

  /** @param heard The messages that an earlier connection to the same room received. */
  constructor(host: ConnectionContext, options: JoinOptions, heard: MessageDeduplicator) {
    this.#host = host;
    this.#options = options;
    this.#heard = heard;
    this.#held = heard.lastSeq;
  }

  /** Aborted when the connection ends. */
  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /**
   * Joins the room after the previous connection has left. Rejects with a `LiveError`, or with an `AbortError` after
   * `end`.
   */
  async join(loading: Promise<ChatDriver>, left: Promise<void>): Promise<void> {
    try {
      await this.#attempt(loading, left);
    } catch (error) {
      const lapsed = error instanceof LiveError && error.code === 'SIGNATURE_EXPIRED';
      if (this.signal.aborted || !lapsed || !this.#renewable) throw error;
      await this.#attempt(loading, left); // Once more with a new signature.
    }
  }

  say(comment: OutgoingComment): Promise<SentMessage> {
    return this.#tellOf(comment.text, () => this.#driver!.say(comment));
  }

  /** Sends a file. Loads the upload module first. */
  async sendFile(file: FileMessage): Promise<SentFile> {
    const uploader = await loadUploader();
    throwIfAborted(file.signal);
    return this.#tellOf('', () => this.#driver!.sendFile(file, uploader));
  }

  /** The features of the room. Rejects if their module cannot be loaded. */
  async business(): Promise<RoomFeatures> {
    return this.#business!();
  }

  /** The private conversations of the current viewer. */
  privateChats(): Promise<PrivateChats> {
    return this.#privateChats.get(this.#userId!);
  }

  /** Signs a guest in without leaving the room. If the service refuses, the viewer stays a guest. */
  async signIn(): Promise<void> {
    const options = {...this.#options, guest: false};
    if (!options.apiUrl && !options.credentials)
      throw new LiveError('LOGIN_NEEDED', 'signing in needs api-url or credentials');
    const admission = await this.#admit(options);
    try {
      await this.#become(admission);
    } catch (refusal) {
      if (!this.signal.aborted) await this.#become({...admission, credentials: undefined}).catch(this.#lost);
      throw refusal;
    }
    this.#options = options;
  }

  /** Loads the messages before a sequence number. Does nothing without a business server. */
  async readBefore(seq: number | undefined): Promise<void> {
    await (await this.#history?.())?.readBefore(seq);
  }

  /** Access to the room's video by TRTC. With `renew`, the signatures are renewed if they can be. */
  async rtcAccess({renew = false}: RtcAccessOptions): Promise<RtcAccess> {
    if (renew && this.#renewable) {
      this.#admission = await this.#admit(this.#options);
    }
    const {sdkAppId, rtc, rtcServer} = this.#admission!;
    return {sdkAppId, rtc, rtcServer: this.#options.rtcServer ?? rtcServer};
  }

  /** Schedules again everything that waits for a time of the service's clock. */
  clockCorrected(): void {
    if (!this.#entered || this.signal.aborted) return;
    this.#renewInTime(this.#admission!);
    this.#tell((business) => business.clockCorrected());
  }

  /** Ends the connection. Settles when the driver has left the room. */
  async end(): Promise<void> {
    this.#hurry?.();
    this.#end.abort();
    this.#privateChats.end();
    clearTimeout(this.#renewal);
    await this.#driver?.leave();
  }

  /** True if the page or the business server can give a new signature. */
  get #renewable(): boolean {
    const {credentials, apiUrl} = this.#options;
    return typeof credentials === 'function' || (!credentials && !!apiUrl);
  }

  async #attempt(loading: Promise<ChatDriver>, left: Promise<void>): Promise<void> {
    const {signal} = this;
    const admission = await this.#admit(this.#options);
    const {sdkAppId, credentials, imServer, room: info} = admission;
    this.#is(admission);
    if (info) this.#host.apply('roomInfo', info);
    const driver = await loading.catch((cause: unknown) => {
      throw LiveError.from(cause, 'CONNECTION_LOST', 'the chat SDK could not be loaded', {retryable: true});
    });
    await left;
    throwIfAborted(signal);
    this.#driver = driver;
    const {roomId} = this.#options;
    const sink = this.#sink();
    const facts = await driver.join({roomId, sdkAppId, credentials, server: imServer, sink, signal});
    throwIfAborted(signal);
    this.#entered = true;
    this.#host.apply('groupInfo', facts);
    this.#host.apply('status', {status: 'joined'});
    this.#follow(driver, admission);
  }

  async #admit(options: JoinOptions): Promise<Identity> {
    const admission = await resolveIdentity(options, this.signal, (told) => this.#host.clock.addServerTime(told));
    throwIfAborted(this.signal);
    this.#signedInAt = performance.now();
    return admission;
  }

  /** Starts the work of a joined room: viewer count, renewal, features, host and history. */
  #follow(driver: ChatDriver, admission: Identity): void {
    const count = () => {
      if (this.#host.clock.deviceClockJumped()) this.#tell((business) => business.refresh());
      if (isPageHidden()) return;
      driver.onlineCount().then(
        (online) => this.signal.aborted || this.#host.apply('online', online),
        () => undefined, // The next poll follows in 10 s.
      );
    };
    count();
    const timer = setInterval(count, ONLINE_COUNT_EVERY_MS);
    this.signal.addEventListener('abort', () => clearInterval(timer), {once: true});
    this.#renewInTime(admission);
    this.#business = lazy(async () => {
      const {RoomFeatures} = await import('../features/room-features.js');
      throwIfAborted(this.signal);
      const business = new RoomFeatures(this.#businessHost(driver));
      this.#hurry = () => business.flush();
      return business;
    });
    void this.#again(this.#business);
    const {backend} = admission;
    if (!backend) return void this.#findHost(driver);
    const held = this.#held;
    const host: HistoryHost = {
      backend,
      roomId: this.#options.roomId,
      userId: () => this.#userId,
      take: (messages, said) => this.#recall(messages, said),
      status: (status) => this.#host.apply('history', status),
    };
    this.#history = lazy(async () => {
      const {History} = await import('../messages/history.js');
      return new History(host, this.signal, held || undefined);
    });
    this.#catchUp(held);
  }

  #businessHost(driver: ChatDriver): FeatureContext {
    const {signal} = this;
    return {
      roomId: this.#options.roomId,
      signal,
      backend: () => this.#backend,
      state: () => this.#host.state(),
      now: () => this.#host.clock.now(),
      subscribe: (callback) => this.#host.subscribe(callback, {signal}),
      apply: (change, payload) => signal.aborted || this.#host.apply(change, payload),
      emitOwn: (message) => signal.aborted || !this.#heard.isNew(message) || this.#host.handleMessages([message]),
      sendLikes: (count) => driver.like(count),
      error: (code, message) => new LiveError(code, message),
    };
  }

  /** Sends something, and tells the features if the service accepted or refused it. */
  async #tellOf<T>(text: string, send: () => Promise<T>): Promise<T> {
    try {
      const sent = await send();
      this.#tell((business) => business.commentAccepted(text));
      return sent;
    } catch (reason) {
      this.#tell((business) => business.commentRefused(reason));
      throw reason;
    }
  }

  /** Calls the features once they are loaded. */
  #tell(call: (business: RoomFeatures) => void): void {
    void this.#business?.().then(call, () => undefined); // Loading is retried elsewhere.
  }

  /** Loads the messages that were missed. */
  #catchUp(seq: number): void {
    void this.#privateChats.catchUp();
    void this.#again(async () => (await this.#history?.())?.catchUp(seq));
  }

  /** Repeats the work until its module is loaded. */
  async #again(load: () => Promise<unknown>): Promise<void> {
    try {
      await load();
    } catch {
      await delay(LOAD_AGAIN_MS, this.signal).then(
        () => this.#again(load),
        () => undefined, // The connection has ended.
      );
    }
  }

  /** Without a business server, the owner of the group is the host. */
  async #findHost(driver: ChatDriver): Promise<void> {
    const {ownerId} = this.#host.state().room;
    if (!ownerId) return;
    // Without a profile the header shows the title alone.
    const host: Profile | undefined = await driver.profile(ownerId).catch(() => undefined);
    if (host && !this.signal.aborted) this.#host.apply('host', host);
  }

  /** Sets the viewer. A viewer without credentials is a guest. */
  #is(admission: Identity): void {
    const {backend, credentials, account} = admission;
    this.#admission = admission;
    this.#backend = backend;
    this.#userId = credentials?.userId;
    this.#host.apply('viewer', credentials && profileOf(credentials));
    this.#host.apply('account', credentials && account);
  }

  #renewInTime({credentials}: Identity): void {
    clearTimeout(this.#renewal);
    if (credentials?.expiresAt === undefined || !this.#renewable) return;
    const lifeMs = credentials.expiresAt * 1_000 - this.#host.clock.now();
    this.#renewAfter(lifeMs * RENEW_AT, lifeMs > 0 ? RENEW_AFTER_AT_LEAST_MS : RENEW_LAPSED_AFTER_MS);
  }

  /** @param leastMs Minimum delay since the last sign-in. */
  #renewAfter(ms: number, leastMs: number): void {
    clearTimeout(this.#renewal);
    const least = Math.min(leastMs * 2 ** this.#shortLives, RENEW_AFTER_AT_MOST_MS);
    const wait = Math.max(ms, this.#signedInAt + least - performance.now());
    this.#renewal = setTimeout(() => void this.#renew(), Math.min(wait, TIMER_MAX_MS));
  }

  /** Signs the viewer in again, in the same connection. */
  async #renew(): Promise<void> {
    const lifeMs = performance.now() - this.#signedInAt;
    if (lifeMs < SHORT_LIFE_MS) this.#shortLives += 1;
    else if (lifeMs > RENEW_AFTER_AT_MOST_MS) this.#shortLives = 0;
    try {
      await this.#become(await this.#admit(this.#options));
    } catch (reason) {
      this.#lost(reason);
    }
  }

  readonly #lost = (reason: unknown): void => {
    if (this.signal.aborted) return;
    this.#host.connectionEnded(
      'failed',
      LiveError.from(reason, 'CONNECTION_LOST', 'cannot sign in again', {retryable: true}),
    );
  };

  /** Signs in again through the driver and rejoins the room. Loads the messages missed meanwhile from the history. */
  async #become(admission: Identity): Promise<void> {
    const {lastSeq} = this.#heard;
    await this.#driver!.renew(admission.credentials);
    throwIfAborted(this.signal);
    this.#is(admission);
    this.#renewInTime(admission);
    this.#catchUp(lastSeq);
  }

  #connected(connected: boolean): void {
    if (!connected) {
      this.#lostAt ??= this.#heard.lastSeq;
      this.#host.apply('status', {status: 'reconnecting'});
    } else if (this.#lostAt !== undefined) {
      this.#host.apply('status', {status: 'joined'});
      this.#catchUp(this.#lostAt);
      this.#lostAt = undefined;
    }
  }

  #sink(): DriverSink {
    const begun = performance.now();
    const {clock} = this.#host;
    // Some editions of Tencent Chat deliver the latest messages to a joining viewer as if they were new.
    const isHandedOut = () => performance.now() < begun + HANDED_OUT_MS;
    const isOld = ({time}: RoomMessage) => {
      const begunAt = clock.now() - (performance.now() - begun);
      return !this.#entered || (isHandedOut() && time < begunAt / 1_000 - OLD_S);
    };
    const whileStaying =
      <A>(call: (argument: A) => void) =>
      (argument: A) => {
        if (!this.signal.aborted) call(argument);
      };
    return {
      messages: whileStaying((batch: readonly RoomMessage[]) => {
        clock.addMessageTime(Math.max(...batch.map(({time}) => time)), isHandedOut());
        const old = batch.filter(isOld);
        if (old.length) this.#recall(old, false);
        const said = this.#believed(old.length ? batch.filter((message) => !old.includes(message)) : batch);
        if (said.length) this.#host.handleMessages(said);
      }),
      serverTime: whileStaying((told: ServerTime) => clock.addServerTime(told)),
      groupChanged: whileStaying((facts) => this.#host.apply('groupInfo', facts)),
      deleted: whileStaying((seqs) => this.#host.apply('deleted', seqs)),
      notified: whileStaying((text) => this.#tell((business) => business.handleNotification(text))),
      muted: whileStaying((seconds) => this.#tell((business) => business.setMute(seconds))),
      connected: whileStaying((connected) => this.#connected(connected)),
      ended: whileStaying((reason: LiveError) => {
        if (reason.code === 'SIGNATURE_EXPIRED' && this.#renewable)
          this.#renewAfter(0, this.#shortLives ? RENEW_AFTER_AT_LEAST_MS : 0);
        else this.#host.connectionEnded(AFTER[reason.code] ?? 'failed', reason);
      }),
    };
  }

  /**
   * Lists messages from the history. Messages from before the join are not marked as received: if the room sends one
   * again, it counts as new.
   */
  #recall(messages: readonly RoomMessage[], said: boolean): void {
    const {service} = this.#host.state().room;
    if (said) return this.#host.handleStoredMessages(this.#believed(messages), true);
    for (const {seq} of messages) this.#heard.advanceTo(seq);
    const now = this.#host.clock.now();
    const believed = messages.filter((message) => isTrusted(message, service, now));
    this.#host.handleStoredMessages(believed, false);
  }

  /** Filters out messages that are known or from untrusted senders. */
  #believed(batch: readonly RoomMessage[]): readonly RoomMessage[] {
    const {service} = this.#host.state().room;
    const now = this.#host.clock.now();
    return batch
      .filter((message) => isTrusted(message, service, now) && this.#heard.isNew(message))
      .map((message) => (this.#gave(message) ? {...message, own: true} : message));
  }

  /** True for a gift that the viewer gave, on this page or another. Its sender is the service account. */
  #gave({content}: RoomMessage): boolean {
    return content.type === 'gift' && content.giver.userId === this.#userId;
  }
}
