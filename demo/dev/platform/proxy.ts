import {Agent, request as ask, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse} from 'node:http';

/** Headers that belong to one connection and are not passed on. */
const HOP = ['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'upgrade'];
/** Without a byte from the business server. */
const UPSTREAM_MS = 30_000;
/** Less than the business server keeps a connection that is not used, or a request may meet its end. */
const UNUSED_MS = 5_000;

/** Hands requests to the business server, wherever it listens. */
export class Proxy {
  /** Undefined until the server is there. */
  port: number | undefined;
  readonly #agent = new Agent({keepAlive: true, timeout: UNUSED_MS});

  /** Answers 503 while there is no server, as a load balancer does. */
  handle(request: IncomingMessage, response: ServerResponse): void {
    if (this.port === undefined) {
      unavailable(response, 'the business server is not up yet');
      return;
    }
    const upstream = ask(
      {
        host: '127.0.0.1',
        port: this.port,
        method: request.method,
        path: request.url,
        headers: {...withoutHop(request.headers), 'x-forwarded-for': request.socket.remoteAddress ?? '127.0.0.1'},
        timeout: UPSTREAM_MS,
        agent: this.#agent,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, withoutHop(answer.headers));
        answer.pipe(response);
        answer.on('error', () => undefined); // Told by `close` as well.
        // The server has cut its answer: so that the client does not take it for the whole one, it is cut here as well.
        answer.on('close', () => !answer.complete && response.destroy());
      },
    );
    upstream.on('timeout', () => upstream.destroy(new Error('the business server took too long')));
    /** The server reads no further: what still comes is dropped, so that the client gets to the answer. */
    const drop = () => {
      request.unpipe(upstream);
      request.resume();
    };
    upstream.on('error', () => {
      drop();
      if (!response.headersSent) unavailable(response, 'the business server does not answer');
    });
    response.on('close', () => {
      drop();
      upstream.destroy();
    });
    request.pipe(upstream);
  }

  close(): void {
    this.#agent.destroy();
  }
}

function withoutHop(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP.includes(name)));
}

/** Readable by pages of any origin, who would otherwise see a network error. */
function unavailable(response: ServerResponse, message: string): void {
  response.writeHead(503, {
    'content-type': 'application/json; charset=utf-8',
    'access-control-allow-origin': '*',
    'cache-control': 'no-store',
    'retry-after': '1',
  });
  response.end(JSON.stringify({error: {code: 'UNAVAILABLE', message}}));
}
