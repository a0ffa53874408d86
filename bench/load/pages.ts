/** The pages of the benches. Each sets `joinedAt` (milliseconds since navigation) when it has joined, and some count messages in `received`. */
import type {PageCredentials} from './platform.ts';

export interface PageOptions {
  /** The origin that serves script, API and cloud. */
  readonly platform: string;
}

/** A page with the two lines of our README. */
export function twoLinePage({platform}: PageOptions): string {
  return `<!doctype html>
<meta name="viewport" content="width=device-width">
<script>
  document.addEventListener('live-status-change', ({detail}) => {
    if (detail.status === 'joined') globalThis.joinedAt = performance.now();
  });
</script>
<script type="module" src="${platform}/live-room.js"></script>
<live-room api-url="${platform}/api" room-id="demo"></live-room>`;
}

/** A page with the SDK alone: requests the session and the SDK in parallel, then logs in and joins. */
export function sdkOnlyPage({platform, chunk}: PageOptions & {readonly chunk: string}): string {
  return `<!doctype html>
<meta name="viewport" content="width=device-width">
<script type="module">
  const request = fetch('${platform}/api/session', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({roomId: 'demo'}),
  }).then((response) => response.json());
  const [session, {default: sdk}] = await Promise.all([request, import('${chunk}')]);
  const chat = sdk.create({SDKAppID: session.sdkAppId, proxyServer: session.imServer});
  await chat.login({userID: session.userId, userSig: session.userSig});
  await chat.joinGroup({groupID: 'demo', type: sdk.TYPES.GRP_AVCHATROOM});
  globalThis.joinedAt = performance.now();
</script>`;
}

export interface CloudPageOptions {
  readonly roomId: string;
  readonly imServer: string;
  readonly credentials: PageCredentials;
}

/** A page with our session alone and one counting listener. */
export function sessionPage({roomId, imServer, credentials}: CloudPageOptions): string {
  return `<!doctype html>
<script type="module">
  import {LiveSession} from '/session.js';
  globalThis.received = 0;
  const session = new LiveSession();
  session.on('message', () => { globalThis.received += 1; });
  await session.join(${JSON.stringify({roomId, imServer, credentials})});
  globalThis.joinedAt = performance.now();
</script>`;
}

/** A page with the SDK alone, with our log level, and one counting listener. */
export function sdkPage({roomId, imServer, credentials, chunk}: CloudPageOptions & {readonly chunk: string}): string {
  const {sdkAppId, userId, userSig} = credentials;
  return `<!doctype html>
<script type="module">
  import sdk from '${chunk}';
  globalThis.received = 0;
  const chat = sdk.create(${JSON.stringify({SDKAppID: sdkAppId, proxyServer: imServer})});
  chat.setLogLevel(4);
  chat.on(sdk.EVENT.MESSAGE_RECEIVED, ({data}) => { globalThis.received += data.length; });
  const ready = new Promise((resolve) => chat.on(sdk.EVENT.SDK_READY, resolve));
  await chat.login(${JSON.stringify({userID: userId, userSig})});
  await ready;
  await chat.joinGroup({groupID: '${roomId}', type: sdk.TYPES.GRP_AVCHATROOM});
  globalThis.joinedAt = performance.now();
</script>`;
}

/** A page with the whole room in its default layout; the page passes the credentials. */
export function roomPage({roomId, imServer, credentials}: CloudPageOptions): string {
  return `<!doctype html>
<meta name="viewport" content="width=device-width">
<style>body { margin: 0; }</style>
<main><live-room manual room-id="${roomId}" im-server="${imServer}"></live-room></main>
<div></div>
<script type="module">
  import '/live-room.js';
  await customElements.whenDefined('live-room');
  globalThis.received = 0;
  const room = document.querySelector('live-room');
  room.credentials = ${JSON.stringify(credentials)};
  room.session.on('message', () => { globalThis.received += 1; });
  await room.join();
  globalThis.joinedAt = performance.now();
</script>`;
}
