/**
 * Scrolls `<product-shelf>` with 500 products from top to bottom, as a grid on a phone's window, and a plain list with the same 500 cards,
 * without a room and without code of ours. Counts presented frames and the longest task of the page's main thread, with the CPU of this
 * machine, for which the promises hold, and with a slowed one, on which the plain list has no full frame rate either: nothing draws here
 * but the CPU.
 */
import type {Browser} from 'playwright';
import {countFrames} from '../shared/frames.ts';
import {median, report, round} from '../shared/report.ts';
import {launch} from './browser.ts';
import {servePages, type PageServer} from './page-server.ts';
import {startPlatform, type BenchPlatform} from './platform.ts';

const PRODUCTS = 500;
const ROUNDS = 3;
const WINDOW = {width: 390, height: 844};
const SLOWER = 4;
const SPEEDS = [1, SLOWER] as const;
/** As a quick finger, px a second. */
const SPEED = 4_000;
const FEWER_LIMIT = 2;
const TASK_LIMIT_MS = 50;
const STEP_MS = 60_000;
const ROOM = 'shelf';

const CANDIDATES = ['product-shelf', 'plain list'] as const;
type Candidate = (typeof CANDIDATES)[number];
type Rounds = Readonly<Record<Candidate, Scrolled[]>>;

interface Scrolled {
  /** Presented frames a second. */
  readonly frames: number;
  /** CPU time of the longest task of the main thread, ms. */
  readonly longest: number;
  /** Number of tasks over 50 ms. */
  readonly longTasks: number;
  readonly pixels: number;
}

export async function run(): Promise<boolean> {
  const platform = await startPlatform();
  const pictures = await servePages();
  const browser = await launch();
  try {
    await platform.rest('group_open_http_svc/create_group', {Type: 'AVChatRoom', GroupId: ROOM, Name: ROOM});
    const products = productList(pictures);
    const urls = {
      'product-shelf': platform.page('/shelf', shelfPage(platform, products)),
      'plain list': platform.page('/plain', plainPage(products)),
    };
    const bySpeed = SPEEDS.map((): Rounds => ({'product-shelf': [], 'plain list': []}));
    for (const [index, slower] of SPEEDS.entries())
      for (let round = 0; round < ROUNDS; round++)
        for (const candidate of CANDIDATES)
          bySpeed[index]![candidate].push(await scroll(browser, urls[candidate], slower));
    return reportRounds(bySpeed[0]!, bySpeed[1]!);
  } finally {
    await browser.close();
    await pictures.close();
    await platform.close();
  }
}

async function scroll(browser: Browser, url: string, slower: number): Promise<Scrolled> {
  const whole = await browser.newBrowserCDPSession();
  const context = await browser.newContext({viewport: WINDOW, deviceScaleFactor: 2, hasTouch: true});
  const page = await context.newPage();
  page.setDefaultTimeout(STEP_MS);
  await page.goto(url);
  await page.waitForFunction((count) => {
    const root = document.querySelector('product-shelf')?.shadowRoot ?? document;
    return root.querySelectorAll('li').length === count;
  }, PRODUCTS);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', {rate: slower});
  // The change of the CPU rate itself causes the first slow frame.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const started = performance.now();
  const work = () => page.evaluate(SCROLL_THROUGH);
  const {presented, tasks} = await countFrames(whole, work, true);
  const seconds = (performance.now() - started) / 1_000;
  const {pixels, isAtEnd} = await page.evaluate(() => {
    const {scrollTop, scrollHeight} = document.documentElement;
    return {pixels: scrollTop, isAtEnd: scrollTop + innerHeight >= scrollHeight - 2};
  });
  await context.close();
  if (!isAtEnd) throw new Error(`${url} was scrolled to ${pixels} of ${height} px`);
  return {
    frames: round(presented / seconds),
    longest: round(Math.max(0, ...tasks)),
    longTasks: tasks.filter((took) => took > TASK_LIMIT_MS).length,
    pixels: Math.round(pixels),
  };
}

/** Scrolls the page by its main thread, so that each frame that it is late for is missing. */
const SCROLL_THROUGH = `new Promise((resolve) => {
  const page = document.documentElement;
  const started = performance.now();
  requestAnimationFrame(function scrollOn() {
    page.scrollTop = (${SPEED} * (performance.now() - started)) / 1_000;
    if (page.scrollTop + innerHeight >= page.scrollHeight - 2) resolve();
    else requestAnimationFrame(scrollOn);
  });
})`;

