import {appendFileSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {chromium, type Browser, type Page} from 'playwright';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {copyCheckout, removeCopy} from '../support/demo/checkout-copy.ts';
import {CHROMIUM_ARGS, requireChromium} from '../support/engines/chromium.mjs';
import {DemoProcess, freePorts, isRunning, type DemoPorts} from '../support/demo/demo-process.ts';

const SOON = {timeout: 60_000, interval: 50};

let folder: string;
let ports: DemoPorts;
let demo: DemoProcess;
let browser: Browser;

beforeEach(async () => {
  folder = copyCheckout();
  ports = await freePorts();
  demo = new DemoProcess(ports, {BOTS: '0'}, {args: ['--dev'], folder});
  browser = await chromium.launch({executablePath: requireChromium(), args: [...CHROMIUM_ARGS]});
});
afterEach(async () => {
  await browser.close();
  await demo.end();
  removeCopy(folder);
});

const joined = (page: Page) =>
  page.waitForFunction(() => document.querySelector('live-room')?.matches(':state(joined)'), undefined, SOON);
const serverLog = () => readFileSync(join(folder, '.data', String(ports.platform), 'server.log'), 'utf8');
const platform = (path: string) => fetch(`http://localhost:${ports.platform}${path}`);

describe('npm run dev', {timeout: 240_000}, () => {
  it('serves the sources, reloads pages and restarts processes when they change, and ends all on Ctrl-C', async () => {
    await demo.ready();
    const page = await browser.newPage();
    await page.goto(`http://localhost:${ports.shop}/`);
    await joined(page);
    expect(existsSync(join(folder, 'dist'))).toBe(false);
    expect((await platform('/live-room.js?prefix=acme')).url).toMatch(/\/src\/define\/script\.ts\?prefix=acme$/);
    for (const path of ['/package.json', '/.data/packages', '/demo/server/src/main.ts', '/src/../package.json']) {
      expect((await platform(path)).status, path).toBe(404);
    }

    appendFileSync(
      join(folder, 'src/define/groups/define-core.ts'),
      `document.documentElement.dataset.edition = 'second';\n`,
    );
    await page.waitForFunction(() => document.documentElement.dataset.edition === 'second', undefined, SOON);
    await joined(page);

    appendFileSync(join(folder, 'demo/shop/shop.js'), `document.documentElement.dataset.shop = 'second';\n`);
    await page.waitForFunction(() => document.documentElement.dataset.shop === 'second', undefined, SOON);

    const main = join(folder, 'demo/server/src/main.ts');
    const source = readFileSync(main, 'utf8');
    writeFileSync(main, `${source}\nhalf a sentence`);
    await expect.poll(() => demo.output, SOON).toContain('server ended by itself');
    writeFileSync(main, `console.log('second edition');\n${source}`);
    await expect.poll(serverLog, SOON).toContain('second edition');
    await expect.poll(async () => (await platform('/healthz')).status, SOON).toBe(200);

    await page.evaluate(() => (document.documentElement.dataset.edition = 'before the restart'));
    appendFileSync(join(folder, 'demo/cloud/chat/local-cloud.ts'), '\n');
    await page.waitForFunction(() => document.documentElement.dataset.edition === 'second', undefined, SOON);
    await joined(page);
    expect(demo.output).toContain('platform is running.');

    const processes = demo.descendants();
    demo.process.kill('SIGINT');
    expect(await demo.exited).toBe(0);
    await expect.poll(() => processes.filter(({pid}) => isRunning(pid)), SOON).toEqual([]);
  });
});
