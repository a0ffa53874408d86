/**
 * Feeds a room 50 comments a second with a processor four times slower, and compares three pages: with our comment list, without a
 * list, and with a plain Vue list of at most 1,000 comments. Then measures the memory of the page after 20,000 comments. Comments
 * are pushed to the sockets in frames of the local cloud, because the room's limit is 40 a second.
 */
import {readFileSync} from 'node:fs';
import {COMMENTS_MAX} from '../../src/protocol/limits.ts';
import {launch, BenchPage} from '../load/browser.ts';
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
  /** Frames a second. */
  readonly frames: number;
  /** Number of tasks over 50 ms of CPU time. */
  readonly longTasks: number;
  /** The longest task, ms. */
  readonly longest: number;
}

/** The comment list of a page. */
type Candidate = 'nothing' | 'chat-panel' | 'vue';

const CANDIDATES: readonly Candidate[] = ['nothing', 'chat-panel', 'vue'];
const VUE_FILE = 'node_modules/vue/dist/vue.runtime.esm-browser.prod.js';

export async function run(): Promise<boolean> {
  const platform = await startPlatform(new Map([['/vue.js', readFileSync(VUE_FILE, 'utf8')]]));
  const browser = await launch();
  const whole = await browser.newBrowserCDPSession();
  try {
    await platform.rest('group_open_http_svc/create_group', {Type: 'AVChatRoom', GroupId: ROOM, Name: ROOM});
    const feed = new Feed(ROOM);
    const measure = async (name: string, candidate: Candidate): Promise<Look> => {
      const benchPage = await BenchPage.open(browser, platform.page(`/${name}`, page(platform, name, candidate)));
      await feed.pace(platform.sockets, FILL_MESSAGES, MANY_PER_SECOND);
      await benchPage.waitForMessages(FILL_MESSAGES);
      const cdp = await benchPage.context.newCDPSession(benchPage.page);
      await cdp.send('Emulation.setCPUThrottlingRate', {rate: SLOWER});
      await feed.pace(platform.sockets, 2 * FRAME_MESSAGES, PER_SECOND); // The change of the CPU rate itself causes the first slow frame.
      const started = performance.now();
      const say = () => feed.pace(platform.sockets, LOOK_MESSAGES, PER_SECOND);
      const {presented, tasks} = await countFrames(whole, say, true);
      const frames = (presented * 1_000) / (performance.now() - started);
      await benchPage.close();
      return {
        frames: round(frames),
        longTasks: tasks.filter((took) => took > TASK_LIMIT_MS).length,
        longest: Math.round(Math.max(0, ...tasks)),
      };
    };
    const looks: Record<Candidate, Look[]> = {nothing: [], 'chat-panel': [], vue: []};
    for (let turn = 0; turn < ROUNDS; turn++) {
      for (const candidate of CANDIDATES) looks[candidate].push(await measure(`${candidate}-${turn}`, candidate));
    }
    const benchPage = await BenchPage.open(browser, platform.page('/many', page(platform, 'many', 'chat-panel')));
    await feed.pace(platform.sockets, FILL_MESSAGES, MANY_PER_SECOND);
    await benchPage.waitForMessages(FILL_MESSAGES);
    await allDrawn(benchPage);
    const before = await benchPage.memory();
    await feed.pace(platform.sockets, MANY, MANY_PER_SECOND);
    await benchPage.waitForMessages(FILL_MESSAGES + MANY);
    await allDrawn(benchPage);
    const after = await benchPage.memory();
    const frames = (candidate: Candidate) => median(looks[candidate].map((one) => one.frames));
    const fewer = round(frames('nothing') - frames('chat-panel'));
    const longest = (candidate: Candidate) => Math.max(...looks[candidate].map((one) => one.longest));
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

/** Waits until the list shows its maximum number of lines. The list renders them over several frames. */
async function allDrawn({page}: BenchPage): Promise<void> {
  const isFull = (kept: number) =>
    document.querySelector('chat-panel')!.shadowRoot!.querySelectorAll('[part~=message]').length === kept;
  await page.waitForFunction(isFull, COMMENTS_MAX, {polling: 50});
}

const MARKUP: Readonly<Record<Candidate, string>> = {
  nothing: '<div class="stand"></div>',
  'chat-panel': '<chat-panel class="stand"></chat-panel>',
  vue: '<div class="stand vue"></div>',
};

/** The list of a page that renders the comments of our session itself. */
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

function page(platform: BenchPlatform, userId: string, candidate: Candidate): string {
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
<live-room manual room-id="${ROOM}" im-server="${platform.imServer}">${MARKUP[candidate]}</live-room>
<script type="module">
  import '/live-room.js';
  await customElements.whenDefined('live-room');
  globalThis.received = 0;
  const room = document.querySelector('live-room');
  room.credentials = ${JSON.stringify(platform.sign(userId))};
  room.session.on('message', () => { globalThis.received += 1; });
  globalThis.room = room;
  await room.join();
  // Moves the box by script, so that frames for which the main thread is late are missing.
  const ticker = document.querySelector('.ticker');
  requestAnimationFrame(function tick(now) {
    ticker.style.translate = (now / 4) % 320 + 'px';
    requestAnimationFrame(tick);
  });
  globalThis.joinedAt = performance.now();
</script>
${candidate === 'vue' ? `<script type="module">${VUE_LIST}</script>` : ''}`;
}
