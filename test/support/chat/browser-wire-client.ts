/** A client of the wire protocol in a browser, without the SDK: a second user beside the driver, because a page has one SDK. */
import {decodeExtras} from '../../../src/protocol/codec.js';
import type {Listener} from './chat-services.ts';

export interface Signing {
  readonly sdkAppId: number;
  readonly secretKey: string;
  readonly userId: string;
  /** True for a signature that expired: signed an hour ago, valid for a minute. */
  readonly lapsed: boolean;
}

/** Signs a UserSig (TLSSigAPIv2) with the browser's Web Crypto. */
export async function signInBrowser({sdkAppId, secretKey, userId, lapsed}: Signing): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const [time, expire] = lapsed ? [now - 3_600, 60] : [now, 3_600];
  const text = `TLS.identifier:${userId}\nTLS.sdkappid:${sdkAppId}\nTLS.time:${time}\nTLS.expire:${expire}\n`;
  const bytes = (words: string) => new TextEncoder().encode(words);
  const algorithm = {name: 'HMAC', hash: 'SHA-256'};
  const key = await crypto.subtle.importKey('raw', bytes(secretKey), algorithm, false, ['sign']);
  const claims = {
    'TLS.ver': '2.0',
    'TLS.identifier': userId,
    'TLS.sdkappid': sdkAppId,
    'TLS.time': time,
    'TLS.expire': expire,
    'TLS.sig': base64(await crypto.subtle.sign('HMAC', key, bytes(text))),
  };
  const packed = new Blob([JSON.stringify(claims)]).stream().pipeThrough(new CompressionStream('deflate'));
  const SAFE: Readonly<Record<string, string>> = {'+': '*', '/': '-', '=': '_'};
  return base64(await new Response(packed).arrayBuffer()).replace(/[+/=]/g, (character) => SAFE[character]!);
}

function base64(buffer: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(buffer)));
}

export interface ListenerOptions {
  readonly server: string;
  readonly sdkAppId: number;
  readonly userId: string;
  readonly userSig: string;
  readonly roomId: string;
}

interface Frame {
  readonly head: {readonly servcmd: string};
  readonly body: {
    readonly ErrorCode?: number;
    readonly A2Key?: string;
    readonly TinyId?: string;
    readonly EventArray?: readonly {readonly GroupMsgArray?: readonly PushedMessage[]}[];
  };
}

interface PushedMessage {
  readonly TinyId: string;
  readonly MsgClientTime: number;
  readonly MsgRandom: number;
  readonly MsgPriority?: string;
  readonly CloudCustomData?: string;
  readonly MsgBody: readonly {readonly MsgType: string; readonly MsgContent: {readonly Data?: string}}[];
}

export class WireListener implements Listener {
  readonly #socket: WebSocket;
  readonly #ids: string[] = [];
  readonly #questions: string[] = [];
  readonly #customs: string[] = [];
  #roomId = '';
  #login: object = {};

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  static async join({server, sdkAppId, userId, userSig, roomId}: ListenerOptions): Promise<WireListener> {
    const socket = new WebSocket(`${server}/binfo?sdkappid=${sdkAppId}&instanceid=${crypto.randomUUID()}`);
    socket.binaryType = 'arraybuffer';
    const listener = new WireListener(socket);
    await new Promise((resolve) => socket.addEventListener('open', resolve, {once: true}));
    socket.addEventListener('message', ({data}) => listener.#handleFrame(read(data as ArrayBuffer)));
    const {A2Key: a2, TinyId: tinyid} = await listener.#ask(
      'im_open_status.wslogin',
      {identifier: userId, usersig: userSig},
      {State: 'Online'},
    );
    listener.#login = {a2, tinyid};
    listener.#roomId = roomId;
    await listener.#ask('group_open_http_svc.apply_join_group', {a2, tinyid}, {GroupId: roomId});
    return listener;
  }

  receivedIds(): readonly string[] {
    return this.#ids;
  }

  questions(): readonly string[] {
    return this.#questions;
  }

  customs(): readonly string[] {
    return this.#customs;
  }

  /** Leaves the room on all terminals of the user. */
  async quit(): Promise<void> {
    await this.#ask('group_open_http_svc.quit_group', this.#login, {GroupId: this.#roomId});
  }

  close(): void {
    this.#socket.close();
  }

  #ask(servcmd: string, who: object, body: object): Promise<Frame['body']> {
    const response = new Promise<Frame['body']>((resolve, reject) => {
      const onMessage = ({data}: MessageEvent<ArrayBuffer>) => {
        const {head, body} = read(data);
        if (head.servcmd !== servcmd) return;
        this.#socket.removeEventListener('message', onMessage);
        if (body.ErrorCode) reject(new Error(`${servcmd}: ${body.ErrorCode}`));
        else resolve(body);
      };
      this.#socket.addEventListener('message', onMessage);
    });
    this.#socket.send(new TextEncoder().encode(JSON.stringify({head: {servcmd, seq: 1, ...who}, body})));
    return response;
  }

  /** Every page builds the id from the same three numbers (SDK 3.6.6). */
  #handleFrame({body}: Frame): void {
    const messages = (body.EventArray ?? []).flatMap(({GroupMsgArray = []}) => GroupMsgArray);
    for (const {TinyId, MsgClientTime, MsgRandom, CloudCustomData} of messages) {
      const id = `${TinyId}-${MsgClientTime}-${MsgRandom}`;
      this.#ids.push(id);
      if (decodeExtras(CloudCustomData).question) this.#questions.push(id);
    }
    for (const {MsgPriority, MsgBody} of messages) {
      for (const {MsgContent} of MsgBody) if (MsgContent.Data) this.#customs.push(`${MsgPriority} ${MsgContent.Data}`);
    }
  }
}

function read(data: ArrayBuffer): Frame {
  return JSON.parse(new TextDecoder().decode(data)) as Frame;
}
