import {chromium, type Browser, type Page} from 'playwright';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {en} from '../../../src/locales/en.ts';
import {zhCN} from '../../../src/locales/zh-cn.ts';
import {CHROMIUM_ARGS, requireChromium} from '../../support/engines/chromium.mjs';
import {startScriptHost, type ScriptHost} from '../../support/demo/script-host.ts';
import {closeContext} from '../../support/demo/visitor-page.ts';

const ROOM = '<live-room room-id="demo" api-url="https://shop.example/api"></live-room>';

let browser: Browser;
let host: ScriptHost;

beforeAll(async () => {
  host = await startScriptHost();
  browser = await chromium.launch({executablePath: requireChromium(), args: [...CHROMIUM_ARGS]});
});
afterAll(async () => {
  await browser.close();
  await host.close();
});

interface Visit {
  readonly page: Page;
  readonly problems: string[];
  readonly requestedPaths: string[];
}

/** Opens a page in a browser from which `make` removed features, and records its errors. */
async function visit(html: string, make: () => void): Promise<Visit> {
  const page = await browser.newPage();
  const problems: string[] = [];
  const requestedPaths: string[] = [];
  page.on('pageerror', ({message}) => problems.push(message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('request', (request) => requestedPaths.push(new URL(request.url()).pathname));
  await page.addInitScript(make);
  await page.addInitScript(() => {
    addEventListener('live-error', (event) => {
      document.title = (event as unknown as {detail: {error: {code: string}}}).detail.error.code;
    });
  });
  await page.goto(host.page(html));
  return {page, problems, requestedPaths};
}

const without = {
  attachInternals: () => void Reflect.deleteProperty(HTMLElement.prototype, 'attachInternals'),
  hasOwn: () => void Reflect.deleteProperty(Object, 'hasOwn'),
};

describe('a browser that is too old', () => {
  for (const [missing, make] of Object.entries(without)) {
    for (const [lang, words] of [
      ['en', en.errors.UNSUPPORTED_BROWSER],
      ['zh-CN', zhCN.errors.UNSUPPORTED_BROWSER],
    ] as const) {
      test(`without ${missing} shows the sentence in ${lang} from the module, and fires an error for the page`, async () => {
        const {page, problems, requestedPaths} = await visit(
          `<div lang="${lang}">${ROOM}</div><script type="module" src="${host.cdn}/live-room.js"></script>`,
          make,
        );
        await page.getByText(words).waitFor();
        await page.waitForFunction(() => document.title === 'UNSUPPORTED_BROWSER');
        expect(requestedPaths.filter((path) => path.includes('/chunks/'))).toEqual([]);
        expect(problems).toEqual([]);
        await closeContext(page.context());
      });

      test(`without ${missing} shows the sentence in ${lang} from the classic script, which loads nothing`, async () => {
        const {page, problems, requestedPaths} = await visit(
          `<script src="${host.cdn}/live-room.classic.js"></script><div lang="${lang}">${ROOM}</div>`,
          make,
        );
        await page.getByText(words).waitFor();
        expect(await page.title()).toBe('UNSUPPORTED_BROWSER');
        expect(requestedPaths.filter((path) => path.endsWith('/live-room.js'))).toEqual([]);
        expect(problems).toEqual([]);
        await closeContext(page.context());
      });
    }
  }

  test.each([
    ['module', 'type="module"', 'live-room.js'],
    ['classic script', '', 'live-room.classic.js'],
  ])('reads the sentence once in a room that the page adds later, by two scripts (%s)', async (_kind, type, file) => {
    const script = `<script ${type} src="${host.cdn}/${file}"></script>`;
    const {page} = await visit(`<main lang="en"></main>${script}${script.replace('.js', '.js?again')}`, without.hasOwn);
    await page.evaluate((room) => document.querySelector('main')!.insertAdjacentHTML('beforeend', room), ROOM);
    await page.getByText(en.errors.UNSUPPORTED_BROWSER).waitFor();
    await closeContext(page.context());
  });

  test.each([
    ['module', 'type="module"', 'live-room.js'],
    ['classic script', '', 'live-room.classic.js'],
  ])('that cannot parse the core reads the sentence (%s)', async (_kind, type, file) => {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', ({message}) => problems.push(message));
    await page.route('**/chunks/core-*', (route) =>
      route.fulfill({
        body: 'a ?? = b',
        contentType: 'text/javascript',
        headers: {'Access-Control-Allow-Origin': '*'},
      }),
    );
    await page.goto(host.page(`<main lang="en">${ROOM}</main><script ${type} src="${host.cdn}/${file}"></script>`));
    await page.getByText(en.errors.UNSUPPORTED_BROWSER).waitFor();
    expect(problems).toEqual([]);
    await closeContext(page.context());
  });

  test('that cannot parse the module shows the sentence from the classic script, next to the page’s own content', async () => {
    const page = await browser.newPage();
    await page.route('**/live-room.js*', (route) =>
      route.fulfill({
        body: 'a ?? = b',
        contentType: 'text/javascript',
        headers: {'Access-Control-Allow-Origin': '*'},
      }),
    );
    await page.goto(
      host.page(`<script src="${host.cdn}/live-room.classic.js?prefix=acme"></script>
        <acme-live-room lang="en"><video title="replay"></video></acme-live-room>`),
    );
    await page.getByText(en.errors.UNSUPPORTED_BROWSER).waitFor();
    expect(await page.locator('acme-live-room > video').count()).toBe(1);
    await closeContext(page.context());
  });
});

describe('text within the tag', () => {
  const TEXT = 'The live room is being opened.';
  const room = `<live-room manual room-id="demo">${TEXT}</live-room>`;

  const isDrawn = (page: Page) =>
    page.evaluate(() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('live-room')!.firstChild!);
      return range.getClientRects().length > 0;
    });

  test('is shown in a browser that cannot run the module', async () => {
    const page = await browser.newPage();
    await page.goto(host.page(room));
    expect(await isDrawn(page)).toBe(true);
    await closeContext(page.context());
  });

  test('is hidden when the room is defined, and does not replace the default layout', async () => {
    const page = await browser.newPage();
    await page.goto(host.page(`${room}<script type="module" src="${host.cdn}/live-room.js"></script>`));
    await page.locator('chat-panel').waitFor();
    expect(await isDrawn(page)).toBe(false);
    await closeContext(page.context());
  });
});
