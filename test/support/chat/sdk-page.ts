/** A Chromium page with the real `@tencentcloud/chat` and without this library: the reference for the local cloud. */
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {build} from 'esbuild';
import {chromium, type Browser, type Page} from 'playwright';
import {vi} from 'vitest';
import {CHROMIUM_ARGS, findChromium} from '../engines/chromium.mjs';

/** A result of the SDK: `code` 0 and the data, or its error. */
export interface SdkResponse {
  readonly code: number;
  readonly message: string;
  readonly data: Record<string, unknown>;
}

export interface SdkEvent {
  readonly name: string;
  readonly data: unknown;
  /** Milliseconds since the page opened. */
  readonly at: number;
}

/** A message of the SDK event `MESSAGE_RECEIVED`. */
export interface SdkMessage extends Record<string, unknown> {
  readonly ID: string;
  readonly type: string;
  readonly from: string;
  readonly to: string | null;
  readonly nick: string;
  readonly sequence: number;
  readonly random: number;
  readonly clientTime: number;
  readonly time: number;
  readonly priority: string;
  readonly isBroadcastMessage: boolean;
  readonly payload: Record<string, unknown>;
}

export interface SdkTarget {
  readonly sdkAppId: number;
  readonly wsUrl: string;
}

/** Longer than the SDK needs on a busy machine. */
const READY_TIMEOUT_MS = 60_000;

export interface SentFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface SdkPage {
  readonly page: Page;
  /** Calls a method of the chat instance, e.g. `call('joinGroup', {groupID})`. Errors of the SDK do not reject. */
  call(method: string, ...args: unknown[]): Promise<SdkResponse>;
  /** Resolves before the SDK is ready: until then it refuses most calls (3000). */
  login(userId: string, userSig: string): Promise<SdkResponse>;
  /** Logs in and waits until the SDK is ready. */
  signIn(userId: string, userSig: string): Promise<SdkResponse>;
  join(groupId: string): Promise<SdkResponse>;
  /** Creates with `create<kind>Message` and sends; `data` has the whole message. */
  send(
    groupId: string,
    kind: 'Text' | 'Custom' | 'Face' | 'Location',
    payload: object,
    more?: object,
  ): Promise<SdkResponse>;
  /** Sends a file by the SDK's upload plugin. */
  sendFile(groupId: string, kind: 'Image' | 'Audio' | 'Video' | 'File', file: SentFile): Promise<SdkResponse>;
  say(groupId: string, text: string): Promise<SdkResponse>;
  /** Recalls a message that this page has sent, by its `ID`. */
  revoke(id: string): Promise<SdkResponse>;
  events(name?: string): Promise<SdkEvent[]>;
  messages(type?: string): Promise<SdkMessage[]>;
  /** Texts received, in order. */
  texts(): Promise<string[]>;
  close(): Promise<void>;
}

export interface SdkPageOptions {
  /**
   * `split` (default) is `index.es.js` with its group module, as our driver loads it. It replaces all error codes of group
   * calls with 2903 (SDK 3.6.6). `whole` is the package's main file, which keeps the codes.
   */
  readonly build?: 'split' | 'whole';
  /** Further options for `create`. */
  readonly create?: object;
}

export interface SdkBrowser {
  readonly browser: Browser;
  open(target: SdkTarget, options?: SdkPageOptions): Promise<SdkPage>;
  close(): Promise<void>;
}

export interface SdkBrowserOptions {
  /** Keeps pages after navigation, like browsers of viewers. Playwright turns the back-forward cache off. */
  readonly keepsPages?: boolean;
}

