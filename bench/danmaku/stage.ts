/** One Chromium with one danmaku engine at one message rate: measures its costs and its lines. */
import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chromium, type Browser, type CDPSession, type Page} from 'playwright';
import {CHROMIUM_ARGS, requireChromium} from '../../test/support/engines/chromium.mjs';
import {countFrames, type Frames} from '../shared/frames.ts';
import {bundle, STAGE_PAGE, type Bench} from './page.ts';

const ORIGIN = 'http://danmaku.localhost/';

export interface StageOptions {
  readonly engine: string;
  /** Messages a second. */
  readonly rate: number;
  /** The core on which the whole browser runs. */
  readonly core?: number;
}

export class BenchStage {
  readonly #browser: Browser;
  readonly #page: Page;
  readonly #cdp: CDPSession;
  readonly #whole: CDPSession;
  readonly #forget: () => void;

  private constructor(browser: Browser, page: Page, cdp: CDPSession, whole: CDPSession, forget: () => void) {
    this.#browser = browser;
    this.#page = page;
    this.#cdp = cdp;
    this.#whole = whole;
    this.#forget = forget;
  }

  static async open({engine, rate, core}: StageOptions): Promise<BenchStage> {
    const {path, forget} = core === undefined ? {path: requireChromium(), forget: () => undefined} : pinned(core);
    const browser = await chromium.launch({executablePath: path, args: [...CHROMIUM_ARGS]});
    const page = await browser.newPage({viewport: {width: 1_280, height: 720}, deviceScaleFactor: 1});
    const script = await bundle(engine);
    await page.route(`${ORIGIN}**`, (route) =>
      route.request().url().endsWith('.js')
        ? route.fulfill({contentType: 'text/javascript', body: script})
        : route.fulfill({contentType: 'text/html', body: STAGE_PAGE}),
    );
    await page.goto(ORIGIN);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', {timeDomain: 'threadTicks'});
    const stage = new BenchStage(browser, page, cdp, await browser.newBrowserCDPSession(), forget);
    await stage.ask('start', rate);
    return stage;
  }

  ask<M extends keyof Bench>(method: M, ...args: Parameters<Bench[M]>): Promise<Awaited<ReturnType<Bench[M]>>> {
    const call = ([name, args]: [string, unknown[]]) =>
      (globalThis as unknown as {bench: Record<string, (...args: unknown[]) => unknown>}).bench[name]!(...args);
    return this.#page.evaluate(call, [method, args] as [string, unknown[]]) as Promise<Awaited<ReturnType<Bench[M]>>>;
  }

  /** Releases a held line, because it covers other lines. */
  letGo(): Promise<void> {
    return this.#page.keyboard.press('Escape');
  }

  /** Moves the mouse to a point and clicks. */
  click(x: number, y: number): Promise<void> {
    return this.#page.mouse.click(x, y);
  }

  /** CPU seconds of the page's main thread so far. */
  async mainThread(): Promise<number> {
    const {metrics} = await this.#cdp.send('Performance.getMetrics');
    return metrics.find(({name}) => name === 'ThreadTime')!.value;
  }

  /** Heap in bytes after a garbage collection. */
  async heap(): Promise<number> {
    for (let turn = 0; turn < 3; turn++) await this.#cdp.send('HeapProfiler.collectGarbage');
    return (await this.#cdp.send('Runtime.getHeapUsage')).usedSize;
  }

  frames(meanwhile: () => Promise<unknown>): Promise<Frames> {
    return countFrames(this.#whole, meanwhile);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#forget();
  }
}

/** Starts a Chromium whose processes all run on one core. */
function pinned(core: number): {readonly path: string; readonly forget: () => void} {
  const folder = mkdtempSync(join(tmpdir(), 'danmaku-bench-'));
  const path = join(folder, 'chromium');
  writeFileSync(path, `#!/bin/sh\nexec taskset -c ${core} ${requireChromium()} "$@"\n`);
  chmodSync(path, 0o755);
  return {path, forget: () => rmSync(folder, {recursive: true})};
}
