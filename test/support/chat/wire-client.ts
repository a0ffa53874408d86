/** A client of the wire protocol without the SDK: for requests that the SDK never sends, and for many users at once. */
import {once} from 'node:events';
import {WebSocket} from 'ws';
import type {CloudServer} from './chat-emulator.ts';

export interface WireResponse extends Record<string, unknown> {
  readonly ErrorCode: number;
  readonly ErrorInfo: string;
}

/** A frame that is not a response. */
export interface WirePush {
  readonly command: string;
  readonly body: Record<string, unknown>;
}

const RESPONSE_TIMEOUT_MS = 60_000;

/** The address where a client signs in, and its signatures. */
export type Entrance = Pick<CloudServer, 'wsUrl' | 'sdkAppId' | 'sign'>;

export class CloudClient {
  readonly pushes: WirePush[] = [];
  readonly socket: WebSocket;
  a2 = '';
  tinyId = '';
  #seq = 0;
  readonly #pending = new Map<string, {respond: (response: WireResponse) => void; fail: (reason: string) => void}>();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data, isBinary) => this.#handleFrame(data as Buffer, isBinary));
    socket.on('error', () => undefined); // Tests observe the `close` event that follows.
    socket.on('close', () => this.#pending.forEach(({fail}) => fail('the socket closed')));
  }

  static async open(cloud: Entrance, instanceId = crypto.randomUUID()): Promise<CloudClient> {
    const socket = new WebSocket(`${cloud.wsUrl}/binfo?sdkappid=${cloud.sdkAppId}&instanceid=${instanceId}`);
    const client = new CloudClient(socket);
    await once(socket, 'open');
    return client;
  }

  static async signedIn(cloud: Entrance, userId: string, groupId?: string): Promise<CloudClient> {
    const client = await CloudClient.open(cloud);
    const welcome = await client.login(userId, cloud.sign(userId));
    if (welcome.ErrorCode !== 0) throw new Error(welcome.ErrorInfo);
    if (groupId !== undefined) await client.ask('group_open_http_svc.apply_join_group', {GroupId: groupId});
    return client;
  }

  async login(identifier: string, usersig: string): Promise<WireResponse> {
    const response = await this.ask('im_open_status.wslogin', {State: 'Online'}, {identifier, usersig});
    if (typeof response.A2Key === 'string') this.a2 = response.A2Key;
    if (typeof response.TinyId === 'string') this.tinyId = response.TinyId;
    return response;
  }

  async ask(
    command: string,
    body: unknown = {},
    head: object = {a2: this.a2, tinyid: this.tinyId},
  ): Promise<WireResponse> {
    const seq = ++this.#seq;
    const key = `${command} ${seq}`;
    return new Promise((resolve, reject) => {
      const fail = (reason: string) => {
        clearTimeout(late);
        this.#pending.delete(key);
        reject(new Error(`${command}: ${reason}`));
      };
      const late = setTimeout(() => fail('no response'), RESPONSE_TIMEOUT_MS);
      const respond = (body: WireResponse) => {
        clearTimeout(late);
        this.#pending.delete(key);
        resolve(body);
      };
      this.#pending.set(key, {respond, fail});
      this.raw(JSON.stringify({head: {servcmd: command, seq, ...head}, body}));
    });
  }

  send(groupId: string, text: string, more: object = {}): Promise<WireResponse> {
    return this.ask('group_open_http_svc.send_group_msg', {
      GroupId: groupId,
      Random: Math.floor(Math.random() * 2 ** 31),
      MsgBody: [{MsgType: 'TIMTextElem', MsgContent: {Text: text}}],
      ...more,
    });
  }

  raw(frame: string | Buffer): void {
    this.socket.send(Buffer.from(frame));
  }

  /** Items pushed so far, without their envelopes. */
  items(): Record<string, unknown>[] {
    return this.pushes
      .flatMap(({body}) => (body.EventArray ?? []) as Record<string, unknown>[])
      .flatMap(({GroupMsgArray, GroupTips}) => (GroupMsgArray ?? GroupTips ?? []) as Record<string, unknown>[]);
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    this.socket.terminate();
    await once(this.socket, 'close');
  }

  #handleFrame(data: Buffer, isBinary: boolean): void {
    if (!isBinary) throw new Error('the SDK does not read text frames');
    const {head, body} = JSON.parse(data.toString()) as {head: {servcmd: string; seq: number}; body: WireResponse};
    const pending = this.#pending.get(`${head.servcmd} ${head.seq}`);
    if (pending) pending.respond(body);
    else this.pushes.push({command: head.servcmd, body});
  }
}
