import {randomInt} from 'node:crypto';
import {setTimeout as wait} from 'node:timers/promises';
import {WireConnection, WireError} from './wire-connection.ts';

/** Who signs in, and where. */
export interface Credentials {
  readonly imServer: string;
  readonly sdkAppId: number;
  readonly userId: string;
  readonly userSig: string;
}

export interface WireClientOptions {
  readonly roomId: string;
  /** Asked before the first login, and again when a signature is refused. */
  readonly credentials: () => Promise<Credentials>;
  /** Told once if it has to go for good: somebody else signed in as the same viewer, or it was sent away. */
  readonly onKicked?: (type: number) => void;
}

const BACK_OFF_MS = 500;
const BACK_OFF_MAX_MS = 15_000;
const GOODBYE_MS = 1_000;
/** Signature expired or wrong, ticket expired: new credentials may help. */
const SIGNATURE_CODES = new Set([70001, 70003, 70009, 70013, 20002, 20004]);

/** A viewer of one room over Tencent Chat's wire: signs in, joins, speaks, comes back when the connection was lost. */
export class WireClient {
  readonly #options: WireClientOptions;
  readonly #ended = new AbortController();
  #connection: WireConnection | undefined;
  #credentials: Credentials | undefined;
  #hello: NodeJS.Timeout | undefined;
  #joined = false;
  #clientSeq = randomInt(1, 0x7fff_ffff);

  constructor(options: WireClientOptions) {
    this.#options = options;
  }

  /** Whether what it says now would be heard. */
  get joined(): boolean {
    return this.#joined;
  }

  /** Tries until it is in the room. Resolves early when it is closed or kicked meanwhile. */
  async open(): Promise<void> {
    const {signal} = this.#ended;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        await this.#come();
        return;
      } catch (error) {
        this.#dropConnection();
        if (error instanceof WireError && SIGNATURE_CODES.has(error.code)) this.#credentials = undefined;
      }
      const longest = Math.min(BACK_OFF_MS * 2 ** attempt, BACK_OFF_MAX_MS);
      await wait(longest * (0.5 + Math.random() / 2), undefined, {signal}).catch(() => undefined); // Closed: the loop ends.
    }
  }

  /**
   * Whether it was said: the service answers success also for what the room's limit has dropped.
   * @throws WireError when it is not in the room or the service refuses.
   */
  say(text: string): Promise<boolean> {
    return this.#send('Normal', {MsgType: 'TIMTextElem', MsgContent: {Text: text}});
  }

  /**
   * Likes so often, in one message.
   * @throws WireError
   */
  like(count: number): Promise<boolean> {
    const Data = JSON.stringify({v: 1, type: 'like', count});
    return this.#send('Low', {MsgType: 'TIMCustomElem', MsgContent: {Data, Desc: 'like', Ext: ''}});
  }

  /** Leaves the room, signs out and lets go of everything; a service that does not answer is not waited for. */
  async close(): Promise<void> {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    const connection = this.#connection;
    if (connection && this.#joined) {
      const goodbye = (command: string, body = {}) =>
        connection.request(command, body, GOODBYE_MS).catch(() => undefined);
      await goodbye('group_open_http_svc.quit_group', {GroupId: this.#options.roomId});
      await goodbye('im_open_status.wslogout', {wslogout_type: 0, is_web_uniapp: 0});
    }
    this.#dropConnection();
  }

  async #send(MsgPriority: 'Normal' | 'Low', element: object): Promise<boolean> {
    if (!this.#joined || !this.#connection) throw new WireError(0, 'not in the room');
    this.#clientSeq += 1;
    const answer = await this.#connection.request('group_open_http_svc.send_group_msg', {
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
    return answer.MsgDropReason === undefined;
  }

  async #come(): Promise<void> {
    const {roomId, credentials} = this.#options;
    const {imServer, sdkAppId, userId, userSig} = (this.#credentials ??= await credentials());
    if (this.#ended.signal.aborted) return;
    const connection: WireConnection = new WireConnection({
      server: imServer,
      sdkAppId,
      onPush: (body) => this.#hear(connection, body),
      onClose: () => this.#lost(connection),
    });
    this.#connection = connection;
    connection.identity = {identifier: userId, usersig: userSig};
    const login = {State: 'Online', is_web_uniapp: 0, InstType: 0, CustomInfo: ''};
    const {A2Key, TinyId, HelloInterval} = await connection.request('im_open_status.wslogin', login);
    connection.identity = {a2: String(A2Key), tinyid: String(TinyId)};
    await connection.request('group_open_http_svc.apply_join_group', {GroupId: roomId, WebPushFlag: 1});
    if (this.#connection !== connection) throw new WireError(0, 'the connection was lost');
    this.#joined = true;
    this.#hello = setInterval(
      () => void connection.request('im_open_status.wshello', {is_web_uniapp: 0}).catch(() => connection.close()),
      (Number(HelloInterval) || 120) * 1_000,
    );
  }

  #hear(connection: WireConnection, body: Readonly<Record<string, unknown>>): void {
    const kick = kickIn(body);
    if (kick === undefined || connection !== this.#connection) return;
    this.#ended.abort();
    this.#dropConnection();
    this.#options.onKicked?.(kick);
  }

  #lost(connection: WireConnection): void {
    if (connection !== this.#connection) return;
    const wasJoined = this.#joined;
    this.#dropConnection();
    if (wasJoined) void this.open(); // While joining, whoever called open() is trying again already.
  }

  #dropConnection(): void {
    clearInterval(this.#hello);
    this.#joined = false;
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.close();
  }
}

/** `EventArray[].C2cNotifyMsgArray[].KickoutMsgNotify.KickType` of a push, if it says so. */
function kickIn(body: Readonly<Record<string, unknown>>): number | undefined {
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
