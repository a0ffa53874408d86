/** A page in the room, and the browser's measurements of its costs. */
import {chromium, type Browser, type BrowserContext, type CDPSession, type Page} from 'playwright';
import {CHROMIUM_ARGS, requireChromium} from '../../test/support/engines/chromium.mjs';

const JOINED_MS = 60_000;

/** Global variables that the pages of `pages.ts` set. */
export interface PageGlobals {
  /** Milliseconds since navigation. */
  joinedAt?: number;
  /** Number of received messages. */
  received: number;
}

/** Memory of a page after a garbage collection. */
export interface PageMemory {
  readonly heapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: requireChromium(),
    // Heap sizes are exact, and a page in the background is not throttled.
    args: [...CHROMIUM_ARGS, '--enable-precise-memory-info', '--disable-renderer-backgrounding'],
  });
}

export class BenchPage {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly #cdp: CDPSession;

  private constructor(context: BrowserContext, page: Page, cdp: CDPSession) {
    this.context = context;
    this.page = page;
    this.#cdp = cdp;
  }

  /**
   * Opens a page in its own browser context and waits until it has joined.
   *
   * @param script Path of a script that runs before all others.
   */
  static async open(browser: Browser, url: string, script?: string): Promise<BenchPage> {
    const context = await browser.newContext({viewport: {width: 1280, height: 800}});
    if (script) await context.addInitScript({path: script});
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Performance.enable', {timeDomain: 'threadTicks'});
    await page.goto(url, {waitUntil: 'commit'});
    const benchPage = new BenchPage(context, page, cdp);
    await page.waitForFunction(() => (globalThis as unknown as PageGlobals).joinedAt, undefined, {timeout: JOINED_MS});
    return benchPage;
  }

  /** Number of messages received since joining. */
  receivedCount(): Promise<number> {
    return this.page.evaluate(() => (globalThis as unknown as PageGlobals).received);
  }

  /** Resolves when the page has received this number of messages in total. */
  async waitForMessages(count: number): Promise<void> {
    const enough = (wanted: number) => (globalThis as unknown as PageGlobals).received >= wanted;
    await this.page.waitForFunction(enough, count, {polling: 50, timeout: JOINED_MS});
  }

  /** CPU seconds of the page's main thread: of all tasks, and of their scripts. */
  async cpu(): Promise<{readonly tasks: number; readonly scripts: number}> {
    const {metrics} = await this.#cdp.send('Performance.getMetrics');
    const read = (wanted: string) => metrics.find(({name}) => name === wanted)?.value ?? 0;
    return {tasks: read('TaskDuration'), scripts: read('ScriptDuration')};
  }

  async memory(): Promise<PageMemory> {
    // Finalizers release objects that only the next collection frees.
    for (let turn = 0; turn < 3; turn++) await this.#cdp.send('HeapProfiler.collectGarbage');
    const {usedSize} = await this.#cdp.send('Runtime.getHeapUsage');
    const {nodes, jsEventListeners} = await this.#cdp.send('Memory.getDOMCounters');
    return {heapBytes: usedSize, nodes, listeners: jsEventListeners};
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
