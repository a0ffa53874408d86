/** A Chromium page with the real `trtc-sdk-v5` and without this library: the reference for the local TRTC. */
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {build} from 'esbuild';
import {chromium, type Browser, type Page} from 'playwright';
import {createLocalRtc, type LocalRtc, type LocalRtcOptions} from '../../../demo/cloud/rtc/local-rtc.ts';
import {PUBLISH, signPrivateMapKey, WATCH} from '../../../demo/server/src/tencent/private-map-key.ts';
import {signUserSig} from '../../../demo/server/src/tencent/user-sig.ts';
import {CHROMIUM_ARGS, MEDIA_ARGS, requireChromium} from '../engines/chromium.mjs';

const KEY = {sdkAppId: 1_400_000_001, secretKey: 'a-secret-for-tests-only'};

export interface RtcEntry {
  readonly userId: string;
  readonly role: 'anchor' | 'audience';
  /** Default: the permissions of the role. */
  readonly rights?: number;
  readonly roomId?: string;
  /** Room of the key. Default: the entered room. */
  readonly keyRoomId?: string;
  readonly userSig?: string;
}

export interface RtcEvent {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A local TRTC on free ports and a browser. */
export class RtcFixture {
  readonly rtc: LocalRtc;
  readonly origin: string;
  readonly #browser: Browser;
  readonly #close: () => Promise<void>;
  readonly #pages: Page[] = [];
  #users = 0;
  #tests = 0;

  private constructor(rtc: LocalRtc, origin: string, browser: Browser, close: () => Promise<void>) {
    this.rtc = rtc;
    this.origin = origin;
    this.#browser = browser;
    this.#close = close;
  }

