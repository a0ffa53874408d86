// The least that a page needs of a business server: a room, and signatures. `node docs/smallest-server.mjs`, with SDK_APP_ID
// and SDK_SECRET_KEY in the environment; then <live-room api-url="http://localhost:3000/api" room-id="first">.
// The group `first` must exist in Tencent Chat (an AVChatRoom, made in the console or by REST).
import {createHmac, randomUUID, timingSafeEqual} from 'node:crypto';
import {createServer} from 'node:http';
import {deflateSync} from 'node:zlib';

const sdkAppId = Number(process.env.SDK_APP_ID);
const secretKey = process.env.SDK_SECRET_KEY;
const SIGNED_FOR_S = 86_400;
if (!Number.isInteger(sdkAppId) || sdkAppId <= 0 || !secretKey) {
  console.error('Set SDK_APP_ID and SDK_SECRET_KEY: the application of Tencent Chat, https://console.trtc.io');
  process.exit(1);
}

const room = {
  roomId: 'first',
  title: 'Our first room',
  host: {userId: 'host', nick: 'Linxi', avatar: ''},
  operators: [],
  service: 'service',
  status: 'live',
  notice: '',
  likeTotal: 0,
  product: null,
  slowMode: 0,
  mutedAll: false,
};

/** Tencent's UserSig, version 2. */
function signUserSig(userId, now) {
  const signed = `TLS.identifier:${userId}\nTLS.sdkappid:${sdkAppId}\nTLS.time:${now}\nTLS.expire:${SIGNED_FOR_S}\n`;
  const sig = {
    'TLS.ver': '2.0',
    'TLS.identifier': userId,
    'TLS.sdkappid': sdkAppId,
    'TLS.time': now,
    'TLS.expire': SIGNED_FOR_S,
    'TLS.sig': hmac(signed).toString('base64'),
  };
  const letters = {'+': '*', '/': '-', '=': '_'};
  return deflateSync(JSON.stringify(sig))
    .toString('base64')
    .replace(/[+/=]/g, (letter) => letters[letter]);
}

/** The token identifies a returning viewer: the user id, and a proof that this server made it. */
const tokenOf = (userId) => `${userId}.${hmac(`viewer ${userId}`).toString('base64url')}`;

function viewerOf(authorization) {
  const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
  const userId = token?.split('.')[0];
  if (!userId) return undefined;
  const [given, ours] = [Buffer.from(token), Buffer.from(tokenOf(userId))];
  return given.length === ours.length && timingSafeEqual(given, ours) ? userId : undefined;
}

function hmac(text) {
  return createHmac('sha256', secretKey).update(text).digest();
}

function session({roomId, guest}, authorization) {
  if (roomId !== room.roomId) return [404, {error: {code: 'NOT_FOUND', message: `there is no room "${roomId}"`}}];
  if (guest) return [200, {sdkAppId, nick: 'Guest', avatar: '', level: 0, following: false, room}];
  const userId = viewerOf(authorization) ?? `v-${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  const now = Math.floor(Date.now() / 1_000);
  const signed = {sdkAppId, userId, userSig: signUserSig(userId, now), expiresAt: now + SIGNED_FOR_S};
  return [200, {...signed, token: tokenOf(userId), nick: userId, avatar: '', level: 1, following: false, room}];
}

async function answer({method, url, headers}, body) {
  if (method === 'OPTIONS') return [204];
  if (method === 'POST' && url === '/api/session') return session(JSON.parse(body), headers.authorization);
  if (method === 'GET' && url === `/api/rooms/${room.roomId}`) return [200, room];
  return [404, {error: {code: 'NOT_FOUND', message: `there is no ${method} ${url}`}}];
}

createServer(async (request, response) => {
  response.setHeader('Access-Control-Allow-Origin', '*'); // Name your pages' origins here.
  response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, Idempotency-Key');
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE');
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Cache-Control', 'no-store');
  try {
    let body = '';
    for await (const chunk of request) if ((body += chunk).length > 16_384) throw new RangeError('too long');
    const [status, json] = await answer(request, body);
    response.writeHead(status).end(json && JSON.stringify(json));
  } catch {
    // The body is too long or is not JSON. Both are errors of the caller.
    response.writeHead(422).end(JSON.stringify({error: {code: 'INVALID', message: 'the body cannot be read'}}));
  }
}).listen(Number(process.env.PORT ?? 3_000), 'localhost', function () {
  console.log(`The business server answers at http://localhost:${this.address().port}/api`);
});
