import {afterEach, beforeEach, describe, expect, onTestFinished, test, vi} from 'vitest';
import {cdp, userEvent} from 'vitest/browser';
import type {DanmakuLayer} from '../../src/elements/danmaku-layer/danmaku-layer.ts';
import type {ChatPanel} from '../../src/elements/chat-panel/chat-panel.ts';
import type {ImageMedia} from '../../src/protocol/media.ts';
import type {ContentOf} from '../../src/protocol/messages.ts';
import {MemoryBackend} from '../support/memory-backend.ts';
import type {MemoryService} from '../support/memory-driver.ts';
import {hugePicture, PICTURE} from '../support/pictures.ts';
import {expectAccessible, fresh, isShown, joinedRoom, part, parts, put, servedRoom} from '../support/room-fixture.ts';

const BOX = 'style="width: 800px; height: 300px"';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

afterEach(async () => {
  document.documentElement.dir = '';
  await reduceMotion(false);
});

async function reduceMotion(reduce: boolean): Promise<void> {
  const features = [{name: 'prefers-reduced-motion', value: reduce ? 'reduce' : ''}];
  await (cdp() as {send(method: string, params: object): Promise<unknown>}).send('Emulation.setEmulatedMedia', {
    features,
  });
}

/** A layer without a room, its picture beneath. */
function layer(attributes = '', inside = '<img slot="" alt="" width="800" height="300">'): DanmakuLayer {
  return put<DanmakuLayer>(`<danmaku-layer ${BOX} ${attributes}>${inside}</danmaku-layer>`);
}

const lines = (shown: Element) => parts(shown, 'line');
const texts = (shown: Element) => lines(shown).map(({textContent}) => textContent);
const lineOf = (shown: Element, text: string) => lines(shown).find(({textContent}) => textContent === text)!;
const actions = (shown: Element) => [...shown.shadowRoot!.querySelectorAll<HTMLButtonElement>('.lift button')];
const motion = (shown: Element) => shown.shadowRoot!.getAnimations();
const frame = () => new Promise(requestAnimationFrame);

async function shows(shown: Element, count = 1): Promise<HTMLElement[]> {
  await vi.waitFor(() => expect(lines(shown).length).toBeGreaterThanOrEqual(count));
  return lines(shown);
}

/** Selects a line. Returns what can be done with it. */
async function lift(shown: Element, text: string): Promise<HTMLButtonElement[]> {
  lineOf(shown, text).click();
  await vi.waitFor(() => expect(actions(shown)).not.toEqual([]));
  return actions(shown);
}

/** A comment that is a picture. */
function pictureOf(media: Partial<ImageMedia>): ContentOf<'comment'> {
  const image = {kind: 'image', url: PICTURE, thumb: PICTURE, width: 1_280, height: 800, ...media} as const;
  return {type: 'comment', kind: 'image', text: '', media: image};
}

/** Lets lines fly on for so long, at once. */
function flyOn(shown: Element, ms: number): void {
  for (const animation of motion(shown)) animation.currentTime = Number(animation.currentTime) + ms;
}

async function stop(shown: Element): Promise<void> {
  for (const animation of motion(shown)) animation.pause();
  await Promise.all(motion(shown).map(({ready}) => ready));
}

/** Pairs of lines that lie over one another by more than a rounding. */
function overlaps(shown: Element): string[] {
  const boxes = lines(shown).map((line) => ({text: line.textContent, box: line.getBoundingClientRect()}));
  return boxes.flatMap(({text, box}, index) =>
    boxes
      .slice(index + 1)
      .filter((other) => Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left) > 0.5)
      .filter((other) => Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > 0.5)
      .map((other) => `${text} / ${other.text}`),
  );
}

describe('accessibility', () => {
  test.each(['light', 'dark'])('axe finds nothing, %s', async (scheme) => {
    document.documentElement.style.colorScheme = scheme;
    const shown = layer();
    shown.show({text: 'hello'});
    await shows(shown);
    await expectAccessible(shown);
    document.documentElement.style.colorScheme = '';
  });

  test('keeps lines from screen readers, but not the picture, the pause button and the actions', async () => {
    const shown = layer('', '<img alt="the host"><button slot="actions">Report</button>');
    shown.show({text: 'hello'});
    const [line] = await shows(shown);
    expect(line!.closest('[aria-hidden="true"]')).not.toBeNull();
    for (const slot of shown.shadowRoot!.querySelectorAll('slot')) expect(slot.closest('[aria-hidden]')).toBeNull();
    expect(part(shown, 'lifted').getAttribute('aria-hidden')).toBe('true');
  });

  test('lets the viewer pause and resume with a button that says which it does', async () => {
    const shown = layer();
    await shown.updateComplete;
    const button = shown.shadowRoot!.querySelector('button')!;
    expect(button.ariaLabel).toBe('Pause flying comments');
    expect(button.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
    await userEvent.tab();
    expect(shown.shadowRoot!.activeElement).toBe(button);
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(button.ariaLabel).toBe('Resume flying comments'));
    expect(shown.matches(':state(paused)')).toBe(true);
    expect(shown.hasAttribute('paused')).toBe(false);
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(shown.matches(':state(paused)')).toBe(false));
  });

  test('lets the page replace the button', async () => {
    const shown = layer('', '<button slot="settings">Mine</button>');
    await shown.updateComplete;
    const {height} = shown.shadowRoot!.querySelector('button')!.getBoundingClientRect();
    expect(height).toBe(0);
  });
});

