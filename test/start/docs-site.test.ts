/** The docs site as the shop serves it. By default it has no server for its rooms, like a static host. */
import {readdirSync, readFileSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';
import {chromium, type Browser, type Page} from 'playwright';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {listenOnLoopback, type LoopbackServer} from '../../demo/dev/http/loopback.ts';
import {DocsSite} from '../../demo/dev/shop/docs-site.ts';
import {CHROMIUM_ARGS, requireChromium} from '../support/engines/chromium.mjs';

const API = 'http://localhost:8081/api';
/** The query of a request to the site with a server. */
const WITH_SERVER = '?with-server';
const SITE = fileURLToPath(new URL('../../demo/docs/dist/', import.meta.url));
/** Time limit for the pages of all elements, while other suites run. */
const LIMIT_MS = 300_000;
const WAIT_MS = 60_000;
const BUILD_LIMIT_MS = 600_000;

let browser: Browser;
let server: LoopbackServer;
let origin: string;
let htmlPages: readonly string[];
const closing = new AbortController();

beforeAll(async () => {
  const alone = new DocsSite({apiUrl: '', signal: closing.signal});
  const withServer = new DocsSite({apiUrl: API, signal: closing.signal});
  await alone.files();
  await withServer.files();
  server = await listenOnLoopback(0, (request, response) => {
    const site = request.url?.endsWith(WITH_SERVER) ? withServer : alone;
    site.handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  origin = `http://127.0.0.1:${(server.servers[0]!.address() as AddressInfo).port}`;
  htmlPages = readdirSync(SITE, {recursive: true, encoding: 'utf8'}).filter((name) => name.endsWith('.html'));
  browser = await chromium.launch({executablePath: requireChromium(), args: [...CHROMIUM_ARGS]});
}, BUILD_LIMIT_MS);
afterAll(async () => {
  closing.abort();
  await browser?.close();
  await server?.close();
});

test('every link of the docs site leads to a page and a heading, or to a file', () => {
  const pages = new Map(htmlPages.map((name) => [`/docs/${name}`, readFileSync(SITE + name, 'utf8')]));
  const files = new Set(readdirSync(SITE, {recursive: true, encoding: 'utf8'}).map((name) => `/docs/${name}`));
  const ids = new Map([...pages].map(([path, html]) => [path, new Set(allOf(html, /\sid="([^"]+)"/g))]));
  const broken = [...pages].flatMap(([from, html]) =>
    allOf(html, /\s(?:href|src)="([^"]+)"/g)
      .map((link) => new URL(link.replaceAll('&amp;', '&'), `http://docs${from}`))
      .filter(({host}) => host === 'docs')
      .filter(({pathname, hash}) => {
        const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
        const isThere = files.has(path) && (!hash || ids.get(path)?.has(decodeURIComponent(hash.slice(1))));
        return !isThere;
      })
      .map((link) => `${from}: ${link.pathname}${link.hash}`),
  );
  expect(pages.size).toBeGreaterThan(40);
  expect(broken).toEqual([]);
});

test('the landing page joins the room of the server that the shop names, and names none by itself', async () => {
  const meta = async (query: string) =>
    /<meta name="live-room-api"[^>]*>/.exec(await (await fetch(`${origin}/docs/${query}`)).text())?.[0];
  expect(await meta('')).toBe('<meta name="live-room-api" content="">');
  expect(await meta(WITH_SERVER)).toBe(`<meta name="live-room-api" content="${API}">`);
});

test('the site has llms.txt with links to its Markdown, the OpenAPI document and a page for each call', () => {
  const links = allOf(readFileSync(`${SITE}llms.txt`, 'utf8'), /\]\(\/docs\/([^)]+)\)/g);
  const files = new Set(readdirSync(SITE, {recursive: true, encoding: 'utf8'}));
  expect(links.length).toBeGreaterThan(30);
  expect(links.filter((link) => !files.has(link))).toEqual([]);
  const {paths} = JSON.parse(readFileSync(`${SITE}openapi.json`, 'utf8')) as {paths: Record<string, object>};
  const text = readFileSync(`${SITE}server-api.md`, 'utf8');
  const headings = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `### ${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}\n`),
  );
  expect(headings.length).toBeGreaterThan(30);
  expect(headings.filter((heading) => !text.includes(heading))).toEqual([]);
});

test(
  'the example of every element runs, with no error and no request to another host',
  async () => {
    const elements = JSON.parse(readFileSync(`${SITE}playground/elements.json`, 'utf8')) as {tagName: string}[];
    const {page, problems} = await openPage('/docs/');
    await joined(page, 'docs-live-room');
    await page.getByText('This room is made up in your browser').waitFor();
    await page.getByRole('link', {name: 'Leave pieces out'}).waitFor();
    // Elements that are empty until the example sends a message.
    const contents = new Map([
      ['live-launcher', 'Spring tea, first flush'],
      ['live-lobby', 'Remind me'],
      ['live-poll', 'What do you brew in?'],
      ['product-shelf', 'Wild honey, 500 g'],
    ]);
    for (const {tagName} of elements) {
      await page.goto(`${origin}/docs/api/${tagName}.html`);
      // The launcher joins no room before a press.
      if (tagName !== 'live-launcher') await joined(page, 'docs-playground');
      await page.getByRole('button', {name: 'Gift', exact: true}).click();
      await page.locator(`docs-playground ${tagName}`).first().waitFor({state: 'attached'});
      const content = contents.get(tagName);
      if (content) await page.locator(`docs-playground ${tagName}`).getByText(content).first().waitFor();
      await page.locator('docs-playground input[type=text], docs-playground input[type=checkbox]').first().waitFor();
    }
    expect(elements.length).toBeGreaterThanOrEqual(12);
    expect(problems).toEqual([]);
    await page.close();
  },
  LIMIT_MS,
);

test(
  'a playground applies its controls, shows the code and the events; the theme builder writes CSS; the search finds',
  async () => {
    const {page, problems} = await openPage('/docs/api/like-button.html');
    await joined(page, 'docs-playground');
    const playground = page.locator('docs-playground');
    await playground.getByLabel('without-total').check();
    await expect.poll(() => codeOf(page, 'HTML')).toContain('<like-button without-total></like-button>');
    await playground.locator('like-button button').click();
    await playground.getByRole('list', {name: 'Events'}).getByText('live-like').first().waitFor();

    await page.goto(`${origin}/docs/theme.html`);
    await joined(page, 'docs-theme-builder');
    await page.getByLabel('Start from').selectOption('glass');
    await expect.poll(() => codeOf(page, 'CSS')).toMatch(/--live-accent: #9bd8ff;[^]*::part\(layout\) \{/);
    await page.getByLabel('Start from').selectOption('default');
    await page.getByLabel('--live-accent, light, as text').fill('#0b6e4f');
    await page.keyboard.press('Enter');
    await expect.poll(() => codeOf(page, 'CSS')).toContain('--live-accent: light-dark(#0b6e4f, ');
    const accent = () =>
      page
        .locator('docs-theme-builder live-room')
        .evaluate((room) => getComputedStyle(room).getPropertyValue('--live-accent'));
    await expect.poll(accent).toContain('#0b6e4f');

    await page.getByRole('button', {name: 'Search'}).first().click();
    await page.getByRole('searchbox').fill('accent');
    await page.locator('.VPLocalSearchBox .results').getByText('Style').first().waitFor();
    expect(problems).toEqual([]);
    await page.close();
  },
  LIMIT_MS,
);

/** Opens a page and records errors of its console and requests to other hosts. */
async function openPage(path: string): Promise<{readonly page: Page; readonly problems: readonly string[]}> {
  const page = await browser.newPage();
  page.setDefaultTimeout(WAIT_MS); // An error of the test names the condition of the wait.
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${page.url()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    const isOwn = request.url().startsWith(`${origin}/docs/`) || /^(data|blob):/.test(request.url());
    if (!isOwn) problems.push(`${page.url()} asks for ${request.url()}`);
  });
  await page.goto(origin + path);
  return {page, problems};
}

/** Waits until the room in an example is joined. Locators of Playwright look into shadow trees. */
function joined(page: Page, example: string): Promise<void> {
  return expect
    .poll(
      () =>
        page
          .locator(`${example} live-room`)
          .first()
          .evaluate((room) => (room as Room).session.status),
      {
        timeout: WAIT_MS,
      },
    )
    .toBe('joined');
}

type Room = HTMLElementTagNameMap['live-room'];

const codeOf = (page: Page, label: string): Promise<string | null> =>
  page.getByLabel(label, {exact: true}).textContent();

const allOf = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found]) => found!);
