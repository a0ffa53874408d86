/** What pages heard of numbered lines, and when: nothing missing, nothing double, how long it took to be back. */
import {setTimeout as wait} from 'node:timers/promises';
import {DEMO_APP_ID, DEMO_SECRETS} from '../../demo/server/src/settings/demo-settings.ts';
import {signUserSig} from '../../demo/server/src/tencent/user-sig.ts';
import type {Visitor} from './browser.ts';
import type {PageCredentials} from './platform.ts';

const ROOM = 'demo';

/** How every numbered line begins. */
const LINE = 'line of ';

/** A line as a page heard it. */
export interface Witnessed {
  readonly text: string;
  /** Unix milliseconds. */
  readonly at: number;
}

interface WitnessGlobals {
  readonly witnessed: Witnessed[];
}

const KEEP = 'globalThis.heard = 0; globalThis.witnessed = [];';
/** The numbered lines alone: what others say would fill the heap that is measured. */
const NOTE = `if (text?.startsWith('${LINE}')) globalThis.witnessed.push({text, at: Date.now()});`;

/** The two lines of our README, with `messages`. */
export function ourWitness(platform: string): string {
  return `<!doctype html>
<meta name="viewport" content="width=device-width">
<script>
  ${KEEP}
  document.addEventListener('live-message', ({detail: {message: {text}}}) => { ${NOTE} });
  document.addEventListener('live-status-change', ({detail}) => {
    if (detail.status === 'joined') globalThis.joinedAt ??= performance.now();
  });
</script>
<script type="module" src="${platform}/live-room.js"></script>
<live-room messages api-url="${platform}/api" room-id="${ROOM}"></live-room>`;
}

/** The SDK alone, signed in by the same business server. */
export function sdkWitness(platform: string, chunk: string, {sdkAppId, userId, userSig}: PageCredentials): string {
  const imServer = `${platform.replace('http', 'ws')}/cloud/im`;
  return `<!doctype html>
<script type="module">
  import sdk from '${chunk}';
  ${KEEP}
  const chat = sdk.create(${JSON.stringify({SDKAppID: sdkAppId, proxyServer: imServer})});
  chat.setLogLevel(4);
  chat.on(sdk.EVENT.MESSAGE_RECEIVED, ({data}) => {
    for (const {payload: {text} = {}} of data) { ${NOTE} }
  });
  const ready = new Promise((resolve) => chat.on(sdk.EVENT.SDK_READY, resolve));
  await chat.login(${JSON.stringify({userID: userId, userSig})});
  await ready;
  await chat.joinGroup({groupID: '${ROOM}', type: sdk.TYPES.GRP_AVCHATROOM});
  globalThis.joinedAt = performance.now();
</script>`;
}

export function witnessed({page}: Visitor): Promise<readonly Witnessed[]> {
  return page.evaluate(() => (globalThis as unknown as WitnessGlobals).witnessed);
}

/** The demo's cloud and server, as their administrator and a speaker use them. */
export class Stage {
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
    const answer = await fetch(`${this.#platform}/cloud/im/faults`, init);
    if (!answer.ok) throw new Error(`faults: ${answer.status} ${await answer.text()}`);
  }

  async restore(): Promise<void> {
    await fetch(`${this.#platform}/cloud/im/faults`, {method: 'DELETE', headers: {'X-Local-Cloud': '1'}});
  }

  /** Says a line by REST, which the room's limit does not touch. */
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
    const answer = await fetch(`${this.#platform}/cloud/im/v4/group_open_http_svc/send_group_msg?${query}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    const {ErrorCode, ErrorInfo} = (await answer.json()) as {ErrorCode: number; ErrorInfo: string};
    if (ErrorCode !== 0) throw new Error(`say: ${ErrorCode} ${ErrorInfo}`);
  }
}

/** Says a numbered line every so many milliseconds, until it is stopped. */
export class Speaker {
  readonly said: string[] = [];
  readonly #stage: Stage;
  readonly #name: string;
  readonly #everyMs: number;
  #talking = true;
  readonly #done: Promise<void>;

  constructor(stage: Stage, name: string, everyMs: number) {
    this.#stage = stage;
    this.#name = name;
    this.#everyMs = everyMs;
    this.#done = this.#talk();
  }

  async stop(): Promise<void> {
    this.#talking = false;
    await this.#done;
  }

  async #talk(): Promise<void> {
    while (this.#talking) {
      const text = `${LINE}${this.#name} ${this.said.length + 1}`;
      await this.#stage.say(text);
      this.said.push(text);
      await wait(this.#everyMs);
    }
  }
}

/** Of lines that were said, how many a page never heard, and how many it heard more than once. */
export function missingAndDouble(said: readonly string[], heard: readonly Witnessed[]) {
  const times = new Map<string, number>();
  for (const {text} of heard) times.set(text, (times.get(text) ?? 0) + 1);
  return {
    missing: said.filter((text) => !times.has(text)).length,
    double: said.filter((text) => (times.get(text) ?? 0) > 1).length,
  };
}
