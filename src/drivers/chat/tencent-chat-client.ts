import type {ChatSDK, default as TencentCloudChat} from '@tencentcloud/chat';
import {throwIfAborted, withTimeout} from '../../protocol/abort.js';
import {LiveError} from '../../protocol/errors.js';
import {toJson} from '../../protocol/json.js';
import type {ServerTime} from '../../protocol/server-time.js';
import type {Credentials, DriverSink, GroupInfo, Uploader} from '../chat-driver.js';
import {ConnectionMonitor} from './connection-monitor.js';
import {settleWithin, hasResponse, isGroupCode, timeoutError} from './tencent-chat-responses.js';
import {codeOf, toLiveError} from './tencent-chat-errors.js';
import {
  groupInfoOf,
  decodeBatch,
  isForRoom,
  likeTotalOf,
  type SdkCounter,
  type SdkCounters,
  type SdkGroupProfile,
  type SdkMessage,
} from './tencent-chat-messages.js';
import {rejectIfWorkerBlocked} from './worker-policy.js';

/** The part of the SDK's namespace that this library uses. */
export interface TencentSdk {
  readonly EVENT: typeof TencentCloudChat.EVENT;
  readonly TYPES: typeof TencentCloudChat.TYPES;
  create(options: {SDKAppID: number; proxyServer?: string}): ChatSDK;
  /** Sets the upload module. Must be called before the first file is sent. */
  setUploader(uploader: Uploader): void;
}

/** One driver's connection to one room. */
export interface RoomMembership {
  readonly roomId: string;
  readonly server: string | undefined;
  /** Undefined for a guest. A guest can become a viewer. */
  credentials: Credentials | undefined;
  readonly sink: DriverSink;
  readonly signal: AbortSignal;
}

/** Timeout of a sign-in and of a join. The SDK itself would wait 90 s. */
const RESPONSE_TIMEOUT_MS = 20_000;
/** Timeout of quitting a group. Offline, the SDK would wait 15 s. */
const QUIT_TIMEOUT_MS = 3_000;
/** Longest wait for the profile update before the join. */
const PROFILE_TIMEOUT_MS = 3_000;
/** Time for which an unused connection is kept for the next room. */
const IDLE_MS = 1_000;
const CUSTOM_FIELDS = ['product', 'status'];
/**
 * Id of a group that does not exist. Joining it is the only call of a guest that always reaches the service (3.6.6).
 */
