/**
 * A room whose list is fed 50 comments a second under a processor four times as slow, beside the same page without the list, and with
 * a plain list of Vue's, capped at 1,000, in its place; and what the page holds after 20,000 of them. They are pushed past the room's
 * limit of 40, in the frames the local cloud sends.
 */
import {readFileSync} from 'node:fs';
import {COMMENTS_MAX} from '../../src/protocol/limits.ts';
import {launch, Visitor} from '../load/browser.ts';
import {Feed, FRAME_MESSAGES} from '../load/feed.ts';
import {startPlatform, type BenchPlatform} from '../load/platform.ts';
import {countFrames} from '../shared/frames.ts';
import {median, report, round} from '../shared/report.ts';

const PER_SECOND = 50;
const SLOWER = 4;
const FILL_MESSAGES = 400;
const LOOK_MESSAGES = 500;
const ROUNDS = 3;
const FEWER_LIMIT = 5;
const TASK_LIMIT_MS = 50;
const MANY = 20_000;
const MANY_PER_SECOND = 1_000;
const HEAP_LIMIT_MB = 2;
const ROOM = 'chat';

interface Look {
  /** A second. */
  readonly frames: number;
  /** Tasks over 50 ms of CPU time. */
  readonly longTasks: number;
  /** Of these tasks, ms. */
  readonly longest: number;
}

/** What stands where the list does. */
type Stand = 'nothing' | 'chat-panel' | 'vue';

const STANDS: readonly Stand[] = ['nothing', 'chat-panel', 'vue'];
const VUE_FILE = 'node_modules/vue/dist/vue.runtime.esm-browser.prod.js';

export async function run(): Promise<boolean> {
  const platform = await startPlatform(new Map([['/vue.js', readFileSync(VUE_FILE, 'utf8')]]));
  const browser = await launch();
  const whole = await browser.newBrowserCDPSession();
  try {
    await platform.rest('group_open_http_svc/create_group', {Type: 'AVChatRoom', GroupId: ROOM, Name: ROOM});
    const feed = new Feed(ROOM);
    const look = async (name: string, stand: Stand): Promise<Look> => {
      const visitor = await Visitor.open(browser, platform.page(`/${name}`, page(platform, name, stand)));
      await feed.pace(platform.sockets, FILL_MESSAGES, MANY_PER_SECOND);
      await visitor.hears(FILL_MESSAGES);
      const cdp = await visitor.context.newCDPSession(visitor.page);
      await cdp.send('Emulation.setCPUThrottlingRate', {rate: SLOWER});
      await feed.pace(platform.sockets, 2 * FRAME_MESSAGES, PER_SECOND); // The first frame that slow is of the bench's making.
      const started = performance.now();
      const say = () => feed.pace(platform.sockets, LOOK_MESSAGES, PER_SECOND);
      const {presented, tasks} = await countFrames(whole, say, true);
      const frames = (presented * 1_000) / (performance.now() - started);
      await visitor.close();
      return {
        frames: round(frames),
        longTasks: tasks.filter((took) => took > TASK_LIMIT_MS).length,
        longest: Math.round(Math.max(0, ...tasks)),
      };
    };
    const looks: Record<Stand, Look[]> = {nothing: [], 'chat-panel': [], vue: []};
    for (let turn = 0; turn < ROUNDS; turn++) {
      for (const stand of STANDS) looks[stand].push(await look(`${stand}-${turn}`, stand));
    }
    const visitor = await Visitor.open(browser, platform.page('/many', page(platform, 'many', 'chat-panel')));
    await feed.pace(platform.sockets, FILL_MESSAGES, MANY_PER_SECOND);
    await visitor.hears(FILL_MESSAGES);
    await allDrawn(visitor);
    const before = await visitor.held();
    await feed.pace(platform.sockets, MANY, MANY_PER_SECOND);
    await visitor.hears(FILL_MESSAGES + MANY);
    await allDrawn(visitor);
    const after = await visitor.held();
    const frames = (stand: Stand) => median(looks[stand].map((one) => one.frames));
    const fewer = round(frames('nothing') - frames('chat-panel'));
    const longest = (stand: Stand) => Math.max(...looks[stand].map((one) => one.longest));
    const grown = round((after.heapBytes - before.heapBytes) / 1_048_576);
    return report({
      part: 'chat-list',
      table: Object.fromEntries(
        Object.entries(looks).flatMap(([name, all]) => all.map((one, turn) => [`${name} ${turn + 1}`, one])),
      ),
      promises: {
        [`at most ${FEWER_LIMIT} presented frames a second fewer (${fewer})`]: fewer <= FEWER_LIMIT,
        [`no task over ${TASK_LIMIT_MS} ms (longest ${longest('chat-panel')} ms)`]:
          longest('chat-panel') <= TASK_LIMIT_MS,
        [`no frame a second fewer than with Vue's plain list (${frames('chat-panel')} and ${frames('vue')})`]:
          frames('chat-panel') > frames('vue') - 1,
        [`heap within ${HEAP_LIMIT_MB} MB after ${MANY} more (${grown} MB)`]: grown <= HEAP_LIMIT_MB,
        [`nodes flat (${before.nodes} and ${after.nodes})`]: after.nodes <= before.nodes * 1.2,
      },
      facts: {perSecond: PER_SECOND, slower: SLOWER, rounds: ROUNDS, longestOfVue: longest('vue')},
    });
  } finally {
    await browser.close();
    await platform.close();
  }
}

