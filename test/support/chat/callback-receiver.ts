/** A business server that hears callbacks and answers what a test tells it to. */
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterAll, afterEach, beforeAll} from 'vitest';

export interface HeardCallback {
  readonly command: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The answer's body, or what to do instead of a proper answer. */
export type CallbackAnswer = object | ((response: ServerResponse) => void);

const OK = {ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0};

export class CallbackReceiver {
  readonly heard: HeardCallback[] = [];
  /** Answers by `CallbackCommand`; all others are answered OK. */
  readonly answers = new Map<string, (heard: HeardCallback) => CallbackAnswer>();
  /** Sockets opened so far. */
  connections = 0;
  url = '';
  readonly #server = createServer((request, response) => void this.#hear(request, response));

  async start(): Promise<void> {
    this.#server.on('connection', () => (this.connections += 1));
    await new Promise<void>((resolve) => this.#server.listen(0, 'localhost', resolve));
    this.url = `http://localhost:${(this.#server.address() as AddressInfo).port}/hear`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Bodies heard of one command, in order; only those of one room, if named. */
  of(command: string, groupId?: string): Readonly<Record<string, unknown>>[] {
    return this.heard
      .filter((one) => one.command === command && (groupId === undefined || one.body.GroupId === groupId))
      .map(({body}) => body);
  }

  answer(command: string, answer: (heard: HeardCallback) => CallbackAnswer): void {
    this.answers.set(command, answer);
  }

  forget(): void {
    this.heard.length = 0;
    this.answers.clear();
  }

  async #hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const query = Object.fromEntries(new URLSearchParams((request.url ?? '').split('?')[1]));
    const body = JSON.parse(Buffer.concat(chunks).toString()) as HeardCallback['body'];
    const heard = {command: String(query.CallbackCommand), query, body};
    this.heard.push(heard);
    const answer = this.answers.get(heard.command)?.(heard) ?? OK;
    if (typeof answer === 'function') (answer as (response: ServerResponse) => void)(response);
    else response.writeHead(200, {'Content-Type': 'application/json'}).end(JSON.stringify(answer));
  }
}

/** One receiver for the length of a test file; what it heard and answers ends with each test. */
export function useCallbacks(): CallbackReceiver {
  const receiver = new CallbackReceiver();
  beforeAll(() => receiver.start());
  afterEach(() => receiver.forget());
  afterAll(() => receiver.stop());
  return receiver;
}
