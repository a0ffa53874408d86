import type {ChatSDK, default as TencentCloudChat} from '@tencentcloud/chat';
import {throwIfAborted, within} from '../../protocol/abort.js';
import {LiveError} from '../../protocol/errors.js';
import {toJson} from '../../protocol/json.js';
import type {ServerTime} from '../../protocol/server-time.js';
import type {Credentials, DriverSink, GroupInfo, Uploader} from '../chat-driver.js';
import {Connection} from './tencent-chat-connection.js';
import {bounded, isAnswered, isOfGroups, late} from './tencent-chat-responses.js';
import {codeOf, fromSdk} from './tencent-chat-errors.js';
import {
  factsOf,
  hear,
  isOf,
  likesOf,
  type SdkCounter,
  type SdkCounters,
  type SdkGroupProfile,
  type SdkMessage,
} from './tencent-chat-messages.js';
import {workerBlocked} from './worker-policy.js';

/** The part of the SDK's namespace that this library uses. */
export interface TencentSdk {
  readonly EVENT: typeof TencentCloudChat.EVENT;
  readonly TYPES: typeof TencentCloudChat.TYPES;
  create(options: {SDKAppID: number; proxyServer?: string}): ChatSDK;
  /** Sets the upload module. Must be called before the first file is sent. */
  uploadBy(uploader: Uploader): void;
}

/** One driver's connection to one room. */
export interface Stay {
  readonly roomId: string;
  readonly server: string | undefined;
  /** Undefined for a guest. A guest can become a viewer. */
  credentials: Credentials | undefined;
  readonly sink: DriverSink;
  readonly signal: AbortSignal;
}

/** Timeout of a sign-in and of a join. The SDK itself would wait 90 s. */
const ANSWER_TIMEOUT_MS = 20_000;
/** Timeout of quitting a group. Offline, the SDK would wait 15 s. */
const FAREWELL_TIMEOUT_MS = 3_000;
/** Longest wait for the profile update before the join. */
const PROFILE_TIMEOUT_MS = 3_000;
/** Time for which an unused connection is kept for the next room. */
const IDLE_MS = 1_000;
const CUSTOM_FIELDS = ['product', 'status'];
/**
 * Id of a group that does not exist. Joining it is the only call of a guest that always reaches the service (3.6.6).
 */
const NOBODYS_GROUP = 'nobody-is-in-this';
const ELSEWHERE = 'this user is in another room, on another device or page';
/** The group does not exist or was dismissed: https://trtc.io/document/34348 */
const NO_SUCH_GROUP = 10_010;
/**
 * Codes with which the service refuses a connection that is not signed in (https://trtc.io/document/34348). 70001: the
 * signature has expired. 60004: the connection was lost or kicked out within seconds after a login, and the SDK repeats
 * its first requests.
 */
const NOT_SIGNED_IN: readonly unknown[] = [70_001, 60_004];
/**
 * Time after a lost login in which rejections of the SDK's own requests are suppressed. Later rejections belong to the
 * page.
 */
const REFUSED_WITHIN_MS = 30_000;
/** The SDK's code for an app edition without counters. */
const NO_COUNTERS = 3122;
/** For `setLogLevel`: no output in the page's console. */
const SILENT = 4;

/**
 * One SDK instance, shared by all connections of one app on a page.
 *
 * The SDK keeps one instance per app id and refuses a login while another is pending, so all work runs in sequence. The
 * instance is in one room at a time: a later connection ends the earlier one.
 */
export class ChatClient {
  static readonly #clients = new Map<number, ChatClient>();

  static for(sdk: TencentSdk, sdkAppId: number): ChatClient {
    let client = this.#clients.get(sdkAppId);
    if (!client) this.#clients.set(sdkAppId, (client = new ChatClient(sdk, sdkAppId)));
    return client;
  }

  readonly #sdk: TencentSdk;
  readonly #sdkAppId: number;
  #server: string | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #chat: ChatSDK | undefined;
  #stay: Stay | undefined;
  /**
   * Ends the work of the current connection. Aborted while there is no connection or after the service has ended it.
   */
  #over = new AbortController();
  #connection: Connection | undefined;
  #fields: string[] = CUSTOM_FIELDS;
  #hasCounters = true;
  #self: SdkGroupProfile['selfInfo'];
  /** The profile that was written last, as JSON. */
  #written = '';
  #pendingLogin: Promise<unknown> | undefined;
  /** The service's time at the last login. */
  #time: ServerTime | undefined;
  #closing: ReturnType<typeof setTimeout> | undefined;
  /** Time at which the connection was last lost, kicked out or opened again, by `performance.now()`. */
  #signedOutAt = -Infinity;
  #watch = new AbortController();

  private constructor(sdk: TencentSdk, sdkAppId: number) {
    this.#sdk = sdk;
    this.#sdkAppId = sdkAppId;
  }