describe('a line', () => {
  test('is one element whose only child is its text', async () => {
    const shown = layer();
    expect(shown.show({text: ' first\n\nsecond\tthird '})).toBe(true);
    const [line] = await shows(shown);
    expect(line!.childNodes).toHaveLength(1);
    expect(line!.firstChild).toBeInstanceOf(Text);
    expect(line!.textContent).toBe('first second third');
    expect(line!.getAttribute('part')).toBe('line');
    expect(line!.dir).toBe('auto');
  });

  test('enters at the far edge and flies out of the near one', async () => {
    const shown = layer();
    shown.show({text: 'hello'});
    const [line] = await shows(shown);
    const stage = shown.getBoundingClientRect();
    const first = line!.getBoundingClientRect().left;
    expect(first).toBeGreaterThan(stage.right - 60);
    await vi.waitFor(() => expect(line!.getBoundingClientRect().left).toBeLessThan(first - 20));
    flyOn(shown, 60_000);
    await vi.waitFor(() => expect(lines(shown)).toHaveLength(0));
  });

  test('enters at the edge however long the page did nothing else', async () => {
    const shown = layer('speed="2"');
    for (let i = 0; i < 4; i++) {
      shown.show({text: `line ${i}`, own: true});
      const line = (await shows(shown, i + 1)).at(-1)!;
      expect(line.getBoundingClientRect().left).toBeGreaterThan(shown.getBoundingClientRect().right - 60);
      await vi.waitFor(() =>
        expect(line.getBoundingClientRect().right).toBeLessThan(shown.getBoundingClientRect().right),
      );
    }
  });

  test('of the viewer’s own is marked, and a gift’s', async () => {
    const shown = layer();
    shown.show({text: 'mine', own: true});
    shown.show({text: 'rose', gift: true});
    await shows(shown, 2);
    expect(part(shown, 'line-own').textContent).toBe('mine');
    expect(part(shown, 'line-own').getAttribute('part')).toBe('line line-own');
    expect(part(shown, 'line-gift').textContent).toBe('rose');
    const border = (name: string) => getComputedStyle(part(shown, name)).borderTopColor;
    expect(border('line-own')).not.toBe(border('line-gift'));
  });

  test.each([
    '<img src=x onerror="document.title=1">',
    '<b>bold</b>&amp;',
    '‮reversed',
    '${alert(1)}',
    '👩‍👩‍👧‍👦 مرحبا 你好 𠮷',
  ])('stays the text it is: %s', async (text) => {
    const shown = layer();
    shown.show({text});
    const [line] = await shows(shown);
    expect(line!.textContent).toBe(text);
    expect(line!.children).toHaveLength(0);
  });

  test('is cut when it is too long to be read in flight, and never through a character', async () => {
    const shown = layer();
    shown.show({text: 'a'.repeat(98) + '😀'.repeat(5_000)});
    const [line] = await shows(shown);
    expect(line!.textContent).toBe(`${'a'.repeat(98)}…`);
    expect(line!.getBoundingClientRect().height).toBe(30);
  });

  test('stays in its lane with a tower of accents', async () => {
    const shown = layer();
    shown.show({text: `Z${'̍'.repeat(5_000)}algo`});
    const [line] = await shows(shown);
    expect(line!.getBoundingClientRect().height).toBe(30);
    expect(getComputedStyle(line!).overflow).toBe('hidden');
  });

  test.each([
    undefined,
    null,
    {},
    {text: 5},
    {text: ''},
    {text: ' \n '},
    {text: '\u200b\u200f'},
    {text: '\u0301'},
    'text',
  ])('that cannot be seen is refused, without throwing: %j', (given) => {
    expect(layer().show(given as never)).toBe(false);
  });

  test.each([
    ['#ff8800', 'rgb(255, 136, 0)'],
    ['red', 'rgb(255, 255, 255)'],
    ['#fff;background:url(x)', 'rgb(255, 255, 255)'],
  ])('has a colour only as #rrggbb: %s', async (color, painted) => {
    const shown = layer();
    shown.show({text: 'hello', color});
    const [line] = await shows(shown);
    expect(getComputedStyle(line!).color).toBe(painted);
  });

  test('stands at the top or the bottom, in the middle, and is gone after a while', async () => {
    const shown = layer();
    shown.show({text: 'above', mode: 'top'});
    shown.show({text: 'below', mode: 'bottom'});
    await shows(shown, 2);
    const [above, below] = ['above', 'below'].map((text) => lines(shown).find(({textContent}) => textContent === text));
    const stage = shown.getBoundingClientRect();
    const box = above!.getBoundingClientRect();
    expect(box.top).toBe(stage.top);
    expect(Math.abs(box.left + box.right - stage.left - stage.right)).toBeLessThan(2);
    expect(below!.getBoundingClientRect().bottom).toBe(stage.bottom);
    const now = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => now() + 5_001);
    await vi.waitFor(() => expect(lines(shown)).toHaveLength(0));
    vi.restoreAllMocks();
  });
});

describe('in a busy room', () => {
  test.each(['ltr', 'rtl'])(
    'lines never overlap, %s',
    async (dir) => {
      document.documentElement.dir = dir;
      const shown = layer();
      const pieces = [
        '666',
        'hello everybody',
        '主播今天好漂亮',
        'is this one still in stock? I would like two',
        'مرحبا',
      ];
      let offered = 0;
      let accepted = 0;
      let checked = 0;
      await vi.waitUntil(
        async () => {
          for (let i = 0; i < 2; i++) {
            const mode = offered % 17 === 3 ? 'top' : 'scroll';
            if (shown.show({text: `${pieces[offered % 5]} ${offered}`, mode, own: offered % 60 === 20})) accepted++;
            offered++;
          }
          await frame();
          if (offered % 10 < 2 && lines(shown).length > 5) {
            expect(overlaps(shown)).toEqual([]);
            checked++;
          }
          return offered > 240;
        },
        {timeout: 20_000, interval: 0},
      );
      expect(checked).toBeGreaterThan(5);
      expect(accepted).toBeGreaterThan(10);
      expect(accepted).toBeLessThan(offered);
      expect(shown.matches(':state(crowded)')).toBe(true);
    },
    30_000,
  );

  test('a line of the viewer’s own is shown all the same', async () => {
    const shown = layer('rows="1" font-size="20"');
    for (let i = 0; i < 60; i++) shown.show({text: `crowd ${i}`});
    await shows(shown);
    for (let i = 0; i < 60; i++) shown.show({text: `crowd ${i}`});
    expect(shown.show({text: 'mine', own: true})).toBe(true);
    await vi.waitFor(() => expect(texts(shown)).toContain('mine'), {timeout: 5_000});
    expect(overlaps(shown)).toEqual([]);
  });

  test('keeps to `max` and `rows`', async () => {
    const shown = layer('max="3" rows="3"');
    for (let i = 0; i < 20; i++) shown.show({text: `line ${i}`});
    await shows(shown, 2);
    expect(lines(shown).length).toBeLessThanOrEqual(3);
    expect(new Set(lines(shown).map(({style}) => style.top)).size).toBe(2); // One of a few is kept.
  });

  test('counts equal texts on one line when it merges', async () => {
    const shown = layer('merge');
    for (let i = 0; i < 12; i++) expect(shown.show({text: '666'})).toBe(true);
    await vi.waitFor(() => expect(texts(shown)).toEqual(['666 ×12']));
    shown.show({text: '666'});
    await vi.waitFor(() => expect(texts(shown)).toEqual(['666 ×13']));
  });
});

