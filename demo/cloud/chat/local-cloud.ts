import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import type {Duplex} from 'node:stream';
import {WebSocketServer, type WebSocket} from 'ws';
import {handleFaultRequest} from '../fault-injection.ts';
import {addressOf} from '../http.ts';
import {refuseUpgrade} from '../socket-faults.ts';
import {App, type LocalCloudOptions} from './app.ts';
import {Connection} from './state/connection.ts';
import {dispatch} from './commands/dispatch.ts';
import {chatFaults} from './faults/faults-api.ts';
import {answerRest} from './rest/rest.ts';
import {decode} from './wire/frames.ts';
import {leave} from './actions/membership.ts';

export type {LocalCloudOptions} from './app.ts';

/** Tencent Chat for one application, on this machine: WebSocket for the SDK, REST for the business server, faults for tests. */
export interface LocalCloud {
  /** Handles the SDK's WebSockets on this server (`proxyServer: 'ws://host:port/cloud/im'`); ignores other upgrades. */
  attach(server: Server): void;
  /** @returns False if the upgrade is for another path; the socket is untouched then. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** @returns False if the request is for another path; it is untouched then. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Ends every socket, timer and held poll, and detaches from its servers. */
  close(): Promise<void>;
}

const PATH = '/cloud/im';
const FILES = `${PATH}/files/`;
/** The SDK's largest frame is a message of 12 KB and its envelope. */
const MAX_FRAME_BYTES = 64 * 1_024;
/** Interval of WebSocket pings. A socket that does not respond for a whole interval is terminated. */
const PING_MS = 30_000;

export function createLocalCloud(options: LocalCloudOptions): LocalCloud {
  const app = new App(options);
  app.onExpired = (account) => {
    for (const group of [...account.rooms]) leave(app, account, group);
  };
  const sockets = new WebSocketServer({noServer: true, maxPayload: MAX_FRAME_BYTES, clientTracking: false});
  const detach: (() => void)[] = [];
  const pings = setInterval(() => pingAll(app), PING_MS);

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): boolean => {
    const {path, query} = targetOf(request);
    if (path !== `${PATH}/binfo`) return false;
    if (app.faults.refusing) refuseUpgrade(socket);
    else sockets.handleUpgrade(request, socket, head, (webSocket) => serve(app, webSocket, query, request));
    return true;
  };

  return {
    upgrade,
    attach(server) {
      server.on('upgrade', upgrade);
      detach.push(() => server.off('upgrade', upgrade));
    },
    handle(request, response) {
      const {path, query} = targetOf(request);
      if (path === `${PATH}/faults`) handleFaultRequest(chatFaults(app, options.shopOrigin), request, response);
      else if (path.startsWith(`${PATH}/v4/`))
        answerRest(app, path.slice(`${PATH}/v4/`.length), query, request, response);
      else if (path.startsWith(FILES))
        void app.files.handle(path.slice(FILES.length), query.get('sign'), request, response).catch(app.report);
      else return false;
      return true;
    },
    async close() {
      for (const undo of detach) undo();
      clearInterval(pings);
      app.callbacks.close();
      app.presence.close();
      await Promise.all([app.files.close(), new Promise<void>((resolve) => sockets.close(() => resolve()))]);
    },
  };
}

function serve(app: App, socket: WebSocket, query: URLSearchParams, request: IncomingMessage): void {
  const connection = new Connection(socket, app.faults, {
    instanceId: query.get('instanceid') ?? '',
    sdkAppId: Number(query.get('sdkappid')),
    origin: {platform: 'Web', address: addressOf(request)},
    host: request.headers.host ?? 'localhost',
  });
  app.presence.opened(connection);
  socket.on('message', (data) => {
    const request = decode(data as Buffer); // With ws's default binaryType every message is one Buffer.
    if (request) dispatch(app, connection, request);
  });
  socket.on('pong', () => (connection.alive = true));
  socket.on('error', () => socket.terminate()); // An oversized or malformed frame; a `close` event follows.
  socket.on('close', () => app.presence.closed(connection));
}

function pingAll(app: App): void {
  for (const connection of app.presence.connections) {
    if (!connection.alive) {
      connection.cut();
      continue;
    }
    connection.alive = false;
    connection.ping();
  }
}

/** Without the class URL, which throws on addresses like `//`. */
function targetOf({url = '/'}: IncomingMessage): {path: string; query: URLSearchParams} {
  const mark = url.indexOf('?');
  return mark < 0
    ? {path: url, query: new URLSearchParams()}
    : {path: url.slice(0, mark), query: new URLSearchParams(url.slice(mark))};
}
