/** One page in each of the three engines with one interface: by CDP (Chromium), BiDi (Firefox) and WebDriver (WebKit). */
import puppeteer, {type ElementHandle, type Page} from 'puppeteer-core';
import {remote} from 'webdriverio';
import {CHROMIUM_ARGS, MEDIA_ARGS} from './chromium.mjs';
import {FIREFOX_PREFS, findBrowser, type Engine} from './engines.mjs';

import {startWebKitDriver, webKitCapabilities} from './webkit-driver.mjs';
import {WebKitPage} from './webkit-page.mjs';

export interface EngineBrowser {
  readonly keyboard: {
    type(text: string): Promise<unknown>;
    press(key: string): Promise<unknown>;
  };
  /** Coordinates are CSS pixels of the viewport. */
  readonly mouse: {
    move(x: number, y: number): Promise<unknown>;
    down(): Promise<unknown>;
    up(): Promise<unknown>;
  };
  goto(url: string): Promise<unknown>;
  setViewport(size: {width: number; height: number}): Promise<unknown>;
  /** Runs a function without closure in the page; arguments and result are JSON. */
  evaluate<Args extends readonly unknown[], Result>(run: (...args: Args) => Result, ...args: Args): Promise<Result>;
  /** Chooses a file in the input that the function finds. */
  chooseFile(find: () => HTMLInputElement, path: string): Promise<unknown>;
  screenshot(path: string): Promise<unknown>;
  /** Ends all its processes. */
  close(): Promise<void>;
}

const START_TIMEOUT_MS = 90_000;

/** Starts a browser with a new profile, a fake microphone, and sound without a tap. */
export function launchEngine(engine: Engine): Promise<EngineBrowser> {
  const binary = findBrowser(engine);
  if (!binary) throw new Error(`no browser of the engine ${engine} was found`);
  return engine === 'webkit' ? launchWebKit(binary) : launchPuppeteer(engine, binary);
}

async function launchPuppeteer(engine: 'chromium' | 'firefox', executablePath: string): Promise<EngineBrowser> {
  const browser = await puppeteer.launch({
    browser: engine === 'firefox' ? 'firefox' : 'chrome',
    executablePath,
    headless: true,
    timeout: START_TIMEOUT_MS,
    protocolTimeout: START_TIMEOUT_MS,
    ...(engine === 'firefox'
      ? {extraPrefsFirefox: FIREFOX_PREFS}
      : {args: [...CHROMIUM_ARGS, ...MEDIA_ARGS, '--lang=en-US']}),
  });
  const page = await browser.newPage();
  return {
    keyboard: page.keyboard,
    mouse: page.mouse,
    goto: (url) => page.goto(url, {timeout: START_TIMEOUT_MS}),
    setViewport: (size) => page.setViewport(size),
    evaluate: (run, ...args) => page.evaluate(run as never, ...args),
    chooseFile: (find, path) => choose(page, find, path),
    screenshot: (path) => page.screenshot({path}),
    close: () => browser.close(),
  };
}

async function choose(page: Page, find: () => HTMLInputElement, path: string): Promise<void> {
  const input = (await page.evaluateHandle(find)).asElement() as ElementHandle<HTMLInputElement>;
  await input.uploadFile(path);
}

async function launchWebKit(binary: string): Promise<EngineBrowser> {
  const host = await startWebKitDriver();
  try {
    const driver = await remote({
      hostname: '127.0.0.1',
      port: host.port,
      path: '/',
      capabilities: {...webKitCapabilities(binary), 'wdio:enforceWebDriverClassic': true},
      logLevel: 'silent',
      connectionRetryTimeout: START_TIMEOUT_MS,
      connectionRetryCount: 0,
    });
    return {
      ...pageOf(driver),
      async close() {
        await driver.deleteSession().catch(() => undefined); // The browser has ended itself; its screen and driver end now.
        await host.stop();
      },
    };
  } catch (error) {
    await host.stop();
    throw error;
  }
}

function pageOf(driver: WebdriverIO.Browser): Omit<EngineBrowser, 'close'> {
  const page = new WebKitPage(() => driver);
  return {
    keyboard: page.keyboard,
    mouse: page.mouse,
    goto: (url) => driver.navigateTo(url),
    setViewport: (size) => page.setViewport(size),
    evaluate: (run, ...args) => driver.execute<never, unknown[]>(run as never, ...args),
    async chooseFile(find, path) {
      const input = await driver.execute<Record<string, string>, []>(find as never);
      await driver.elementSendKeys(Object.values(input)[0]!, path);
    },
    screenshot: (path) => driver.saveScreenshot(path),
  };
}
