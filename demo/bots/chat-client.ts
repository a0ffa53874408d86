import {randomInt} from 'node:crypto';
import {setTimeout as wait} from 'node:timers/promises';
import {ChatConnection, ChatError} from './chat-connection.ts';

/** Tencent Chat credentials and the address of the service. */
export interface Credentials {
  readonly imServer: string;
  readonly sdkAppId: number;
  readonly userId: string;
  readonly userSig: string;
}

export interface ChatClientOptions {
  readonly roomId: string;
  /** Called before the first login, and again after the service refused a signature. */
  readonly credentials: () => Promise<Credentials>;
  /** Called once when the service ended the login: a second login of the same viewer, or a kick. */
  readonly onKicked?: (type: number) => void;
}

const BACK_OFF_MS = 500;
const BACK_OFF_MAX_MS = 15_000;
const LEAVE_TIMEOUT_MS = 1_000;
/** The signature is expired or invalid, or the resume token expired: new credentials may help. */
const SIGNATURE_CODES = new Set([70001, 70003, 70009, 70013, 20002, 20004]);

/** A viewer of one room over Tencent Chat's WebSocket protocol: signs in, joins, sends, reconnects. */
export class ChatClient {
  readonly #options: ChatClientOptions;
  readonly #ended = new AbortController();
  #connection: ChatConnection | undefined;
  #credentials: Credentials | undefined;
  #helloTimer: NodeJS.Timeout | undefined;
  #joined = false;
  #clientSeq = randomInt(1, 0x7fff_ffff);

  constructor(options: ChatClientOptions) {
    this.#options = options;
  }

  /** True while messages can be sent. */
  get joined(): boolean {
    return this.#joined;
  }

  /** Retries until it has joined the room. Resolves early when it is closed or kicked. */
  async open(): Promise<void> {
    const {signal} = this.#ended;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        await this.#join();
        return;
      } catch (error) {
        this.#dropConnection();
        if (error instanceof ChatError && SIGNATURE_CODES.has(error.code)) this.#credentials = undefined;
      }
      const longest = Math.min(BACK_OFF_MS * 2 ** attempt, BACK_OFF_MAX_MS);
      await wait(longest * (0.5 + Math.random() / 2), undefined, {signal}).catch(() => undefined); // Aborted by close(): the loop ends.
    }
  }

  /**
   * @returns False if the room's message limit dropped the message; the service reports success in that case too.
   * @throws ChatError when it is not in the room or the service refuses the message.
   */
  say(text: string): Promise<boolean> {
    return this.#send('Normal', {MsgType: 'TIMTextElem', MsgContent: {Text: text}});
  }

  /**
   * Sends `count` likes in one message.
   * @throws ChatError
   */
  like(count: number): Promise<boolean> {
    const Data = JSON.stringify({v: 1, type: 'like', count});
    return this.#send('Low', {MsgType: 'TIMCustomElem', MsgContent: {Data, Desc: 'like', Ext: ''}});
  }

  /** Leaves the room, logs out and closes the connection. Waits for the service at most a second each. */
  async close(): Promise<void> {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    const connection = this.#connection;
    if (connection && this.#joined) {
      const requestOnce = (command: string, body = {}) =>
        connection.request(command, body, LEAVE_TIMEOUT_MS).catch(() => undefined);
      await requestOnce('group_open_http_svc.quit_group', {GroupId: this.#options.roomId});
      await requestOnce('im_open_status.wslogout', {wslogout_type: 0, is_web_uniapp: 0});
    }
    this.#dropConnection();
  }

  async #send(MsgPriority: 'Normal' | 'Low', element: object): Promise<boolean> {
    if (!this.#joined || !this.#connection) throw new ChatError(0, 'not in the room');
    this.#clientSeq += 1;
    const response = await this.#connection.request('group_open_http_svc.send_group_msg', {
      From_Account: this.#credentials?.userId,
      GroupId: this.#options.roomId,
      Random: randomInt(1, 0x7fff_ffff),
      ClientSeq: this.#clientSeq,
      MsgPriority,
      MsgBody: [element],
      MsgClientTime: Math.floor(Date.now() / 1_000),
      OnlineOnlyFlag: 0,
      NeedReadReceipt: 0,
    });
    return response.MsgDropReason === undefined;
  }

  async #join(): Promise<void> {
    const {roomId, credentials} = this.#options;
    const {imServer, sdkAppId, userId, userSig} = (this.#credentials ??= await credentials());
    if (this.#ended.signal.aborted) return;
    const connection: ChatConnection = new ChatConnection({
      server: imServer,
      sdkAppId,
      onPush: (body) => this.#handlePush(connection, body),
      onClose: () => this.#handleClose(connection),
    });
    this.#connection = connection;
    connection.identity = {identifier: userId, usersig: userSig};
    const login = {State: 'Online', is_web_uniapp: 0, InstType: 0, CustomInfo: ''};
    const {A2Key, TinyId, HelloInterval} = await connection.request('im_open_status.wslogin', login);
    connection.identity = {a2: String(A2Key), tinyid: String(TinyId)};
    await connection.request('group_open_http_svc.apply_join_group', {GroupId: roomId, WebPushFlag: 1});
    if (this.#connection !== connection) throw new ChatError(0, 'the connection was lost');
    this.#joined = true;
    this.#helloTimer = setInterval(
      () => void connection.request('im_open_status.wshello', {is_web_uniapp: 0}).catch(() => connection.close()),
      (Number(HelloInterval) || 120) * 1_000,
    );
  }

  #handlePush(connection: ChatConnection, body: Readonly<Record<string, unknown>>): void {
    const kick = kickTypeOf(body);
    if (kick === undefined || connection !== this.#connection) return;
    this.#ended.abort();
    this.#dropConnection();
    this.#options.onKicked?.(kick);
  }

  #handleClose(connection: ChatConnection): void {
    if (connection !== this.#connection) return;
    const wasJoined = this.#joined;
    this.#dropConnection();
    if (wasJoined) void this.open(); // While joining, open() itself retries.
  }

  #dropConnection(): void {
    clearInterval(this.#helloTimer);
    this.#joined = false;
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.close();
  }
}

/** @returns `EventArray[].C2cNotifyMsgArray[].KickoutMsgNotify.KickType` of a push, if it has one. */
function kickTypeOf(body: Readonly<Record<string, unknown>>): number | undefined {
  for (const event of listOf(body.EventArray)) {
    for (const notice of listOf(event.C2cNotifyMsgArray)) {
      const kickout = notice.KickoutMsgNotify as {readonly KickType?: unknown} | undefined;
      if (kickout) return Number(kickout.KickType);
    }
  }
  return undefined;
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? (value as readonly Readonly<Record<string, unknown>>[]) : [];
}
