import type {ChatSDK, default as TencentCloudChat} from '@tencentcloud/chat';
import {throwIfAborted} from '../../protocol/abort.js';
import {LiveError} from '../../protocol/errors.js';
import type {Credentials, DriverSink, GroupFacts} from '../driver.js';
import {fromSdk} from './tencent-chat-errors.js';
import {factsOf, hear, isOf, type SdkGroupProfile, type SdkMessage} from './tencent-chat-messages.js';

/** The part of the SDK's namespace that we use. */
export interface TencentSdk {
  readonly EVENT: typeof TencentCloudChat.EVENT;
  readonly TYPES: typeof TencentCloudChat.TYPES;
  create(options: {SDKAppID: number; proxyServer?: string}): ChatSDK;
}

/** One driver's place in one room. */
export interface Stay {
  readonly roomId: string;
  readonly credentials: Credentials | undefined;
  readonly sink: DriverSink;
  readonly signal: AbortSignal;
}

/** A login or join that is not answered by then never will be. The SDK itself would wait 90 s. */
const ANSWER_TIMEOUT_MS = 20_000;
/** A farewell is not waited for longer than this: offline the SDK would hold it for 15 s. */
const FAREWELL_TIMEOUT_MS = 3_000;
/** How long an unused connection is kept for the next room. */
const IDLE_MS = 1_000;
const CUSTOM_FIELDS = ['status'];
/** `setLogLevel`: nothing in the host page's console. */
const SILENT = 4;

/**
 * One SDK instance, as all stays of one app on a page share it.
 *
 * The SDK keeps one instance per app id and refuses a login while another is pending, so everything here takes turns.
 * It stays in one live room at a time: the later stay ends the earlier.
 */
export class ChatClient {
  static readonly #clients = new Map<string, ChatClient>();

  static for(sdk: TencentSdk, sdkAppId: number, server: string | undefined): ChatClient {
    const key = `${sdkAppId} ${server}`;
    let client = this.#clients.get(key);
    if (!client) this.#clients.set(key, (client = new ChatClient(sdk, sdkAppId, server)));
    return client;
  }

  readonly #sdk: TencentSdk;
  readonly #sdkAppId: number;
  readonly #server: string | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #chat: ChatSDK | undefined;
  #stay: Stay | undefined;
  #pendingLogin: Promise<unknown> | undefined;
  #closing: ReturnType<typeof setTimeout> | undefined;
  #watch = new AbortController();

