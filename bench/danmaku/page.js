/** The part of the bench that runs in the page: one engine, one message rate. The runner calls it as `globalThis.bench`. */
import {createCommentGenerator} from './sample-comments.js';

const STAGE = {
  width: 1_280,
  height: 720,
  crossingMs: 8_000,
  fontSize: 24,
  lane: 30,
  font: '24px "Noto Sans CJK SC", "Noto Color Emoji", sans-serif',
};
/** Interval at which messages arrive, as the SDK delivers them. */
const BATCH_MS = 50;
const LONG_PX = 300;
/** Maximum of messages whose times and texts are stored. */
const KEPT = 1 << 14;
/** Minimum overlap of two lines, px: less is rounding, or an accent. */
const OVER_X = 2;
const OVER_Y = 6;

/** @param {(stage: HTMLElement, about: typeof STAGE, shown: Function) => object | Promise<object>} engine */
export function serve(engine) {
  const stage = document.getElementById('stage');
  const next = createCommentGenerator();
  const pushedAt = new Float64Array(KEPT);
  const texts = new Array(KEPT);
  let running;
  let timer;
  let sent = 0;
  let counting = newCount();
  let selectedText;
  addEventListener('live-danmaku-select', ({detail}) => (selectedText = detail.text));

  const shown = (id, {untilPixelMs} = {}) => {
    counting.shown++;
    if (id === undefined) return;
    const ms = performance.now() - pushedAt[id % KEPT];
    counting.toLane.push(ms);
    if (untilPixelMs !== undefined) counting.toPixel.push(ms + untilPixelMs);
    counting.ids.push(id);
  };
  const push = (message) => {
    const id = sent++;
    pushedAt[id % KEPT] = performance.now();
    texts[id % KEPT] = message.text;
    running.push({id, ...message});
    return id;
  };
  const countNodes = () => running.all?.() ?? stage.getElementsByTagName('*').length;

  globalThis.bench = {
    async start(rate) {
      await document.fonts.load(STAGE.font, '弹a😂');
      running = await engine(stage, STAGE, shown);
      let owed = 0;
      let last = performance.now();
      let turns = 0;
      timer = setInterval(() => {
        const now = performance.now();
        owed += ((now - last) * rate) / 1_000;
        last = now;
        for (; owed >= 1; owed--) push({text: next()});
        if (++turns % 10 === 0) counting.peak = Math.max(counting.peak, countNodes());
      }, BATCH_MS);
    },

    /** Resets all counters. */
    resetCounts() {
      counting = newCount();
      counting.first = sent;
    },

    /** Returns the counters, times in ms. */
    counts() {
      const {shown: lines, peak, first, toLane, toPixel} = counting;
      return {sent: sent - first, shown: lines, peak, toLane: quantiles(toLane), toPixel: quantiles(toPixel)};
    },

    /** Shares of the lines shown since the reset: of all lines, and of the long ones. */
    fairness() {
      const context = new OffscreenCanvas(1, 1).getContext('2d');
      context.font = STAGE.font;
      const isLong = (id) => context.measureText(texts[id % KEPT]).width > LONG_PX;
      const from = Math.max(counting.first, sent - KEPT);
      const offered = Array.from({length: sent - from}, (_, index) => from + index);
      const taken = counting.ids.filter((id) => id >= from);
      return {
        all: taken.length / offered.length,
        long: taken.filter(isLong).length / offered.filter(isLong).length,
      };
    },

    /** Runs an animation of the page; resolves with the ms between its frames. */
    animate(ms) {
      return new Promise((resolve) => {
        const gaps = [];
        let last = performance.now();
        const until = last + ms;
        const frame = () => {
          const now = performance.now();
          gaps.push(now - last);
          last = now;
          if (now < until) requestAnimationFrame(frame);
          else resolve(gaps);
        };
        requestAnimationFrame(frame);
      });
    },

    /** Number of visible lines, and of those that overlap another line. */
    overlaps() {
      return overlapping(running.boxes ? running.boxes() : visible(running.nodes?.() ?? stage.querySelectorAll('*')));
    },

    /** Sends own lines at an interval; resolves with the time until each was visible, and the number of lines it overlapped. */
    async sayOwn(count, everyMs) {
      const results = [];
      for (let index = 0; index < count; index++) {
        const text = `own line ${index}`;
        const saidAt = performance.now();
        push({text, own: true});
        results.push(await inView(text, saidAt));
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, saidAt + everyMs - performance.now())));
      }
      return results;
    },

    /** Returns a point inside a fully visible moving line, with a minimum distance from its edges, and its text. A mouse has whole px. */
    aim(insidePx) {
      const edge = stage.getBoundingClientRect();
      const lines = visible(running.nodes()).filter(({left, right}) => left > edge.left && right < edge.right);
      const {left, right, top, bottom, text} = lines[Math.floor(Math.random() * lines.length)];
      const between = (from, to) => Math.floor(from + insidePx + Math.random() * (to - from - 2 * insidePx));
      return {x: between(left, right), y: between(top, bottom), text};
    },

    /** Returns the text of the line that was selected since the last call. */
    selected() {
      const text = selectedText;
      selectedText = undefined;
      return text;
    },

    /** Switches the outline of lines on or off. */
    outline(on) {
      running.outline(on);
    },

    stop() {
      clearInterval(timer);
      texts.length = 0;
      counting = newCount();
    },
  };

  async function inView(text, saidAt) {
    for (;;) {
      await new Promise(requestAnimationFrame);
      const node = [...running.nodes()].find(({textContent}) => textContent === text);
      const box = node?.getBoundingClientRect();
      if (box && box.left < stage.getBoundingClientRect().right) {
        const others = visible(running.nodes()).filter(({text: other}) => other !== text);
        return {ms: performance.now() - saidAt, over: others.filter((other) => meet(box, other)).length};
      }
      if (performance.now() - saidAt > 5_000) return {ms: Infinity, over: 0};
    }
  }

  function visible(nodes) {
    const edge = stage.getBoundingClientRect();
    return [...nodes]
      .filter((node) => node.firstChild && !node.firstElementChild && isPainted(node))
      .map((node) => {
        const {left, right, top, bottom} = node.getBoundingClientRect();
        return {left, right, top, bottom, text: node.textContent};
      })
      .filter(({left, right, top, bottom}) => right - left >= 2 && right > edge.left + 1 && left < edge.right - 1)
      .filter(({top, bottom}) => top < edge.bottom && bottom > edge.top);
  }
}

function newCount() {
  return {first: 0, shown: 0, peak: 0, toLane: [], toPixel: [], ids: []};
}

function isPainted(node) {
  const {visibility, opacity, display} = getComputedStyle(node);
  return visibility !== 'hidden' && opacity !== '0' && display !== 'none';
}

function overlapping(boxes) {
  const over = boxes.filter((one) => boxes.some((other) => one !== other && meet(one, other)));
  return {lines: boxes.length, over: over.length};
}

function meet(one, other) {
  return (
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > OVER_X &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > OVER_Y
  );
}

function quantiles(values) {
  if (!values.length) return undefined;
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return {p50: at(0.5), p95: at(0.95)};
}
