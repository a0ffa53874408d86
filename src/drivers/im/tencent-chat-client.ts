import type {ChatSDK, default as TencentCloudChat} from '@tencentcloud/chat';
import {throwIfAborted, within} from '../../protocol/abort.js';
import {LiveError} from '../../protocol/errors.js';
import {toJson} from '../../protocol/json.js';
import type {ServerTime} from '../../protocol/server-time.js';
import type {Credentials, DriverSink, GroupFacts, Uploader} from '../driver.js';
import {Connection} from './tencent-chat-connection.js';
import {bounded, isAnswered, isOfGroups, late} from './tencent-chat-answers.js';
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

/** The part of the SDK's namespace that we use. */
export interface TencentSdk {
  readonly EVENT: typeof TencentCloudChat.EVENT;
  readonly TYPES: typeof TencentCloudChat.TYPES;
  create(options: {SDKAppID: number; proxyServer?: string}): ChatSDK;
  /** Names what uploads files, before the first one is sent. */
  uploadBy(uploader: Uploader): void;
}

/** One driver's place in one room. */
export interface Stay {
  readonly roomId: string;
  readonly server: string | undefined;
  /** Undefined for a guest, who may become a viewer. */
  credentials: Credentials | undefined;
  readonly sink: DriverSink;
  readonly signal: AbortSignal;
}

/** Signing in, or joining, that is not answered by then never will be. The SDK itself would wait 90 s. */
const ANSWER_TIMEOUT_MS = 20_000;
/** A farewell is not waited for longer than this: offline the SDK would hold it for 15 s. */
const FAREWELL_TIMEOUT_MS = 3_000;
/** A viewer waits so long at most for others to read the page's name for them. */
const PROFILE_TIMEOUT_MS = 3_000;
/** How long an unused connection is kept for the next room. */
const IDLE_MS = 1_000;
const CUSTOM_FIELDS = ['product', 'status'];
/** A guest's only call that is always sent (3.6.6): to join what nobody has made. */
const NOBODYS_GROUP = 'nobody-is-in-this';
const ELSEWHERE = 'this user is in another room, on another device or page';
/** https://trtc.io/document/34348: no such group, or dismissed. */
const NO_SUCH_GROUP = 10_010;
/**
 * Codes by which the service refuses a connection that is not signed in (https://trtc.io/document/34348). 70001: the signature
 * has expired. 60004: the SDK was cut or kicked within seconds of a login and asks its first questions again.
 */
const NOT_SIGNED_IN: readonly unknown[] = [70_001, 60_004];
/** The SDK's own requests that were under way at a loss are refused within this time; later rejections are the page's own. */
const REFUSED_WITHIN_MS = 30_000;
/** The SDK's own: the app's edition has no counters. */
const NO_COUNTERS = 3122;
/** `setLogLevel`: nothing in the host page's console. */
const SILENT = 4;