  private constructor(sdk: TencentSdk, sdkAppId: number, server: string | undefined) {
    this.#sdk = sdk;
    this.#sdkAppId = sdkAppId;
    this.#server = server;
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
      const attempt = new AbortController();
      try {
        const blocked = workerBlocked(attempt.signal);
        const chat = (this.#chat ??= this.#open());
        await Promise.race([this.#signIn(chat, stay), blocked, abortion(stay.signal)]);
        // Not given up half way, or the room would be joined after it was quit.
        const {data} = await Promise.race([this.#join(chat, stay.roomId), blocked]);
        throwIfAborted(stay.signal);
        if (stay.credentials) void this.#readFields(chat, stay);
        return factsOf((data as {group?: SdkGroupProfile}).group ?? {});
      } catch (reason) {
        if (this.#stay === stay) this.#stay = undefined; // Never begun: a second try replaces nobody.
        throw reason;
      } finally {
        attempt.abort();
      }
    });
  }

  /** Quits the room of the stay. The connection closes when nobody has needed it for a second. */
  exit(stay: Stay): Promise<void> {
    return this.#takeTurn(async () => {
      if (this.#stay === stay) this.#stay = undefined;
      if (this.#stay || !this.#chat) return;
      await bounded(this.#chat.quitGroup(stay.roomId), FAREWELL_TIMEOUT_MS);
      clearTimeout(this.#closing);
      this.#closing = setTimeout(() => void this.#takeTurn(() => this.#close()), IDLE_MS);
    });
  }

  #takeTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined); // Whoever asked hears of it; the next turn comes all the same.
    return mine;
  }

  async #replace(stay: Stay): Promise<void> {
    const previous = this.#stay;
    this.#stay = stay;
    if (!previous) return;
    if (!previous.signal.aborted) {
      previous.sink.ended(new LiveError('KICKED_OUT', 'another room on this page took its place'));
    }
    // Members quit by joining the next. A guest would go on polling, and the rooms take each other's messages for doubles (3.6.6).
    if (!previous.credentials && this.#chat) await bounded(this.#chat.quitGroup(previous.roomId), FAREWELL_TIMEOUT_MS);
  }

  #open(): ChatSDK {
    const {EVENT} = this.#sdk;
    let chat: ChatSDK;
    try {
      chat = this.#sdk.create({SDKAppID: this.#sdkAppId, ...(this.#server && {proxyServer: this.#server})});
    } catch (cause) {
      throw new LiveError('BAD_CONFIG', "the SDK cannot start: does the page's Trusted Types policy let it?", {
        cause,
      });
    }
    chat.setLogLevel(SILENT);
    this.#watch = new AbortController();
    this.#listen(chat, EVENT.MESSAGE_RECEIVED, ({data}) => this.#hear(data as readonly SdkMessage[]));
    this.#listen(chat, EVENT.NET_STATE_CHANGE, ({data}) =>
      this.#stay?.sink.connected((data as {state: string}).state === (this.#sdk.TYPES.NET_STATE_CONNECTED as string)),
    );
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
    if (current === (credentials?.userId ?? '')) return;
    if (current) await chat.logout();
    throwIfAborted(signal);
    if (!credentials) return;
    const login = (this.#pendingLogin = this.#logIn(chat, credentials));
    try {
      await login;
    } finally {
      if (this.#pendingLogin === login) this.#pendingLogin = undefined;
    }
  }

  async #logIn(chat: ChatSDK, {userId, userSig}: Credentials): Promise<void> {
    const ready = new AbortController();
    try {
      const isReady = new Promise<void>((resolve) => {
        const listener = () => resolve();
        chat.on(this.#sdk.EVENT.SDK_READY, listener);
        ready.signal.addEventListener('abort', () => chat.off(this.#sdk.EVENT.SDK_READY, listener), {once: true});
      });
      await answered(chat.login({userID: userId, userSig}), 'signing in');
      if (!chat.isReady()) await answered(isReady, 'signing in');
    } catch (reason) {
      throw fromSdk(reason, 'JOIN_FAILED', 'cannot sign in to Tencent Chat');
    } finally {
      ready.abort();
    }
  }

  async #join(chat: ChatSDK, roomId: string): Promise<{data: unknown}> {
    try {
      const type = this.#sdk.TYPES.GRP_AVCHATROOM as never; // The SDK's own constants; its types disagree with each other (3.6.6).
      return await answered(chat.joinGroup({groupID: roomId, type}) as Promise<{data: unknown}>, 'joining');
    } catch (reason) {
      throw fromSdk(reason, 'JOIN_FAILED', `cannot join room "${roomId}"`);
    }
  }

  /** The service tells custom fields only to those who ask for them by name. */
  async #readFields(chat: ChatSDK, {roomId, sink}: Stay): Promise<void> {
    try {
      const {data} = (await chat.getGroupProfile({groupID: roomId, groupCustomFieldFilter: CUSTOM_FIELDS})) as {
        data: {group: SdkGroupProfile};
      };
      sink.facts(factsOf(data.group));
    } catch {
      // An app without these fields refuses; the business server's word and the room's messages remain.
    }
  }

  #hear(messages: readonly SdkMessage[]): void {
    const stay = this.#stay;
    if (!stay) return;
    const heard = messages
      .filter((message) => isOf(stay.roomId, message))
      .flatMap((message) => hear(message, stay.credentials?.userId));
    const said = heard.flatMap((one) => (one.what === 'said' ? one.message : []));
    if (said.length) stay.sink.messages(said);
    for (const one of heard) {
      if (one.what === 'facts') stay.sink.facts(one.facts);
      if (one.what === 'ended') stay.sink.ended(one.reason);
    }
  }

  #kicked(type: string): void {
    const lapsed = type === (this.#sdk.TYPES.KICKED_OUT_USERSIG_EXPIRED as string);
    this.#stay?.sink.ended(
      lapsed
        ? new LiveError('SIGNATURE_EXPIRED', 'the signature lapsed', {retryable: true})
        : new LiveError('KICKED_OUT', `signed out by the service (${type})`, {retryable: true}),
    );
  }

  async #close(): Promise<void> {
    if (this.#stay || !this.#chat) return;
    const chat = this.#chat;
    this.#chat = undefined;
    this.#pendingLogin = undefined; // It was this connection's.
    this.#watch.abort();
    await bounded(chat.destroy(), ANSWER_TIMEOUT_MS);
  }
}

/** A page's policy does not change while it lives: what was blocked once stays blocked. */
let blockedByPage: LiveError | undefined;

/**
 * Rejects when the page's Content Security Policy refuses a worker made from a blob. The SDK keeps its connection in one,
 * and would wait for it without a word (3.6.6).
 */
function workerBlocked(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (blockedByPage) reject(blockedByPage);
    const onViolation = ({disposition, effectiveDirective, blockedURI}: SecurityPolicyViolationEvent) => {
      const enforced = disposition === 'enforce'; // A policy on trial reports, and lets the worker be.
      if (!enforced || effectiveDirective !== 'worker-src' || !blockedURI.startsWith('blob')) return;
      blockedByPage = new LiveError('BAD_CONFIG', "the page's Content Security Policy lacks worker-src blob:");
      reject(blockedByPage);
    };
    document.addEventListener('securitypolicyviolation', onViolation, {signal});
  });
}

/** Rejects when the answer takes longer than 20 s. */
function answered<T>(answer: Promise<T>, attempt: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new LiveError('CONNECTION_LOST', `no answer: ${attempt}`, {retryable: true})),
      ANSWER_TIMEOUT_MS,
    );
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** Settles with the work or after the time, whichever is first; never rejects. */
function bounded(work: Promise<unknown>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void work
      .catch(() => undefined) // A farewell that fails changes nothing: the viewer is gone either way.
      .then(() => {
        clearTimeout(timer);
        resolve();
      });
  });
}

function abortion(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(new DOMException('no longer wanted', 'AbortError'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, {once: true});
  });
}
