/** A visitor's page, and what the browser knows of its costs. */
import {chromium, type Browser, type BrowserContext, type CDPSession, type Page} from 'playwright';
import {CHROMIUM_ARGS, requireChromium} from '../../test/support/engines/chromium.mjs';

const JOINED_MS = 60_000;

/** What our pages set for the bench: see `pages.ts`. */
export interface PageGlobals {
  /** Milliseconds since navigation. */
  joinedAt?: number;
  /** Messages. */
  heard: number;
}

/** What a page holds, after the garbage was collected. */
export interface Held {
  readonly heapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: requireChromium(),
    // Heaps are told to the byte; a page nobody looks at runs like any other.
    args: [...CHROMIUM_ARGS, '--enable-precise-memory-info', '--disable-renderer-backgrounding'],
  });
}

export class Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly #cdp: CDPSession;

  private constructor(context: BrowserContext, page: Page, cdp: CDPSession) {
    this.context = context;
    this.page = page;
    this.#cdp = cdp;
  }

  /**
   * A page in a browser context of its own, in the room.
   *
   * @param script The path of one that runs before all others.
   */
  static async open(browser: Browser, url: string, script?: string): Promise<Visitor> {
    const context = await browser.newContext({viewport: {width: 1280, height: 800}});
    if (script) await context.addInitScript({path: script});
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Performance.enable', {timeDomain: 'threadTicks'});
    await page.goto(url, {waitUntil: 'commit'});
    const visitor = new Visitor(context, page, cdp);
    await page.waitForFunction(() => (globalThis as unknown as PageGlobals).joinedAt, undefined, {timeout: JOINED_MS});
    return visitor;
  }

  /** Messages heard since it joined. */
  heard(): Promise<number> {
    return this.page.evaluate(() => (globalThis as unknown as PageGlobals).heard);
  }

  /** Resolves once so many were heard in all. */
  async hears(count: number): Promise<void> {
    const enough = (wanted: number) => (globalThis as unknown as PageGlobals).heard >= wanted;
    await this.page.waitForFunction(enough, count, {polling: 50, timeout: JOINED_MS});
  }

  /** CPU seconds of the page's main thread: all tasks, and the scripts in them. */
  async cpu(): Promise<{readonly tasks: number; readonly scripts: number}> {
    const {metrics} = await this.#cdp.send('Performance.getMetrics');
    const read = (wanted: string) => metrics.find(({name}) => name === wanted)?.value ?? 0;
    return {tasks: read('TaskDuration'), scripts: read('ScriptDuration')};
  }

  async held(): Promise<Held> {
    // What finalizers let go of is garbage of the next turn.
    for (let turn = 0; turn < 3; turn++) await this.#cdp.send('HeapProfiler.collectGarbage');
    const {usedSize} = await this.#cdp.send('Runtime.getHeapUsage');
    const {nodes, jsEventListeners} = await this.#cdp.send('Memory.getDOMCounters');
    return {heapBytes: usedSize, nodes, listeners: jsEventListeners};
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
