/** The pages that are compared. All set `joinedAt`, milliseconds since navigation, once in the room, and count what they hear. */
import type {PageCredentials} from './platform.ts';

export interface PageOptions {
  /** The origin that serves script, API and cloud. */
  readonly platform: string;
}

/** The two lines of our README. */
export function ourPage({platform}: PageOptions): string {
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

/** What anybody who knows the SDK would write: the session and the SDK at once, then login and join. */
export function barePage({platform, chunk}: PageOptions & {readonly chunk: string}): string {
  return `<!doctype html>
<meta name="viewport" content="width=device-width">
<script type="module">
  const asked = fetch('${platform}/api/session', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({roomId: 'demo'}),
  }).then((answer) => answer.json());
  const [session, {default: sdk}] = await Promise.all([asked, import('${chunk}')]);
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

/** Our session alone, with one listener that counts. */
export function sessionPage({roomId, imServer, credentials}: CloudPageOptions): string {
  return `<!doctype html>
<script type="module">
  import {LiveSession} from '/session.js';
  globalThis.heard = 0;
  const session = new LiveSession();
  session.on('message', () => { globalThis.heard += 1; });
  await session.join(${JSON.stringify({roomId, imServer, credentials})});
  globalThis.joinedAt = performance.now();
</script>`;
}

/** The SDK alone, as quiet as we make it, with one listener that counts. */
export function sdkPage({roomId, imServer, credentials, chunk}: CloudPageOptions & {readonly chunk: string}): string {
  const {sdkAppId, userId, userSig} = credentials;
  return `<!doctype html>
<script type="module">
  import sdk from '${chunk}';
  globalThis.heard = 0;
  const chat = sdk.create(${JSON.stringify({SDKAppID: sdkAppId, proxyServer: imServer})});
  chat.setLogLevel(4);
  chat.on(sdk.EVENT.MESSAGE_RECEIVED, ({data}) => { globalThis.heard += data.length; });
  const ready = new Promise((resolve) => chat.on(sdk.EVENT.SDK_READY, resolve));
  await chat.login(${JSON.stringify({userID: userId, userSig})});
  await ready;
  await chat.joinGroup({groupID: '${roomId}', type: sdk.TYPES.GRP_AVCHATROOM});
  globalThis.joinedAt = performance.now();
</script>`;
}

/** The whole room in its default layout, as wide as the page, told by the page who signs in. */
export function roomPage({roomId, imServer, credentials}: CloudPageOptions): string {
  return `<!doctype html>
<meta name="viewport" content="width=device-width">
<style>body { margin: 0; }</style>
<main><live-room manual room-id="${roomId}" im-server="${imServer}"></live-room></main>
<div></div>
<script type="module">
  import '/live-room.js';
  await customElements.whenDefined('live-room');
  globalThis.heard = 0;
  const room = document.querySelector('live-room');
  room.credentials = ${JSON.stringify(credentials)};
  room.session.on('message', () => { globalThis.heard += 1; });
  await room.join();
  globalThis.joinedAt = performance.now();
</script>`;
}
