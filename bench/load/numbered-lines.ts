/**
 * Numbered comments, and pages that record them. They show missing and repeated comments, and the time of a reconnect.
 */
import {setTimeout as wait} from 'node:timers/promises';
import {DEMO_APP_ID, DEMO_SECRETS} from '../../demo/server/src/settings/demo-settings.ts';
import {signUserSig} from '../../demo/server/src/tencent/user-sig.ts';
import type {BenchPage} from './browser.ts';
import type {PageCredentials} from './platform.ts';

const ROOM = 'demo';

/** Beginning of every numbered comment. */
const LINE = 'line of ';

/** A comment that a page received. */
export interface ReceivedLine {
  readonly text: string;
  /** Unix milliseconds. */
  readonly at: number;
}

interface LineGlobals {
  readonly receivedLines: ReceivedLine[];
}

const START_RECORDING = 'globalThis.received = 0; globalThis.receivedLines = [];';
/** Records only numbered comments: others would fill the heap that is measured. */
const RECORD_LINE = `if (text?.startsWith('${LINE}')) globalThis.receivedLines.push({text, at: Date.now()});`;

/** The two lines of our README, with `messages`. */
export function recordingRoomPage(platform: string): string {
  return `<!doctype html>
<meta name="viewport" content="width=device-width">
<script>
  ${START_RECORDING}
  document.addEventListener('live-message', ({detail: {message: {text}}}) => { ${RECORD_LINE} });
  document.addEventListener('live-status-change', ({detail}) => {
    if (detail.status === 'joined') globalThis.joinedAt ??= performance.now();
  });
</script>
<script type="module" src="${platform}/live-room.js"></script>
<live-room messages api-url="${platform}/api" room-id="${ROOM}"></live-room>`;
}

/** The SDK alone, signed in by the same business server. */
export function recordingSdkPage(
  platform: string,
  chunk: string,
  {sdkAppId, userId, userSig}: PageCredentials,
): string {
  const imServer = `${platform.replace('http', 'ws')}/cloud/im`;
  return `<!doctype html>
<script type="module">
  import sdk from '${chunk}';
  ${START_RECORDING}
  const chat = sdk.create(${JSON.stringify({SDKAppID: sdkAppId, proxyServer: imServer})});
  chat.setLogLevel(4);
  chat.on(sdk.EVENT.MESSAGE_RECEIVED, ({data}) => {
    for (const {payload: {text} = {}} of data) { ${RECORD_LINE} }
  });
  const ready = new Promise((resolve) => chat.on(sdk.EVENT.SDK_READY, resolve));
  await chat.login(${JSON.stringify({userID: userId, userSig})});
  await ready;
  await chat.joinGroup({groupID: '${ROOM}', type: sdk.TYPES.GRP_AVCHATROOM});
  globalThis.joinedAt = performance.now();
</script>`;
}

export function receivedLines({page}: BenchPage): Promise<readonly ReceivedLine[]> {
  return page.evaluate(() => (globalThis as unknown as LineGlobals).receivedLines);
}

/** Controls the demo's cloud: signatures, faults, and comments of the service account. */
export class DemoControl {
  readonly #platform: string;

  constructor(platform: string) {
    this.#platform = platform;
  }

  sign(userId: string): PageCredentials {
    const key = {sdkAppId: DEMO_APP_ID, secretKey: DEMO_SECRETS.SDK_SECRET_KEY};
    return {sdkAppId: DEMO_APP_ID, userId, userSig: signUserSig(key, userId, {expiresInS: 86_400})};
  }

  async fault(faults: object): Promise<void> {
    const init = {method: 'POST', headers: {'X-Local-Cloud': '1'}, body: JSON.stringify(faults)};
    const response = await fetch(`${this.#platform}/cloud/im/faults`, init);
    if (!response.ok) throw new Error(`faults: ${response.status} ${await response.text()}`);
  }

  async restore(): Promise<void> {
    await fetch(`${this.#platform}/cloud/im/faults`, {method: 'DELETE', headers: {'X-Local-Cloud': '1'}});
  }

  /** Sends a comment by REST, which the room's rate limit does not affect. */
  async say(text: string): Promise<void> {
    const {userId, userSig} = this.sign('administrator');
    const query = new URLSearchParams({
      sdkappid: String(DEMO_APP_ID),
      identifier: userId,
      usersig: userSig,
      random: '1',
      contenttype: 'json',
    });
    const body = {
      GroupId: ROOM,
      From_Account: 'service',
      Random: Math.floor(Math.random() * 2 ** 31),
      MsgBody: [{MsgType: 'TIMTextElem', MsgContent: {Text: text}}],
    };
    const response = await fetch(`${this.#platform}/cloud/im/v4/group_open_http_svc/send_group_msg?${query}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    const {ErrorCode, ErrorInfo} = (await response.json()) as {ErrorCode: number; ErrorInfo: string};
    if (ErrorCode !== 0) throw new Error(`say: ${ErrorCode} ${ErrorInfo}`);
  }
}

/** Sends a numbered comment at an interval, until it is stopped. */
export class Speaker {
  readonly sent: string[] = [];
  readonly #control: DemoControl;
  readonly #name: string;
  readonly #everyMs: number;
  #running = true;
  readonly #done: Promise<void>;

  constructor(control: DemoControl, name: string, everyMs: number) {
    this.#control = control;
    this.#name = name;
    this.#everyMs = everyMs;
    this.#done = this.#sendLines();
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#done;
  }

  async #sendLines(): Promise<void> {
    while (this.#running) {
      const text = `${LINE}${this.#name} ${this.sent.length + 1}`;
      await this.#control.say(text);
      this.sent.push(text);
      await wait(this.#everyMs);
    }
  }
}

/** Counts sent comments that a page never received, and those that it received more than once. */
export function countMissingAndDouble(sent: readonly string[], received: readonly ReceivedLine[]) {
  const times = new Map<string, number>();
  for (const {text} of received) times.set(text, (times.get(text) ?? 0) + 1);
  return {
    missing: sent.filter((text) => !times.has(text)).length,
    double: sent.filter((text) => (times.get(text) ?? 0) > 1).length,
  };
}
