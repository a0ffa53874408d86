import {createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse} from 'node:http';
import {createServer as createNetServer, type Server as NetServer, type Socket} from 'node:net';
import {answerMalformedRequest} from './errors.ts';

/** Milliseconds. */
export interface ConnectionLimits {
  /** Until the headers of a request have arrived, from the opening of the connection. */
  readonly headersMs: number;
  /** Until a whole request has arrived. */
  readonly requestMs: number;
  /** Between two requests. */
  readonly keepAliveMs: number;
  /** Without a byte in either direction. */
  readonly silentMs: number;
  /** Until the response is made and read. */
  readonly responseMs: number;
  /**
   * For the rest of a request whose response was sent early. It is read and dropped, because a client that is
   * disconnected would miss the response.
   */
  readonly lingerMs: number;
  /** Between two checks for late requests. */
  readonly checkMs: number;
}

const LIMITS: ConnectionLimits = {
  headersMs: 10_000,
  requestMs: 20_000,
  keepAliveMs: 10_000,
  silentMs: 30_000,
  responseMs: 60_000,
  lingerMs: 2_000,
  checkMs: 1_000,
};

/** When the server ends: time for a request that is still arriving, and for one whose response is being made. */
const ARRIVING_GRACE_MS = 500;
const RESPONSE_GRACE_MS = 2_500;

/** Tracks the connections of HTTP servers. Closes slow and silent ones, and ends all of them within a bounded time. */
export class Connections {
  readonly #limits: ConnectionLimits;
  /** Requests under way by connection. */
  readonly #open = new Map<Socket, Set<IncomingMessage>>();
  readonly #listeners: NetServer[] = [];
  #ending = false;

  /** @param limits Limits that differ from the default. */
  constructor(limits: Partial<ConnectionLimits> = {}) {
    this.#limits = {...LIMITS, ...limits};
  }

  /** The number of open connections. */
  get size(): number {
    return this.#open.size;
  }

  get ending(): boolean {
    return this.#ending;
  }

  /** Creates an HTTP server whose connections are tracked. */
  createServer(listener: RequestListener): Server {
    const {headersMs, requestMs, keepAliveMs, silentMs, checkMs} = this.#limits;
    const server = createServer(
      {
        headersTimeout: headersMs,
        requestTimeout: requestMs,
        keepAliveTimeout: keepAliveMs,
        connectionsCheckingInterval: checkMs,
        // Node would refuse a request without `Host` itself; the server does not need the header.
        requireHostHeader: false,
      },
      listener,
    );
    server.setTimeout(silentMs);
    server.on('connection', (socket) => this.#trackConnection(socket));
    server.prependListener('request', (request, response) => this.#trackRequest(request, response));
    // By default Node responds to an unknown expectation with a bare 417, and closes on CONNECT without a response.
    server.on('checkExpectation', (request, response) => server.emit('request', request, response));
    server.on('connect', (_request, socket) => answerMalformedRequest({code: 'CONNECT'}, socket as Socket));
    this.#listeners.push(server);
    return server;
  }

  /** Listens at one more address for a server that is listening. Rejects if the address is not available. */
  async listenAlso(server: Server, address: {readonly host: string; readonly port: number}): Promise<void> {
    // The same options as those of Node's HTTP servers, which handle the connections.
    const listener = createNetServer({allowHalfOpen: true, noDelay: true}, (socket) =>
      server.emit('connection', socket),
    );
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(address, () => {
        listener.off('error', reject);
        resolve();
      });
    });
    this.#listeners.push(listener);
  }

  /**
   * Accepts no new connection, closes idle ones at once, and gives requests under way a short time. Resolves when no connection is
   * left. A second call closes all of them at once.
   */
  async end(): Promise<void> {
    const again = this.#ending;
    this.#ending = true;
    const closed = Promise.all(this.#listeners.map(closeListener));
    for (const [socket, requests] of this.#open) if (again || !requests.size) socket.destroy();
    const late = setTimeout(() => this.#closeWhere(() => true), RESPONSE_GRACE_MS);
    const arriving = setTimeout(() => this.#closeWhere(({complete}) => !complete), ARRIVING_GRACE_MS);
    await closed;
    clearTimeout(late);
    clearTimeout(arriving);
  }

  #trackConnection(socket: Socket): void {
    if (this.#ending) return void socket.destroy();
    this.#open.set(socket, new Set());
    socket.once('close', () => this.#open.delete(socket));
  }

  #trackRequest(request: IncomingMessage, response: ServerResponse): void {
    const {socket} = request;
    const requests = this.#open.get(socket);
    if (!requests) return;
    requests.add(request);
    if (this.#ending) response.setHeader('Connection', 'close');
    const {responseMs, lingerMs} = this.#limits;
    const late = setTimeout(() => socket.destroy(), responseMs);
    response.once('close', () => {
      clearTimeout(late);
      requests.delete(request);
      if (!request.complete) linger(request, socket, lingerMs);
      else if (this.#ending && !requests.size) socket.destroySoon();
    });
  }

  #closeWhere(which: (request: IncomingMessage) => boolean): void {
    for (const [socket, requests] of this.#open) {
      if (!requests.size || [...requests].some(which)) socket.destroy();
    }
  }
}

function linger(request: IncomingMessage, socket: Socket, ms: number): void {
  const late = setTimeout(() => socket.destroy(), ms);
  const done = () => {
    clearTimeout(late);
    socket.off('close', done);
  };
  request.once('end', done);
  socket.once('close', done);
  request.resume();
}

function closeListener(listener: NetServer): Promise<void> {
  return new Promise((resolve) => {
    listener.close(() => resolve()); // Also when it does not listen, or was closed before.
  });
}