export async function launchSdkBrowser({keepsPages = false}: SdkBrowserOptions = {}): Promise<SdkBrowser> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && {executablePath}),
    args: [...CHROMIUM_ARGS],
    ...(keepsPages && {ignoreDefaultArgs: ['--disable-back-forward-cache']}),
  });
  const scripts = {split: await bundleSdk(SPLIT), whole: await bundleSdk(WHOLE)};
  // A real server: Chromium lets an intercepted page open no sockets to loopback.
  const server = createServer((request, response) => {
    const [, build, isScript] = /^\/(split|whole)(\.js)?$/.exec(request.url ?? '') ?? [];
    response.writeHead(build ? 200 : 404, {'Content-Type': isScript ? 'text/javascript; charset=utf-8' : 'text/html'});
    if (isScript) response.end(scripts[build as keyof typeof scripts]);
    else response.end(`<!doctype html><title>SDK</title><script src="/${build}.js"></script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  return {
    browser,
    open: (target, {build = 'split', create = {}} = {}) => openSdkPage(browser, `${url}${build}`, target, create),
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function openSdkPage(browser: Browser, url: string, target: SdkTarget, create: object): Promise<SdkPage> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.evaluate((config) => (globalThis as unknown as PageGlobals).sdk.create(config), {
    SDKAppID: target.sdkAppId,
    proxyServer: target.wsUrl,
    ...create,
  });

  const call = (method: string, ...args: unknown[]) =>
    page.evaluate(([name, list]) => (globalThis as unknown as PageGlobals).sdk.call(name, list), [
      method,
      args,
    ] as const);
  const send: SdkPage['send'] = (groupId, kind, payload, more = {}) =>
    page.evaluate(([name, options]) => (globalThis as unknown as PageGlobals).sdk.send(name, options), [
      `create${kind}Message`,
      {to: groupId, conversationType: 'GROUP', payload, ...more},
    ] as const);
  const events = async (name?: string) => {
    const all = await page.evaluate(() => (globalThis as unknown as PageGlobals).sdk.events);
    return all.filter((event) => name === undefined || event.name === name);
  };
  const messages = async (type?: string) => {
    const received = (await events('onMessageReceived')).flatMap(({data}) => data as SdkMessage[]);
    return received.filter((message) => type === undefined || message.type === type);
  };

  const login = (userID: string, userSig: string) => call('login', {userID, userSig});

  return {
    page,
    call,
    login,
    async signIn(userId, userSig) {
      const before = (await events('sdkStateReady')).length;
      const response = await login(userId, userSig);
      const isReady = async () => (await events('sdkStateReady')).length > before;
      if (response.code === 0) await vi.waitUntil(isReady, {timeout: READY_TIMEOUT_MS, interval: 50});
      return response;
    },
    join: (groupID) => call('joinGroup', {groupID}),
    send,
    sendFile: (groupId, kind, {name, type, bytes}) =>
      page.evaluate(([method, to, file]) => (globalThis as unknown as PageGlobals).sdk.sendFile(method, to, file), [
        `create${kind}Message`,
        groupId,
        {name, type, base64: Buffer.from(bytes).toString('base64')},
      ] as const),
    say: (groupId, text) => send(groupId, 'Text', {text}),
    revoke: (id) => page.evaluate((sent) => (globalThis as unknown as PageGlobals).sdk.revoke(sent), id),
    events,
    messages,
    texts: async () => (await messages('TIMTextElem')).map(({payload}) => String(payload.text)),
    close: () => context.close(),
  };
}

interface PageGlobals {
  readonly sdk: {
    readonly events: SdkEvent[];
    create(config: object): void;
    call(method: string, args: readonly unknown[]): Promise<SdkResponse>;
    send(method: string, options: object): Promise<SdkResponse>;
    sendFile(method: string, to: string, file: object): Promise<SdkResponse>;
    revoke(id: string): Promise<SdkResponse>;
  };
}

const SPLIT = `
  import TencentCloudChat from '@tencentcloud/chat/index.es.js';
  import group from '@tencentcloud/chat/modules/group-module.js';
  const parts = {modules: {'group-module': group}};
`;
const WHOLE = `
  import TencentCloudChat from '@tencentcloud/chat';
  const parts = {};
`;

async function bundleSdk(imports: string): Promise<string> {
  const contents = `
    ${imports}
    import upload from 'tim-upload-plugin';
    const plain = (value) => JSON.parse(JSON.stringify(value ?? {}));
    const resultOf = (promise) => promise.then(
      ({code = 0, data}) => ({code, message: '', data: plain(data)}),
      (error) => ({code: error.code ?? -1, message: String(error.message), data: plain(error.data)}),
    );
    const sdk = {
      events: [],
      sent: new Map(),
      create(config) {
        sdk.chat = TencentCloudChat.create({...config, ...parts});
        sdk.chat.setLogLevel(4);
        sdk.chat.registerPlugin({'tim-upload-plugin': upload});
        for (const name of Object.values(TencentCloudChat.EVENT)) {
          sdk.chat.on(name, ({data}) => sdk.events.push({name, data: plain(data), at: performance.now()}));
        }
      },
      call: (method, args) => resultOf(Promise.resolve().then(() => sdk.chat[method](...args)).then(
        (result) => (result && typeof result === 'object' && 'data' in result ? result : {data: {result}}))),
      send: (method, options) => resultOf(Promise.resolve().then(async () => {
        const message = sdk.chat[method](options);
        const result = await sdk.chat.sendMessage(message);
        sdk.sent.set(message.ID, message);
        return result;
      })),
      sendFile: (method, to, {name, type, base64}) => resultOf(Promise.resolve().then(() => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const file = new File([bytes], name, {type});
        return sdk.chat.sendMessage(sdk.chat[method]({to, conversationType: 'GROUP', payload: {file}}));
      })),
      revoke: (id) => resultOf(Promise.resolve().then(() => sdk.chat.revokeMessage(sdk.sent.get(id)))),
    };
    globalThis.sdk = sdk;
  `;
  const {outputFiles} = await build({
    stdin: {contents, resolveDir: import.meta.dirname, loader: 'js'},
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]!.text;
}