/**
 * One SDK instance, as all stays of one app on a page share it.
 *
 * The SDK keeps one instance per app id and refuses a login while another is pending, so everything here takes turns.
 * It stays in one live room at a time: the later stay ends the earlier.
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
  /** Ends what looks after the stay; aborted while there is none, or the service has ended it. */
  #over = new AbortController();
  #connection: Connection | undefined;
  #fields: string[] = CUSTOM_FIELDS;
  #hasCounters = true;
  #self: SdkGroupProfile['selfInfo'];
  /** The profile that was written last. */
  #written = '';
  #pendingLogin: Promise<unknown> | undefined;
  /** The service's, as the last login told it. */
  #time: ServerTime | undefined;
  #closing: ReturnType<typeof setTimeout> | undefined;
  /** When the connection was last lost, kicked out or opened again, by `performance.now()`. */
  #signedOutAt = -Infinity;
  #watch = new AbortController();

  private constructor(sdk: TencentSdk, sdkAppId: number) {
    this.#sdk = sdk;
    this.#sdkAppId = sdkAppId;
  }

  /** The SDK, for whoever holds a stay. */
  requireChat(): ChatSDK {
    if (!this.#chat) throw new LiveError('NOT_JOINED', 'the room is not joined');
    return this.#chat;
  }

  /** Signs in as the stay's user, or as nobody, and joins its room. */
  enter(stay: Stay): Promise<GroupFacts> {
    return this.#takeTurn(async () => {
      throwIfAborted(stay.signal);
      clearTimeout(this.#closing);
      await this.#replace(stay);
      try {
        return await this.#settle(stay);
      } catch (reason) {
        if (this.#stay === stay) this.#stay = undefined; // Never begun: a second try replaces nobody.
        throw reason;
      }
    });
  }

  /** Signs in anew in the same room. While signed in there is nothing to do: the service goes by the login, not by the signature. */
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
        stay.sink.facts(await this.#settle(stay, !previous));
        if (wasLost) stay.sink.connected(true);
      } catch (reason) {
        stay.credentials = previous;
        throw reason;
      }
    });
  }

  /** Doubts that the stay is still heard: asks. */
  check(): void {
    this.#connection?.check();
  }

  /** Quits the room of the stay. The connection closes when nobody has needed it for a second. */
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
    this.#turn = mine.catch(() => undefined); // Whoever asked hears of it; the next turn comes all the same.
    return mine;
  }

  async #replace(stay: Stay): Promise<void> {
    const previous = this.#stay;
    if (previous) this.#end(new LiveError('KICKED_OUT', 'another room on this page took its place'));
    this.#stay = stay;
    // The SDK keeps one instance per app, and with it the first one's server (3.6.6).
    if (this.#server !== stay.server) await this.#close();
    this.#server = stay.server;
    // Members quit by joining the next. A guest would go on polling, and the rooms take each other's messages for doubles (3.6.6).
    if (previous && !previous.credentials) await this.#quit(previous);
  }

  #quit({roomId}: Stay): Promise<void> | undefined {
    return this.#chat && bounded(this.#chat.quitGroup(roomId), FAREWELL_TIMEOUT_MS);
  }

  async #settle(stay: Stay, leaving = false): Promise<GroupFacts> {
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
      // Not given up half way, or the room would be joined after it was quit.
      const group = await Promise.race([this.#join(chat, roomId), blocked]);
      throwIfAborted(signal);
      if (stay.credentials && this.#time) stay.sink.time?.(this.#time);
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
      const why = isRefused ? "the page's Trusted Types policy does not let it start a worker" : `${cause as Error}`;
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
      if (this.#connection) this.#signedOutAt = performance.now(); // Lost, or open again and not signed in yet.
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
    await this.#pendingLogin?.catch(() => undefined); // A superseded stay's; the SDK refuses a second meanwhile.
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
      this.#signedOutAt = performance.now(); // After some refusals the SDK opens its connection anew, and asks.
      throw reason;
    } finally {
      if (this.#pendingLogin === login) this.#pendingLogin = undefined;
    }
    await this.#writeProfile(chat, credentials);
  }

  /** Lets others read the name that the page gave. They are told of it with the join; without it the viewer comes all the same. */
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
      const time = Number(data?.timeStamp) * 1_000; // A second login of the same user is not asked of the service, and tells none.
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
      const type = this.#sdk.TYPES.GRP_AVCHATROOM as never; // The SDK's own constants; its types disagree with each other (3.6.6).
      const joining = chat.joinGroup({groupID: roomId, type}) as Promise<{data: {group?: SdkGroupProfile}}>;
      const {data} = await within(ANSWER_TIMEOUT_MS, this.#watch.signal, joining, late('joining'));
      return data.group ?? {};
    } catch (reason) {
      throw fromSdk(reason, 'JOIN_FAILED', `cannot join room "${roomId}"`);
    }
  }

  /** Reads what the group knows, and tells what was missed of it; whether the service answered. */
  async #readRoom(chat: ChatSDK, stay: Stay): Promise<boolean> {
    const {roomId, sink} = stay;
    const {signal} = this.#over;
    // Another terminal of the same user may have left the room for both, which nobody tells. The SDK keeps its one record of
    // our part in the group and only overwrites it: wiped, it is filled again for members alone (3.6.6).
    const self = this.#self;
    if (self) self.role = '';
    try {
      // Custom fields the service tells only to those who ask for them by name.
      const reading = chat.getGroupProfile({groupID: roomId, groupCustomFieldFilter: this.#fields});
      const {data} = (await reading) as {data: {group: SdkGroupProfile}};
      if (signal.aborted) return false;
      const {selfInfo} = data.group;
      if (selfInfo?.role) this.#self = selfInfo;
      if (self && !selfInfo?.role) this.#end(new LiveError('KICKED_OUT', ELSEWHERE, {retryable: true}));
      else {
        sink.facts(factsOf(data.group));
        void this.#readLikes(chat, stay);
      }
      return true;
    } catch (reason) {
      const code = codeOf(reason);
      if (code === NO_SUCH_GROUP) this.#end(new LiveError('ROOM_ENDED', 'the room was dismissed'));
      // An app without these fields refuses them: the next question does without.
      else if (isOfGroups(code)) this.#fields = [];
      return false; // Whoever is not signed in again yet is answered so, too.
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
    if (seqs.length) stay.sink.revoked(seqs);
  }

  #counted({groupID, key, value}: SdkCounter): void {
    const stay = this.#stay;
    if (groupID === stay?.roomId && !this.#over.signal.aborted) stay.sink.facts(likesOf({[key]: value}));
  }

  /** Tells what the counter has come to, where the app's edition has counters. */
  async #readLikes(chat: ChatSDK, {roomId, sink}: Stay): Promise<void> {
    const {signal} = this.#over;
    if (!this.#hasCounters) return;
    try {
      const {data} = (await chat.getGroupCounters({groupID: roomId})) as {data: {counters: SdkCounters}};
      if (!signal.aborted) sink.facts(likesOf(data.counters));
    } catch (reason) {
      this.#hasCounters = codeOf(reason) !== NO_COUNTERS; // Any other may be answered the next time.
    }
  }

  #kicked(type: string): void {
    this.#signedOutAt = performance.now();
    const lapsed = type === (this.#sdk.TYPES.KICKED_OUT_USERSIG_EXPIRED as string);
    this.#end(
      lapsed
        ? new LiveError('SIGNATURE_EXPIRED', 'the signature lapsed', {retryable: true})
        : new LiveError('KICKED_OUT', `signed out by the service (${type})`, {retryable: true}),
    );
  }

  /**
   * The SDK does not catch the refusals of its own requests (3.6.6) when the connection is no longer signed in. The driver learns of
   * the lost login by events, so the page does not need these rejections. Rejections at other times belong to the page.
   */
  #preventOwn(event: PromiseRejectionEvent): void {
    const isRecent = performance.now() - this.#signedOutAt < REFUSED_WITHIN_MS;
    if (isRecent && NOT_SIGNED_IN.includes(codeOf(event.reason))) event.preventDefault();
  }

  /** Tells once that the stay is over. Nothing is tried again by itself: tabs that fight for a user would never stop. */
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
    this.#pendingLogin = undefined; // It was this connection's.
    this.#watch.abort();
    await bounded(chat.destroy(), ANSWER_TIMEOUT_MS);
  }
}