  /** Returns the SDK. Throws `NOT_JOINED` if it is closed. */
  requireChat(): ChatSDK {
    if (!this.#chat) throw new LiveError('NOT_JOINED', 'the room is not joined');
    return this.#chat;
  }

  /** Signs in as the connection's user or as a guest, and joins its room. */
  enter(stay: Stay): Promise<GroupInfo> {
    return this.#takeTurn(async () => {
      throwIfAborted(stay.signal);
      clearTimeout(this.#closing);
      await this.#replace(stay);
      try {
        return await this.#settle(stay);
      } catch (reason) {
        if (this.#stay === stay) this.#stay = undefined; // It never started, so a second try must not end it.
        throw reason;
      }
    });
  }

  /**
   * Signs in again in the same room. Does nothing while the same user is signed in: the service checks the login, not
   * the signature.
   */
  renew(stay: Stay, credentials: Credentials | undefined): Promise<void> {
    return this.#takeTurn(async () => {
      throwIfAborted(stay.signal);
      if (this.#stay !== stay) throw new LiveError('NOT_JOINED', 'the room is not joined');
      const same = this.#chat?.getLoginUser() === (credentials?.userId ?? '');
      const {credentials: previous} = stay;
      stay.credentials = credentials;
      if (same && !this.#over.signal.aborted) return;
      const wasLost = this.#connection?.isLost;
      try {
        stay.sink.groupChanged(await this.#settle(stay, !previous));
        if (wasLost) stay.sink.connected(true);
      } catch (reason) {
        stay.credentials = previous;
        throw reason;
      }
    });
  }

  /** Checks that the service still counts the viewer in. */
  check(): void {
    this.#connection?.check();
  }

  /** Quits the room. The connection closes after a second without use. */
  exit(stay: Stay): Promise<void> {
    if (this.#stay === stay) this.#over.abort();
    return this.#takeTurn(async () => {
      if (this.#stay === stay) this.#stay = undefined;
      if (this.#stay || !this.#chat) return;
      await this.#quit(stay);
      clearTimeout(this.#closing);
      this.#closing = setTimeout(() => void this.#takeTurn(() => this.#closeIdle()), IDLE_MS);
    });
  }

  #takeTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined); // The caller gets the error; the next work still runs.
    return mine;
  }

  async #replace(stay: Stay): Promise<void> {
    const previous = this.#stay;
    if (previous) this.#end(new LiveError('KICKED_OUT', 'another room was joined on this page'));
    this.#stay = stay;
    // The SDK keeps one instance per app, with the server of the first `create` (3.6.6).
    if (this.#server !== stay.server) await this.#close();
    this.#server = stay.server;
    // A member quits by joining the next room. A guest would continue to poll, and the SDK would take messages of the
    // two rooms for duplicates (3.6.6).
    if (previous && !previous.credentials) await this.#quit(previous);
  }

  #quit({roomId}: Stay): Promise<void> | undefined {
    return this.#chat && bounded(this.#chat.quitGroup(roomId), FAREWELL_TIMEOUT_MS);
  }

  async #settle(stay: Stay, leaving = false): Promise<GroupInfo> {
    const {roomId, signal} = stay;
    this.#over.abort();
    const over = (this.#over = new AbortController());
    signal.addEventListener('abort', () => over.abort(), {signal: over.signal});
    const attempt = new AbortController();
    try {
      const blocked = workerBlocked(attempt.signal);
      const chat = (this.#chat ??= this.#open());
      await within(ANSWER_TIMEOUT_MS, signal, Promise.race([this.#signIn(chat, stay), blocked]), late('signing in'));
      if (leaving) await this.#quit(stay);
      // The join is not cancelled half way: otherwise the room could be joined after it was quit.
      const group = await Promise.race([this.#join(chat, roomId), blocked]);
      throwIfAborted(signal);
      if (stay.credentials && this.#time) stay.sink.serverTime?.(this.#time);
      this.#lookAfter(chat, stay, over);
      return factsOf(group);
    } catch (reason) {
      over.abort();
      throw reason;
    } finally {
      attempt.abort();
    }
  }

  #lookAfter(chat: ChatSDK, stay: Stay, over: AbortController): void {
    const isMember = stay.credentials !== undefined;
    this.#self = undefined;
    this.#connection = new Connection({
      ask: () => (isMember ? this.#readRoom(chat, stay) : isAnswered(chat.joinGroup({groupID: NOBODYS_GROUP}))),
      tell: (connected) => stay.sink.connected(connected),
      asksWhenQuiet: isMember,
      signal: over.signal,
    });
  }

  #open(): ChatSDK {
    const {EVENT} = this.#sdk;
    let chat: ChatSDK;
    try {
      chat = this.#sdk.create({SDKAppID: this.#sdkAppId, ...(this.#server && {proxyServer: this.#server})});
    } catch (cause) {
      const isRefused = cause instanceof TypeError && cause.message.includes('Trusted');
      const why = isRefused ? "the page's Trusted Types policy does not allow a worker" : `${cause as Error}`;
      throw LiveError.from(cause, 'BAD_CONFIG', `Tencent Chat cannot start: ${why}`);
    }
    chat.setLogLevel(SILENT);
    this.#watch = new AbortController();
    this.#signedOutAt = -Infinity;
    this.#connection = undefined;
    addEventListener('unhandledrejection', (event) => this.#preventOwn(event), {signal: this.#watch.signal});
    this.#listen(chat, EVENT.MESSAGE_RECEIVED, ({data}) => this.#hear(data as readonly SdkMessage[]));
    this.#listen(chat, EVENT.NET_STATE_CHANGE, ({data}) => {
      const isOpen = (data as {state: string}).state === (this.#sdk.TYPES.NET_STATE_CONNECTED as string);
      if (this.#connection) this.#signedOutAt = performance.now(); // Lost, or open again and not signed in.
      this.#connection?.[isOpen ? 'opened' : 'lost']();
    });
    this.#listen(chat, EVENT.MESSAGE_REVOKED, ({data}) => this.#revoked(data as readonly SdkMessage[]));
    this.#listen(chat, EVENT.GROUP_COUNTER_UPDATED, ({data}) => this.#counted(data as SdkCounter));
    this.#listen(chat, EVENT.KICKED_OUT, ({data}) => this.#kicked((data as {type: string}).type));
    return chat;
  }

  #listen(chat: ChatSDK, event: TencentCloudChat.EVENT, listener: (event: {data: unknown}) => void): void {
    chat.on(event, listener);
    this.#watch.signal.addEventListener('abort', () => chat.off(event, listener), {once: true});
  }

  async #signIn(chat: ChatSDK, {credentials, signal}: Stay): Promise<void> {
    // The SDK refuses a second login while that of a superseded connection is pending.
    await this.#pendingLogin?.catch(() => undefined);
    throwIfAborted(signal);
    const current = chat.getLoginUser();
    if (current && current === credentials?.userId) return this.#writeProfile(chat, credentials);
    if (current) await chat.logout();
    throwIfAborted(signal);
    if (!credentials) return;
    const login = (this.#pendingLogin = this.#logIn(chat, credentials));
    try {
      await login;
    } catch (reason) {
      this.#signedOutAt = performance.now(); // After some refusals the SDK reconnects and sends requests.
      throw reason;
    } finally {
      if (this.#pendingLogin === login) this.#pendingLogin = undefined;
    }
    await this.#writeProfile(chat, credentials);
  }

  /**
   * Writes the name from the page to the service's profile, so that other viewers see it. A failure does not stop the
   * join.
   */
  async #writeProfile(chat: ChatSDK, {userId, nick, avatar, writesProfile}: Credentials): Promise<void> {
    const profile = {...(nick && {nick}), ...(avatar && {avatar})};
    const written = toJson([userId, profile]);
    if (!writesProfile || written === this.#written) return;
    this.#written = written;
    await bounded(chat.updateMyProfile(profile), PROFILE_TIMEOUT_MS);
  }

  async #logIn(chat: ChatSDK, {userId, userSig}: Credentials): Promise<void> {
    const ready = new AbortController();
    const isReady = new Promise<void>((resolve) => {
      const listener = () => resolve();
      chat.on(this.#sdk.EVENT.SDK_READY, listener);
      ready.signal.addEventListener('abort', () => chat.off(this.#sdk.EVENT.SDK_READY, listener), {once: true});
    });
    const askedAt = performance.now();
    const login = chat.login({userID: userId, userSig}).then(({data}: {data?: {timeStamp?: unknown}}) => {
      // NaN for a second login of the same user: the SDK does not send it.
      const time = Number(data?.timeStamp) * 1_000;
      if (time > 0) this.#time = {from: 'chat', time, askedAt, answeredAt: performance.now()};
      return chat.isReady() ? undefined : isReady;
    });
    try {
      await within(ANSWER_TIMEOUT_MS, this.#watch.signal, login, late('signing in'));
    } catch (reason) {
      throw fromSdk(reason, 'JOIN_FAILED', 'cannot sign in to Tencent Chat');
    } finally {
      ready.abort();
    }
  }

  async #join(chat: ChatSDK, roomId: string): Promise<SdkGroupProfile> {
    try {
      const type = this.#sdk.TYPES.GRP_AVCHATROOM as never; // The SDK's types contradict each other (3.6.6).
      const joining = chat.joinGroup({groupID: roomId, type}) as Promise<{data: {group?: SdkGroupProfile}}>;
      const {data} = await within(ANSWER_TIMEOUT_MS, this.#watch.signal, joining, late('joining'));
      return data.group ?? {};
    } catch (reason) {
      throw fromSdk(reason, 'JOIN_FAILED', `cannot join room "${roomId}"`);
    }
  }

  /** Reads the group's profile and counters and passes them on. Resolves with true if the service answered. */
  async #readRoom(chat: ChatSDK, stay: Stay): Promise<boolean> {
    const {roomId, sink} = stay;
    const {signal} = this.#over;
    // Another terminal of the same user may have left the room for both, without an event. The SDK keeps one record of
    // the viewer's membership and only overwrites it, for members alone (3.6.6). So clear it and check if it is filled
    // again.
    const self = this.#self;
    if (self) self.role = '';
    try {
      // The service sends custom fields only if they are requested by name.
      const reading = chat.getGroupProfile({groupID: roomId, groupCustomFieldFilter: this.#fields});
      const {data} = (await reading) as {data: {group: SdkGroupProfile}};
      if (signal.aborted) return false;
      const {selfInfo} = data.group;
      if (selfInfo?.role) this.#self = selfInfo;
      if (self && !selfInfo?.role) this.#end(new LiveError('KICKED_OUT', ELSEWHERE, {retryable: true}));
      else {
        sink.groupChanged(factsOf(data.group));
        void this.#readLikes(chat, stay);
      }
      return true;
    } catch (reason) {
      const code = codeOf(reason);
      if (code === NO_SUCH_GROUP) this.#end(new LiveError('ROOM_ENDED', 'the room was dismissed'));
      // An app without these custom fields refuses them. The next request omits them.
      else if (isOfGroups(code)) this.#fields = [];
      return false; // A viewer who is not signed in again yet also gets this error.
    }
  }

  #hear(messages: readonly SdkMessage[]): void {
    const stay = this.#stay;
    if (!stay || this.#over.signal.aborted) return;
    this.#connection?.heard();
    const reason = hear(messages, stay);
    if (reason) this.#end(reason);
  }

  #revoked(messages: readonly SdkMessage[]): void {
    const stay = this.#stay;
    if (!stay || this.#over.signal.aborted) return;
    const seqs = messages.filter((message) => isOf(stay.roomId, message)).map(({sequence}) => sequence);
    if (seqs.length) stay.sink.deleted(seqs);
  }

  #counted({groupID, key, value}: SdkCounter): void {
    const stay = this.#stay;
    if (groupID === stay?.roomId && !this.#over.signal.aborted) stay.sink.groupChanged(likesOf({[key]: value}));
  }

  /** Reads the counter of likes, if the app's edition has counters. */
  async #readLikes(chat: ChatSDK, {roomId, sink}: Stay): Promise<void> {
    const {signal} = this.#over;
    if (!this.#hasCounters) return;
    try {
      const {data} = (await chat.getGroupCounters({groupID: roomId})) as {data: {counters: SdkCounters}};
      if (!signal.aborted) sink.groupChanged(likesOf(data.counters));
    } catch (reason) {
      this.#hasCounters = codeOf(reason) !== NO_COUNTERS; // After any other error, the next try may succeed.
    }
  }

  #kicked(type: string): void {
    this.#signedOutAt = performance.now();
    const lapsed = type === (this.#sdk.TYPES.KICKED_OUT_USERSIG_EXPIRED as string);
    this.#end(
      lapsed
        ? new LiveError('SIGNATURE_EXPIRED', 'the signature has expired', {retryable: true})
        : new LiveError('KICKED_OUT', `signed out by the service (${type})`, {retryable: true}),
    );
  }

  /**
   * The SDK does not catch the rejections of its own requests when its connection is no longer signed in (3.6.6). The
   * driver learns of the lost login by events, so these rejections are suppressed. Rejections at other times belong to
   * the page.
   */
  #preventOwn(event: PromiseRejectionEvent): void {
    const isRecent = performance.now() - this.#signedOutAt < REFUSED_WITHIN_MS;
    if (isRecent && NOT_SIGNED_IN.includes(codeOf(event.reason))) event.preventDefault();
  }

  /**
   * Reports once that the connection has ended. Does not reconnect: two tabs of one user would kick each other out
   * forever.
   */
  #end(reason: LiveError): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    this.#stay?.sink.ended(reason);
  }

  async #closeIdle(): Promise<void> {
    if (!this.#stay) await this.#close();
  }

  async #close(): Promise<void> {
    if (!this.#chat) return;
    const chat = this.#chat;
    this.#chat = undefined;
    this.#pendingLogin = undefined; // It belonged to this connection.
    this.#watch.abort();
    await bounded(chat.destroy(), ANSWER_TIMEOUT_MS);
  }
}