  static async start(options: Omit<LocalRtcOptions, 'sdkAppId' | 'secretKey'> = {}): Promise<RtcFixture> {
    const rtc = await createLocalRtc({...options, ...KEY});
    const {outputFiles} = await build({
      entryPoints: ['trtc-sdk-v5/trtc.esm.js'],
      bundle: true,
      format: 'esm',
      write: false,
    });
    const sdk = Buffer.from(outputFiles[0]!.contents);
    const server = createServer((request, response) => {
      if (rtc.handle(request, response)) return;
      const isSdk = request.url === '/trtc.js';
      response.setHeader('Content-Type', isSdk ? 'text/javascript' : 'text/html');
      response.end(isSdk ? sdk : '<!doctype html><title>TRTC</title><div id="view"></div>');
    });
    rtc.attach(server);
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    const browser = await chromium.launch({
      executablePath: requireChromium(),
      args: [...CHROMIUM_ARGS, ...MEDIA_ARGS],
    });
    return new RtcFixture(rtc, origin, browser, async () => {
      await browser.close();
      await rtc.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
  }

  /** A new room for each test, because users of closed pages stay in a room for some time. */
  get room(): string {
    return `room-${this.#tests}`;
  }

  userId(name: string): string {
    return `${name}-${++this.#users}`;
  }

  sign(userId: string): string {
    return signUserSig(KEY, userId, {expiresInS: 600});
  }

  /** A page of the SDK in its own browser context, in no room. */
  async page(): Promise<RtcPage> {
    const context = await this.#browser.newContext();
    const page = await context.newPage();
    this.#pages.push(page);
    await page.goto(this.origin);
    await page.evaluate(PREPARE);
    return new RtcPage(page, (entry) => this.#request(entry));
  }

  /** A page in the room that publishes camera and microphone. */
  async host(userId = this.userId('host')): Promise<RtcPage> {
    const page = await this.page();
    expectDone(await page.enter({userId, role: 'anchor'}));
    expectDone(await page.call('startLocalVideo', {option: {profile: PROFILE}}));
    expectDone(await page.call('startLocalAudio'));
    return page;
  }

  /** A page in the room that shows all streams. */
  async viewer(userId = this.userId('viewer')): Promise<RtcPage> {
    const page = await this.page();
    expectDone(await page.enter({userId, role: 'audience'}));
    return page;
  }

  async fault(faults: object): Promise<void> {
    const response = await this.#faults({method: 'POST', body: JSON.stringify(faults)});
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  }

  faultStatus(init: RequestInit): Promise<Response> {
    return fetch(`${this.origin}/cloud/rtc/faults`, init);
  }

  async endTest(): Promise<void> {
    await Promise.all(this.#pages.splice(0).map((page) => page.context().close()));
    await this.#faults({method: 'DELETE'});
    this.#tests += 1;
  }

  close(): Promise<void> {
    return this.#close();
  }

  #faults(init: RequestInit): Promise<Response> {
    return this.faultStatus({...init, headers: {'X-Local-Cloud': '1'}});
  }

  #request({userId, role, rights, roomId = this.room, keyRoomId = roomId, userSig}: RtcEntry): object {
    const allowed = rights ?? (role === 'anchor' ? PUBLISH : WATCH);
    return {
      sdkAppId: KEY.sdkAppId,
      userId,
      userSig: userSig ?? this.sign(userId),
      privateMapKey: signPrivateMapKey(KEY, {userId, roomId: keyRoomId, rights: allowed, expiresInS: 600}),
      strRoomId: roomId,
      scene: 'live',
      role,
      enableAutoPlayDialog: false,
      proxy: {
        websocketProxy: `${this.origin.replace('http', 'ws')}/cloud/rtc`,
        loggerProxy: `${this.origin}/cloud/rtc/log`,
        scheduleProxy: new URL(this.origin).host,
      },
    };
  }
}

const PROFILE = {width: 320, height: 240, frameRate: 15, bitrate: 300};

export interface RtcResponse {
  readonly done: boolean;
  readonly code?: number;
  readonly extraCode?: number;
}

export class RtcPage {
  readonly page: Page;
  readonly #request: (entry: RtcEntry) => object;

  constructor(page: Page, request: (entry: RtcEntry) => object) {
    this.page = page;
    this.#request = request;
  }

  enter(entry: RtcEntry): Promise<RtcResponse> {
    return this.call('enterRoom', this.#request(entry));
  }

  /** Calls a method of the SDK's instance. Errors of the SDK do not reject. */
  call(method: string, ...args: unknown[]): Promise<RtcResponse> {
    return this.page.evaluate(([name, args]) => (globalThis as unknown as PageGlobals).lab.call(name, args), [
      method,
      args,
    ] as const);
  }

  async events(name: string): Promise<readonly RtcEvent['data'][]> {
    const all = await this.page.evaluate(() => (globalThis as unknown as PageGlobals).lab.events);
    return all.filter((event) => event.name === name).map(({data}) => data);
  }

  /** Number of shown frames, of the camera or the screen. */
  frames(streamType = 'main'): Promise<number> {
    return this.page.evaluate(
      (type) =>
        document.querySelector<HTMLVideoElement>(`#view-${type} video`)?.getVideoPlaybackQuality().totalVideoFrames ??
        0,
      streamType,
    );
  }

  /** Width and height of the shown video. */
  size(streamType = 'main'): Promise<readonly number[]> {
    return this.page.evaluate((type) => {
      const video = document.querySelector<HTMLVideoElement>(`#view-${type} video`);
      return [video?.videoWidth ?? 0, video?.videoHeight ?? 0];
    }, streamType);
  }
}

interface PageGlobals {
  readonly lab: {readonly events: RtcEvent[]; call(method: string, args: readonly unknown[]): Promise<RtcResponse>};
}

function expectDone(response: RtcResponse): void {
  if (!response.done) throw new Error(`TRTC refused: ${response.code} ${response.extraCode ?? ''}`);
}

const PREPARE = `(async () => {
  const {default: TRTC} = await import('/trtc.js');
  TRTC.setLogLevel(5, false);
  const trtc = TRTC.create();
  const lab = {
    events: [],
    call: (method, args) => trtc[method](...args).then(
      () => ({done: true}),
      ({code, extraCode}) => ({done: false, code, extraCode}),
    ),
  };
  for (const name of Object.values(TRTC.EVENT)) {
    if (name === 'audio-frame') continue; // A listener enables this event.
    trtc.on(name, (data) => lab.events.push({name, data: JSON.parse(JSON.stringify(data ?? {}))}));
  }
  trtc.on(TRTC.EVENT.REMOTE_VIDEO_AVAILABLE, ({userId, streamType}) => {
    const view = document.createElement('div');
    view.id = 'view-' + streamType;
    view.style = 'width:320px;height:240px';
    document.getElementById(view.id)?.remove();
    document.body.append(view);
    trtc.startRemoteVideo({userId, streamType, view}).catch(() => undefined);
  });
  globalThis.lab = lab;
})()`;
