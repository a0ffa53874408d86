import {createHash} from 'node:crypto';
import {chromium, type Browser, type Page} from 'playwright';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {CHROMIUM_ARGS, requireChromium} from '../../support/engines/chromium.mjs';
import {distFile, distScripts} from '../../support/demo/dist.ts';
import {startScriptHost, type ScriptHost} from '../../support/demo/script-host.ts';
import {closeContext} from '../../support/demo/visitor-page.ts';

/** The elements of the default layout. */
const PIECES = [
  'broadcast-banner',
  'chat-panel',
  'danmaku-layer',
  'gift-bar',
  'gift-feed',
  'like-button',
  'live-lobby',
  'live-player',
  'live-poll',
  'lottery-card',
  'product-shelf',
  'product-slot',
  'room-header',
];
const TAGS = ['live-room', ...PIECES];
const renamed = (prefix: string) => PIECES.map((tag) => `${prefix}-${tag}`);
const ROOM = '<live-room id="main" room-id="demo" manual></live-room>';

let browser: Browser;
let host: ScriptHost;
let page: Page;
/** Messages in the console and errors of the page. */
let complaints: string[] = [];

beforeAll(async () => {
  host = await startScriptHost();
  browser = await chromium.launch({executablePath: requireChromium(), args: [...CHROMIUM_ARGS]});
});
afterAll(async () => {
  await browser.close();
  await host.close();
});
afterEach(async () => {
  await closeContext(page.context());
  complaints = [];
});

async function open(html: string, policy?: string): Promise<void> {
  page = await browser.newPage();
  page.on('pageerror', ({message}) => complaints.push(message));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  await page.goto(host.page(html, policy));
}

/** Waits until the room has rendered its default layout. Returns the tags of its elements. */
async function pieces(room = '#main'): Promise<string[]> {
  const found = await page.waitForFunction((selector) => {
    const elements = document.querySelector(selector)?.shadowRoot?.querySelectorAll('*') ?? [];
    const names = [...elements].map(({localName}) => localName).filter((name) => name.includes('-'));
    return names.length ? names.sort() : undefined;
  }, room);
  return (await found.jsonValue())!;
}

/** Waits until every tag is defined. Tags that no first frame needs are defined a moment later. */
async function allDefined(): Promise<void> {
  await page.waitForFunction((names) => names.every((tag) => customElements.get(tag)), [...TAGS]);
}

function defined(tags: readonly string[]): Promise<string[]> {
  return page.evaluate((names) => names.filter((tag) => customElements.get(tag)), [...tags]);
}

