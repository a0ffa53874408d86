import {createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse} from 'node:http';
import {createServer as createDoor, type Server as Door, type Socket} from 'node:net';
import {answerMalformedRequest} from './errors.ts';

/** Milliseconds. */
export interface ConnectionLimits {
  /** For the headers of a request to arrive, counted from the connection's first moment: a silent one is cut as well. */
  readonly headersMs: number;
  /** For a whole request to arrive. */
  readonly requestMs: number;
  /** Between two requests. */
  readonly keepAliveMs: number;
  /** Without a byte in either direction. */
  readonly silentMs: number;
  /** For an answer to be made and read. */
  readonly answerMs: number;
  /** An answer was sent before its request had arrived: the rest is read and dropped for so long, or the client would miss the answer. */
  readonly lingerMs: number;
  /** Between two looks for late requests. */
  readonly checkMs: number;
}

const LIMITS: ConnectionLimits = {
  headersMs: 10_000,
  requestMs: 20_000,
  keepAliveMs: 10_000,
  silentMs: 30_000,
  answerMs: 60_000,
  lingerMs: 2_000,
  checkMs: 1_000,
};

/** At the end: for a request that is still arriving, and for one that is being answered. */
const ARRIVING_GRACE_MS = 500;
const ANSWER_GRACE_MS = 2_500;

/** Every connection of one or more HTTP servers, so that slow and silent ones are cut, and all of them end in bounded time. */
export class Connections {
  readonly #limits: ConnectionLimits;
  /** The requests that each connection is being answered. */
  readonly #open = new Map<Socket, Set<IncomingMessage>>();
  readonly #doors: Door[] = [];
  #ending = false;

  /** @param limits Other limits than the usual ones. */
  constructor(limits: Partial<ConnectionLimits> = {}) {
    this.#limits = {...LIMITS, ...limits};
  }

  /** How many are open. */
  get size(): number {
    return this.#open.size;
  }

  get ending(): boolean {
    return this.#ending;
  }

  /** An HTTP server whose connections are kept here. */
  createServer(listener: RequestListener): Server {
    const {headersMs, requestMs, keepAliveMs, silentMs, checkMs} = this.#limits;
    const server = createServer(
      {
        headersTimeout: headersMs,
        requestTimeout: requestMs,
        keepAliveTimeout: keepAliveMs,
        connectionsCheckingInterval: checkMs,
        // Node's own answer to a request without one is none of ours, and nothing here asks for it.
        requireHostHeader: false,
      },
      listener,
    );
    server.setTimeout(silentMs);
    server.on('connection', (socket) => this.#opened(socket));
    server.prependListener('request', (request, response) => this.#asked(request, response));
    // Node answers an unknown expectation with a bare 417, and closes on CONNECT without an answer.
    server.on('checkExpectation', (request, response) => server.emit('request', request, response));
    server.on('connect', (_request, socket) => answerMalformedRequest({code: 'CONNECT'}, socket as Socket));
    this.#doors.push(server);
    return server;
  }

  /** Listens at one more address for a server that listens already. Rejects when that address cannot be had. */
  async listenAlso(server: Server, address: {readonly host: string; readonly port: number}): Promise<void> {
    // As HTTP servers of Node listen. A connection is one of the server's, whichever door it came through.
    const door = createDoor({allowHalfOpen: true, noDelay: true}, (socket) => server.emit('connection', socket));
    await new Promise<void>((resolve, reject) => {
      door.once('error', reject);
      door.listen(address, () => {
        door.off('error', reject);
        resolve();
      });
    });
    this.#doors.push(door);
  }

  /**
   * Takes no new connection, lets requests under way finish for a short while and cuts everything else at once. Resolves
   * when no connection is left. Called again, it waits no longer for anything.
   */
  async end(): Promise<void> {
    const again = this.#ending;
    this.#ending = true;
    const closed = Promise.all(this.#doors.map(closeDoor));
    for (const [socket, requests] of this.#open) if (again || !requests.size) socket.destroy();
    const late = setTimeout(() => this.#cut(() => true), ANSWER_GRACE_MS);
    const arriving = setTimeout(() => this.#cut(({complete}) => !complete), ARRIVING_GRACE_MS);
    await closed;
    clearTimeout(late);
    clearTimeout(arriving);
  }

  #opened(socket: Socket): void {
    if (this.#ending) return void socket.destroy();
    this.#open.set(socket, new Set());
    socket.once('close', () => this.#open.delete(socket));
  }

  #asked(request: IncomingMessage, response: ServerResponse): void {
    const {socket} = request;
    const requests = this.#open.get(socket);
    if (!requests) return;
    requests.add(request);
    if (this.#ending) response.setHeader('Connection', 'close');
    const {answerMs, lingerMs} = this.#limits;
    const late = setTimeout(() => socket.destroy(), answerMs);
    response.once('close', () => {
      clearTimeout(late);
      requests.delete(request);
      if (!request.complete) linger(request, socket, lingerMs);
      else if (this.#ending && !requests.size) socket.destroySoon();
    });
  }

  #cut(which: (request: IncomingMessage) => boolean): void {
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

function closeDoor(door: Door): Promise<void> {
  return new Promise((resolve) => {
    door.close(() => resolve()); // Also when it does not listen, or was closed before.
  });
}