describe('the page', () => {
  test.each([
    ['font-size="30"', 10, '37.5px'],
    ['font-size="huge"', 10, '30px'],
    ['area="0.5"', 5, '30px'],
    ['area="-1"', 10, '30px'],
    ['rows="4"', 4, '30px'],
    ['rows="x"', 10, '30px'],
  ])('sets lanes with %s', async (attribute, most, lane) => {
    const shown = layer(attribute);
    for (let i = 0; i < 12; i++) shown.show({text: `line ${i}`});
    await shows(shown, 2);
    const rows = new Set(lines(shown).map(({style}) => parseFloat(style.top) / parseFloat(lane)));
    const fit = Math.min(most, Math.floor(300 / parseFloat(lane)));
    expect(rows.size).toBe(fit < 8 ? fit - 1 : fit); // One of a few is kept.
    expect(getComputedStyle(lines(shown)[0]!).height).toBe(lane);
  });

  test.each([
    ['', 1],
    ['speed="2"', 2],
    ['speed="0"', 1],
    ['speed="fast"', 1],
  ])('sets the speed of every line alike: %s', async (attribute, times) => {
    const shown = layer(attribute);
    shown.show({text: 'a'});
    shown.show({text: 'a much longer line of text'});
    const [one, other] = await shows(shown, 2);
    const left = () => [one!, other!].map((line) => line.getBoundingClientRect().left);
    await stop(shown);
    const before = left();
    flyOn(shown, 1_000);
    const [a, b] = left().map((after, index) => before[index]! - after);
    expect(a).toBeCloseTo(b!, 1);
    const [animation] = motion(shown);
    // 187.5 px a second at 1280 px; at 800 px slower by the root of the width.
    expect(a! * animation!.playbackRate).toBeCloseTo(187.5 * Math.sqrt(800 / 1280) * times, 0);
  });

  test('sets opacity on all lines', async () => {
    const shown = layer('opacity="0.4"');
    shown.show({text: 'hello'});
    const [line] = await shows(shown);
    expect(getComputedStyle(line!.closest('.stage')!).opacity).toBe('0.4');
  });

  test('filters lines, and a filter that throws is reported once and hides none', () => {
    const shown = layer();
    shown.filter = ({text, own}) => own || !text.includes('spam');
    expect(shown.show({text: 'spam spam'})).toBe(false);
    expect(shown.show({text: 'my spam', own: true})).toBe(true);
    const reported: unknown[] = [];
    const report = vi.spyOn(globalThis, 'reportError').mockImplementation((error) => void reported.push(error));
    shown.filter = () => {
      throw new Error('broken filter');
    };
    expect(shown.show({text: 'one'})).toBe(true);
    expect(shown.show({text: 'two'})).toBe(true);
    report.mockRestore();
    expect(reported).toEqual([new Error('broken filter')]);
  });

  test('clears the layer', async () => {
    const shown = layer();
    shown.show({text: 'hello'});
    await shows(shown);
    shown.clear();
    expect(lines(shown)).toHaveLength(0);
    expect(motion(shown)).toHaveLength(0);
    expect(shown.show({text: 'again'})).toBe(true);
    await shows(shown);
  });

  test('starts paused, and the viewer’s choice does not touch the attribute', async () => {
    const shown = layer('paused');
    await shown.updateComplete;
    expect(shown.matches(':state(paused)')).toBe(true);
    expect(shown.show({text: 'hello'})).toBe(false);
    shown.shadowRoot!.querySelector('button')!.click();
    expect(shown.matches(':state(paused)')).toBe(false);
    expect(shown.hasAttribute('paused')).toBe(true);
    expect(shown.show({text: 'hello'})).toBe(true);
    await shows(shown);
  });

  test('resizes it: what flies goes on, the next lines enter at the new edge', async () => {
    const shown = layer();
    shown.show({text: 'before'});
    const [before] = await shows(shown);
    await stop(shown);
    const {left} = before!.getBoundingClientRect();
    shown.style.width = '1000px';
    shown.style.height = '90px';
    await frame();
    await frame();
    expect(before!.getBoundingClientRect().left).toBe(left);
    for (let i = 0; i < 12; i++) shown.show({text: `after ${i}`});
    const after = (await shows(shown, 3)).slice(1);
    for (const line of after)
      expect(line.getBoundingClientRect().left).toBeGreaterThanOrEqual(shown.getBoundingClientRect().left + 1000);
    expect(new Set(after.map(({style}) => style.top)).size).toBeLessThanOrEqual(3);
    expect(overlaps(shown)).toEqual([]);
  });

  test('mirrors it for a page that reads from the right', async () => {
    document.documentElement.dir = 'rtl';
    const shown = layer();
    shown.show({text: 'hello'});
    const [line] = await shows(shown);
    const {left} = shown.getBoundingClientRect();
    const first = line!.getBoundingClientRect().right;
    expect(first).toBeLessThan(left + 60);
    await vi.waitFor(() => expect(line!.getBoundingClientRect().right).toBeGreaterThan(first + 20));
    document.documentElement.dir = 'ltr';
    await vi.waitFor(() => expect(lines(shown)).toHaveLength(0));
  });
});

