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
const STATUS_AFTER_END: {readonly [C in LiveErrorCode]?: LiveStatus} = {
  ROOM_ENDED: 'ended',
  KICKED_OUT: 'kicked',
  BANNED: 'kicked',
};

/** Polling interval of the number of viewers. Tencent advises 5 to 10 s; the number changes every 10 to 20 s. */
const ONLINE_COUNT_INTERVAL_MS = 10_000;

/** Share of a signature's lifetime after which it is renewed. */
const RENEW_AT_SHARE = 0.9;
/**
 * Minimum delays of a renewal, whatever `expiresAt` says. The longer one is for a signature that the service accepted
 * after its `expiresAt`. The delay doubles while signatures live less than 30 s.
 */
const RENEW_MIN_DELAY_MS = 5_000;
const RENEW_EXPIRED_MIN_DELAY_MS = 60_000;
const RENEW_MAX_DELAY_MS = 600_000;
const SHORT_LIFE_MS = 30_000;
/** Delay before a module that failed to load is requested again. */
const LOAD_RETRY_MS = 5_000;

/**
 * A message precedes the join if it is older by `OLDER_BY_S` and arrives within `REPLAY_WINDOW_MS` of the join. Clocks differ.
 */
const OLDER_BY_S = 5;
const REPLAY_WINDOW_MS = 5_000;

/** The longest delay that `setTimeout` supports. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/**
 * One connection to one room, from the attempt to join until the viewer leaves or the service ends it. Each object is
 * used once.
 */