const MISSING_GROUP = 'nobody-is-in-this';
const JOINED_ELSEWHERE = 'this user is in another room, on another device or page';
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
const SUPPRESS_REJECTIONS_MS = 30_000;
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
  #queue: Promise<unknown> = Promise.resolve();
  #chat: ChatSDK | undefined;
  #membership: RoomMembership | undefined;
  /**
   * Ends the work of the current connection. Aborted while there is no connection or after the service has ended it.
   */
  #active = new AbortController();
  #monitor: ConnectionMonitor | undefined;
  #requestedFields: string[] = CUSTOM_FIELDS;
  #hasCounters = true;
  #ownMembership: SdkGroupProfile['selfInfo'];
  /** The profile that was written last, as JSON. */
  #writtenProfile = '';
  #pendingLogin: Promise<unknown> | undefined;
  /** The service's time at the last login. */
  #time: ServerTime | undefined;
  #closeTimer: ReturnType<typeof setTimeout> | undefined;
  /** Time at which the connection was last lost, kicked out or opened again, by `performance.now()`. */
  #signedOutAt = -Infinity;
  #listeners = new AbortController();

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
  joinRoom(membership: RoomMembership): Promise<GroupInfo> {
    return this.#enqueue(async () => {
      throwIfAborted(membership.signal);
      clearTimeout(this.#closeTimer);
      await this.#replace(membership);
      try {
        return await this.#signInAndJoin(membership);
      } catch (reason) {
        if (this.#membership === membership) this.#membership = undefined; // It never started, so a second try must not end it.
        throw reason;
      }
    });
  }

  /**
   * Signs in again in the same room. Does nothing while the same user is signed in: the service checks the login, not
   * the signature.
   */
  renew(membership: RoomMembership, credentials: Credentials | undefined): Promise<void> {
    return this.#enqueue(async () => {
      throwIfAborted(membership.signal);
      if (this.#membership !== membership) throw new LiveError('NOT_JOINED', 'the room is not joined');
      const same = this.#chat?.getLoginUser() === (credentials?.userId ?? '');
      const {credentials: previous} = membership;
      membership.credentials = credentials;
      if (same && !this.#active.signal.aborted) return;
      const wasLost = this.#monitor?.isLost;
      try {
        membership.sink.groupChanged(await this.#signInAndJoin(membership, !previous));
        if (wasLost) membership.sink.connected(true);
      } catch (reason) {
        membership.credentials = previous;
        throw reason;
      }
    });
  }

  /** Checks that the service still counts the viewer in. */
  check(): void {
    this.#monitor?.check();
  }

  /** Quits the room. The connection closes after a second without use. */
  leaveRoom(membership: RoomMembership): Promise<void> {
    if (this.#membership === membership) this.#active.abort();
    return this.#enqueue(async () => {
      if (this.#membership === membership) this.#membership = undefined;
      if (this.#membership || !this.#chat) return;
      await this.#quit(membership);
      clearTimeout(this.#closeTimer);
      this.#closeTimer = setTimeout(() => void this.#enqueue(() => this.#closeIdle()), IDLE_MS);
    });
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined); // The caller gets the error; the next work still runs.
    return result;
  }

  async #replace(membership: RoomMembership): Promise<void> {
    const previous = this.#membership;
    if (previous) this.#end(new LiveError('KICKED_OUT', 'another room was joined on this page'));
    this.#membership = membership;
    // The SDK keeps one instance per app, with the server of the first `create` (3.6.6).
    if (this.#server !== membership.server) await this.#close();
    this.#server = membership.server;
    // A member quits by joining the next room. A guest would continue to poll, and the SDK would take messages of the
    // two rooms for duplicates (3.6.6).
    if (previous && !previous.credentials) await this.#quit(previous);
  }

  #quit({roomId}: RoomMembership): Promise<void> | undefined {
    return this.#chat && settleWithin(this.#chat.quitGroup(roomId), QUIT_TIMEOUT_MS);
  }

  async #signInAndJoin(membership: RoomMembership, leaving = false): Promise<GroupInfo> {
    const {roomId, signal} = membership;
    this.#active.abort();
    const active = (this.#active = new AbortController());
    signal.addEventListener('abort', () => active.abort(), {signal: active.signal});
    const attempt = new AbortController();
    try {
      const blocked = rejectIfWorkerBlocked(attempt.signal);
      const chat = (this.#chat ??= this.#open());
      await withTimeout(
        RESPONSE_TIMEOUT_MS,
        signal,
        Promise.race([this.#signIn(chat, membership), blocked]),
        timeoutError('signing in'),
      );
      if (leaving) await this.#quit(membership);
      // The join is not cancelled half way: otherwise the room could be joined after it was quit.
      const group = await Promise.race([this.#join(chat, roomId), blocked]);
      throwIfAborted(signal);
      if (membership.credentials && this.#time) membership.sink.serverTime?.(this.#time);
      this.#monitorConnection(chat, membership, active);
      return groupInfoOf(group);
    } catch (reason) {
      active.abort();
      throw reason;
    } finally {
      attempt.abort();
    }
  }

  #monitorConnection(chat: ChatSDK, membership: RoomMembership, active: AbortController): void {
    const isMember = membership.credentials !== undefined;
    this.#ownMembership = undefined;
    this.#monitor = new ConnectionMonitor({
      probe: () =>
        isMember ? this.#readRoom(chat, membership) : hasResponse(chat.joinGroup({groupID: MISSING_GROUP})),
      onChange: (connected) => membership.sink.connected(connected),
      probesWhenQuiet: isMember,
      signal: active.signal,
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
    this.#listeners = new AbortController();
    this.#signedOutAt = -Infinity;
    this.#monitor = undefined;
    addEventListener('unhandledrejection', (event) => this.#suppressRejection(event), {signal: this.#listeners.signal});
    this.#listen(chat, EVENT.MESSAGE_RECEIVED, ({data}) => this.#handleMessages(data as readonly SdkMessage[]));
    this.#listen(chat, EVENT.NET_STATE_CHANGE, ({data}) => {
      const isOpen = (data as {state: string}).state === (this.#sdk.TYPES.NET_STATE_CONNECTED as string);
      if (this.#monitor) this.#signedOutAt = performance.now(); // Lost, or open again and not signed in.
      this.#monitor?.[isOpen ? 'socketOpened' : 'socketLost']();
    });
    this.#listen(chat, EVENT.MESSAGE_REVOKED, ({data}) => this.#handleDeleted(data as readonly SdkMessage[]));
    this.#listen(chat, EVENT.GROUP_COUNTER_UPDATED, ({data}) => this.#handleCounter(data as SdkCounter));
    this.#listen(chat, EVENT.KICKED_OUT, ({data}) => this.#handleKickedOut((data as {type: string}).type));
    return chat;
  }

  #listen(chat: ChatSDK, event: TencentCloudChat.EVENT, listener: (event: {data: unknown}) => void): void {
    chat.on(event, listener);
    this.#listeners.signal.addEventListener('abort', () => chat.off(event, listener), {once: true});
  }

  async #signIn(chat: ChatSDK, {credentials, signal}: RoomMembership): Promise<void> {
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
    if (!writesProfile || written === this.#writtenProfile) return;
    this.#writtenProfile = written;
    await settleWithin(chat.updateMyProfile(profile), PROFILE_TIMEOUT_MS);
  }

  async #logIn(chat: ChatSDK, {userId, userSig}: Credentials): Promise<void> {
    const ready = new AbortController();
    const isReady = new Promise<void>((resolve) => {
      const listener = () => resolve();
      chat.on(this.#sdk.EVENT.SDK_READY, listener);
      ready.signal.addEventListener('abort', () => chat.off(this.#sdk.EVENT.SDK_READY, listener), {once: true});
    });
    const requestedAt = performance.now();
    const login = chat.login({userID: userId, userSig}).then(({data}: {data?: {timeStamp?: unknown}}) => {
      // NaN for a second login of the same user: the SDK does not send it.
      const time = Number(data?.timeStamp) * 1_000;
      if (time > 0) this.#time = {source: 'chat', time, requestedAt: requestedAt, respondedAt: performance.now()};
      return chat.isReady() ? undefined : isReady;
    });
    try {
      await withTimeout(RESPONSE_TIMEOUT_MS, this.#listeners.signal, login, timeoutError('signing in'));
    } catch (reason) {
      throw toLiveError(reason, 'JOIN_FAILED', 'cannot sign in to Tencent Chat');
    } finally {
      ready.abort();
    }
  }

  async #join(chat: ChatSDK, roomId: string): Promise<SdkGroupProfile> {
    try {
      const type = this.#sdk.TYPES.GRP_AVCHATROOM as never; // The SDK's types contradict each other (3.6.6).
      const joining = chat.joinGroup({groupID: roomId, type}) as Promise<{data: {group?: SdkGroupProfile}}>;
      const {data} = await withTimeout(RESPONSE_TIMEOUT_MS, this.#listeners.signal, joining, timeoutError('joining'));
      return data.group ?? {};
    } catch (reason) {
      throw toLiveError(reason, 'JOIN_FAILED', `cannot join room "${roomId}"`);
    }
  }

  /** Reads the group's profile and counters and passes them on. Resolves with true if the service answered. */
  async #readRoom(chat: ChatSDK, membership: RoomMembership): Promise<boolean> {
    const {roomId, sink} = membership;
    const {signal} = this.#active;
    // Another terminal of the same user may have left the room for both, without an event. The SDK keeps one record of
    // the viewer's membership and only overwrites it, for members alone (3.6.6). So clear it and check if it is filled
    // again.
    const self = this.#ownMembership;
    if (self) self.role = '';
    try {
      // The service sends custom fields only if they are requested by name.
      const reading = chat.getGroupProfile({groupID: roomId, groupCustomFieldFilter: this.#requestedFields});
      const {data} = (await reading) as {data: {group: SdkGroupProfile}};
      if (signal.aborted) return false;
      const {selfInfo} = data.group;
      if (selfInfo?.role) this.#ownMembership = selfInfo;
      if (self && !selfInfo?.role) this.#end(new LiveError('KICKED_OUT', JOINED_ELSEWHERE, {retryable: true}));
      else {
        sink.groupChanged(groupInfoOf(data.group));
        void this.#readLikes(chat, membership);
      }
      return true;
    } catch (reason) {
      const code = codeOf(reason);
      if (code === NO_SUCH_GROUP) this.#end(new LiveError('ROOM_ENDED', 'the room was dismissed'));
      // An app without these custom fields refuses them. The next request omits them.
      else if (isGroupCode(code)) this.#requestedFields = [];
      return false; // A viewer who is not signed in again yet also gets this error.
    }
  }

  #handleMessages(messages: readonly SdkMessage[]): void {
    const membership = this.#membership;
    if (!membership || this.#active.signal.aborted) return;
    this.#monitor?.markActive();
    const reason = decodeBatch(messages, membership);
    if (reason) this.#end(reason);
  }

  #handleDeleted(messages: readonly SdkMessage[]): void {
    const membership = this.#membership;
    if (!membership || this.#active.signal.aborted) return;
    const seqs = messages.filter((message) => isForRoom(membership.roomId, message)).map(({sequence}) => sequence);
    if (seqs.length) membership.sink.deleted(seqs);
  }

  #handleCounter({groupID, key, value}: SdkCounter): void {
    const membership = this.#membership;
    if (groupID === membership?.roomId && !this.#active.signal.aborted)
      membership.sink.groupChanged(likeTotalOf({[key]: value}));
  }

  /** Reads the counter of likes, if the app's edition has counters. */
  async #readLikes(chat: ChatSDK, {roomId, sink}: RoomMembership): Promise<void> {
    const {signal} = this.#active;
    if (!this.#hasCounters) return;
    try {
      const {data} = (await chat.getGroupCounters({groupID: roomId})) as {data: {counters: SdkCounters}};
      if (!signal.aborted) sink.groupChanged(likeTotalOf(data.counters));
    } catch (reason) {
      this.#hasCounters = codeOf(reason) !== NO_COUNTERS; // After any other error, the next try may succeed.
    }
  }

  #handleKickedOut(type: string): void {
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
  #suppressRejection(event: PromiseRejectionEvent): void {
    const isRecent = performance.now() - this.#signedOutAt < SUPPRESS_REJECTIONS_MS;
    if (isRecent && NOT_SIGNED_IN.includes(codeOf(event.reason))) event.preventDefault();
  }

  /**
   * Reports once that the connection has ended. Does not reconnect: two tabs of one user would kick each other out
   * forever.
   */
  #end(reason: LiveError): void {
    if (this.#active.signal.aborted) return;
    this.#active.abort();
    this.#membership?.sink.ended(reason);
  }

  async #closeIdle(): Promise<void> {
    if (!this.#membership) await this.#close();
  }

  async #close(): Promise<void> {
    if (!this.#chat) return;
    const chat = this.#chat;
    this.#chat = undefined;
    this.#pendingLogin = undefined; // It belonged to this connection.
    this.#listeners.abort();
    await settleWithin(chat.destroy(), RESPONSE_TIMEOUT_MS);
  }
}
