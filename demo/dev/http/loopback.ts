import type {IncomingMessage, RequestListener, Server} from 'node:http';
import type {Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {Connections} from '../../server/src/http/connections.ts';
import {answerMalformedRequest} from '../../server/src/http/errors.ts';

/** Milliseconds. Videos are uploaded and played here, so requests and responses take longer than those of an API. */
const LIMITS = {requestMs: 120_000, answerMs: 1_800_000, silentMs: 60_000};

/** @returns False if the upgrade is for another path; the socket is untouched then. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

export interface LoopbackServer {
  /** One server per loopback address: `localhost` may resolve to either. */
  readonly servers: readonly Server[];
  close(): Promise<void>;
}

/** Listens on both loopback addresses; `::1` may be missing. A WebSocket that no handler accepts gets 404. */
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

/** Responds to malformed requests like the business server, so that requests through the proxy have the same result. */
function refuseNoise(error: NodeJS.ErrnoException, socket: Duplex): void {
  answerMalformedRequest(error, socket as Socket);
}

function refuseUpgrade(socket: Duplex): void {
  const body = 'there is no WebSocket at this address\n';
  socket.on('error', () => undefined); // After an upgrade Node handles no errors of the socket; an unhandled one would end the process.
  socket.once('finish', () => socket.destroy());
  socket.end(
    `HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
}