export class RoomConnection {
  readonly #context: ConnectionContext;
  readonly #deduplicator: MessageDeduplicator;
  /** The last sequence number that an earlier connection received. 0 if none. */
  readonly #resumeAfter: number;
  readonly #lifetime = new AbortController();
  readonly #privateChats = new PrivateChatAccess({
    driver: () => this.#driver!,
    state: () => this.#context.state(),
    now: () => this.#context.clock.now(),
    publish: (state) => this.#context.apply('privateChats', state),
  });
  #options: JoinOptions;
  #driver: ChatDriver | undefined;
  /** Undefined without a business server. */
  #history: (() => Promise<History>) | undefined;
  #features: (() => Promise<RoomFeatures>) | undefined;
  /** Sends everything that waits. Undefined until the features are loaded. */
  #flush: (() => void) | undefined;
  #backend: Backend | undefined;
  #identity: Identity | undefined;
  #userId: string | undefined;
  #isJoined = false;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  /** Time of the last sign-in, by `performance.now()`. */
  #signedInAt = 0;
  /** Number of short-lived signatures in a row. */
  #shortLivedSignatures = 0;
  /** The last sequence number before the connection was lost. */
  #lastSeqBeforeLoss: number | undefined;

  /** @param deduplicator The messages that an earlier connection to the same room received. */
  constructor(context: ConnectionContext, options: JoinOptions, deduplicator: MessageDeduplicator) {
    this.#context = context;
    this.#options = options;
    this.#deduplicator = deduplicator;
    this.#resumeAfter = deduplicator.lastSeq;
  }

  /** Aborted when the connection ends. */
  get signal(): AbortSignal {
    return this.#lifetime.signal;
  }

  /**
   * Joins the room after the previous connection has left. Rejects with a `LiveError`, or with an `AbortError` after
   * `end`.
   */
  async join(loading: Promise<ChatDriver>, left: Promise<void>): Promise<void> {
    try {
      await this.#joinOnce(loading, left);
    } catch (error) {
      const lapsed = error instanceof LiveError && error.code === 'SIGNATURE_EXPIRED';
      if (this.signal.aborted || !lapsed || !this.#renewable) throw error;
      await this.#joinOnce(loading, left); // Once more with a new signature.
    }
  }

  say(comment: OutgoingComment): Promise<SentMessage> {
    return this.#reportOutcome(comment.text, () => this.#driver!.say(comment));
  }

  /** Sends a file. Loads the upload module first. */
  async sendFile(file: FileMessage): Promise<SentFile> {
    const uploader = await loadUploader();
    throwIfAborted(file.signal);
    return this.#reportOutcome('', () => this.#driver!.sendFile(file, uploader));
  }

  /** The features of the room. Rejects if their module cannot be loaded. */
  async features(): Promise<RoomFeatures> {
    return this.#features!();
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
    const identity = await this.#resolveIdentity(options);
    try {
      await this.#signInAs(identity);
    } catch (refusal) {
      if (!this.signal.aborted) await this.#signInAs({...identity, credentials: undefined}).catch(this.#renewalFailed);
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
      this.#identity = await this.#resolveIdentity(this.#options);
    }
    const {sdkAppId, rtc, rtcServer} = this.#identity!;
    return {sdkAppId, rtc, rtcServer: this.#options.rtcServer ?? rtcServer};
  }

  /** Schedules again everything that waits for a time of the service's clock. */
  clockCorrected(): void {
    if (!this.#isJoined || this.signal.aborted) return;
    this.#scheduleRenewal(this.#identity!);
    this.#callFeatures((features) => features.clockCorrected());
  }

  /** Ends the connection. Settles when the driver has left the room. */
  async end(): Promise<void> {
    this.#flush?.();
    this.#lifetime.abort();
    this.#privateChats.end();
    clearTimeout(this.#renewal);
    await this.#driver?.leave();
  }

  /** True if the page or the business server can give a new signature. */
  get #renewable(): boolean {
    const {credentials, apiUrl} = this.#options;
    return typeof credentials === 'function' || (!credentials && !!apiUrl);
  }

  async #joinOnce(loading: Promise<ChatDriver>, left: Promise<void>): Promise<void> {
    const {signal} = this;
    const identity = await this.#resolveIdentity(this.#options);
    const {sdkAppId, credentials, imServer, room: info} = identity;
    this.#setIdentity(identity);
    if (info) this.#context.apply('roomInfo', info);
    const driver = await loading.catch((cause: unknown) => {
      throw LiveError.from(cause, 'CONNECTION_LOST', 'the chat SDK could not be loaded', {retryable: true});
    });
    await left;
    throwIfAborted(signal);
    this.#driver = driver;
    const {roomId} = this.#options;
    const sink = this.#driverSink();
    const facts = await driver.join({roomId, sdkAppId, credentials, server: imServer, sink, signal});
    throwIfAborted(signal);
    this.#isJoined = true;
    this.#context.apply('groupInfo', facts);
    this.#context.apply('status', {status: 'joined'});
    this.#startWork(driver, identity);
  }

  async #resolveIdentity(options: JoinOptions): Promise<Identity> {
    const identity = await resolveIdentity(options, this.signal, (told) => this.#context.clock.addServerTime(told));
    throwIfAborted(this.signal);
    this.#signedInAt = performance.now();
    return identity;
  }

  /** Starts the work of a joined room: viewer count, renewal, features, host and history. */
  #startWork(driver: ChatDriver, identity: Identity): void {
    const count = () => {
      if (this.#context.clock.deviceClockJumped()) this.#callFeatures((features) => features.refresh());
      if (isPageHidden()) return;
      driver.onlineCount().then(
        (online) => this.signal.aborted || this.#context.apply('online', online),
        () => undefined, // The next poll follows in 10 s.
      );
    };
    count();
    const timer = setInterval(count, ONLINE_COUNT_INTERVAL_MS);
    this.signal.addEventListener('abort', () => clearInterval(timer), {once: true});
    this.#scheduleRenewal(identity);
    this.#features = lazy(async () => {
      const {RoomFeatures} = await import('../features/room-features.js');
      throwIfAborted(this.signal);
      const features = new RoomFeatures(this.#featureContext(driver));
      this.#flush = () => features.flush();
      return features;
    });
    void this.#retryLoad(this.#features);
    const {backend} = identity;
    if (!backend) return void this.#findHost(driver);
    const resumeAfter = this.#resumeAfter;
    const host: HistoryHost = {
      backend,
      roomId: this.#options.roomId,
      userId: () => this.#userId,
      take: (messages, said) => this.#addStoredMessages(messages, said),
      status: (status) => this.#context.apply('history', status),
    };
    this.#history = lazy(async () => {
      const {History} = await import('../messages/history.js');
      return new History(host, this.signal, resumeAfter || undefined);
    });
    this.#catchUp(resumeAfter);
  }

  #featureContext(driver: ChatDriver): FeatureContext {
    const {signal} = this;
    return {
      roomId: this.#options.roomId,
      signal,
      backend: () => this.#backend,
      state: () => this.#context.state(),
      now: () => this.#context.clock.now(),
      subscribe: (callback) => this.#context.subscribe(callback, {signal}),
      apply: (change, payload) => signal.aborted || this.#context.apply(change, payload),
      emitOwn: (message) =>
        signal.aborted || !this.#deduplicator.isNew(message) || this.#context.handleMessages([message]),
      sendLikes: (count) => driver.like(count),
      error: (code, message) => new LiveError(code, message),
    };
  }

  /** Sends something, and tells the features if the service accepted or refused it. */
  async #reportOutcome<T>(text: string, send: () => Promise<T>): Promise<T> {
    try {
      const sent = await send();
      this.#callFeatures((features) => features.commentAccepted(text));
      return sent;
    } catch (reason) {
      this.#callFeatures((features) => features.commentRefused(reason));
      throw reason;
    }
  }

  /** Calls the features once they are loaded. */
  #callFeatures(call: (features: RoomFeatures) => void): void {
    void this.#features?.().then(call, () => undefined); // Loading is retried elsewhere.
  }

  /** Loads the messages that were missed. */
  #catchUp(seq: number): void {
    void this.#privateChats.catchUp();
    void this.#retryLoad(async () => (await this.#history?.())?.catchUp(seq));
  }

  /** Repeats the work until its module is loaded. */
  async #retryLoad(load: () => Promise<unknown>): Promise<void> {
    try {
      await load();
    } catch {
      await delay(LOAD_RETRY_MS, this.signal).then(
        () => this.#retryLoad(load),
        () => undefined, // The connection has ended.
      );
    }
  }

  /** Without a business server, the owner of the group is the host. */
  async #findHost(driver: ChatDriver): Promise<void> {
    const {ownerId} = this.#context.state().room;
    if (!ownerId) return;
    // Without a profile the header shows the title alone.
    const host: Profile | undefined = await driver.profile(ownerId).catch(() => undefined);
    if (host && !this.signal.aborted) this.#context.apply('host', host);
  }

  /** Sets the viewer. A viewer without credentials is a guest. */
  #setIdentity(identity: Identity): void {
    const {backend, credentials, account} = identity;
    this.#identity = identity;
    this.#backend = backend;
    this.#userId = credentials?.userId;
    this.#context.apply('viewer', credentials && profileOf(credentials));
    this.#context.apply('account', credentials && account);
  }

  #scheduleRenewal({credentials}: Identity): void {
    clearTimeout(this.#renewal);
    if (credentials?.expiresAt === undefined || !this.#renewable) return;
    const lifeMs = credentials.expiresAt * 1_000 - this.#context.clock.now();
    this.#renewAfter(lifeMs * RENEW_AT_SHARE, lifeMs > 0 ? RENEW_MIN_DELAY_MS : RENEW_EXPIRED_MIN_DELAY_MS);
  }

  /** @param leastMs Minimum delay since the last sign-in. */
  #renewAfter(ms: number, leastMs: number): void {
    clearTimeout(this.#renewal);
    const least = Math.min(leastMs * 2 ** this.#shortLivedSignatures, RENEW_MAX_DELAY_MS);
    const wait = Math.max(ms, this.#signedInAt + least - performance.now());
    this.#renewal = setTimeout(() => void this.#renew(), Math.min(wait, TIMER_MAX_MS));
  }

  /** Signs the viewer in again, in the same connection. */
  async #renew(): Promise<void> {
    const lifeMs = performance.now() - this.#signedInAt;
    if (lifeMs < SHORT_LIFE_MS) this.#shortLivedSignatures += 1;
    else if (lifeMs > RENEW_MAX_DELAY_MS) this.#shortLivedSignatures = 0;
    try {
      await this.#signInAs(await this.#resolveIdentity(this.#options));
    } catch (reason) {
      this.#renewalFailed(reason);
    }
  }

  readonly #renewalFailed = (reason: unknown): void => {
    if (this.signal.aborted) return;
    this.#context.connectionEnded(
      'failed',
      LiveError.from(reason, 'CONNECTION_LOST', 'cannot sign in again', {retryable: true}),
    );
  };

  /** Signs in again through the driver and rejoins the room. Loads the messages missed meanwhile from the history. */
  async #signInAs(identity: Identity): Promise<void> {
    const {lastSeq} = this.#deduplicator;
    await this.#driver!.renew(identity.credentials);
    throwIfAborted(this.signal);
    this.#setIdentity(identity);
    this.#scheduleRenewal(identity);
    this.#catchUp(lastSeq);
  }

  #connected(connected: boolean): void {
    if (!connected) {
      this.#lastSeqBeforeLoss ??= this.#deduplicator.lastSeq;
      this.#context.apply('status', {status: 'reconnecting'});
    } else if (this.#lastSeqBeforeLoss !== undefined) {
      this.#context.apply('status', {status: 'joined'});
      this.#catchUp(this.#lastSeqBeforeLoss);
      this.#lastSeqBeforeLoss = undefined;
    }
  }

  #driverSink(): DriverSink {
    const startedAt = performance.now();
    const {clock} = this.#context;
    // Some editions of Tencent Chat deliver the latest messages to a joining viewer as if they were new.
    const isReplayWindow = () => performance.now() < startedAt + REPLAY_WINDOW_MS;
    const isOld = ({time}: RoomMessage) => {
      const joinedAt = clock.now() - (performance.now() - startedAt);
      return !this.#isJoined || (isReplayWindow() && time < joinedAt / 1_000 - OLDER_BY_S);
    };
    const whileConnected =
      <A>(call: (argument: A) => void) =>
      (argument: A) => {
        if (!this.signal.aborted) call(argument);
      };
    return {
      messages: whileConnected((batch: readonly RoomMessage[]) => {
        clock.addMessageTime(Math.max(...batch.map(({time}) => time)), isReplayWindow());
        const old = batch.filter(isOld);
        if (old.length) this.#addStoredMessages(old, false);
        const said = this.#newTrusted(old.length ? batch.filter((message) => !old.includes(message)) : batch);
        if (said.length) this.#context.handleMessages(said);
      }),
      serverTime: whileConnected((told: ServerTime) => clock.addServerTime(told)),
      groupChanged: whileConnected((facts) => this.#context.apply('groupInfo', facts)),
      deleted: whileConnected((seqs) => this.#context.apply('deleted', seqs)),
      notified: whileConnected((text) => this.#callFeatures((features) => features.handleNotification(text))),
      muted: whileConnected((seconds) => this.#callFeatures((features) => features.setMute(seconds))),
      connected: whileConnected((connected) => this.#connected(connected)),
      ended: whileConnected((reason: LiveError) => {
        if (reason.code === 'SIGNATURE_EXPIRED' && this.#renewable)
          this.#renewAfter(0, this.#shortLivedSignatures ? RENEW_MIN_DELAY_MS : 0);
        else this.#context.connectionEnded(STATUS_AFTER_END[reason.code] ?? 'failed', reason);
      }),
    };
  }

  /**
   * Lists messages from the history. Messages from before the join are not marked as received: if the room sends one
   * again, it counts as new.
   */
  #addStoredMessages(messages: readonly RoomMessage[], said: boolean): void {
    const {service} = this.#context.state().room;
    if (said) return this.#context.handleStoredMessages(this.#newTrusted(messages), true);
    for (const {seq} of messages) this.#deduplicator.advanceTo(seq);
    const now = this.#context.clock.now();
    const trusted = messages.filter((message) => isTrusted(message, service, now));
    this.#context.handleStoredMessages(trusted, false);
  }

  /** Filters out messages that are known or from untrusted senders. */
  #newTrusted(batch: readonly RoomMessage[]): readonly RoomMessage[] {
    const {service} = this.#context.state().room;
    const now = this.#context.clock.now();
    return batch
      .filter((message) => isTrusted(message, service, now) && this.#deduplicator.isNew(message))
      .map((message) => (this.#isOwnGift(message) ? {...message, own: true} : message));
  }

  /** True for a gift that the viewer gave, on this page or another. Its sender is the service account. */
  #isOwnGift({content}: RoomMessage): boolean {
    return content.type === 'gift' && content.giver.userId === this.#userId;
  }
}