describe('the viewer', () => {
  test('selects a line, which is lifted while its place flies on', async () => {
    const shown = layer('', '<button slot="actions">Report</button>');
    const selected = new Promise<unknown>((resolve) =>
      document.addEventListener('live-danmaku-select', ({detail}) => resolve(detail), {once: true}),
    );
    shown.show({id: 'm1', text: 'hello'});
    const [line] = await shows(shown);
    flyOn(shown, 3_000);
    const {left, top} = line!.getBoundingClientRect();
    line!.click();
    expect(await selected).toEqual({id: 'm1', text: 'hello', from: undefined});
    const lifted = part(shown, 'lifted');
    expect(lifted.checkVisibility()).toBe(true);
    expect(lifted.textContent).toBe('hello');
    expect(Math.abs(lifted.getBoundingClientRect().left - left)).toBeLessThan(5);
    expect(lifted.getBoundingClientRect().top).toBeCloseTo(top, 0);
    expect(shown.querySelector('button')!.checkVisibility()).toBe(true);
    const stands = lifted.getBoundingClientRect().left;
    await vi.waitFor(() => expect(line!.getBoundingClientRect().left).toBeLessThan(left - 20));
    expect(lifted.getBoundingClientRect().left).toBe(stands);
    await userEvent.keyboard('{Escape}');
    expect(lifted.checkVisibility()).toBe(false);
    expect(line!.checkVisibility({visibilityProperty: true})).toBe(true);
  });

  test('lifts a line by pointing at it, and clicks the copy as the line', async () => {
    const shown = layer();
    const selected: string[] = [];
    shown.addEventListener('live-danmaku-select', ({detail}) => selected.push(detail.id));
    shown.show({id: 'm2', text: 'point at this rather long line'});
    const [line] = await shows(shown);
    flyOn(shown, 4_000);
    line!.dispatchEvent(new PointerEvent('pointermove', {bubbles: true, pointerType: 'mouse'}));
    const lifted = part(shown, 'lifted');
    expect(lifted.checkVisibility()).toBe(true);
    await userEvent.click(lifted);
    expect(selected).toEqual(['m2']);
    await userEvent.hover(document.documentElement, {position: {x: 1, y: 500}});
    await vi.waitFor(() => expect(lifted.checkVisibility()).toBe(false));
  });

  test('touches the picture between the lines', async () => {
    const shown = layer('', '<img alt="" width="800" height="300">');
    shown.show({text: 'hello'});
    const [line] = await shows(shown);
    flyOn(shown, 5_000);
    await stop(shown);
    const {left, top, width} = line!.getBoundingClientRect();
    expect(document.elementFromPoint(left + width / 2, top + 100)).toBe(shown.querySelector('img'));
    expect(shown.shadowRoot!.elementFromPoint(left + width / 2, top + 10)).toBe(line);
  });

  test('pauses: lines stand where they are, none are let in, and none pile up', async () => {
    const shown = layer();
    shown.show({text: 'hello'});
    shown.show({text: 'above', mode: 'top'});
    const [line] = await shows(shown, 2);
    shown.shadowRoot!.querySelector('button')!.click();
    await Promise.all(motion(shown).map(({ready}) => ready));
    const {left} = line!.getBoundingClientRect();
    for (let i = 0; i < 10; i++) {
      expect(shown.show({text: `late ${i}`})).toBe(false);
      await frame();
    }
    expect(line!.getBoundingClientRect().left).toBe(left);
    shown.shadowRoot!.querySelector('button')!.click();
    await vi.waitFor(() => expect(line!.getBoundingClientRect().left).toBeLessThan(left - 5));
    expect(texts(shown)).not.toContain('late 0');
  });

  test('who asks for less motion sees a still stack', async () => {
    await reduceMotion(true);
    const shown = layer();
    for (const text of ['one', 'two', 'three']) shown.show({text});
    const stacked = await shows(shown, 3);
    expect(motion(shown)).toHaveLength(0);
    const boxes = stacked.map((line) => line.getBoundingClientRect());
    for (const {left} of boxes) expect(left).toBe(shown.getBoundingClientRect().left);
    expect(new Set(boxes.map(({top}) => top)).size).toBe(3);
    await reduceMotion(false);
    await vi.waitFor(() => expect(lines(shown)).toHaveLength(0));
    shown.show({text: 'flies'});
    await shows(shown);
    expect(motion(shown)).toHaveLength(1);
  });

  test('finds no pile of lines after the tab was hidden', async () => {
    const shown = layer();
    shown.show({text: 'before'});
    await shows(shown);
    const hide = (hidden: boolean) => {
      Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
      document.dispatchEvent(new Event('visibilitychange'));
    };
    hide(true);
    for (let i = 0; i < 50; i++) expect(shown.show({text: `hidden ${i}`})).toBe(false);
    hide(false);
    Reflect.deleteProperty(document, 'hidden');
    expect(shown.show({text: 'after'})).toBe(true);
    await vi.waitFor(() => expect(texts(shown)).toContain('after'));
    expect(texts(shown)).toEqual(['before', 'after']);
  });
});