/** Lines are let in over several frames: until there are as many as are kept. */
async function allDrawn({page}: Visitor): Promise<void> {
  const isFull = (kept: number) =>
    document.querySelector('chat-panel')!.shadowRoot!.querySelectorAll('[part~=message]').length === kept;
  await page.waitForFunction(isFull, COMMENTS_MAX, {polling: 50});
}

const MARKUP: Readonly<Record<Stand, string>> = {
  nothing: '<div class="stand"></div>',
  'chat-panel': '<chat-panel class="stand"></chat-panel>',
  vue: '<div class="stand vue"></div>',
};

/** As a page would write it that draws the comments of our session by itself. */
const VUE_LIST = `
  import {createApp, h, nextTick, shallowRef} from '/vue.js';
  const box = document.querySelector('.vue');
  const lines = shallowRef([]);
  createApp(() => lines.value.map(({seq, from, content}) => h('div', {key: seq, class: 'line'}, [
    h('span', {class: 'mark'}, 'Lv.' + from.level),
    h('button', {class: 'who'}, from.nick),
    h('span', content.text),
  ]))).mount(box);
  room.session.on('message', (message) => {
    lines.value = [...lines.value, message].slice(-1_000);
    void nextTick(() => { box.scrollTop = box.scrollHeight; });
  });`;

function page(platform: BenchPlatform, userId: string, stand: Stand): string {
  return `<!doctype html>
<style>
  body { margin: 0; }
  .ticker { inline-size: 4rem; block-size: 4rem; background: teal; }
  .stand { display: flex; block-size: 560px; inline-size: 22rem; }
  .vue { display: block; overflow-y: auto; }
  .line { padding: 0.22em 0; overflow-wrap: anywhere; }
  .mark { display: inline-block; border: 1px solid; border-radius: 0.4em; }
  .who { border: 0; background: none; font: inherit; }
</style>
<div class="ticker"></div>
<live-room manual room-id="${ROOM}" im-server="${platform.imServer}">${MARKUP[stand]}</live-room>
<script type="module">
  import '/live-room.js';
  await customElements.whenDefined('live-room');
  globalThis.heard = 0;
  const room = document.querySelector('live-room');
  room.credentials = ${JSON.stringify(platform.sign(userId))};
  room.session.on('message', () => { globalThis.heard += 1; });
  globalThis.room = room;
  await room.join();
  // By the page's own hand: frames that the main thread is late for are missing.
  const ticker = document.querySelector('.ticker');
  requestAnimationFrame(function tick(now) {
    ticker.style.translate = (now / 4) % 320 + 'px';
    requestAnimationFrame(tick);
  });
  globalThis.joinedAt = performance.now();
</script>
${stand === 'vue' ? `<script type="module">${VUE_LIST}</script>` : ''}`;
}
