import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import type {Duplex} from 'node:stream';
import {WebSocketServer} from 'ws';
import type {SigningKey} from '../../server/src/tencent/user-sig.ts';
import {answerFaults} from '../faults-door.ts';
import {turnAway} from '../socket-faults.ts';
import {rtcFaults} from './rtc-faults-api.ts';
import {createCertificate} from './media-link.ts';
import {MediaPort} from './media-port.ts';
import {Left} from './room.ts';
import {Rtc, type StandIns} from './rtc.ts';
import {Signalling} from './signalling.ts';

export interface LocalRtcOptions extends SigningKey {
  /** UDP port of the media, on loopback; any free one unless given. */
  readonly mediaPort?: number;
  readonly standIns?: StandIns | undefined;
  /** The origin whose pages may call `/cloud/rtc/faults`. None unless given. */
  readonly shopOrigin?: string | undefined;
  /** Told of faults of the cloud itself (never of what a client did wrong); `console.error` unless given. */
  readonly onError?: (error: unknown) => void;
}

/** TRTC for one application, on this machine: signalling by WebSocket, media by UDP, faults for tests. */
export interface LocalRtc {
  /** Of the media. */
  readonly port: number;
  /** Answers the SDK's sockets on this server (`websocketProxy: 'ws://host:port/cloud/rtc'`); other upgrades are left to others. */
  attach(server: Server): void;
  /** Takes one socket of the SDK's and says true; false means it is somebody else's and untouched. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Answers `/cloud/rtc/…` and says true; false means the request is somebody else's and untouched. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Ends every socket and timer, and lets go of the servers it was attached to. */
  close(): Promise<void>;
}

const PATH = '/cloud/rtc';
const MAX_FRAME_BYTES = 256 * 1_024;
/** The SDK says something every two seconds; whoever has said nothing for so long is gone. */
const SILENT_MS = 30_000;
const EVERY_SECOND_MS = 1_000;

export async function createLocalRtc(options: LocalRtcOptions): Promise<LocalRtc> {
  const {sdkAppId, secretKey, mediaPort = 0, standIns, shopOrigin, onError = console.error} = options;
  const [port, certificate] = await Promise.all([MediaPort.open(mediaPort), createCertificate()]);
  const rtc = new Rtc({key: {sdkAppId, secretKey}, port, certificate, standIns});
  const sockets = new WebSocketServer({noServer: true, maxPayload: MAX_FRAME_BYTES});
  const detach: (() => void)[] = [];
  const everySecond = setInterval(() => {
    const now = performance.now();
    for (const member of rtc.members) {
      if (now - member.heardAt > SILENT_MS) rtc.remove(member, Left.timeout);
      else member.reportReception();
    }
  }, EVERY_SECOND_MS);

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): boolean => {
    const [path, query] = (request.url ?? '/').split('?', 2);
    if (path !== PATH) return false;
    if (rtc.faults.refusing) {
      turnAway(socket);
      return true;
    }
    const userId = new URLSearchParams(query).get('userId') ?? '';
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const signalling = new Signalling(rtc, webSocket, userId);
      const hear = (text: string) => {
        try {
          signalling.hear(text);
        } catch (error) {
          onError(error);
        }
      };
      webSocket.on('message', (data) => {
        const text = (data as Buffer).toString(); // With ws's default binaryType every message is one Buffer.
        if (rtc.faults.delayMs) setTimeout(hear, rtc.faults.delayMs, text);
        else hear(text);
      });
      webSocket.on('error', () => webSocket.terminate()); // Oversized or malformed frames: ws has said why, close follows.
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
      if (path === `${PATH}/faults`) answerFaults(rtcFaults(rtc, shopOrigin, onError), request, response);
      else if (path.startsWith(`${PATH}/log/`)) swallow(request, response);
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

/** What the SDK tells its makers of itself: taken, and looked at by nobody. */
function swallow(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(200, {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': '*',
    'Content-Type': 'application/json',
  });
  response.end('{}');
}