describe('coming and going', () => {
  test('leaves no timer and no motion behind, and works again when it is put back', async () => {
    const shown = layer();
    shown.show({text: 'hello'});
    await shows(shown);
    vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
    shown.clear();
    shown.show({text: 'waits'});
    shown.remove();
    const left = vi.getTimerCount();
    vi.useRealTimers();
    expect(left).toBe(0);
    expect(document.getAnimations()).toHaveLength(0);
    expect(shown.show({text: 'nowhere'})).toBe(false);
    document.body.append(shown);
    expect(shown.show({text: 'back'})).toBe(true);
    await shows(shown);
    expect(texts(shown)).toEqual(['back']);
  });

  test('rests when its last line has gone', async () => {
    const shown = layer();
    shown.show({text: 'hello'});
    await shows(shown);
    flyOn(shown, 60_000);
    await vi.waitFor(() => expect(motion(shown)).toHaveLength(0));
    const timers = vi.spyOn(globalThis, 'setTimeout');
    for (let i = 0; i < 30; i++) await frame();
    expect(timers).not.toHaveBeenCalled();
    timers.mockRestore();
  });

  test('goes on without a jump after a very long time', async () => {
    const shown = layer();
    shown.show({text: 'first', own: true});
    await shows(shown);
    flyOn(shown, 5_000_000);
    for (let i = 0; i < 8; i++) {
      shown.show({text: `later ${i}`, own: true});
      await vi.waitFor(() => expect(texts(shown).some((text) => text?.endsWith(`${i}`))).toBe(true));
      const line = lines(shown).at(-1)!;
      expect(line.getBoundingClientRect().left).toBeGreaterThan(shown.getBoundingClientRect().right - 60);
      expect(overlaps(shown)).toEqual([]);
      flyOn(shown, i % 2 ? 0 : 300_000);
    }
  });

  test('shows nothing while it has no size, and all again when it has', async () => {
    const shown = layer();
    // Until what shows lines is there, they are kept for it.
    shown.show({text: 'first'});
    await shows(shown);
    shown.clear();
    shown.hidden = true;
    await frame();
    await frame();
    expect(shown.show({text: 'unseen', own: true})).toBe(false);
    shown.hidden = false;
    await vi.waitFor(() => expect(shown.show({text: 'seen'})).toBe(true));
    await vi.waitFor(() => expect(texts(shown)).toEqual(['seen']));
  });
});

describe('the settings', () => {
  const KEY = 'live-room:danmaku';

  afterEach(() => {
    for (const key of [KEY, 'live-room:filters']) {
      localStorage.removeItem(key);
      dispatchEvent(new StorageEvent('storage', {key}));
    }
  });

  async function opened(shown: DanmakuLayer): Promise<HTMLDialogElement> {
    await shown.updateComplete;
    shown.show({text: 'first'});
    await shows(shown);
    await userEvent.click(shown.shadowRoot!.querySelector<HTMLElement>('[aria-haspopup=dialog]')!);
    return vi.waitUntil(() => shown.shadowRoot!.querySelector<HTMLDialogElement>('dialog[open]'));
  }

  const control = (dialog: Element, name: string) =>
    [...dialog.querySelectorAll('label')].find(({textContent}) => textContent.startsWith(name))!
      .control as HTMLInputElement;

  function slide(input: HTMLInputElement, value: number): void {
    input.value = `${value}`;
    input.dispatchEvent(new Event('input', {bubbles: true}));
  }

  test('open as a dialog that axe finds nothing in, and Escape gives the focus back', async () => {
    const shown = layer();
    const dialog = await opened(shown);
    expect(dialog.getAttribute('aria-label')).toBe('Flying comments');
    const box = dialog.getBoundingClientRect();
    expect(box.left).toBeGreaterThanOrEqual(0);
    expect(box.bottom).toBeLessThanOrEqual(innerHeight);
    await expectAccessible(shown);
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(shown.shadowRoot!.querySelector('dialog')).toBeNull());
    expect(shown.shadowRoot!.activeElement!.ariaLabel).toBe('Flying comments');
    expect(shown.shadowRoot!.adoptedStyleSheets.length).toBeLessThan(5);
  });

  test('take effect at once and are remembered, over what the page says', async () => {
    const shown = layer('opacity="0.5" font-size="20"');
    const dialog = await opened(shown);
    slide(control(dialog, 'Size'), 1.5);
    slide(control(dialog, 'Opacity'), 0.9);
    slide(control(dialog, 'Height used'), 0.25);
    await userEvent.click(control(dialog, 'Count equal'));
    const stage = shown.shadowRoot!.querySelector<HTMLElement>('.stage')!;
    expect(stage.style.fontSize).toBe('30px');
    expect(stage.style.opacity).toBe('0.9');
    expect(control(dialog, 'Size').closest('label')!.querySelector('output')!.value).toBe('150%');

    const other = layer('font-size="20"');
    for (let i = 0; i < 3; i++) other.show({text: '666'});
    await vi.waitFor(() => expect(texts(other)).toContain('666 ×3'));
    expect(lines(other)[0]!.getBoundingClientRect().height).toBeCloseTo(37.5, 0);
    expect(new Set(lines(other).map(({style}) => style.top)).size).toBe(1); // Of two lanes one is kept.
  });

  test('hide all lines, and bring them back', async () => {
    const shown = layer();
    const dialog = await opened(shown);
    await userEvent.click(control(dialog, 'Show them'));
    expect(lines(shown)).toHaveLength(0);
    expect(shown.show({text: 'unseen', own: true})).toBe(false);
    await userEvent.click([...dialog.querySelectorAll('button')].find(({textContent}) => textContent === 'Reset')!);
    expect(shown.show({text: 'seen'})).toBe(true);
    await vi.waitFor(() => expect(texts(shown)).toEqual(['seen']));
  });

  test('hide lines with a word in them, from then on and those on stage; never one’s own', async () => {
    const shown = layer();
    shown.show({text: 'buy NOW cheap'});
    shown.show({text: 'now mine', own: true});
    const dialog = await opened(shown);
    const input = dialog.querySelector<HTMLInputElement>('.word')!;
    await userEvent.fill(input, ' Now ');
    await userEvent.keyboard('{Enter}');
    expect(texts(shown)).not.toContain('buy NOW cheap');
    expect(texts(shown)).toContain('now mine');
    expect(shown.show({text: 'know'})).toBe(false);
    expect(shown.show({text: '(.*)'})).toBe(true);
    await userEvent.fill(input, '(.*)');
    await userEvent.keyboard('{Enter}');
    expect(shown.show({text: 'a(.*)b'})).toBe(false);
    expect(shown.show({text: 'anything'})).toBe(true);
    const chips = [...dialog.querySelectorAll<HTMLElement>('.chip button')];
    expect(chips.map(({ariaLabel}) => ariaLabel)).toEqual(['Show now again', 'Show (.*) again']);
    chips[0]!.focus();
    await userEvent.keyboard('{Enter}');
    expect(shown.show({text: 'know'})).toBe(true);
    expect(dialog.contains(shown.shadowRoot!.activeElement)).toBe(true);
  });

  test.each(['{', 'null', '[]', '{"size":"x","speed":-1,"area":{},"opacity":null,"density":1e999}', '{"size":1e9}'])(
    'are the ordinary ones where nonsense was stored: %s',
    async (stored) => {
      localStorage.setItem(KEY, stored);
      localStorage.setItem('live-room:filters', stored);
      const shown = layer();
      expect(shown.show({text: 'hello'})).toBe(true);
      const [line] = await shows(shown);
      expect([30, 120]).toContain(line!.getBoundingClientRect().height);
    },
  );
});

