/** One page in one of the three engines: benches run the same script in each and read its CPU time. */
import {chromium} from 'playwright';
import {CHROMIUM_ARGS, requireChromium} from '../../test/support/engines/chromium.mjs';
import {findBrowser, FIREFOX_PREFS, type Engine} from '../../test/support/engines/engines.mjs';
import {startWebKitDriver, webKitCapabilities} from '../../test/support/engines/webkit-driver.mjs';
import {cpuBelow} from './processes.ts';

const SIZE = {width: 1_280, height: 720};
const SCRIPT_MS = 120_000;

export interface EnginePage {
  /** Evaluates an expression in the page and awaits its promise. */
  evaluate<T>(expression: string): Promise<T>;
  /**
   * CPU seconds so far: in Chromium of the page's main thread, in the others of the process that runs the page. Threads that
   * emulate a GPU are excluded: only WebKit has them in that process.
   */
  cost(): Promise<number>;
  close(): Promise<void>;
}

const openers: Record<Engine, (url: string) => Promise<EnginePage>> = {
  chromium: openChromium,
  firefox: openFirefox,
  webkit: openWebKit,
};

/** The viewport is 1,280 × 720. */
export function openPage(engine: Engine, url: string): Promise<EnginePage> {
  return openers[engine](url);
}

async function openChromium(url: string): Promise<EnginePage> {
  const browser = await chromium.launch({executablePath: requireChromium(), args: [...CHROMIUM_ARGS]});
  const page = await browser.newPage({viewport: SIZE, deviceScaleFactor: 1});
  await page.goto(url);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', {timeDomain: 'threadTicks'});
  return {
    evaluate: <T>(expression: string) => page.evaluate<T>(expression),
    async cost() {
      const {metrics} = await cdp.send('Performance.getMetrics');
      return metrics.find(({name}) => name === 'ThreadTime')!.value;
    },
    close: () => browser.close(),
  };
}

async function openFirefox(url: string): Promise<EnginePage> {
  const {default: puppeteer} = await import('puppeteer-core');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: found('firefox'),
    headless: true,
    extraPrefsFirefox: FIREFOX_PREFS,
    protocolTimeout: SCRIPT_MS,
  });
  const pid = browser.process()!.pid!;
  const page = await browser.newPage();
  await page.setViewport({...SIZE, deviceScaleFactor: 1});
  await page.goto(url);
  return {
    evaluate: <T>(expression: string) => page.evaluate(expression) as Promise<T>,
    cost: () => Promise.resolve(cpuBelow(pid, (command) => command.includes('-contentproc') && / tab$/.test(command))),
    close: () => browser.close(),
  };
}

async function openWebKit(url: string): Promise<EnginePage> {
  const driver = await startWebKitDriver();
  const origin = `http://127.0.0.1:${driver.port}`;
  const call = async <T>(path: string, body?: object): Promise<T> => {
    const response = await fetch(`${origin}${path}`, {
      method: body ? 'POST' : 'GET',
      ...(body && {body: JSON.stringify(body)}),
    });
    const {value} = (await response.json()) as {value: T & {error?: string; message?: string}};
    if (!response.ok) throw new Error(`${path}: ${value.error} ${value.message}`);
    return value;
  };
  try {
    const capabilities = {alwaysMatch: {...webKitCapabilities(found('webkit')), timeouts: {script: SCRIPT_MS}}};
    const {sessionId} = await call<{sessionId: string}>('/session', {capabilities});
    const ask = <T>(path: string, body?: object) => call<T>(`/session/${sessionId}/${path}`, body);
    const evaluate = async <T>(expression: string) => {
      const script = `const done = arguments[0];
        (async () => (${expression}))().then((value) => done([value]), (error) => done({error: String(error)}));`;
      const response = await ask<[T] | {error: string}>('execute/async', {script, args: []});
      if ('error' in response) throw new Error(response.error);
      return response[0];
    };
    const isPage = (command: string) => command.includes('WebKitWebProcess');
    const isGpu = (thread: string) => thread.startsWith('llvmpipe');
    await ask('url', {url});
    const [wide, high] = await evaluate<[number, number]>('[outerWidth - innerWidth, outerHeight - innerHeight]');
    await ask('window/rect', {width: SIZE.width + wide, height: SIZE.height + high});
    return {
      evaluate,
      cost: () => Promise.resolve(cpuBelow(driver.pid, isPage, isGpu)),
      close: async () => {
        await fetch(`${origin}/session/${sessionId}`, {method: 'DELETE'});
        await driver.stop();
      },
    };
  } catch (error) {
    await driver.stop();
    throw error;
  }
}

function found(engine: Engine): string {
  const path = findBrowser(engine);
  if (!path) throw new Error(`no browser of the engine ${engine} was found`);
  return path;
}
