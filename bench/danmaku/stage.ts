/** One Chromium, one engine, one rate: what it costs and what it shows. */
import {chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {build, type Plugin} from 'esbuild';
import {chromium, type Browser, type CDPSession, type Page} from 'playwright';
import {CHROMIUM_ARGS, requireChromium} from '../../test/support/chromium.mjs';
import {countFrames, type Frames} from '../shared/frames.ts';

const ORIGIN = 'http://danmaku.localhost/';
const FOLDER = new URL('.', import.meta.url);

export interface StageOptions {
  readonly engine: string;
  /** Messages a second. */
  readonly rate: number;
  /** The one core the whole browser runs on. */
  readonly core?: number;
}

export interface Counted {
  readonly sent: number;
  readonly shown: number;
  /** Elements at once. */
  readonly peak: number;
  readonly toLane?: {readonly p50: number; readonly p95: number};
  readonly toPixel?: {readonly p50: number; readonly p95: number};
}

/** What `page.js` puts there. */
interface Bench {
  start(rate: number): Promise<void>;
  count(): void;
  counted(): Counted;
  fairness(): {readonly all: number; readonly long: number};
  animate(ms: number): Promise<number[]>;
  overlaps(): {readonly lines: number; readonly over: number};
  sayOwn(count: number, everyMs: number): Promise<{readonly ms: number; readonly over: number}[]>;
  aim(insidePx: number): {readonly x: number; readonly y: number; readonly text: string};
  selected(): string | undefined;
  stop(): void;
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
        : route.fulfill({contentType: 'text/html', body: readFileSync(new URL('stage.html', FOLDER), 'utf8')}),
    );
    await page.goto(ORIGIN);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', {timeDomain: 'threadTicks'});
    const stage = new BenchStage(browser, page, cdp, await browser.newBrowserCDPSession(), forget);
    await stage.ask('start', rate);
    return stage;
  }

  ask<M extends keyof Bench>(method: M, ...args: Parameters<Bench[M]>): Promise<Awaited<ReturnType<Bench[M]>>> {
    const call = ([name, given]: [string, unknown[]]) =>
      (globalThis as unknown as {bench: Record<string, (...given: unknown[]) => unknown>}).bench[name]!(...given);
    return this.#page.evaluate(call, [method, args] as [string, unknown[]]) as Promise<Awaited<ReturnType<Bench[M]>>>;
  }

  /** Lets go of what is lifted: it lies over other lines. */
  letGo(): Promise<void> {
    return this.#page.keyboard.press('Escape');
  }

  /** Moves the mouse there and clicks. */
  click(x: number, y: number): Promise<void> {
    return this.#page.mouse.click(x, y);
  }

  /** CPU seconds of the page's main thread so far. */
  async mainThread(): Promise<number> {
    const {metrics} = await this.#cdp.send('Performance.getMetrics');
    return metrics.find(({name}) => name === 'ThreadTime')!.value;
  }

  /** Bytes after the garbage was collected. */
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

/** A Chromium all of whose processes run on one core. */
function pinned(core: number): {readonly path: string; readonly forget: () => void} {
  const folder = mkdtempSync(join(tmpdir(), 'danmaku-bench-'));
  const path = join(folder, 'chromium');
  writeFileSync(path, `#!/bin/sh\nexec taskset -c ${core} ${requireChromium()} "$@"\n`);
  chmodSync(path, 0o755);
  return {path, forget: () => rmSync(folder, {recursive: true})};
}

/** `text:` before a package's file: its text, not its module. */
const texts: Plugin = {
  name: 'texts',
  setup(bundler) {
    bundler.onResolve({filter: /^text:/}, ({path}) => ({path: path.slice('text:'.length), namespace: 'text'}));
    bundler.onLoad({filter: /.*/, namespace: 'text'}, ({path}) => ({
      contents: readFileSync(`node_modules/${path}`, 'utf8'),
      loader: 'text',
    }));
  },
};

async function bundle(engine: string): Promise<string> {
  const {outputFiles} = await build({
    stdin: {
      contents: `import engine from './engines/${engine}.js'; import {serve} from './page.js'; serve(engine);`,
      resolveDir: new URL('.', FOLDER).pathname,
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    conditions: ['production'],
    // TypeScript's decorators, as the build has them.
    tsconfig: new URL('../../tsconfig.json', FOLDER).pathname,
    define: {'process.env.NODE_ENV': '"production"', __DEV__: 'false', __VERSION__: '"bench"'},
    logLevel: 'error',
    plugins: [texts],
  });
  return outputFiles[0]!.text;
}
