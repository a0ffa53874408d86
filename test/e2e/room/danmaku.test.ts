import {describe, expect, it} from 'vitest';
import {expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import type {VisitorPage} from '../../support/demo/visitor-page.ts';

const demo = useDemo();

interface Layer extends HTMLElement {
  show(line: {readonly text: string; readonly own?: boolean}): boolean;
}

const HOSTILE = [
  'x'.repeat(10_000),
  `Z${'\u0310'.repeat(9_000)}algo`,
  '\u202e'.repeat(90) + 'reversed',
  'in\u200b'.repeat(3_000),
  '﷽'.repeat(500),
  '👩‍👩‍👧‍👦'.repeat(1_000),
  '\u2066\u2067\u2068 isolates never closed',
];

/** The layer over a picture, without a room. */
async function alone(): Promise<VisitorPage> {
  const visitor = await demo.visitor({
    html: `${demo.script}
      <danmaku-layer style="width: 1000px; height: 300px"><div style="height: 300px; background: #345"></div></danmaku-layer>`,
  });
  await visitor.page.evaluate(() => customElements.whenDefined('danmaku-layer'));
  return visitor;
}

/** Sends lines until the stage is full. */
async function fill({page}: VisitorPage): Promise<void> {
  await page.evaluate(() => {
    let count = 0;
    setInterval(() => document.querySelector<Layer>('danmaku-layer')!.show({text: `line number ${++count}`}), 100);
  });
  await page.waitForFunction(
    () => document.querySelector('danmaku-layer')!.shadowRoot!.querySelectorAll('[part=line]').length > 25,
  );
}

describe('lines over a picture', () => {
  it('are selected at their position, stay held, and continue when released', async () => {
    const visitor = await alone();
    await fill(visitor);
    await visitor.page.evaluate(() => {
      const seen: string[] = ((globalThis as unknown as {seen: string[]}).seen = []);
      addEventListener('live-danmaku-select', ({detail}) => seen.push(detail.text));
    });
    const aimed: string[] = [];
    for (let click = 0; click < 10; click++) {
      aimed.push(await visitor.pressLine());
    }
    expect(await visitor.page.evaluate(() => (globalThis as unknown as {seen: string[]}).seen)).toEqual(aimed);
    await visitor.page.keyboard.press('Escape');
    const lift = visitor.page.locator('danmaku-layer .held-line');
    await lift.waitFor({state: 'hidden'});
  });

  it('stay in their lanes with any text, and the page keeps responding', async () => {
    const visitor = await alone();
    const boxes = await visitor.page.evaluate(async (texts) => {
      const layer = document.querySelector<Layer>('danmaku-layer')!;
      for (const text of texts) layer.show({text});
      const lines = () => [...layer.shadowRoot!.querySelectorAll('[part=line]')];
      while (lines().length < texts.length) await new Promise(requestAnimationFrame);
      return {
        lines: lines().map((line) => ({height: line.getBoundingClientRect().height, text: line.textContent.length})),
        page: [document.documentElement.scrollWidth, innerWidth],
      };
    }, HOSTILE);
    for (const {height, text} of boxes.lines) {
      expect(height).toBe(30);
      expect(text).toBeLessThanOrEqual(100);
    }
    expect(boxes.page[0]).toBeLessThanOrEqual(boxes.page[1]!);
  });

  it('do not jump when the page is zoomed or the layer grows to the full screen', async () => {
    const visitor = await alone();
    await fill(visitor);
    const zoom = await visitor.page.context().newCDPSession(visitor.page);
    const left = () =>
      visitor.page.evaluate(
        () =>
          document.querySelector('danmaku-layer')!.shadowRoot!.querySelector('#watched')!.getBoundingClientRect().left,
      );
    const moved = await visitor.page.evaluate(async () => {
      const layer = document.querySelector<Layer>('danmaku-layer')!;
      const motion = layer.shadowRoot!.getAnimations();
      for (const animation of motion) animation.pause();
      await Promise.all(motion.map(({ready}) => ready));
      const line = [...layer.shadowRoot!.querySelectorAll('[part=line]')].find(
        (node) => node.getBoundingClientRect().left > 200,
      )!;
      line.id = 'watched';
      const before = line.getBoundingClientRect().left;
      layer.style.width = '1200px';
      layer.style.height = '500px';
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      return line.getBoundingClientRect().left - before;
    });
    expect(moved).toBe(0);
    const before = await left();
    await zoom.send('Emulation.setDeviceMetricsOverride', {
      width: 1_024,
      height: 576,
      deviceScaleFactor: 1.25,
      mobile: false,
    });
    await visitor.page.waitForFunction(() => devicePixelRatio === 1.25);
    expect(Math.abs((await left()) - before)).toBeLessThan(0.5);
  });
});

describe('a viewer of a room', () => {
  it('changes the settings of lines, which apply after a reload', async () => {
    const visitor = await demo.joined();
    const {page} = visitor;
    await page.getByRole('button', {name: 'Flying comments', exact: true}).click();
    const size = page.getByRole('slider', {name: 'Size'});
    await size.focus();
    await page.keyboard.press('ArrowRight');
    const words = page.getByRole('textbox', {name: 'A word to hide'});
    await words.fill('spoiler');
    await words.press('Enter');
    await page.keyboard.press('Escape');
    await page.reload();
    await visitor.waitForState('joined');
    await page.getByRole('button', {name: 'Flying comments', exact: true}).click();
    await expect.poll(() => size.inputValue()).toBe('1.25');
    await expect.poll(() => page.getByRole('button', {name: 'Show spoiler again'}).count()).toBe(1);
    await page.keyboard.press('Escape');

    const other = await demo.joined();
    const seen = `no sp oilers ${Date.now()}`;
    await other.type(`a SPOILER ${Date.now()}`);
    await other.type(seen);
    await expectEventually(() => visitor.flying()).toContain(seen);
    expect((await visitor.flying()).filter((text) => text.includes('SPOILER'))).toEqual([]);
  });

  it('hides the sender of a line from that line', async () => {
    const [visitor, other] = [await demo.joined('messages'), await demo.joined()];
    const text = `hide me ${Date.now()}`;
    await other.type(text);
    await visitor.pressLine(text);
    await visitor.page.getByRole('button', {name: /^Hide /}).click();
    await expectEventually(() => visitor.flying()).not.toContain(text);
    const again = `and again ${Date.now()}`;
    await other.type(again);
    await expectEventually(async () => (await visitor.events('live-message')).map(({text}) => text)).toContain(again);
    expect([...(await visitor.flying()), ...(await visitor.listed())]).not.toContain(again);
  });
});
