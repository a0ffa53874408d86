import {randomBytes} from 'node:crypto';
import {WebSocket} from 'ws';

type Body = Readonly<Record<string, unknown>>;

/** The service answered with an error, or not at all. */
export class WireError extends Error {
  override readonly name = 'WireError';
  /** Tencent's code; 0 when the connection was lost or the answer did not come. */
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** Tencent's own client waits as long for an answer. */
const ANSWER_MS = 15_000;
const OPEN_MS = 10_000;
/** After as long without a word from the service it is asked whether it is there, and has 3 s to say so. */
const QUIET_MS = 10_000;
const ALIVE_MS = 3_000;
const MAX_FRAME_BYTES = 1_048_576;

/** What the head of a push says, and what tells one that matters here from the talk of the room. */
const PUSH = 'im_open_push.';
const PUSH_HEAD_BYTES = 120;
const KICK = 'KickoutMsgNotify';

/** The same in every request of Tencent's web client. */
const HEAD = {
  ver: 'v4',
  platform: 7,
  websdkappid: 537048168,
  websdkversion: '1.7.3',
  contenttype: 'json',
  status_instid: 0,
};

interface Waiting {
  readonly resolve: (body: Body) => void;
  readonly reject: (error: WireError) => void;
  readonly timer: NodeJS.Timeout;
}

export interface WireConnectionOptions {
  /** As the session hands it out: absolute, without `/binfo`. */
  readonly server: string;
  readonly sdkAppId: number;
  readonly onPush: (body: Body) => void;
  /** Once, when the socket is gone for whatever reason. */
  readonly onClose: () => void;
}

/** One WebSocket to Tencent Chat: binary frames of JSON, requests paired with answers by command and sequence, heartbeats. */
export class WireConnection {
  /** Who is speaking: `identifier` and `usersig` until login, `a2` and `tinyid` after it. */
  identity: Readonly<Record<string, string>> = {identifier: '', usersig: ''};
  readonly #socket: WebSocket;
  readonly #options: WireConnectionOptions;
  readonly #waiting = new Map<number, Waiting>();
  readonly #opened: Promise<void>;
  #seq = 0;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(options: WireConnectionOptions) {
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
      this.#socket.once('error', (error) => reject(new WireError(0, error.message)));
      this.#socket.once('close', () => reject(new WireError(0, 'the connection was closed')));
    });
    this.#opened.catch(() => undefined); // Whoever asks for something hears of it; if nobody does, onClose tells.
    this.#socket.on('error', () => undefined); // Always followed by close, which is acted on.
    this.#socket.on('message', (data) => this.#hear(data as Buffer));
    this.#socket.on('close', () => this.#closed());
  }

  /** @throws WireError */
  async request(command: string, body: Body = {}, withinMs = ANSWER_MS): Promise<Body> {
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
        this.#waiting.delete(seq);
        reject(new WireError(0, `${command} was not answered`));
      }, withinMs);
      this.#waiting.set(seq, {resolve, reject, timer});
      this.#socket.send(Buffer.from(JSON.stringify({head, body})));
    });
  }

  /** Ends at once. */
  close(): void {
    this.#socket.terminate();
  }

  #hear(frame: Buffer): void {
    this.#scheduleHeartbeat();
    if (isTalk(frame)) return;
    let message: {head?: {seq?: number}; body?: Body};
    try {
      message = JSON.parse(frame.toString('utf8')) as typeof message;
    } catch {
      return; // Not ours to read: the web client ignores such frames too.
    }
    const {head = {}, body = {}} = message;
    const waiting = head.seq === undefined ? undefined : this.#waiting.get(head.seq);
    const isPush = Array.isArray(body.EventArray);
    if (!waiting || isPush) {
      if (isPush) this.#options.onPush(body);
      return;
    }
    this.#waiting.delete(head.seq!);
    clearTimeout(waiting.timer);
    const code = Number(body.ErrorCode ?? 0);
    if (code === 0) waiting.resolve(body);
    else waiting.reject(new WireError(code, typeof body.ErrorInfo === 'string' ? body.ErrorInfo : ''));
  }

  #scheduleHeartbeat(): void {
    clearTimeout(this.#heartbeat);
    this.#heartbeat = setTimeout(() => {
      this.request('heartbeat.alive', {}, ALIVE_MS).catch(() => this.#socket.terminate());
    }, QUIET_MS);
  }

  #closed(): void {
    clearTimeout(this.#heartbeat);
    for (const {reject, timer} of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new WireError(0, 'the connection was lost'));
    }
    this.#waiting.clear();
    this.#options.onClose();
  }
}

/** A push of what others say: made-up viewers do not listen, and reading it all costs more than all they say. */
function isTalk(frame: Buffer): boolean {
  return frame.subarray(0, PUSH_HEAD_BYTES).includes(PUSH) && !frame.includes(KICK);
}
