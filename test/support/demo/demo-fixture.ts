/** The running demo and a browser, for a test file. Pages, faults and changes of an operator end with each test. */
import {afterAll, afterEach, beforeAll, expect, inject} from 'vitest';
import {DEMO_APP_ID, DEMO_SECRETS} from '../../../demo/server/src/settings/demo-settings.ts';
import {signUserSig} from '../../../demo/server/src/tencent/user-sig.ts';
import type {Entrance} from '../chat/wire-client.ts';
import type {RestResponse} from '../chat/chat-emulator.ts';
import {startScriptHost, type ScriptHost} from './script-host.ts';
import {
  launchSdkBrowser,
  type SdkBrowser,
  type SdkBrowserOptions,
  type SdkPage,
  type SdkPageOptions,
} from '../chat/sdk-page.ts';
import {openVisitorPage, type VisitorPage, type VisitorPageOptions} from './visitor-page.ts';

export const ROOM = 'demo';
/** Another room of the demo, in the same app. */
export const OTHER_ROOM = 'coffee';

/** A visitor's page: an address, or markup of a foreign server, optionally with a CSP. */
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
  readonly #browserOptions: SdkBrowserOptions;
  #users = 0;

  constructor(browserOptions: SdkBrowserOptions = {}) {
    this.#browserOptions = browserOptions;
    // Vitest numbers its workers from 1.
    const own = inject('demos')[Number(process.env.VITEST_POOL_ID ?? 1) - 1];
    if (!own) throw new Error(`no demo was started for worker ${process.env.VITEST_POOL_ID}`);
    ({shop: this.shop, platform: this.platform} = own);
    this.api = `${this.platform}/api`;
    this.imServer = `${this.platform.replace('http', 'ws')}/cloud/im`;
    this.script = `<script type="module" src="${this.platform}/live-room.js"></script>`;
  }

  async start(): Promise<void> {
    [this.#browser, this.#host] = await Promise.all([launchSdkBrowser(this.#browserOptions), startScriptHost()]);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#host.close();
  }

  /** The two lines of the README, optionally with more attributes. */
  twoLines(attributes = ''): string {
    return `${this.script}<live-room api-url="${this.api}" room-id="${ROOM}" ${attributes}></live-room>`;
  }

  /** The address of a visitor's page. */
  address(source: PageSource): string {
    return 'url' in source ? source.url : this.#host.page(source.html, source.policy);
  }

  /** A page in its own browser context. */
  async visitor(source: PageSource, options: VisitorPageOptions = {}): Promise<VisitorPage> {
    const url = this.address(source);
    const visitor = await openVisitorPage(this.#browser.browser, options);
    this.#visitors.push(visitor);
    await visitor.goto(url);
    return visitor;
  }

  /** A visitor who joined with the two lines. */
  async joined(attributes = '', options: VisitorPageOptions = {}): Promise<VisitorPage> {
    const visitor = await this.visitor({html: this.twoLines(attributes)}, options);
    await visitor.waitForState('joined');
    return visitor;
  }

  /** A page with the SDK and none of our code, signed in and in a room. */
  async sdkViewer(userId: string, roomId = ROOM, options: SdkPageOptions = {}): Promise<SdkPage> {
    const page = await this.#browser.open({sdkAppId: DEMO_APP_ID, wsUrl: this.imServer}, options);
    this.#sdkPages.push(page);
    expect(await page.signIn(userId, this.sign(userId))).toMatchObject({code: 0});
    expect(await page.join(roomId)).toMatchObject({code: 0});
    return page;
  }

  /** A unique user id. */
  userId(name: string): string {
    return `${name}-${process.pid}-${++this.#users}`;
  }

  sign(userId: string, expiresInS = 3_600, secretKey: string = DEMO_SECRETS.SDK_SECRET_KEY): string {
    const now = Math.floor(Date.now() / 1_000) + Math.min(0, expiresInS);
    return signUserSig({sdkAppId: DEMO_APP_ID, secretKey}, userId, {now, expiresInS: Math.max(1, expiresInS)});
  }

  /** Address and signatures for clients of the wire protocol. */
  get entrance(): Entrance {
    return {wsUrl: this.imServer, sdkAppId: this.sdkAppId, sign: (userId, expiresInS) => this.sign(userId, expiresInS)};
  }

  /** Calls the local cloud's REST as Tencent's administrator. @throws Error if it refuses. */
  async rest(command: string, body: object): Promise<RestResponse> {
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
    const result = (await response.json()) as RestResponse;
    if (result.ErrorCode !== 0) throw new Error(`${command}: ${result.ErrorCode} ${result.ErrorInfo}`);
    return result;
  }

  /** Number of viewers in a room, counted by the service. */
  async online(roomId: string): Promise<unknown> {
    return (await this.rest('group_open_http_svc/get_online_member_num', {GroupId: roomId})).OnlineMemberNum;
  }

  /** Sends a message by REST as any user. */
  async sayAs(userId: string, element: object, roomId = ROOM): Promise<void> {
    await this.rest('group_open_http_svc/send_group_msg', {
      GroupId: roomId,
      From_Account: userId,
      Random: Math.floor(Math.random() * 2 ** 31),
      MsgBody: [element],
    });
  }

  /** Calls the business server as an operator. */
  async operator<T = void>(method: string, path: string, body: object): Promise<T> {
    const response = await fetch(`${this.api}${path}`, {
      method,
      headers: {'Content-Type': 'application/json', Authorization: `Bearer ${DEMO_SECRETS.OPERATOR_TOKEN}`},
      body: JSON.stringify(body),
    });
    const result = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${result}`);
    return (result ? JSON.parse(result) : undefined) as T;
  }

  async fault(faults: object): Promise<void> {
    await this.#faults({method: 'POST', body: JSON.stringify(faults)});
  }

  /** Sets faults of the local TRTC. `loop` is off by default. */
  async mediaFault(faults: object): Promise<void> {
    const response = await fetch(`${this.platform}/cloud/rtc/faults`, {
      method: 'POST',
      headers: {'X-Local-Cloud': '1'},
      body: JSON.stringify(faults),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  }

  /** Fails if a page had an uncaught error, a console message, or a request to a foreign address. */
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
    const response = await fetch(`${this.platform}/cloud/im/faults`, {...init, headers: {'X-Local-Cloud': '1'}});
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  }
}

export function useDemo(browserOptions?: SdkBrowserOptions): DemoFixture {
  const fixture = new DemoFixture(browserOptions);
  beforeAll(() => fixture.start());
  afterEach(() => fixture.endTest());
  afterAll(() => fixture.stop());
  return fixture;
}

/** `expect` that reads the value again until the assertion holds, for a minute by default. */
export function expectEventually<T>(read: () => T, timeout = 60_000) {
  return expect.poll(read, {timeout, interval: 50});
}
