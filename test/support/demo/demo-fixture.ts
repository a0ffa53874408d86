/** The running demo and a browser, for the length of a test file; pages, faults and what an operator changed end with each test. */
import {afterAll, afterEach, beforeAll, expect, inject} from 'vitest';
import {DEMO_APP_ID, DEMO_SECRETS} from '../../../demo/server/src/settings/demo-settings.ts';
import {signUserSig} from '../../../demo/server/src/tencent/user-sig.ts';
import type {Entrance} from '../chat/wire-client.ts';
import type {RestAnswer} from '../chat/chat-emulator.ts';
import {startScriptHost, type ScriptHost} from './script-host.ts';
import {launchSdkBrowser, type SdkBrowser, type SdkPage, type SdkPageOptions} from '../chat/sdk-page.ts';
import {openVisitorPage, type VisitorPage, type VisitorPageOptions} from './visitor-page.ts';

export const ROOM = 'demo';
/** Another room of the demo, on the same app. */
export const OTHER_ROOM = 'coffee';

/** A visitor's page: an address, or markup that a stranger's server hands out, with a policy if it has one. */
export type PageSource = {readonly url: string} | {readonly html: string; readonly policy?: string | undefined};

export class DemoFixture {
  readonly shop: string;
  readonly platform: string;
  readonly api: string;
  readonly imServer: string;
  readonly sdkAppId = DEMO_APP_ID;
  readonly script: string;
  #browser!: SdkBrowser;
  #host!: ScriptHost;
  readonly #visitors: VisitorPage[] = [];
  readonly #sdkPages: SdkPage[] = [];
  #users = 0;

  constructor() {
    // Vitest numbers its workers from 1.
    const own = inject('demos')[Number(process.env.VITEST_POOL_ID ?? 1) - 1];
    if (!own) throw new Error(`no demo was started for worker ${process.env.VITEST_POOL_ID}`);
    ({shop: this.shop, platform: this.platform} = own);
    this.api = `${this.platform}/api`;
    this.imServer = `${this.platform.replace('http', 'ws')}/cloud/im`;
    this.script = `<script type="module" src="${this.platform}/live-room.js"></script>`;
  }

