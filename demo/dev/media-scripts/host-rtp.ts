/**
 * Makes `demo/dev/media/host.rtp.gz`, which the recorded host of the demo sends: the packets of the studio's scene,
 * published by the real SDK in Chromium. Run by `node --import tsx demo/dev/media-scripts/host-rtp.ts`.
 */
import {readFileSync, writeFileSync} from 'node:fs';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {chromium} from 'playwright';
import {WebSocketServer} from 'ws';
import {CHROMIUM_ARGS, requireChromium} from '../../../test/support/engines/chromium.mjs';
import {PUBLISH, signPrivateMapKey} from '../../server/src/tencent/private-map-key.ts';
import {signUserSig} from '../../server/src/tencent/user-sig.ts';
import {createCertificate} from '../../cloud/rtc/media-link.ts';
import {MediaPort} from '../../cloud/rtc/media-port.ts';
import {writeRecording, type RecordedPacket} from '../../cloud/rtc/recording.ts';
import {Rtc} from '../../cloud/rtc/rtc.ts';
import {Signalling} from '../../cloud/rtc/signalling.ts';
import {beginsKeyFrame, CLOCK_HZ} from '../../cloud/rtc/tracks.ts';

const FILE = fileURLToPath(new URL('../media/host.rtp.gz', import.meta.url));
const SCENE = fileURLToPath(new URL('../../studio/air/scene.ts', import.meta.url));
/** One turn of the scene. */
const LENGTH_MS = 12_000;
/** Time until the picture has its best quality: the browser starts with a low one. */
const WARM_UP_MS = 8_000;
const KEY_FRAME_EVERY_MS = 1_000;
const PROFILE = {width: 480, height: 640, frameRate: 15, bitrate: 280};

const key = {sdkAppId: 1, secretKey: 'of this recording'};
const roomId = 'recording';
const userId = 'host';

const port = await MediaPort.open(0);
const rtc = new Rtc({key, port, certificate: await createCertificate()});
const page = await servePage();
const received = await record(page.origin);
writeFileSync(FILE, writeRecording({lengthMs: LENGTH_MS, packets: oneTurn(received)}));
rtc.close();
await Promise.all([port.close(), page.close()]);
console.log(`${FILE}: ${readFileSync(FILE).length} bytes`);

type ReceivedPacket = Omit<RecordedPacket, 'at'> & {readonly at: number};

/** Records the packets that arrive while the scene is published. */
async function record(origin: string): Promise<readonly ReceivedPacket[]> {
  const packets: ReceivedPacket[] = [];
  const room = rtc.room(roomId);
  room.forward = (_source, track, {header: {timestamp, marker}, payload}) => {
    if (track === 'audio' || track === 'bigVideo')
      packets.push({track, at: performance.now(), timestamp, marker, payload});
  };
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    args: [...CHROMIUM_ARGS, '--allow-loopback-in-peer-connection', '--autoplay-policy=no-user-gesture-required'],
  });
  const tab = await browser.newPage();
  await tab.goto(origin);
  const entry = {
    sdkAppId: key.sdkAppId,
    userId,
    userSig: signUserSig(key, userId, {expiresInS: 600}),
    privateMapKey: signPrivateMapKey(key, {userId, roomId, rights: PUBLISH, expiresInS: 600}),
    strRoomId: roomId,
    scene: 'live',
    role: 'anchor',
    proxy: {websocketProxy: `${origin.replace('http', 'ws')}/rtc`, loggerProxy: `${origin}/log`},
  };
  await tab.evaluate(`(async () => {
    const [{default: TRTC}, {startScene}] = await Promise.all([import('/trtc.js'), import('/scene.js')]);
    const scene = await startScene(${PROFILE.frameRate});
    const trtc = TRTC.create();
    await trtc.enterRoom(${JSON.stringify(entry)});
    await trtc.startLocalVideo({option: {videoTrack: scene.video, profile: ${JSON.stringify(PROFILE)}}});
    await trtc.startLocalAudio({option: {audioTrack: scene.audio}});
  })()`);
  const keyFrames = setInterval(() => {
    for (const member of room.members.values()) member.requestKeyFrame('bigVideo');
  }, KEY_FRAME_EVERY_MS);
  await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS + LENGTH_MS + 2 * KEY_FRAME_EVERY_MS));
  clearInterval(keyFrames);
  await browser.close();
  return packets;
}

/** Selects one turn from a key frame on, with each clock from its beginning. */
function oneTurn(received: readonly ReceivedPacket[]): readonly RecordedPacket[] {
  const warm = received[0]!.at + WARM_UP_MS;
  const first = received.findIndex(
    ({track, at, payload}) => track === 'bigVideo' && at >= warm && beginsKeyFrame(payload),
  );
  const began = received[first]!;
  const zero = {
    bigVideo: began.timestamp,
    audio: received.slice(first).find(({track}) => track === 'audio')!.timestamp,
  };
  const lasts = {
    bigVideo: (LENGTH_MS / 1_000) * CLOCK_HZ.video,
    audio: (LENGTH_MS / 1_000) * CLOCK_HZ.audio,
  };
  return received
    .slice(first)
    .map((packet) => ({
      ...packet,
      at: packet.at - began.at,
      timestamp: (packet.timestamp - zero[packet.track]) >>> 0,
    }))
    .filter(({track, timestamp}) => timestamp < lasts[track]);
}

async function servePage(): Promise<{readonly origin: string; close(): Promise<void>}> {
  const bundle = async (file: string) => {
    const {outputFiles} = await build({entryPoints: [file], bundle: true, format: 'esm', write: false});
    return Buffer.from(outputFiles[0]!.contents);
  };
  const files: Readonly<Record<string, Buffer>> = {
    '/trtc.js': await bundle('trtc-sdk-v5/trtc.esm.js'),
    '/scene.js': await bundle(SCENE),
  };
  const server = createServer(({url = '/'}: IncomingMessage, response: ServerResponse) => {
    const script = files[url];
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html').end(script ?? '<!doctype html>');
  });
  const sockets = new WebSocketServer({server, path: '/rtc'});
  sockets.on('connection', (socket) => {
    const signalling = new Signalling(rtc, socket, userId);
    socket.on('message', (data) => signalling.handleFrame((data as Buffer).toString()));
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address() as {readonly port: number};
  return {
    origin: `http://localhost:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
