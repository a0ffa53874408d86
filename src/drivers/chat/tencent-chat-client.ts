import type {ChatSDK, default as TencentCloudChat} from '@tencentcloud/chat';
import {throwIfAborted, withTimeout} from '../../protocol/abort.js';
import {LiveError} from '../../protocol/errors.js';
import type {Credentials, GroupInfo} from '../chat-driver.js';
import {ConnectionMonitor} from './connection-monitor.js';
import type {JoinedRoom} from './joined-room.js';
import type {TencentSdk} from './tencent-sdk.js';
import {RoomProbe} from './room-probe.js';
import {SdkRejections} from './sdk-rejections.js';
import {toLiveError} from './tencent-chat-errors.js';
import {
  groupInfoOf,
  decodeBatch,
  isForRoom,
  countersOf,
  type SdkCounter,
  type SdkGroupProfile,
  type SdkMessage,
} from './tencent-chat-messages.js';
import {SDK_TIMEOUT_MS, settleWithin, timeoutError} from './tencent-chat-responses.js';
import {SignIn} from './tencent-chat-sign-in.js';
import {rejectIfWorkerBlocked} from './worker-policy.js';

/** Timeout of quitting a group. Offline, the SDK would wait 15 s. */
const QUIT_TIMEOUT_MS = 3_000;
/** Time for which an unused connection is kept for the next room. */
const IDLE_TIMEOUT_MS = 1_000;
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
  readonly #probe = new RoomProbe();
  readonly #rejections = new SdkRejections();
  readonly #signIn: SignIn;
  #server: string | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #chat: ChatSDK | undefined;
  #connection: JoinedRoom | undefined;
  /**
   * Ends the work of the current connection. Aborted while there is no connection or after the service has ended it.
   */
  #active = new AbortController();
  #monitor: ConnectionMonitor | undefined;
  #closeTimer: ReturnType<typeof setTimeout> | undefined;
  #listeners = new AbortController();

  private constructor(sdk: TencentSdk, sdkAppId: number) {
    this.#sdk = sdk;
    this.#sdkAppId = sdkAppId;
    this.#signIn = new SignIn(sdk, this.#rejections);
  }

  /** Returns the SDK. Throws `NOT_JOINED` if it is closed. */
  requireChat(): ChatSDK {
    if (!this.#chat) throw new LiveError('NOT_JOINED', 'the room is not joined');
    return this.#chat;
  }

  /** Signs in as the connection's user or as a guest, and joins its room. */
  joinRoom(connection: JoinedRoom): Promise<GroupInfo> {
    return this.#enqueue(async () => {
      throwIfAborted(connection.signal);
      clearTimeout(this.#closeTimer);
      await this.#replace(connection);
      try {
        return await this.#signInAndJoin(connection);
      } catch (reason) {
        if (this.#connection === connection) this.#connection = undefined; // It never started, so a second try must not end it.
        throw reason;
      }
    });
  }

  /**
   * Signs in again in the same room. Does nothing while the same user is signed in, because the service checks the
   * login and not the signature.
   */
  renew(connection: JoinedRoom, credentials: Credentials | undefined): Promise<void> {
    return this.#enqueue(async () => {
      throwIfAborted(connection.signal);
      if (this.#connection !== connection) throw new LiveError('NOT_JOINED', 'the room is not joined');
      const isSameUser = this.#chat?.getLoginUser() === (credentials?.userId ?? '');
      const {credentials: previous} = connection;
      connection.credentials = credentials;
      if (isSameUser && !this.#active.signal.aborted) return;
      const wasLost = this.#monitor?.isLost;
      try {
        connection.sink.groupChanged(await this.#signInAndJoin(connection, !previous));
        if (wasLost) connection.sink.connected(true);
      } catch (reason) {
        connection.credentials = previous;
        throw reason;
      }
    });
  }

  /** Checks that the viewer is still a member of the group. */
  check(): void {
    this.#monitor?.check();
  }

  /** Quits the room. The connection closes after a second without use. */
  leaveRoom(connection: JoinedRoom): Promise<void> {
    if (this.#connection === connection) this.#active.abort();
    return this.#enqueue(async () => {
      if (this.#connection === connection) this.#connection = undefined;
      if (this.#connection || !this.#chat) return;
      await this.#quit(connection);
      clearTimeout(this.#closeTimer);
      this.#closeTimer = setTimeout(() => void this.#enqueue(() => this.#closeIdle()), IDLE_TIMEOUT_MS);
    });
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined); // The caller gets the error. The queue continues.
    return result;
  }

  async #replace(connection: JoinedRoom): Promise<void> {
    const previous = this.#connection;
    if (previous) this.#end(new LiveError('KICKED_OUT', 'another room was joined on this page'));
    this.#connection = connection;
    // The SDK keeps one instance per app, with the server of the first `create` (3.6.6).
    if (this.#server !== connection.server) await this.#close();
    this.#server = connection.server;
    // A member quits by joining the next room. A guest would continue to poll, and the SDK would take messages of the
    // two rooms for duplicates (3.6.6).
    if (previous && !previous.credentials) await this.#quit(previous);
  }

  #quit({roomId}: JoinedRoom): Promise<void> | undefined {
    return this.#chat && settleWithin(this.#chat.quitGroup(roomId), QUIT_TIMEOUT_MS);
  }

  async #signInAndJoin(connection: JoinedRoom, quitsFirst = false): Promise<GroupInfo> {
    const {roomId, signal} = connection;
    this.#active.abort();
    const active = (this.#active = new AbortController());
    signal.addEventListener('abort', () => active.abort(), {signal: active.signal});
    const attempt = new AbortController();
    try {
      const workerBlocked = rejectIfWorkerBlocked(attempt.signal);
      const chat = (this.#chat ??= this.#open());
      await withTimeout(
        SDK_TIMEOUT_MS,
        signal,
        Promise.race([this.#signIn.signIn(chat, connection, this.#listeners.signal), workerBlocked]),
        timeoutError('signing in'),
      );
      if (quitsFirst) await this.#quit(connection);
      // The join is not cancelled half way: otherwise the room could be joined after it was quit.
      const group = await Promise.race([this.#join(chat, roomId), workerBlocked]);
      throwIfAborted(signal);
      const {serverTime} = this.#signIn;
      if (connection.credentials && serverTime) connection.sink.serverTime?.(serverTime);
      this.#monitorConnection(chat, connection, active);
      return groupInfoOf(group);
    } catch (reason) {
      active.abort();
      throw reason;
    } finally {
      attempt.abort();
    }
  }

  #monitorConnection(chat: ChatSDK, connection: JoinedRoom, active: AbortController): void {
    const isMember = connection.credentials !== undefined;
    this.#probe.reset();
    this.#monitor = new ConnectionMonitor({
      probe: () => (isMember ? this.#probeRoom(chat, connection, active.signal) : this.#probe.probeAsGuest(chat)),
      onChange: (connected) => connection.sink.connected(connected),
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
      const details = isRefused ? "the page's Trusted Types policy does not allow a worker" : `${cause as Error}`;
      throw LiveError.from(cause, 'BAD_CONFIG', `Tencent Chat cannot start: ${details}`);
    }
    chat.setLogLevel(SILENT);
    this.#listeners = new AbortController();
    this.#monitor = undefined;
    this.#rejections.suppress(this.#listeners.signal);
    this.#listen(chat, EVENT.MESSAGE_RECEIVED, ({data}) => this.#handleMessages(data as readonly SdkMessage[]));
    this.#listen(chat, EVENT.NET_STATE_CHANGE, ({data}) => {
      const isOpen = (data as {state: string}).state === (this.#sdk.TYPES.NET_STATE_CONNECTED as string);
      if (this.#monitor) this.#rejections.markSignedOut(); // Lost, or open again and not signed in.
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

  async #join(chat: ChatSDK, roomId: string): Promise<SdkGroupProfile> {
    try {
      const type = this.#sdk.TYPES.GRP_AVCHATROOM as never; // The SDK's types contradict each other (3.6.6).
      const joining = chat.joinGroup({groupID: roomId, type}) as Promise<{data: {group?: SdkGroupProfile}}>;
      const {data} = await withTimeout(SDK_TIMEOUT_MS, this.#listeners.signal, joining, timeoutError('joining'));
      return data.group ?? {};
    } catch (reason) {
      throw toLiveError(reason, 'JOIN_FAILED', `cannot join room "${roomId}"`);
    }
  }

  /** Resolves with true if the service responded. */
  async #probeRoom(chat: ChatSDK, connection: JoinedRoom, signal: AbortSignal): Promise<boolean> {
    const outcome = await this.#probe.probeAsMember(chat, connection, signal);
    if (!(outcome instanceof LiveError)) return outcome;
    if (!signal.aborted) this.#end(outcome);
    return true;
  }

  #handleMessages(messages: readonly SdkMessage[]): void {
    const connection = this.#connection;
    if (!connection || this.#active.signal.aborted) return;
    this.#monitor?.markActive();
    const reason = decodeBatch(messages, connection);
    if (reason) this.#end(reason);
  }

  #handleDeleted(messages: readonly SdkMessage[]): void {
    const connection = this.#connection;
    if (!connection || this.#active.signal.aborted) return;
    const seqs = messages.filter((message) => isForRoom(connection.roomId, message)).map(({sequence}) => sequence);
    if (seqs.length) connection.sink.deleted(seqs);
  }

  #handleCounter({groupID, key, value}: SdkCounter): void {
    const connection = this.#connection;
    if (groupID === connection?.roomId && !this.#active.signal.aborted)
      connection.sink.groupChanged(countersOf({[key]: value}));
  }

  #handleKickedOut(type: string): void {
    this.#rejections.markSignedOut();
    const isExpired = type === (this.#sdk.TYPES.KICKED_OUT_USERSIG_EXPIRED as string);
    this.#end(
      isExpired
        ? new LiveError('SIGNATURE_EXPIRED', 'the signature has expired', {retryable: true})
        : new LiveError('KICKED_OUT', `signed out by the service (${type})`, {retryable: true}),
    );
  }

  /**
   * Reports once that the connection has ended. Does not reconnect: two tabs of one user would kick each other out
   * forever.
   */
  #end(reason: LiveError): void {
    if (this.#active.signal.aborted) return;
    this.#active.abort();
    this.#connection?.sink.ended(reason);
  }

  async #closeIdle(): Promise<void> {
    if (!this.#connection) await this.#close();
  }

  async #close(): Promise<void> {
    if (!this.#chat) return;
    const chat = this.#chat;
    this.#chat = undefined;
    this.#signIn.reset();
    this.#listeners.abort();
    await settleWithin(chat.destroy(), SDK_TIMEOUT_MS);
  }
}
