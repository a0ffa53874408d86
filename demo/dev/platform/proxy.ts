import {Agent, request as send, type IncomingMessage, type ServerResponse} from 'node:http';

/** Headers of one connection, which a proxy does not forward. */
const HOP_BY_HOP = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'upgrade'],
]);
/** Time limit without a byte from the business server. */
const UPSTREAM_MS = 30_000;
/**
 * Less than the business server's limit of an idle connection. Otherwise a request may be sent on a connection that the
 * server is closing.
 */
const IDLE_MS = 5_000;

/**
 * Forwards requests to the business server. `@fastify/http-proxy` was measured at 1,500 calls a second: it takes 1.6 times the CPU
 * of this class for each call, and it does not cancel a request whose client has disconnected.
 */
export class Proxy {
  /** Undefined until the server is ready. */
  port: number | undefined;
  readonly #agent = new Agent({keepAlive: true, timeout: IDLE_MS, scheduling: 'lifo'});

  /** Answers 503 without a server, as a load balancer does. */
  handle(request: IncomingMessage, response: ServerResponse): void {
    if (this.port === undefined) {
      unavailable(response, 'the business server is not up yet');
      return;
    }
    // Flat lists of headers: Node writes them without an object per message.
    const headers = endToEnd(request.rawHeaders, 'x-forwarded-for');
    headers.push('X-Forwarded-For', request.socket.remoteAddress ?? '127.0.0.1');
    const upstream = send(
      {
        host: '127.0.0.1',
        port: this.port,
        method: request.method,
        path: request.url,
        headers,
        setHost: false,
        timeout: UPSTREAM_MS,
        agent: this.#agent,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, endToEnd(answer.rawHeaders));
        answer.pipe(response);
        answer.on('error', () => undefined); // A `close` event follows.
        // The server has cut its response. It is cut here too, so that the client does not take it for a complete one.
        answer.on('close', () => !answer.complete && response.destroy());
      },
    );
    upstream.on('timeout', () => upstream.destroy(new Error('the business server took too long')));
    /** Discards the rest of a body that the server does not read, so that the client reads the response. */
    const discard = () => {
      request.unpipe(upstream);
      request.resume();
    };
    upstream.on('error', () => {
      discard();
      if (!response.headersSent) unavailable(response, 'the business server does not answer');
    });
    response.on('close', () => {
      discard();
      upstream.destroy();
    });
    if (hasBody(request)) request.pipe(upstream);
    else upstream.end();
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** @param rawHeaders Names and values in turn. @returns The forwarded ones, except `without`. */
function endToEnd(rawHeaders: readonly string[], without?: string): string[] {
  const headers: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!.toLowerCase();
    if (!HOP_BY_HOP.has(name) && name !== without) headers.push(rawHeaders[at]!, rawHeaders[at + 1]!);
  }
  return headers;
}

function hasBody({headers}: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/** Readable by pages of any origin, which would get a network error otherwise. */
function unavailable(response: ServerResponse, message: string): void {
  response.writeHead(503, {
    'content-type': 'application/json; charset=utf-8',
    'access-control-allow-origin': '*',
    'cache-control': 'no-store',
    'retry-after': '1',
  });
  response.end(JSON.stringify({error: {code: 'UNAVAILABLE', message}}));
}