describe('the script tag, from another origin', () => {
  test.each([
    ['a module in the head', (cdn: string) => `<script type="module" src="${cdn}/live-room.js"></script>${ROOM}`],
    ['a module after the room', (cdn: string) => `${ROOM}<script type="module" src="${cdn}/live-room.js"></script>`],
    ['an async module', (cdn: string) => `<script async type="module" src="${cdn}/live-room.js"></script>${ROOM}`],
    ['a classic script', (cdn: string) => `<script src="${cdn}/live-room.classic.js"></script>${ROOM}`],
    ['an async classic script', (cdn: string) => `${ROOM}<script async src="${cdn}/live-room.classic.js"></script>`],
    ['the development build', (cdn: string) => `<script type="module" src="${cdn}/live-room.dev.js"></script>${ROOM}`],
  ])('shows a whole room by %s', async (_how, html) => {
    await open(html(host.cdn));
    expect(await pieces()).toEqual(PIECES);
    await allDefined();
    expect(complaints).toEqual([]);
  });

  test.each([
    ['module', 'type="module"', 'live-room.js'],
    ['classic script', '', 'live-room.classic.js'],
  ])('gives the tags the names that ?prefix= asks for, and no others (%s)', async (_kind, type, file) => {
    await open(
      `<script ${type} src="${host.cdn}/${file}?prefix=acme"></script>${ROOM.replaceAll('live-room', 'acme-live-room')}`,
    );
    expect(await pieces()).toEqual(renamed('acme'));
    await page.evaluate(() =>
      document
        .querySelector<HTMLElement & {join(): Promise<void>}>('#main')!
        .join()
        .catch(() => undefined),
    );
    expect(await defined(TAGS)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test.each(['1st', 'Acme', '-', 'a--b', '', 'a b'])(
    'keeps its own names if ?prefix=%s cannot begin a tag',
    async (prefix) => {
      const query = `?prefix=${encodeURIComponent(prefix)}`;
      await open(`<script type="module" src="${host.cdn}/live-room.dev.js${query}"></script>${ROOM}`);
      expect(await pieces()).toEqual(PIECES);
      expect(complaints).toEqual([expect.stringContaining(`?prefix=${prefix} cannot begin a tag`)]);
    },
  );

  test('works twice on a page, also with two prefixes or two builds', async () => {
    const again = [
      'live-room.js',
      'live-room.js',
      'live-room.classic.js',
      'live-room.js?copy',
      'live-room.js?prefix=acme',
    ];
    const scripts = again.map((file) => {
      const type = file.includes('classic') ? '' : 'type="module"';
      return `<script ${type} src="${host.cdn}/${file}"></script>`;
    });
    await open(`${scripts.join('')}${ROOM}<acme-live-room id="other" manual></acme-live-room>`);
    expect(await pieces()).toEqual(PIECES);
    expect(await pieces('#other')).toEqual(renamed('acme'));
    expect(complaints).toEqual([]);
    const cores = await page.evaluate(() =>
      performance.getEntriesByType('resource').filter(({name}) => name.includes('/chunks/core-')),
    );
    expect(cores).toHaveLength(1);
    // Each tag has its own class, and both are the same element.
    const kinds = await page.evaluate(() =>
      ['chat-panel', 'acme-chat-panel'].map((tag) => {
        const kind = customElements.get(tag) as (CustomElementConstructor & {brand?: symbol}) | undefined;
        return [kind?.brand?.description, document.createElement(tag) instanceof kind!];
      }),
    );
    expect(kinds).toEqual([
      ['live-room/element', true],
      ['live-room/element', true],
    ]);
  });

  test.each([
    ['a module', (cdn: string) => `<script type="module" src="${cdn}/live-room.js"></script>`, 'module', ''],
    ['a classic script', (cdn: string) => `<script src="${cdn}/live-room.classic.js"></script>`, 'module', ''],
    [
      'a prefix',
      (cdn: string) => `<script src="${cdn}/live-room.classic.js?prefix=acme"></script>`,
      '',
      '?prefix=acme',
    ],
  ])('changes and adds languages by registerLocale, beside %s', async (_how, script, type, query) => {
    const terms = `
      import('${host.cdn}/live-room.js${query}').then(({registerLocale}) => {
        registerLocale('es', {like: () => 'Me encanta'});
        registerLocale('it', {like: () => 'Mi piace'});
      });`;
    const tag = query ? 'acme-live-room' : 'live-room';
    const rooms = ['es', 'it'].map((lang) => `<${tag} id="${lang}" lang="${lang}" room-id="demo" manual></${tag}>`);
    await open(`${script(host.cdn)}${rooms.join('')}<script type="${type}">${terms}</script>`);
    for (const [lang, label] of [
      ['es', 'Me encanta'],
      ['it', 'Mi piace'],
    ] as const) {
      await pieces(`#${lang}`);
      await page.waitForFunction(
        ([selector, expected]) => {
          const pieces = document.querySelector(selector!)!.shadowRoot!.querySelectorAll('*');
          const like = [...pieces].find(({localName}) => localName.endsWith('like-button'));
          return like?.shadowRoot?.querySelector('button')?.ariaLabel?.startsWith(expected!);
        },
        [`#${lang}`, label],
      );
    }
    expect(complaints).toEqual([expect.stringMatching(/registerLocale\('it'\) lacks terms.*: .*\bsend\b/)]);
    expect(await defined(query ? TAGS : renamed('acme'))).toEqual([]);
  });

  test('shows a whole room if it is loaded by the package’s address at a CDN, without a file name', async () => {
    const [one, other] = [`${host.cdn}/npm/live-room-elements`, `${host.cdn}/npm/live-room-elements@0.1.0?prefix=acme`];
    const script = `
      const live = await import('${one}');
      await live.registerLocale('es', {like: () => 'Me encanta'});
      await live.registerIcons({heart: 'M0 0h9v9z'});
      await live.define('shop');
      const refused = await live.define('Shop').catch(({name}) => name);
      const error = await document.querySelector('live-room').session.say('x').catch((reason) => reason);
      document.title = [error instanceof live.LiveError, error.code, !!customElements.get('shop-chat-panel'), refused];`;
    await open(`<script type="module" src="${one}"></script><script type="module" src="${other}"></script>
      <script type="module">${script}</script>${ROOM}<acme-live-room id="other" manual></acme-live-room>`);
    expect(await pieces()).toEqual(PIECES);
    expect(await pieces('#other')).toEqual(renamed('acme'));
    await page.waitForFunction(() => document.title);
    expect(await page.title()).toBe('true,NOT_JOINED,true,SyntaxError');
    expect(complaints).toEqual([]);
  });

  test('requests the core again after a failure, without an error', async () => {
    await open('<p></p>');
    let requests = 0;
    await page.route('**/chunks/core-*', (route) =>
      ++requests === 1 ? route.fulfill({status: 503, headers: {'Access-Control-Allow-Origin': '*'}}) : route.continue(),
    );
    complaints = [];
    await page.evaluate(
      ([script, room]) => {
        document.body.innerHTML = room!;
        const element = document.createElement('script');
        element.type = 'module';
        element.src = script!;
        document.head.append(element);
      },
      [`${host.cdn}/live-room.js`, ROOM],
    );
    expect(await pieces()).toEqual(PIECES);
    expect(requests).toBe(2);
    expect(complaints.filter((message) => !message.includes('503'))).toEqual([]); // The browser logs each response.
  });

  test('keeps an element that the page defined, and the development build warns', async () => {
    const mine = `<script>customElements.define('chat-panel', class extends HTMLElement {})</script>`;
    await open(`${mine}<script type="module" src="${host.cdn}/live-room.dev.js"></script>${ROOM}`);
    await pieces();
    expect(complaints).toEqual([expect.stringContaining('this page already has its own <chat-panel>')]);
  });

  test('loads the SDK from the folder of the script, not of the page', async () => {
    await open(
      `<script type="module" src="${host.cdn}/live-room.js?prefix=acme"></script>${ROOM.replaceAll('live-room', 'acme-live-room')}`,
    );
    await pieces();
    const chunkResponse = page.waitForResponse(/tencent-chat-/);
    await page.evaluate(() =>
      document
        .querySelector<HTMLElement & {join(): Promise<void>}>('#main')!
        .join()
        .catch(() => undefined),
    );
    const response = await chunkResponse;
    expect(response.status()).toBe(200);
    expect(response.url()).toMatch(`${host.cdn}/chunks/tencent-chat-`);
  });

  test.each([
    ['classic script', 'text/javascript', 'live-room.classic.js', 'the module', '**/live-room.js'],
    ['classic script', 'text/javascript', 'live-room.classic.js', 'the core', '**/chunks/core-*'],
    ['module script', 'module', 'live-room.js?prefix=acme', 'the core', '**/chunks/core-*'],
  ])('tells a %s element that the room could not be loaded', async (_kind, type, file, _missing, missing) => {
    await open(`<script>
        const script = document.createElement('script');
        script.type = '${type}';
        script.src = '${host.cdn}/${file}';
        script.onerror = () => (document.title = 'failed');
        addEventListener('unhandledrejection', () => (document.title = 'unhandled'));
      </script>`);
    await page.route(missing, (route) => route.abort());
    await page.evaluate('document.head.append(script)');
    await page.waitForFunction(() => document.title);
    expect(await page.title()).toBe('failed');
  });
});

describe('on a page with a strict policy', () => {
  const strict = (cdn: string) => `default-src 'none'; script-src ${cdn}; style-src 'none'`;
  const trusted = (cdn: string) => `${strict(cdn)}; require-trusted-types-for 'script'; trusted-types lit-html`;

  test.each([
    ['no styles and no other scripts', 'module', strict, 'type="module"', 'live-room.js'],
    ['no styles and no other scripts', 'classic script', strict, '', 'live-room.classic.js'],
    ['trusted types', 'module', trusted, 'type="module"', 'live-room.js'],
    ['trusted types', 'classic script', trusted, '', 'live-room.classic.js'],
  ])('that allows %s the room is rendered and styled (%s)', async (_what, _kind, policy, type, file) => {
    await open(`${ROOM}<script ${type} src="${host.cdn}/${file}"></script>`, policy(host.cdn));
    expect(await pieces()).toEqual(PIECES);
    const display = await page.evaluate(() => {
      const layout = document.querySelector('#main')!.shadowRoot!.querySelector('[part~=layout]')!;
      return getComputedStyle(layout).display;
    });
    expect(display).toBe('grid');
    expect(complaints).toEqual([]);
  });
});

describe('a page that pins the scripts by their hashes', () => {
  const hashes = JSON.parse(distFile('cdn/integrity.json')) as Record<string, string>;
  const core = Object.keys(hashes).find((path) => /core-\w+\.js$/.test(path))!;
  const pinned = (changed: Record<string, string> = {}) => {
    const all = {...hashes, ...changed};
    const integrity = Object.fromEntries(Object.entries(all).map(([path, hash]) => [`${host.cdn}/${path}`, hash]));
    return `<script type="importmap">${JSON.stringify({integrity})}</script>
      <script type="module" src="${host.cdn}/live-room.js" integrity="${all['live-room.js']}" crossorigin></script>${ROOM}`;
  };

  test('shows a whole room', async () => {
    await open(pinned());
    expect(await pieces()).toEqual(PIECES);
    expect(complaints).toEqual([]);
  });

  test.each([
    ['the entry', 'live-room.js'],
    ['a chunk', core],
  ])('runs nothing of %s if its hash is another', async (_which, path) => {
    await open(pinned({[path]: hashes['live-room.classic.js']!}));
    await expect.poll(() => complaints.join()).toContain('integrity');
    expect(await defined(TAGS)).toEqual([]);
  });
});

test('integrity.json has the hash of every script', () => {
  const hashes = JSON.parse(distFile('cdn/integrity.json')) as Record<string, string>;
  const actual = distScripts('cdn/').map((path) => {
    const hash = createHash('sha384').update(distFile(path)).digest('base64');
    return [path.replace('cdn/', ''), `sha384-${hash}`] as const;
  });
  expect(hashes).toEqual(Object.fromEntries(actual));
});
