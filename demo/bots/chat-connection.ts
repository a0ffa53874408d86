import {randomBytes} from 'node:crypto';
import {WebSocket} from 'ws';

type Body = Readonly<Record<string, unknown>>;

/** The service responded with an error, or did not respond. */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  /** Tencent's code; 0 after a lost connection or a timeout. */
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** The timeout of Tencent's web SDK. */
const RESPONSE_TIMEOUT_MS = 15_000;
const OPEN_MS = 10_000;
/** A heartbeat is sent after 10 s without a frame. The service must respond within 3 s. */
const HEARTBEAT_AFTER_MS = 10_000;
const HEARTBEAT_TIMEOUT_MS = 3_000;
const MAX_FRAME_BYTES = 1_048_576;

/** Marks of a push in the first bytes of a frame, and of a push that ends the login. */
const PUSH = 'im_open_push.';
const PUSH_HEAD_BYTES = 120;
const KICK = 'KickoutMsgNotify';

/** Constant fields of every request of Tencent's web SDK. */
const HEAD = {
  ver: 'v4',
  platform: 7,
  websdkappid: 537048168,
  websdkversion: '1.7.3',
  contenttype: 'json',
  status_instid: 0,
};

interface PendingRequest {
  readonly resolve: (body: Body) => void;
  readonly reject: (error: ChatError) => void;
  readonly timer: NodeJS.Timeout;
}

export interface ChatConnectionOptions {
  /** `imServer` of the session: absolute, without `/binfo`. */
  readonly server: string;
  readonly sdkAppId: number;
  readonly onPush: (body: Body) => void;
  /** Called once when the socket has closed. */
  readonly onClose: () => void;
}

/** One WebSocket to Tencent Chat: binary JSON frames, responses matched to requests by sequence number, heartbeats. */
export class ChatConnection {
  /** Fields that identify the user: `identifier` and `usersig` before login, `a2` and `tinyid` after it. */
  identity: Readonly<Record<string, string>> = {identifier: '', usersig: ''};
  readonly #socket: WebSocket;
  readonly #options: ChatConnectionOptions;
  readonly #pending = new Map<number, PendingRequest>();
  readonly #opened: Promise<void>;
  #seq = 0;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(options: ChatConnectionOptions) {
    this.#options = options;
    const instance = randomBytes(16).toString('hex');
    const query = `sdkappid=${options.sdkAppId}&instanceid=${instance}&random=${Math.random()}&platform=7&host=node&version=-1&sdkversion=3.6.6`;
    this.#socket = new WebSocket(`${options.server}/binfo?${query}`, {
      handshakeTimeout: OPEN_MS,
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: false,
    });
    this.#opened = new Promise((resolve, reject) => {
      this.#socket.once('open', resolve);
      this.#socket.once('error', (error) => reject(new ChatError(0, error.message)));
      this.#socket.once('close', () => reject(new ChatError(0, 'the connection was closed')));
    });
    this.#opened.catch(() => undefined); // Every request rejects with it; without a request, onClose reports it.
    this.#socket.on('error', () => undefined); // A `close` event always follows and is handled.
    this.#socket.on('message', (data) => this.#handleFrame(data as Buffer));
    this.#socket.on('close', () => this.#closed());
  }

  /** @throws ChatError */
  async request(command: string, body: Body = {}, withinMs = RESPONSE_TIMEOUT_MS): Promise<Body> {
    await this.#opened;
    const seq = (this.#seq += 1);
    const head = {
      ...HEAD,
      ...this.identity,
      sdkappid: this.#options.sdkAppId,
      servcmd: command,
      seq,
      reqtime: Math.floor(Date.now() / 1_000),
    };
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#pending.delete(seq);
        reject(new ChatError(0, `${command}: no response within ${withinMs} ms`));
      }, withinMs);
      this.#pending.set(seq, {resolve, reject, timer});
      this.#socket.send(Buffer.from(JSON.stringify({head, body})));
    });
  }

  /** Closes at once. */
  close(): void {
    this.#socket.terminate();
  }

  #handleFrame(frame: Buffer): void {
    this.#scheduleHeartbeat();
    if (isRoomMessage(frame)) return;
    let message: {head?: {seq?: number}; body?: Body};
    try {
      message = JSON.parse(frame.toString('utf8')) as typeof message;
    } catch {
      return; // Tencent's web SDK ignores such frames too.
    }
    const {head = {}, body = {}} = message;
    const waiting = head.seq === undefined ? undefined : this.#pending.get(head.seq);
    const isPush = Array.isArray(body.EventArray);
    if (!waiting || isPush) {
      if (isPush) this.#options.onPush(body);
      return;
    }
    this.#pending.delete(head.seq!);
    clearTimeout(waiting.timer);
    const code = Number(body.ErrorCode ?? 0);
    if (code === 0) waiting.resolve(body);
    else waiting.reject(new ChatError(code, typeof body.ErrorInfo === 'string' ? body.ErrorInfo : ''));
  }

  #scheduleHeartbeat(): void {
    clearTimeout(this.#heartbeat);
    this.#heartbeat = setTimeout(() => {
      this.request('heartbeat.alive', {}, HEARTBEAT_TIMEOUT_MS).catch(() => this.#socket.terminate());
    }, HEARTBEAT_AFTER_MS);
  }

  #closed(): void {
    clearTimeout(this.#heartbeat);
    for (const {reject, timer} of this.#pending.values()) {
      clearTimeout(timer);
      reject(new ChatError(0, 'the connection was lost'));
    }
    this.#pending.clear();
    this.#options.onClose();
  }
}

/** True for pushes of room messages: bots ignore them, and parsing them would cost more than all that bots send. */
function isRoomMessage(frame: Buffer): boolean {
  return frame.subarray(0, PUSH_HEAD_BYTES).includes(PUSH) && !frame.includes(KICK);
}