function productList(pictures: PageServer): object[] {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><rect width="300" height="300" fill="teal"/></svg>`;
  return Array.from({length: PRODUCTS}, (_, index) => ({
    id: `p${index}`,
    v: 1,
    title: `Hillside gaiwan ${index}, celadon with one painted spray of bamboo`,
    image: pictures.serveFile(svg, 'image/svg+xml'),
    price: 9_900 + index,
    compareAt: 12_900 + index,
    currency: 'CNY',
    stock: index % 9 ? 40 : 0,
    href: `https://shop.example/${index}`,
    ...(index % 3 === 0 && {badge: 'New'}),
    ...(index % 4 === 0 && {
      variants: ['Small', 'Large'].map((title) => ({id: title, title, price: 9_900 + index, stock: 20, image: ''})),
    }),
  }));
}

function shelfPage(platform: BenchPlatform, products: readonly object[]): string {
  const room = {
    roomId: ROOM,
    title: 'Shelf',
    host: {userId: 'host'},
    operators: [],
    service: 'service',
    status: 'live',
  };
  const session = {sdkAppId: platform.sign('guest').sdkAppId, imServer: platform.imServer, room};
  return `<!doctype html>
<meta name="viewport" content="width=device-width">
<style>body { margin: 0; }</style>
<live-room api-url="${platform.origin}/api" room-id="${ROOM}" guest><product-shelf layout="grid"></product-shelf></live-room>
<script type="module">
  const request = globalThis.fetch;
  const responses = ${JSON.stringify({'/api/session': session, [`/api/rooms/${ROOM}`]: room, [`/api/rooms/${ROOM}/products`]: products})};
  globalThis.fetch = (address, init) => {
    const {pathname} = new URL(address, location.href);
    if (!pathname.startsWith('/api/')) return request(address, init);
    const found = responses[pathname];
    return Promise.resolve(Response.json(found ?? {}, {status: found ? 200 : 404}));
  };
  import('/live-room.js');
</script>`;
}

/** The same cards by hand. */
function plainPage(products: readonly object[]): string {
  return `<!doctype html>
<meta name="viewport" content="width=device-width">
<style>
  body { margin: 0; font: 16px sans-serif; }
  ul { margin: 0; padding: 0; list-style: none; }
  li { display: grid; grid-template-columns: auto 1fr auto; gap: 12px; align-items: center; padding: 10px 12px; border-top: 1px solid #ddd; }
  img { width: 74px; height: 74px; object-fit: cover; border-radius: 8px; }
  h3 { margin: 0; font-size: 15px; }
  p { margin: 0; }
  button { width: 44px; height: 44px; border-radius: 50%; }
</style>
<ul></ul>
<script type="module">
  const price = (amount) => new Intl.NumberFormat('en', {style: 'currency', currency: 'CNY'}).format(amount / 100);
  const row = ({title, image, price: amount, compareAt, stock, href, badge, variants = []}) => \`<li>
    <img loading="lazy" decoding="async" alt="" src="\${image}">
    <div>\${badge ? \`<b>\${badge}</b>\` : ''}<h3><a href="\${href}">\${title}</a></h3>
      <p><b>\${price(amount)}</b> <s>\${price(compareAt)}</s> <small>\${stock || 'sold out'}</small></p>
      \${variants.length ? \`<select>\${variants.map(({title}) => \`<option>\${title}</option>\`)}</select>\` : ''}</div>
    <button>+</button></li>\`;
  document.querySelector('ul').innerHTML = ${JSON.stringify(products)}.map(row).join('');
</script>`;
}

function reportRounds(rounds: Rounds, slowed: Rounds): boolean {
  const rows = (label: string, of: Rounds) =>
    CANDIDATES.flatMap((name) => of[name].map((one, turn) => [`${name}${label} ${turn + 1}`, one] as const));
  const frames = (candidate: Candidate) => median(rounds[candidate].map((one) => one.frames));
  const longest = (candidate: Candidate) => median(rounds[candidate].map((one) => one.longest));
  const fewer = round(frames('plain list') - frames('product-shelf'));
  return report({
    part: 'load-shelf',
    table: Object.fromEntries([...rows('', rounds), ...rows(`, CPU slowed by ${SLOWER}`, slowed)]),
    promises: {
      [`at most ${FEWER_LIMIT} presented frames a second fewer than the plain list (${fewer})`]: fewer <= FEWER_LIMIT,
      [`no task over ${TASK_LIMIT_MS} ms while scrolling (median of the longest: ${longest('product-shelf')})`]:
        longest('product-shelf') <= TASK_LIMIT_MS,
    },
    facts: {products: PRODUCTS, slower: SLOWER, pixelsPerSecond: SPEED, longestOfPlainList: longest('plain list')},
  });
}
