/** The two pages that are compared. Both set `joinedAt`, milliseconds since navigation, once in the room. */

export interface PageOptions {
  /** The origin that serves script, API and cloud. */
  readonly platform: string;
}

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
