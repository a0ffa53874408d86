import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import type {Duplex} from 'node:stream';
import {WebSocketServer} from 'ws';
import type {SigningKey} from '../user-sig.ts';
import {handleFaultRequest} from '../fault-injection.ts';
import {refuseUpgrade} from '../socket-faults.ts';
import {rtcFaults} from './rtc-faults-api.ts';
import {createCertificate} from './media-link.ts';
import {MediaPort} from './media-port.ts';
import {LeaveReason} from './room.ts';
import {Rtc, type RecordedHosts} from './rtc.ts';
import {Signalling} from './signalling.ts';

export interface LocalRtcOptions extends SigningKey {
  /** UDP port of the media, on loopback. Default: a free port. */
  readonly mediaPort?: number;
  readonly recordedHosts?: RecordedHosts | undefined;
  /** The origin whose pages may call `/cloud/rtc/faults`. Default: none. */
  readonly shopOrigin?: string | undefined;
  /** Called with bugs of the cloud itself, not with errors of clients. Default: `console.error`. */
  readonly onError?: (error: unknown) => void;
}

/** TRTC for one application, on this machine: signalling by WebSocket, media by UDP, faults for tests. */
export interface LocalRtc {
  /** The UDP port of the media. */
  readonly port: number;
  /** Handles the SDK's WebSockets on this server (`websocketProxy: 'ws://host:port/cloud/rtc'`); ignores other upgrades. */
  attach(server: Server): void;
  /** @returns False if the upgrade is for another path; the socket is untouched then. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** @returns False if the request is for another path; it is untouched then. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Ends every socket and timer, and detaches from its servers. */
  close(): Promise<void>;
}

const PATH = '/cloud/rtc';
const MAX_FRAME_BYTES = 256 * 1_024;
/** The SDK sends a report every two seconds; a client without frames for this long is removed. */
const SILENT_MS = 30_000;
const EVERY_SECOND_MS = 1_000;

export async function createLocalRtc(options: LocalRtcOptions): Promise<LocalRtc> {
  const {sdkAppId, secretKey, mediaPort = 0, recordedHosts, shopOrigin, onError = console.error} = options;
  const [port, certificate] = await Promise.all([MediaPort.open(mediaPort), createCertificate()]);
  const rtc = new Rtc({key: {sdkAppId, secretKey}, port, certificate, recordedHosts});
  const sockets = new WebSocketServer({noServer: true, maxPayload: MAX_FRAME_BYTES});
  const detach: (() => void)[] = [];
  const everySecond = setInterval(() => {
    const now = performance.now();
    for (const member of rtc.members) {
      if (now - member.lastSeenAt > SILENT_MS) rtc.remove(member, LeaveReason.timeout);
      else member.reportReception();
    }
  }, EVERY_SECOND_MS);

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): boolean => {
    const [path, query] = (request.url ?? '/').split('?', 2);
    if (path !== PATH) return false;
    if (rtc.faults.refusing) {
      refuseUpgrade(socket);
      return true;
    }
    const userId = new URLSearchParams(query).get('userId') ?? '';
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const signalling = new Signalling(rtc, webSocket, userId);
      const handleFrame = (text: string) => {
        try {
          signalling.handleFrame(text);
        } catch (error) {
          onError(error);
        }
      };
      webSocket.on('message', (data) => {
        const text = (data as Buffer).toString(); // With ws's default binaryType every message is one Buffer.
        if (rtc.faults.delayMs) setTimeout(handleFrame, rtc.faults.delayMs, text);
        else handleFrame(text);
      });
      webSocket.on('error', () => webSocket.terminate()); // An oversized or malformed frame; a `close` event follows.
    });
    return true;
  };

  return {
    get port() {
      return port.port;
    },
    upgrade,
    attach(server) {
      server.on('upgrade', upgrade);
      detach.push(() => server.off('upgrade', upgrade));
    },
    handle(request, response) {
      const [path = ''] = (request.url ?? '/').split('?', 1);
      if (path === `${PATH}/faults`) handleFaultRequest(rtcFaults(rtc, shopOrigin, onError), request, response);
      else if (path.startsWith(`${PATH}/log/`)) acceptLog(request, response);
      else return false;
      return true;
    },
    async close() {
      for (const undo of detach) undo();
      clearInterval(everySecond);
      rtc.close();
      for (const socket of sockets.clients) socket.terminate();
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
      await port.close();
    },
  };
}

/** Accepts and discards the SDK's telemetry. */
function acceptLog(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(200, {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': '*',
    'Content-Type': 'application/json',
  });
  response.end('{}');
}
