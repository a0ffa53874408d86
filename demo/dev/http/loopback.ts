import type {IncomingMessage, RequestListener, Server} from 'node:http';
import type {Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {Connections} from '../../server/src/http/connections.ts';
import {answerMalformedRequest} from '../../server/src/http/errors.ts';

/** Films are sent and watched here: whole requests and answers take longer than those of an API. Milliseconds. */
const LIMITS = {requestMs: 120_000, answerMs: 1_800_000, silentMs: 60_000};

/** Takes a WebSocket and says true; false means it is somebody else's and untouched. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

export interface LoopbackServer {
  /** One for each loopback address there is: `localhost` may mean either. */
  readonly servers: readonly Server[];
  close(): Promise<void>;
}

/** Listens on this machine alone, at both of its loopback addresses; `::1` may be missing. A WebSocket that nobody takes is answered 404. */
export async function listenOnLoopback(
  port: number,
  listener: RequestListener,
  ...upgrades: readonly Upgrade[]
): Promise<LoopbackServer> {
  const connections = new Connections(LIMITS);
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (!upgrades.some((take) => take(request, socket, head))) refuseUpgrade(socket);
  };
  const listen = (host: string): Promise<Server> =>
    new Promise((resolve, reject) => {
      const server = connections.createServer(listener).on('upgrade', upgrade).on('clientError', refuseNoise);
      server.once('error', reject);
      server.listen({port, host}, () => {
        server.off('error', reject);
        resolve(server);
      });
    });
  const servers = [await listen('127.0.0.1')];
  const second = await listen('::1').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') return undefined;
    throw error;
  });
  if (second) servers.push(second);
  return {servers, close: () => connections.end()};
}

/** As the business server answers it: a caller behind the proxy sees no difference. */
function refuseNoise(error: NodeJS.ErrnoException, socket: Duplex): void {
  answerMalformedRequest(error, socket as Socket);
}

function refuseUpgrade(socket: Duplex): void {
  const body = 'no WebSocket is taken here\n';
  socket.on('error', () => undefined); // Node leaves the socket alone from here on, and its troubles end this process unless heard.
  socket.once('finish', () => socket.destroy());
  socket.end(
    `HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
}