test('a mask hides lines behind people on stage', async () => {
  const shown = layer();
  shown.style.setProperty('--live-danmaku-mask', 'linear-gradient(90deg, transparent 50%, black 50%)');
  shown.show({text: 'hello'});
  await shows(shown);
  expect(getComputedStyle(shown.shadowRoot!.querySelector('.stage')!).maskImage).toContain('linear-gradient');
});

describe('in a room', () => {
  async function inRoom(): Promise<DanmakuLayer> {
    const room = await joinedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`);
    return room.querySelector('danmaku-layer')!;
  }

  test('comments fly, and styled ones as they are', async () => {
    const shown = await inRoom();
    service.comment('hello\nroom');
    service.says({type: 'danmaku', text: 'styled', mode: 'top', color: '#00ff00'});
    await shows(shown, 2);
    expect(texts(shown).sort()).toEqual(['hello room', 'styled']);
    const styled = lines(shown).find(({textContent}) => textContent === 'styled')!;
    expect(getComputedStyle(styled).color).toBe('rgb(0, 255, 0)');
  });

  test('what is taken back flies no longer, also while it is lifted', async () => {
    const shown = await inRoom();
    service.comment('stays');
    service.comment('goes');
    service.comment('is lifted');
    await shows(shown, 3);
    lines(shown)
      .find(({textContent}) => textContent === 'is lifted')!
      .click();
    expect(isShown(part(shown, 'lifted'))).toBe(true);
    service.sinks((sink) => sink.revoked([2, 3]));
    await vi.waitFor(() => expect(texts(shown)).toEqual(['stays']));
    expect(isShown(part(shown, 'lifted'))).toBe(false);
  });

  test('voice, film and pictures without an address do not fly', async () => {
    const shown = await inRoom();
    service.says({type: 'comment', kind: 'image', text: ''});
    service.says({type: 'comment', kind: 'sound', text: '', media: {kind: 'sound', url: PICTURE, seconds: 3}});
    service.comment('text');
    await shows(shown);
    expect(texts(shown)).toEqual(['text']);
  });

  test('a picture flies in a place of its shape, and is seen larger while it is lifted', async () => {
    const shown = await inRoom();
    service.says(pictureOf({width: 1_280, height: 800}), {level: 12});
    service.says(pictureOf({width: 9_000, height: 1}));
    service.says(pictureOf({width: 0, height: 0}));
    await shows(shown, 3);
    const flying = () =>
      lines(shown).map((line) => line.querySelector<HTMLElement>('.picture')!.getBoundingClientRect());
    const shapes = () => flying().map(({width, height}) => Math.round((10 * width) / height) / 10);
    const before = shapes();
    expect([...before].sort()).toEqual([1, 1.6, 3]);
    expect(Math.max(...flying().map(({height}) => height))).toBeLessThanOrEqual(30);
    await vi.waitFor(() => expect(lines(shown).every((line) => line.querySelector('img')?.naturalWidth)).toBe(true));
    expect(shapes()).toEqual(before);
    expect(overlaps(shown)).toEqual([]);
    lines(shown)
      .find(({dataset}) => dataset.badge)!
      .click();
    const lifted = part(shown, 'lifted');
    await vi.waitFor(() => expect(lifted.querySelector('img')!.naturalWidth).toBeGreaterThan(0));
    expect(lifted.querySelector('img')!.getBoundingClientRect().height).toBeGreaterThan(80);
    const {bottom} = shown.getBoundingClientRect();
    expect(shown.shadowRoot!.querySelector('.lift')!.getBoundingClientRect().bottom).toBeLessThanOrEqual(bottom);
    await expectAccessible(shown);
  });

  test('pictures are not counted as equal where equal lines are', async () => {
    const shown = layer('merge');
    for (let i = 0; i < 3; i++) shown.show({picture: {url: PICTURE}});
    await shows(shown, 3);
    expect(lines(shown).filter((line) => line.querySelector('.picture'))).toHaveLength(3);
  });

  test('a picture that is not there, or is too large to unpack, leaves its place empty', async () => {
    const shown = await inRoom();
    const images: HTMLImageElement[] = [];
    const watch = new MutationObserver((records) => {
      for (const {addedNodes} of records)
        for (const node of addedNodes) if (node instanceof HTMLImageElement) images.push(node);
    });
    watch.observe(shown.shadowRoot!, {childList: true, subtree: true});
    onTestFinished(() => watch.disconnect());
    service.says(pictureOf({thumb: `${PICTURE}.none`}));
    service.says(pictureOf({thumb: hugePicture()}));
    await shows(shown, 2);
    await vi.waitFor(() => expect(images.filter(({isConnected}) => !isConnected)).toHaveLength(2), {timeout: 5_000});
    expect(images.map(({style}) => style.visibility)).toEqual(['hidden', 'hidden']); // Never shown.
    expect(lines(shown).map((line) => line.querySelector('.picture')!.childElementCount)).toEqual([0, 0]);
  });

  test('the page’s own lines may have a picture, and a line is reused without it', async () => {
    const shown = layer();
    expect(shown.show({text: 'look', picture: {url: PICTURE, width: 16, height: 10}})).toBe(true);
    expect(shown.show({picture: {url: ''}})).toBe(false);
    const [line] = await shows(shown);
    expect(line!.textContent).toBe('look');
    expect(line!.querySelector('.picture')).not.toBeNull();
    shown.clear();
    shown.show({text: 'plain'});
    const [next] = await shows(shown);
    expect(next!.querySelector('.picture')).toBeNull();
  });

  test('the viewer’s own comment flies marked, once it is taken', async () => {
    const shown = await inRoom();
    await (shown.closest('live-room') as unknown as {say(text: string): Promise<void>}).say('mine');
    await shows(shown);
    expect(part(shown, 'line-own').textContent).toBe('mine');
  });

  test('marks the host, operators and those who have come to a level; the page’s styles reach the mark', async () => {
    const backend = new MemoryBackend();
    backend.room.operators = ['op'];
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`, '', backend);
    const shown = room.querySelector('danmaku-layer')!;
    service.comment('welcome', {userId: backend.room.host.userId});
    service.comment('behave', {userId: 'op'});
    service.comment('new here', {level: 4});
    service.comment('old hand', {level: 12});
    await shows(shown, 4);
    const marks = Object.fromEntries(lines(shown).map((line) => [line.textContent, line.dataset.badge]));
    expect(marks).toEqual({welcome: 'Host', behave: 'Staff', 'new here': undefined, 'old hand': 'Lv.12'});
    const old = lines(shown).find(({textContent}) => textContent === 'old hand')!;
    expect(old.childNodes).toHaveLength(1);
    expect(getComputedStyle(old, '::before').content).toBe('"Lv.12"');
  });

  test('a gift flies when it opens a combo, and not with every tap of it', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`);
    const shown = room.querySelector('danmaku-layer')!;
    const gift = {
      type: 'gift',
      giftId: 'rose',
      name: 'Rose',
      icon: '',
      value: 1,
      giver: {userId: 'g', nick: 'Gus', avatar: '', level: 3},
    } as const;
    service.announce({...gift, orderId: 'o1', count: 3, comboId: 'c', comboTotal: 3});
    service.announce({...gift, orderId: 'o2', count: 5, comboId: 'c', comboTotal: 8});
    service.announce({...gift, orderId: 'o3', count: 1});
    await shows(shown, 2);
    expect(
      parts(shown, 'line-gift')
        .map(({textContent}) => textContent)
        .sort(),
    ).toEqual(['Gus gave 1 × Rose', 'Gus gave 3 × Rose']);
  });

  test('a sender can be hidden from the lifted line', async () => {
    const shown = await inRoom();
    service.comment('hello', {userId: 'carol', nick: 'Carol'});
    service.comment('and again', {userId: 'carol', nick: 'Carol'});
    service.comment('another', {userId: 'dave', nick: 'Dave'});
    await shows(shown, 3);
    const hide = (await lift(shown, 'hello')).find(({ariaLabel}) => ariaLabel === 'Hide Carol')!;
    await expectAccessible(shown);
    hide.focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(texts(shown)).toEqual(['another']));
    service.comment('unseen', {userId: 'carol', nick: 'Carol'});
    service.comment('seen', {userId: 'dave', nick: 'Dave'});
    await vi.waitFor(() => expect(texts(shown)).toEqual(['another', 'seen']));
    localStorage.removeItem('live-room:filters');
    dispatchEvent(new StorageEvent('storage', {key: 'live-room:filters'}));
  });

  test('one’s own line, and the page’s, offer nothing; a gift’s only to hide', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer><chat-panel></chat-panel>`);
    const shown = room.querySelector('danmaku-layer')!;
    shown.show({text: 'page'});
    await room.session.say('mine');
    service.announce({
      type: 'gift',
      orderId: 'o1',
      giftId: 'rose',
      name: 'Rose',
      icon: '',
      value: 1,
      count: 1,
      giver: {userId: 'g', nick: 'Gus', avatar: '', level: 3},
    });
    await shows(shown, 3);
    expect((await lift(shown, 'Gus gave 1 × Rose')).map(({textContent}) => textContent)).toEqual(['Hide']);
    for (const text of ['page', 'mine']) {
      lineOf(shown, text).click();
      expect(part(shown, 'lifted').textContent).toBe(text);
      await frame(); // What is offered is there already: it was loaded for the gift's.
      expect(actions(shown)).toEqual([]);
    }
  });

  test('a line is answered in the room’s chat, wherever that stands', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`);
    room.id = 'the-room';
    const panel = put<ChatPanel>('<chat-panel room="the-room"></chat-panel>');
    const shown = room.querySelector('danmaku-layer')!;
    await vi.waitUntil(() => panel.shadowRoot?.querySelector('.answered'));
    service.comment('in blue?', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    // Later than the list keeps it: it is quoted all the same.
    for (let i = 0; i < 200; i++) service.comment(`crowd ${i}`);
    const labels = (await lift(shown, 'in blue?')).map(({textContent}) => textContent);
    expect(labels).toEqual(['Answer', 'Hide', 'Report']);
    actions(shown)[0]!.click();
    expect(isShown(part(shown, 'lifted'))).toBe(false);
    const input = part(panel, 'input');
    expect(panel.shadowRoot!.activeElement).toBe(input);
    expect(panel.shadowRoot!.querySelector('.answered')!.textContent).toContain('Carol: in blue?');
    await userEvent.keyboard('yes{Enter}');
    await vi.waitFor(() => expect(service.said).toEqual(['yes']));
    const line = room.session.state.comments.list.find(({own}) => own)!;
    expect(line.reply).toEqual({seq: 1, userId: 'carol', nick: 'Carol', text: 'in blue?'});
  });

  test('a line cannot be answered where nothing can be written', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer><chat-panel readonly></chat-panel>`);
    const shown = room.querySelector('danmaku-layer')!;
    service.comment('hello', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    expect((await lift(shown, 'hello')).map(({textContent}) => textContent)).toEqual(['Hide', 'Report']);
  });

  test('a line is reported to those who run the room', async () => {
    const {room, backend} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`);
    const shown = room.querySelector('danmaku-layer')!;
    service.comment('buy my coins', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    (await lift(shown, 'buy my coins')).at(-1)!.click();
    const form = await vi.waitUntil(() => shown.shadowRoot!.querySelector<HTMLFormElement>('dialog[open] form'));
    await expectAccessible(shown);
    form.querySelector('select')!.value = 'Fraud';
    form.requestSubmit();
    await vi.waitFor(() => expect(backend.reports).toEqual([{seq: 1, reason: 'Fraud'}]));
    await userEvent.keyboard('{Escape}');
    expect(shown.shadowRoot!.querySelector('dialog')).toBeNull();
  });

  test('a card goes with the layer, and one takes the place of another', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`);
    const shown = room.querySelector('danmaku-layer')!;
    const cards = () => shown.shadowRoot!.querySelectorAll('dialog').length;
    service.comment('one', {userId: 'carol', nick: 'Carol'});
    service.comment('two', {userId: 'dave', nick: 'Dave'});
    await shows(shown, 2);
    (await lift(shown, 'one')).at(-1)!.click();
    (await lift(shown, 'two')).at(-1)!.click();
    await vi.waitFor(() => expect(shown.shadowRoot!.querySelector('dialog')?.ariaLabel).toBe('About Dave'));
    expect(cards()).toBe(1);
    const sheets = shown.shadowRoot!.adoptedStyleSheets.length;
    shown.remove();
    expect(cards()).toBe(0);
    expect(shown.shadowRoot!.adoptedStyleSheets.length).toBe(sheets - 1);
  });

  test('a keyboard on what can be done with a line is not left nowhere when that goes', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`);
    const shown = room.querySelector('danmaku-layer')!;
    service.comment('hello', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    const pause = shown.shadowRoot!.querySelector('.toggle');
    (await lift(shown, 'hello'))[0]!.focus();
    await userEvent.keyboard('{Escape}');
    expect(isShown(part(shown, 'lifted'))).toBe(false);
    expect(shown.shadowRoot!.activeElement).toBe(pause);
    const report = (await lift(shown, 'hello')).at(-1)!;
    report.focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitUntil(() => shown.shadowRoot!.querySelector('dialog[open]'));
    await userEvent.keyboard('{Escape}');
    expect(shown.shadowRoot!.activeElement).toBe(pause);
  });

  test('who runs the room keeps order by the line', async () => {
    const backend = new MemoryBackend();
    backend.room.operators = ['alice'];
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`, '', backend);
    const shown = room.querySelector('danmaku-layer')!;
    service.comment('rude', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    (await lift(shown, 'rude')).at(-1)!.click();
    const dialog = await vi.waitUntil(() => shown.shadowRoot!.querySelector('dialog[open]'));
    const labels = [...dialog.querySelectorAll('.order button')].map(({textContent}) => textContent);
    expect(labels).toEqual(['Delete the comment', 'Mute for 10 minutes', 'Put out for a day']);
  });

  test('what the page offers takes the place of ours', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}><button slot="actions">Thank</button></danmaku-layer>`);
    const shown = room.querySelector('danmaku-layer')!;
    service.comment('hello', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    lineOf(shown, 'hello').click();
    expect(shown.querySelector('button')!.checkVisibility()).toBe(true);
    await vi.waitFor(() => expect(actions(shown)).not.toEqual([]));
    expect(actions(shown).filter((action) => action.checkVisibility())).toEqual([]);
  });

  test('the room is told how many found no place, and the chat says so while it lasts', async () => {
    const room = await joinedRoom(`<danmaku-layer ${BOX} rows="2"></danmaku-layer><chat-panel></chat-panel>`);
    const shown = room.querySelector('danmaku-layer')!;
    const busy = room.querySelector('chat-panel')!.shadowRoot!.querySelector<HTMLElement>('.busy')!;
    expect(busy.hidden).toBe(true);
    service.comment('first');
    await shows(shown);
    for (let i = 0; i < 40; i++) service.comment(`crowd ${i}`);
    await vi.waitFor(() => expect(busy.hidden).toBe(false), {timeout: 3_000});
    const {unflown} = room.session.state.comments;
    expect(unflown).toBeGreaterThan(30);
    expect(unflown).toBeLessThanOrEqual(40);
    expect(busy.textContent).toBe(`${unflown} comments were too many to fly`);
    await vi.waitFor(() => expect(busy.hidden).toBe(true), {timeout: 8_000});
  }, 15_000);

  test('selecting a line says who said it', async () => {
    const shown = await inRoom();
    service.comment('hello', {userId: 'carol', nick: 'Carol'});
    const [line] = await shows(shown);
    const selected = new Promise<{id: string; from: unknown}>((resolve) =>
      shown.addEventListener('live-danmaku-select', ({detail}) => resolve(detail), {once: true}),
    );
    line!.click();
    expect(await selected).toMatchObject({id: 'm-1', from: {userId: 'carol', nick: 'Carol'}});
  });

  test('nothing flies any more in a layer that was taken out', async () => {
    const shown = await inRoom();
    const room = shown.closest('live-room')!;
    shown.remove();
    service.comment('unheard');
    room.append(shown);
    service.comment('heard');
    await shows(shown);
    expect(texts(shown)).toEqual(['heard']);
  });
});
