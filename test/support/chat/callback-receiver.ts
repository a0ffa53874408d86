/** A business server that records callbacks and sends the responses of a test. */
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterAll, afterEach, beforeAll} from 'vitest';

export interface ReceivedCallback {
  readonly command: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The body of the response, or a function that writes another response. */
export type PreparedResponse = object | ((response: ServerResponse) => void);

const OK = {ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0};

export class CallbackReceiver {
  readonly received: ReceivedCallback[] = [];
  /** Responses by `CallbackCommand`; the response to all other commands is OK. */
  readonly responses = new Map<string, (callback: ReceivedCallback) => PreparedResponse>();
  /** Sockets opened so far. */
  connections = 0;
  url = '';
  readonly #server = createServer((request, response) => void this.#receive(request, response));

  async start(): Promise<void> {
    this.#server.on('connection', () => (this.connections += 1));
    await new Promise<void>((resolve) => this.#server.listen(0, 'localhost', resolve));
    this.url = `http://localhost:${(this.#server.address() as AddressInfo).port}/callbacks`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Received bodies of one command, in order, of one room or of all rooms. */
  of(command: string, groupId?: string): Readonly<Record<string, unknown>>[] {
    return this.received
      .filter((one) => one.command === command && (groupId === undefined || one.body.GroupId === groupId))
      .map(({body}) => body);
  }

  respond(command: string, sendResponse: (callback: ReceivedCallback) => PreparedResponse): void {
    this.responses.set(command, sendResponse);
  }

  forget(): void {
    this.received.length = 0;
    this.responses.clear();
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const query = Object.fromEntries(new URLSearchParams((request.url ?? '').split('?')[1]));
    const body = JSON.parse(Buffer.concat(chunks).toString()) as ReceivedCallback['body'];
    const callback = {command: String(query.CallbackCommand), query, body};
    this.received.push(callback);
    const result = this.responses.get(callback.command)?.(callback) ?? OK;
    if (typeof result === 'function') (result as (response: ServerResponse) => void)(response);
    else response.writeHead(200, {'Content-Type': 'application/json'}).end(JSON.stringify(result));
  }
}

/** One receiver for a test file; each test begins without received callbacks and without responses. */
export function useCallbacks(): CallbackReceiver {
  const receiver = new CallbackReceiver();
  beforeAll(() => receiver.start());
  afterEach(() => receiver.forget());
  afterAll(() => receiver.stop());
  return receiver;
}