  async start(): Promise<void> {
    [this.#browser, this.#host] = await Promise.all([launchSdkBrowser(), startScriptHost()]);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#host.close();
  }

  /** The two lines of the README, with more attributes if wanted. */
  twoLines(attributes = ''): string {
    return `${this.script}<live-room api-url="${this.api}" room-id="${ROOM}" ${attributes}></live-room>`;
  }

  /** A page in a browser context of its own. */
  async visitor(source: PageSource, options: VisitorPageOptions = {}): Promise<VisitorPage> {
    const url = 'url' in source ? source.url : this.#host.page(source.html, source.policy);
    const visitor = await openVisitorPage(this.#browser.browser, options);
    this.#visitors.push(visitor);
    await visitor.goto(url);
    return visitor;
  }

  /** A visitor in the room, by the two lines. */
  async joined(attributes = '', options: VisitorPageOptions = {}): Promise<VisitorPage> {
    const visitor = await this.visitor({html: this.twoLines(attributes)}, options);
    await visitor.waitForState('joined');
    return visitor;
  }

  /** A page with the bare SDK and no code of ours, signed in and in a room. */
  async sdkViewer(userId: string, roomId = ROOM, options: SdkPageOptions = {}): Promise<SdkPage> {
    const page = await this.#browser.open({sdkAppId: DEMO_APP_ID, wsUrl: this.imServer}, options);
    this.#sdkPages.push(page);
    expect(await page.signIn(userId, this.sign(userId))).toMatchObject({code: 0});
    expect(await page.join(roomId)).toMatchObject({code: 0});
    return page;
  }

  /** A user id no other test has. */
  userId(name: string): string {
    return `${name}-${process.pid}-${++this.#users}`;
  }

  sign(userId: string, expiresInS = 3_600, secretKey: string = DEMO_SECRETS.SDK_SECRET_KEY): string {
    const now = Math.floor(Date.now() / 1_000) + Math.min(0, expiresInS);
    return signUserSig({sdkAppId: DEMO_APP_ID, secretKey}, userId, {now, expiresInS: Math.max(1, expiresInS)});
  }

  /** For clients that speak the wire themselves. */
  get entrance(): Entrance {
    return {wsUrl: this.imServer, sdkAppId: this.sdkAppId, sign: (userId, expiresInS) => this.sign(userId, expiresInS)};
  }

  /** Calls the local cloud's REST as Tencent's administrator; throws what it refuses. */
  async rest(command: string, body: object): Promise<RestAnswer> {
    const query = new URLSearchParams({
      sdkappid: String(DEMO_APP_ID),
      identifier: 'administrator',
      usersig: this.sign('administrator'),
      random: '1',
      contenttype: 'json',
    });
    const response = await fetch(`${this.platform}/cloud/im/v4/${command}?${query}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as RestAnswer;
    if (answer.ErrorCode !== 0) throw new Error(`${command}: ${answer.ErrorCode} ${answer.ErrorInfo}`);
    return answer;
  }

  /** Viewers in a room now, as the service counts. */
  async online(roomId: string): Promise<unknown> {
    return (await this.rest('group_open_http_svc/get_online_member_num', {GroupId: roomId})).OnlineMemberNum;
  }

  /** Says something by REST, in anybody's name. */
  async sayAs(userId: string, element: object, roomId = ROOM): Promise<void> {
    await this.rest('group_open_http_svc/send_group_msg', {
      GroupId: roomId,
      From_Account: userId,
      Random: Math.floor(Math.random() * 2 ** 31),
      MsgBody: [element],
    });
  }

  /** The operator's actions, through the business server. */
  async operator<T = void>(method: string, path: string, body: object): Promise<T> {
    const response = await fetch(`${this.api}${path}`, {
      method,
      headers: {'Content-Type': 'application/json', Authorization: `Bearer ${DEMO_SECRETS.OPERATOR_TOKEN}`},
      body: JSON.stringify(body),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
    return (answer ? JSON.parse(answer) : undefined) as T;
  }

  async fault(faults: object): Promise<void> {
    await this.#faults({method: 'POST', body: JSON.stringify(faults)});
  }

  /** The same of the media half. `loop` is off unless a test turns it on. */
  async mediaFault(faults: object): Promise<void> {
    const answer = await fetch(`${this.platform}/cloud/rtc/faults`, {
      method: 'POST',
      headers: {'X-Local-Cloud': '1'},
      body: JSON.stringify(faults),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  }

  /** Every page must have been left in peace: nothing thrown into it, nothing in its console, nothing asked of the outside world. */
  async endTest(): Promise<void> {
    const visitors = this.#visitors.splice(0);
    const pageErrors = visitors.flatMap((visitor) => visitor.pageErrors());
    const foreignRequests = visitors.flatMap((visitor) => visitor.foreignRequests());
    await Promise.all([...visitors, ...this.#sdkPages.splice(0)].map((page) => page.close()));
    await this.#faults({method: 'DELETE'});
    expect(pageErrors).toEqual([]);
    expect(foreignRequests).toEqual([]);
  }

  async #faults(init: RequestInit): Promise<void> {
    const answer = await fetch(`${this.platform}/cloud/im/faults`, {...init, headers: {'X-Local-Cloud': '1'}});
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  }
}

export function useDemo(): DemoFixture {
  const fixture = new DemoFixture();
  beforeAll(() => fixture.start());
  afterEach(() => fixture.endTest());
  afterAll(() => fixture.stop());
  return fixture;
}

/** `expect` that reads the value again until the assertion holds, for a minute unless `timeout` says otherwise. */
export function expectEventually<T>(read: () => T, timeout = 60_000) {
  return expect.poll(read, {timeout, interval: 50});
}
