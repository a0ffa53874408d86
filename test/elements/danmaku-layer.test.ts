import {expect} from '@open-wc/testing';
import {emulateMedia} from '@web/test-runner-commands';
import sinon from 'sinon';
import type {DanmakuLayer} from '../../src/elements/danmaku-layer/danmaku-layer.ts';
import type {ChatPanel} from '../../src/elements/chat-panel/chat-panel.ts';
import type {ImageMedia} from '../../src/protocol/media.ts';
import type {ContentOf} from '../../src/protocol/messages.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import type {MemoryService} from '../support/session/memory-chat-driver.ts';
import {hugePicture, PICTURE} from '../support/browser/pictures.ts';
import {fresh, isShown, joinedRoom, part, parts, put, servedRoom} from '../support/browser/room-fixture.ts';
import {skipIn} from '../support/browser/engine.ts';
import {eventually, until} from '../support/eventually.ts';
import '../support/browser/chai-like.ts';
import {atTestEnd} from '../support/browser/test-end.ts';
import {click, fill, hover, keyboard} from '../support/browser/user-input.ts';
import {findAllPrivate, findPrivate} from '../support/browser/private-elements.ts';

const BOX = 'style="width: 800px; height: 300px"';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

afterEach(() => {
  document.documentElement.dir = '';
});

/** A layer without a room, its picture beneath. */
function layer(attributes = '', inside = '<img slot="" alt="" width="800" height="300">'): DanmakuLayer {
  return put<DanmakuLayer>(`<danmaku-layer ${BOX} ${attributes}>${inside}</danmaku-layer>`);
}

const lines = (shown: Element) => parts(shown, 'line');
const texts = (shown: Element) => lines(shown).map(({textContent}) => textContent);
const lineOf = (shown: Element, text: string) => lines(shown).find(({textContent}) => textContent === text)!;
const actions = (shown: Element) => findAllPrivate<HTMLButtonElement>(shown, 'heldLineButton');
const motion = (shown: Element) => shown.shadowRoot!.getAnimations();
const frame = () => new Promise(requestAnimationFrame);

async function shows(shown: Element, count = 1): Promise<HTMLElement[]> {
  await eventually(() => expect(lines(shown).length).to.be.at.least(count));
  return lines(shown);
}

/** Selects a line. Returns what can be done with it. */
async function lift(shown: Element, text: string): Promise<HTMLButtonElement[]> {
  lineOf(shown, text).click();
  await eventually(() => expect(actions(shown)).not.to.deep.equal([]));
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
  for (const animation of motion(shown)) animation.currentTime = Number(animation.currentTime) + 1; // Firefox lags by a frame.
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
  for (const scheme of ['light', 'dark'] as const) {
    it(`axe finds nothing, ${scheme}`, async () => {
      document.documentElement.style.colorScheme = scheme;
      const shown = layer();
      shown.show({text: 'hello'});
      await shows(shown);
      await expect(shown).to.be.accessible();
      document.documentElement.style.colorScheme = '';
    });
  }

  it('keeps lines from screen readers, but not the picture, the pause button and the actions', async () => {
    const shown = layer('', '<img alt="the host"><button slot="actions">Report</button>');
    shown.show({text: 'hello'});
    const [line] = await shows(shown);
    expect(line!.closest('[aria-hidden="true"]')).not.to.be.null;
    for (const slot of shown.shadowRoot!.querySelectorAll('slot')) expect(slot.closest('[aria-hidden]')).to.be.null;
    expect(part(shown, 'lifted').getAttribute('aria-hidden')).to.equal('true');
  });

  it('lets the viewer pause and resume with a button that says which it does', async () => {
    const shown = layer();
    await shown.updateComplete;
    const button = shown.shadowRoot!.querySelector('button')!;
    expect(button.ariaLabel).to.equal('Pause flying comments');
    expect(button.getBoundingClientRect().height).to.be.at.least(44);
    await keyboard('{Tab}');
    expect(shown.shadowRoot!.activeElement).to.equal(button);
    await keyboard('{Enter}');
    await eventually(() => expect(button.ariaLabel).to.equal('Resume flying comments'));
    expect(shown.matches(':state(paused)')).to.be.true;
    expect(shown.hasAttribute('paused')).to.be.false;
    await keyboard('{Enter}');
    await eventually(() => expect(shown.matches(':state(paused)')).to.be.false);
  });

  it('lets the page replace the button', async () => {
    const shown = layer('', '<button slot="settings">Mine</button>');
    await shown.updateComplete;
    const {height} = shown.shadowRoot!.querySelector('button')!.getBoundingClientRect();
    expect(height).to.equal(0);
  });
});

describe('a line', () => {
  it('is one element whose only child is its text', async () => {
    const shown = layer();
    expect(shown.show({text: ' first\n\nsecond\tthird '})).to.be.true;
    const [line] = await shows(shown);
    expect(line!.childNodes).to.have.lengthOf(1);
    expect(line!.firstChild).to.be.instanceOf(Text);
    expect(line!.textContent).to.equal('first second third');
    expect(line!.getAttribute('part')).to.equal('line');
    expect(line!.dir).to.equal('auto');
  });

  it('enters at the far edge and flies out of the near one', async () => {
    const shown = layer();
    shown.show({text: 'hello'});
    const [line] = await shows(shown);
    const stage = shown.getBoundingClientRect();
    const first = line!.getBoundingClientRect().left;
    expect(first).to.be.greaterThan(stage.right - 60);
    await eventually(() => expect(line!.getBoundingClientRect().left).to.be.lessThan(first - 20));
    flyOn(shown, 60_000);
    await eventually(() => expect(lines(shown)).to.have.lengthOf(0));
  });

  it('enters at the edge however long the page did nothing else', async () => {
    const shown = layer('speed="2"');
    for (let i = 0; i < 4; i++) {
      shown.show({text: `line ${i}`, own: true});
      const line = (await shows(shown, i + 1)).at(-1)!;
      expect(line.getBoundingClientRect().left).to.be.greaterThan(shown.getBoundingClientRect().right - 60);
      await eventually(() =>
        expect(line.getBoundingClientRect().right).to.be.lessThan(shown.getBoundingClientRect().right),
      );
    }
  });

  it('of the viewer’s own is marked, and a gift’s', async () => {
    const shown = layer();
    shown.show({text: 'mine', own: true});
    shown.show({text: 'rose', gift: true});
    await shows(shown, 2);
    expect(part(shown, 'line-own').textContent).to.equal('mine');
    expect(part(shown, 'line-own').getAttribute('part')).to.equal('line line-own');
    expect(part(shown, 'line-gift').textContent).to.equal('rose');
    const border = (name: string) => getComputedStyle(part(shown, name)).borderTopColor;
    expect(border('line-own')).not.to.equal(border('line-gift'));
  });

  for (const text of [
    '<img src=x onerror="document.title=1">',
    '<b>bold</b>&amp;',
    '‮reversed',
    '${alert(1)}',
    '👩‍👩‍👧‍👦 مرحبا 你好 𠮷',
  ] as const) {
    it(`stays the text it is: ${text}`, async () => {
      const shown = layer();
      shown.show({text});
      const [line] = await shows(shown);
      expect(line!.textContent).to.equal(text);
      expect(line!.children).to.have.lengthOf(0);
    });
  }

  it('is cut when it is too long to be read in flight, and never through a character', async () => {
    const shown = layer();
    shown.show({text: 'a'.repeat(98) + '😀'.repeat(5_000)});
    const [line] = await shows(shown);
    expect(line!.textContent).to.equal(`${'a'.repeat(98)}…`);
    expect(line!.getBoundingClientRect().height).to.equal(30);
  });

  it('stays in its lane with a tower of accents', async () => {
    const shown = layer();
    shown.show({text: `Z${'̍'.repeat(5_000)}algo`});
    const [line] = await shows(shown);
    expect(line!.getBoundingClientRect().height).to.equal(30);
    expect(getComputedStyle(line!).overflow).to.equal('hidden');
  });

  for (const given of [
    undefined,
    null,
    {},
    {text: 5},
    {text: ''},
    {text: ' \n '},
    {text: '\u200b\u200f'},
    {text: '\u0301'},
    'text',
  ] as const) {
    it(`that cannot be seen is refused, without throwing: ${JSON.stringify(given)}`, () => {
      expect(layer().show(given as never)).to.be.false;
    });
  }

  for (const [color, painted] of [
    ['#ff8800', 'rgb(255, 136, 0)'],
    ['red', 'rgb(255, 255, 255)'],
    ['#fff;background:url(x)', 'rgb(255, 255, 255)'],
  ] as const) {
    it(`has a colour only as #rrggbb: ${color}`, async () => {
      const shown = layer();
      shown.show({text: 'hello', color});
      const [line] = await shows(shown);
      expect(getComputedStyle(line!).color).to.equal(painted);
    });
  }

  it('stands at the top or the bottom, in the middle, and is gone after a while', async () => {
    const shown = layer();
    shown.show({text: 'above', mode: 'top'});
    shown.show({text: 'below', mode: 'bottom'});
    await shows(shown, 2);
    const [above, below] = ['above', 'below'].map((text) => lines(shown).find(({textContent}) => textContent === text));
    const stage = shown.getBoundingClientRect();
    const box = above!.getBoundingClientRect();
    expect(box.top).to.equal(stage.top);
    expect(Math.abs(box.left + box.right - stage.left - stage.right)).to.be.lessThan(2);
    expect(below!.getBoundingClientRect().bottom).to.equal(stage.bottom);
    const now = performance.now.bind(performance);
    sinon.stub(performance, 'now').callsFake(() => now() + 5_001);
    await eventually(() => expect(lines(shown)).to.have.lengthOf(0));
    sinon.restore();
  });
});

describe('in a busy room', () => {
  for (const dir of ['ltr', 'rtl'] as const) {
    it(`lines never overlap, ${dir}`, async () => {
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
      await until(async () => {
        for (let i = 0; i < 2; i++) {
          const mode = offered % 17 === 3 ? 'top' : 'scroll';
          if (shown.show({text: `${pieces[offered % 5]} ${offered}`, mode, own: offered % 60 === 20})) accepted++;
          offered++;
        }
        await frame();
        if (offered % 10 < 2 && lines(shown).length > 5) {
          expect(overlaps(shown)).to.deep.equal([]);
          checked++;
        }
        return offered > 240;
      }, 20_000);
      expect(checked).to.be.greaterThan(5);
      expect(accepted).to.be.greaterThan(10);
      expect(accepted).to.be.lessThan(offered);
      expect(shown.matches(':state(crowded)')).to.be.true;
    }).timeout(30_000);
  }

  it('a line of the viewer’s own is shown all the same', async () => {
    const shown = layer('lanes="1" font-size="20"');
    for (let i = 0; i < 60; i++) shown.show({text: `crowd ${i}`});
    await shows(shown);
    for (let i = 0; i < 60; i++) shown.show({text: `crowd ${i}`});
    expect(shown.show({text: 'mine', own: true})).to.be.true;
    await eventually(() => expect(texts(shown)).to.include('mine'), 5_000);
    expect(overlaps(shown)).to.deep.equal([]);
  });

  it('keeps to `max` and `rows`', async () => {
    const shown = layer('max="3" lanes="3"');
    for (let i = 0; i < 20; i++) shown.show({text: `line ${i}`});
    await shows(shown, 2);
    expect(lines(shown).length).to.be.at.most(3);
    expect(new Set(lines(shown).map(({style}) => style.top)).size).to.equal(2); // One of a few is kept.
  });

  it('counts equal texts on one line when it merges', async () => {
    const shown = layer('merge');
    for (let i = 0; i < 12; i++) expect(shown.show({text: '666'})).to.be.true;
    await eventually(() => expect(texts(shown)).to.deep.equal(['666 ×12']));
    shown.show({text: '666'});
    await eventually(() => expect(texts(shown)).to.deep.equal(['666 ×13']));
  });
});

describe('the page', () => {
  for (const [attribute, most, lane] of [
    ['font-size="30"', 10, '37.5px'],
    ['font-size="huge"', 10, '30px'],
    ['area="0.5"', 5, '30px'],
    ['area="-1"', 10, '30px'],
    ['lanes="4"', 4, '30px'],
    ['lanes="x"', 10, '30px'],
  ] as const) {
    it(`sets lanes with ${attribute}`, async () => {
      const shown = layer(attribute);
      for (let i = 0; i < 12; i++) shown.show({text: `line ${i}`});
      await shows(shown, 2);
      const rows = new Set(lines(shown).map(({style}) => parseFloat(style.top) / parseFloat(lane)));
      const fit = Math.min(most, Math.floor(300 / parseFloat(lane)));
      expect(rows.size).to.equal(fit < 8 ? fit - 1 : fit); // One of a few is kept.
      expect(getComputedStyle(lines(shown)[0]!).height).to.equal(lane);
    });
  }

  for (const [attribute, times] of [
    ['', 1],
    ['speed="2"', 2],
    ['speed="0"', 1],
    ['speed="fast"', 1],
  ] as const) {
    it(`sets the speed of every line alike: ${attribute}`, async () => {
      const shown = layer(attribute);
      shown.show({text: 'a'});
      shown.show({text: 'a much longer line of text'});
      const [one, other] = await shows(shown, 2);
      const left = () => [one!, other!].map((line) => line.getBoundingClientRect().left);
      await stop(shown);
      const before = left();
      flyOn(shown, 1_000);
      const [a, b] = left().map((after, index) => before[index]! - after);
      expect(a).to.be.closeTo(b!, 0.05);
      const [animation] = motion(shown);
      // 187.5 px a second at 1280 px; at 800 px slower by the root of the width.
      expect(a! * animation!.playbackRate).to.be.closeTo(187.5 * Math.sqrt(800 / 1280) * times, 0.5);
    });
  }

  it('sets opacity on all lines', async () => {
    const shown = layer('opacity="0.4"');
    shown.show({text: 'hello'});
    const [line] = await shows(shown);
    expect(getComputedStyle(line!.closest('.stage')!).opacity).to.equal('0.4');
  });

  it('filters lines, and a filter that throws is reported once and hides none', () => {
    const shown = layer();
    shown.filter = ({text, own}) => own || !text.includes('spam');
    expect(shown.show({text: 'spam spam'})).to.be.false;
    expect(shown.show({text: 'my spam', own: true})).to.be.true;
    const reported: unknown[] = [];
    const report = sinon.stub(globalThis, 'reportError').callsFake((error) => void reported.push(error));
    shown.filter = () => {
      throw new Error('broken filter');
    };
    expect(shown.show({text: 'one'})).to.be.true;
    expect(shown.show({text: 'two'})).to.be.true;
    report.restore();
    expect(reported.map((error) => (error as Error).message)).to.deep.equal(['broken filter']);
  });

  it('clears the layer', async () => {
    const shown = layer();
    shown.show({text: 'hello'});
    await shows(shown);
    shown.clear();
    expect(lines(shown)).to.have.lengthOf(0);
    expect(motion(shown)).to.have.lengthOf(0);
    expect(shown.show({text: 'again'})).to.be.true;
    await shows(shown);
  });

  it('starts paused, and the viewer’s choice does not touch the attribute', async () => {
    const shown = layer('paused');
    await shown.updateComplete;
    expect(shown.matches(':state(paused)')).to.be.true;
    expect(shown.show({text: 'hello'})).to.be.false;
    shown.shadowRoot!.querySelector('button')!.click();
    expect(shown.matches(':state(paused)')).to.be.false;
    expect(shown.hasAttribute('paused')).to.be.true;
    expect(shown.show({text: 'hello'})).to.be.true;
    await shows(shown);
  });

  it('resizes it: what flies goes on, the next lines enter at the new edge', async () => {
    const shown = layer();
    shown.show({text: 'before'});
    const [before] = await shows(shown);
    await stop(shown);
    const {left} = before!.getBoundingClientRect();
    shown.style.width = '1000px';
    shown.style.height = '90px';
    await frame();
    await frame();
    expect(before!.getBoundingClientRect().left).to.equal(left);
    for (let i = 0; i < 12; i++) shown.show({text: `after ${i}`});
    const after = (await shows(shown, 3)).slice(1);
    for (const line of after)
      expect(line.getBoundingClientRect().left).to.be.at.least(shown.getBoundingClientRect().left + 1000);
    expect(new Set(after.map(({style}) => style.top)).size).to.be.at.most(3);
    expect(overlaps(shown)).to.deep.equal([]);
  });

  it('mirrors it for a page that reads from the right', async () => {
    document.documentElement.dir = 'rtl';
    const shown = layer();
    shown.show({text: 'hello'});
    const [line] = await shows(shown);
    const {left} = shown.getBoundingClientRect();
    const first = line!.getBoundingClientRect().right;
    expect(first).to.be.lessThan(left + 60);
    await eventually(() => expect(line!.getBoundingClientRect().right).to.be.greaterThan(first + 20));
    document.documentElement.dir = 'ltr';
    await eventually(() => expect(lines(shown)).to.have.lengthOf(0));
  });
});

describe('the viewer', () => {
  it('selects a line, which is lifted while its place flies on', async () => {
    const shown = layer('', '<button slot="actions">Report</button>');
    const selected = new Promise<unknown>((resolve) =>
      document.addEventListener('live-danmaku-select', ({detail}) => resolve(detail), {once: true}),
    );
    shown.show({id: 'm1', text: 'hello'});
    const [line] = await shows(shown);
    flyOn(shown, 3_000);
    const {left, top} = line!.getBoundingClientRect();
    line!.click();
    expect(await selected).to.deep.equal({id: 'm1', text: 'hello', from: undefined});
    const lifted = part(shown, 'lifted');
    expect(lifted.checkVisibility()).to.be.true;
    expect(lifted.textContent).to.equal('hello');
    expect(Math.abs(lifted.getBoundingClientRect().left - left)).to.be.lessThan(5);
    expect(lifted.getBoundingClientRect().top).to.be.closeTo(top, 0.5);
    expect(shown.querySelector('button')!.checkVisibility()).to.be.true;
    const stands = lifted.getBoundingClientRect().left;
    await eventually(() => expect(line!.getBoundingClientRect().left).to.be.lessThan(left - 20));
    expect(lifted.getBoundingClientRect().left).to.equal(stands);
    await keyboard('{Escape}');
    expect(lifted.checkVisibility()).to.be.false;
    expect(line!.checkVisibility({visibilityProperty: true})).to.be.true;
  });

  it('lifts a line by pointing at it, and clicks the copy as the line', async () => {
    const shown = layer();
    const selected: string[] = [];
    shown.addEventListener('live-danmaku-select', ({detail}) => selected.push(detail.id));
    shown.show({id: 'm2', text: 'point at this rather long line'});
    const [line] = await shows(shown);
    flyOn(shown, 4_000);
    line!.dispatchEvent(new PointerEvent('pointermove', {bubbles: true, pointerType: 'mouse'}));
    const lifted = part(shown, 'lifted');
    expect(lifted.checkVisibility()).to.be.true;
    await click(lifted);
    expect(selected).to.deep.equal(['m2']);
    await hover(document.documentElement, {x: 1, y: 500});
    await eventually(() => expect(lifted.checkVisibility()).to.be.false);
  });

  it('touches the picture between the lines', async () => {
    const shown = layer('', '<img alt="" width="800" height="300">');
    shown.show({text: 'hello'});
    const [line] = await shows(shown);
    flyOn(shown, 5_000);
    await stop(shown);
    const {left, top, width} = line!.getBoundingClientRect();
    expect(document.elementFromPoint(left + width / 2, top + 100)).to.equal(shown.querySelector('img'));
    expect(shown.shadowRoot!.elementFromPoint(left + width / 2, top + 10)).to.equal(line);
  });

  it('pauses: lines stand where they are, none are let in, and none pile up', async () => {
    const shown = layer();
    shown.show({text: 'hello'});
    shown.show({text: 'above', mode: 'top'});
    const [line] = await shows(shown, 2);
    shown.shadowRoot!.querySelector('button')!.click();
    await Promise.all(motion(shown).map(({ready}) => ready));
    const {left} = line!.getBoundingClientRect();
    for (let i = 0; i < 10; i++) {
      expect(shown.show({text: `late ${i}`})).to.be.false;
      await frame();
    }
    expect(line!.getBoundingClientRect().left).to.equal(left);
    shown.shadowRoot!.querySelector('button')!.click();
    await eventually(() => expect(line!.getBoundingClientRect().left).to.be.lessThan(left - 5));
    expect(texts(shown)).not.to.include('late 0');
  });

  const noMedia = 'it has no emulateMedia';
  skipIn({firefox: noMedia, webkit: noMedia})('who asks for less motion sees a still stack', async () => {
    atTestEnd(() => emulateMedia({reducedMotion: 'no-preference'}));
    await emulateMedia({reducedMotion: 'reduce'});
    const shown = layer();
    for (const text of ['one', 'two', 'three']) shown.show({text});
    const stacked = await shows(shown, 3);
    expect(motion(shown)).to.have.lengthOf(0);
    const boxes = stacked.map((line) => line.getBoundingClientRect());
    for (const {left} of boxes) expect(left).to.equal(shown.getBoundingClientRect().left);
    expect(new Set(boxes.map(({top}) => top)).size).to.equal(3);
    await emulateMedia({reducedMotion: 'no-preference'});
    await eventually(() => expect(lines(shown)).to.have.lengthOf(0));
    shown.show({text: 'flies'});
    await shows(shown);
    expect(motion(shown)).to.have.lengthOf(1);
  });

  it('finds no pile of lines after the tab was hidden', async () => {
    const shown = layer();
    shown.show({text: 'before'});
    await shows(shown);
    const hide = (hidden: boolean) => {
      Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
      document.dispatchEvent(new Event('visibilitychange'));
    };
    hide(true);
    for (let i = 0; i < 50; i++) expect(shown.show({text: `hidden ${i}`})).to.be.false;
    hide(false);
    Reflect.deleteProperty(document, 'hidden');
    expect(shown.show({text: 'after'})).to.be.true;
    await eventually(() => expect(texts(shown)).to.include('after'));
    expect(texts(shown)).to.deep.equal(['before', 'after']);
  });
});

describe('coming and going', () => {
  it('leaves no timer and no motion behind, and works again when it is put back', async () => {
    const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
    const shown = layer();
    shown.show({text: 'hello'});
    await eventually(async () => {
      await clock.tickAsync(1_000);
      expect(lines(shown)).to.have.lengthOf(1);
    });
    shown.clear();
    shown.show({text: 'waits'});
    shown.remove();
    const left = clock.countTimers();
    clock.restore();
    expect(left).to.equal(0);
    expect(document.getAnimations()).to.have.lengthOf(0);
    expect(shown.show({text: 'nowhere'})).to.be.false;
    document.body.append(shown);
    expect(shown.show({text: 'back'})).to.be.true;
    await shows(shown);
    expect(texts(shown)).to.deep.equal(['back']);
  });

  it('rests when its last line has gone', async () => {
    const shown = layer();
    shown.show({text: 'hello'});
    await shows(shown);
    flyOn(shown, 60_000);
    await eventually(() => expect(motion(shown)).to.have.lengthOf(0));
    const timers = sinon.spy(globalThis, 'setTimeout');
    for (let i = 0; i < 30; i++) await frame();
    expect(timers).not.to.have.been.called;
    timers.restore();
  });

  it('goes on without a jump after a very long time', async () => {
    const shown = layer();
    shown.show({text: 'first', own: true});
    await shows(shown);
    flyOn(shown, 5_000_000);
    for (let i = 0; i < 8; i++) {
      shown.show({text: `later ${i}`, own: true});
      await eventually(() => expect(texts(shown).some((text) => text?.endsWith(`${i}`))).to.be.true);
      const line = lines(shown).at(-1)!;
      expect(line.getBoundingClientRect().left).to.be.greaterThan(shown.getBoundingClientRect().right - 60);
      expect(overlaps(shown)).to.deep.equal([]);
      flyOn(shown, i % 2 ? 0 : 300_000);
    }
  });

  it('shows nothing while it has no size, and all again when it has', async () => {
    const shown = layer();
    // Until what shows lines is there, they are kept for it.
    shown.show({text: 'first'});
    await shows(shown);
    shown.clear();
    shown.hidden = true;
    await frame();
    await frame();
    expect(shown.show({text: 'unseen', own: true})).to.be.false;
    shown.hidden = false;
    await eventually(() => expect(shown.show({text: 'seen'})).to.be.true);
    await eventually(() => expect(texts(shown)).to.deep.equal(['seen']));
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
    await click(shown.shadowRoot!.querySelector<HTMLElement>('[aria-haspopup=dialog]')!);
    return until(() => shown.shadowRoot!.querySelector<HTMLDialogElement>('dialog[open]'));
  }

  const control = (dialog: Element, name: string) =>
    [...dialog.querySelectorAll('label')].find(({textContent}) => textContent.startsWith(name))!
      .control as HTMLInputElement;

  function slide(input: HTMLInputElement, value: number): void {
    input.value = `${value}`;
    input.dispatchEvent(new Event('input', {bubbles: true}));
  }

  it('open as a dialog that axe finds nothing in, and Escape gives the focus back', async () => {
    const shown = layer();
    const dialog = await opened(shown);
    expect(dialog.getAttribute('aria-label')).to.equal('Flying comments');
    const box = dialog.getBoundingClientRect();
    expect(box.left).to.be.at.least(0);
    expect(box.bottom).to.be.at.most(innerHeight);
    await expect(shown).to.be.accessible();
    await keyboard('{Escape}');
    await eventually(() => expect(shown.shadowRoot!.querySelector('dialog')).to.be.null);
    expect(shown.shadowRoot!.activeElement!.ariaLabel).to.equal('Flying comments');
    expect(shown.shadowRoot!.adoptedStyleSheets.length).to.be.lessThan(5);
  });

  it('take effect at once and are remembered, over what the page says', async () => {
    const shown = layer('opacity="0.5" font-size="20"');
    const dialog = await opened(shown);
    slide(control(dialog, 'Size'), 1.5);
    slide(control(dialog, 'Opacity'), 0.9);
    slide(control(dialog, 'Height used'), 0.25);
    await click(control(dialog, 'Count equal'));
    const stage = findPrivate(shown, 'stage')!;
    expect(stage.style.fontSize).to.equal('30px');
    expect(stage.style.opacity).to.equal('0.9');
    expect(control(dialog, 'Size').closest('label')!.querySelector('output')!.value).to.equal('150%');

    const other = layer('font-size="20"');
    for (let i = 0; i < 3; i++) other.show({text: '666'});
    await eventually(() => expect(texts(other)).to.include('666 ×3'));
    expect(lines(other)[0]!.getBoundingClientRect().height).to.be.closeTo(37.5, 0.5);
    expect(new Set(lines(other).map(({style}) => style.top)).size).to.equal(1); // Of two lanes one is kept.
  });

  it('hide all lines, and bring them back', async () => {
    const shown = layer();
    const dialog = await opened(shown);
    await click(control(dialog, 'Show them'));
    expect(lines(shown)).to.have.lengthOf(0);
    expect(shown.show({text: 'unseen', own: true})).to.be.false;
    await click([...dialog.querySelectorAll('button')].find(({textContent}) => textContent === 'Reset')!);
    expect(shown.show({text: 'seen'})).to.be.true;
    await eventually(() => expect(texts(shown)).to.deep.equal(['seen']));
  });

  it('hide lines with a word in them, from then on and those on stage; never one’s own', async () => {
    const shown = layer();
    shown.show({text: 'buy NOW cheap'});
    shown.show({text: 'now mine', own: true});
    const dialog = await opened(shown);
    const input = findPrivate<HTMLInputElement>(dialog, 'wordInput')!;
    await fill(input, ' Now ');
    await keyboard('{Enter}');
    expect(texts(shown)).not.to.include('buy NOW cheap');
    expect(texts(shown)).to.include('now mine');
    expect(shown.show({text: 'know'})).to.be.false;
    expect(shown.show({text: '(.*)'})).to.be.true;
    await fill(input, '(.*)');
    await keyboard('{Enter}');
    expect(shown.show({text: 'a(.*)b'})).to.be.false;
    expect(shown.show({text: 'anything'})).to.be.true;
    const chips = findAllPrivate(dialog, 'removeWordButton');
    expect(chips.map(({ariaLabel}) => ariaLabel)).to.deep.equal(['Show now again', 'Show (.*) again']);
    chips[0]!.focus();
    await keyboard('{Enter}');
    expect(shown.show({text: 'know'})).to.be.true;
    expect(dialog.contains(shown.shadowRoot!.activeElement)).to.be.true;
  });

  for (const stored of [
    '{',
    'null',
    '[]',
    '{"size":"x","speed":-1,"area":{},"opacity":null,"density":1e999}',
    '{"size":1e9}',
  ] as const) {
    it(`are the ordinary ones where nonsense was stored: ${stored}`, async () => {
      localStorage.setItem(KEY, stored);
      localStorage.setItem('live-room:filters', stored);
      const shown = layer();
      expect(shown.show({text: 'hello'})).to.be.true;
      const [line] = await shows(shown);
      expect([30, 120]).to.include(line!.getBoundingClientRect().height);
    });
  }
});

it('a mask hides lines behind people on stage', async () => {
  const shown = layer();
  shown.style.setProperty('--live-danmaku-layer-mask', 'linear-gradient(90deg, transparent 50%, black 50%)');
  shown.show({text: 'hello'});
  await shows(shown);
  expect(getComputedStyle(findPrivate(shown, 'stage')!).maskImage).to.include('linear-gradient');
});

describe('in a room', () => {
  async function inRoom(): Promise<DanmakuLayer> {
    const room = await joinedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`);
    return room.querySelector('danmaku-layer')!;
  }

  it('comments fly, and styled ones as they are', async () => {
    const shown = await inRoom();
    service.comment('hello\nroom');
    service.says({type: 'danmaku', text: 'styled', mode: 'top', color: '#00ff00'});
    await shows(shown, 2);
    expect(texts(shown).sort()).to.deep.equal(['hello room', 'styled']);
    const styled = lines(shown).find(({textContent}) => textContent === 'styled')!;
    expect(getComputedStyle(styled).color).to.equal('rgb(0, 255, 0)');
  });

  it('what is taken back flies no longer, also while it is lifted', async () => {
    const shown = await inRoom();
    service.comment('stays');
    service.comment('goes');
    service.comment('is lifted');
    await shows(shown, 3);
    lines(shown)
      .find(({textContent}) => textContent === 'is lifted')!
      .click();
    expect(isShown(part(shown, 'lifted'))).to.be.true;
    service.sinks((sink) => sink.deleted([2, 3]));
    await eventually(() => expect(texts(shown)).to.deep.equal(['stays']));
    expect(isShown(part(shown, 'lifted'))).to.be.false;
  });

  it('voice, film and pictures without an address do not fly', async () => {
    const shown = await inRoom();
    service.says({type: 'comment', kind: 'image', text: ''});
    service.says({type: 'comment', kind: 'sound', text: '', media: {kind: 'sound', url: PICTURE, seconds: 3}});
    service.comment('text');
    await shows(shown);
    expect(texts(shown)).to.deep.equal(['text']);
  });

  it('a picture flies in a place of its shape, and is seen larger while it is lifted', async () => {
    const shown = await inRoom();
    service.says(pictureOf({width: 1_280, height: 800}), {level: 12});
    service.says(pictureOf({width: 9_000, height: 1}));
    service.says(pictureOf({width: 0, height: 0}));
    await shows(shown, 3);
    const flying = () => lines(shown).map((line) => findPrivate(line, 'linePicture')!.getBoundingClientRect());
    const shapes = () => flying().map(({width, height}) => Math.round((10 * width) / height) / 10);
    const before = shapes();
    expect([...before].sort()).to.deep.equal([1, 1.6, 3]);
    expect(Math.max(...flying().map(({height}) => height))).to.be.at.most(30);
    await eventually(() => expect(lines(shown).every((line) => line.querySelector('img')?.naturalWidth)).to.be.true);
    expect(shapes()).to.deep.equal(before);
    expect(overlaps(shown)).to.deep.equal([]);
    lines(shown)
      .find(({dataset}) => dataset.badge)!
      .click();
    const lifted = part(shown, 'lifted');
    await eventually(() => expect(lifted.querySelector('img')!.naturalWidth).to.be.greaterThan(0));
    expect(lifted.querySelector('img')!.getBoundingClientRect().height).to.be.greaterThan(80);
    const {bottom} = shown.getBoundingClientRect();
    expect(findPrivate(shown, 'heldLine')!.getBoundingClientRect().bottom).to.be.at.most(bottom);
    await expect(shown).to.be.accessible();
  });

  it('pictures are not counted as equal where equal lines are', async () => {
    const shown = layer('merge');
    for (let i = 0; i < 3; i++) shown.show({picture: {url: PICTURE}});
    await shows(shown, 3);
    expect(lines(shown).filter((line) => findPrivate(line, 'linePicture'))).to.have.lengthOf(3);
  });

  it('a picture that is not there, or is too large to unpack, leaves its place empty', async () => {
    const shown = await inRoom();
    const images: HTMLImageElement[] = [];
    const watch = new MutationObserver((records) => {
      for (const {addedNodes} of records)
        for (const node of addedNodes) if (node instanceof HTMLImageElement) images.push(node);
    });
    watch.observe(shown.shadowRoot!, {childList: true, subtree: true});
    atTestEnd(() => watch.disconnect());
    service.says(pictureOf({thumb: `${PICTURE}.none`}));
    service.says(pictureOf({thumb: hugePicture()}));
    await shows(shown, 2);
    await eventually(() => expect(images.filter(({isConnected}) => !isConnected)).to.have.lengthOf(2), 5_000);
    expect(images.map(({style}) => style.visibility)).to.deep.equal(['hidden', 'hidden']); // Never shown.
    expect(lines(shown).map((line) => findPrivate(line, 'linePicture')!.childElementCount)).to.deep.equal([0, 0]);
  });

  it('the page’s own lines may have a picture, and a line is reused without it', async () => {
    const shown = layer();
    expect(shown.show({text: 'look', picture: {url: PICTURE, width: 16, height: 10}})).to.be.true;
    expect(shown.show({picture: {url: ''}})).to.be.false;
    const [line] = await shows(shown);
    expect(line!.textContent).to.equal('look');
    expect(findPrivate(line!, 'linePicture')).not.to.be.null;
    shown.clear();
    shown.show({text: 'plain'});
    const [next] = await shows(shown);
    expect(findPrivate(next!, 'linePicture')).to.be.null;
  });

  it('the viewer’s own comment flies marked, once it is taken', async () => {
    const shown = await inRoom();
    await (shown.closest('live-room') as unknown as {say(text: string): Promise<void>}).say('mine');
    await shows(shown);
    expect(part(shown, 'line-own').textContent).to.equal('mine');
  });

  it('marks the host, operators and those who have come to a level; the page’s styles reach the mark', async () => {
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
    expect(marks).to.deep.equal({welcome: 'Host', behave: 'Staff', 'new here': undefined, 'old hand': 'Lv.12'});
    const old = lines(shown).find(({textContent}) => textContent === 'old hand')!;
    expect(old.childNodes).to.have.lengthOf(1);
    expect(getComputedStyle(old, '::before').content).to.be.oneOf(['"Lv.12"', 'attr(data-badge)']); // Firefox names the source.
  });

  it('a gift flies when it opens a combo, and not with every tap of it', async () => {
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
    ).to.deep.equal(['Gus gave 1 × Rose', 'Gus gave 3 × Rose']);
  });

  it('a sender can be hidden from the lifted line', async () => {
    const shown = await inRoom();
    service.comment('hello', {userId: 'carol', nick: 'Carol'});
    service.comment('and again', {userId: 'carol', nick: 'Carol'});
    service.comment('another', {userId: 'dave', nick: 'Dave'});
    await shows(shown, 3);
    const hide = (await lift(shown, 'hello')).find(({ariaLabel}) => ariaLabel === 'Hide Carol')!;
    await expect(shown).to.be.accessible();
    hide.focus();
    await keyboard('{Enter}');
    await eventually(() => expect(texts(shown)).to.deep.equal(['another']));
    service.comment('unseen', {userId: 'carol', nick: 'Carol'});
    service.comment('seen', {userId: 'dave', nick: 'Dave'});
    await eventually(() => expect(texts(shown)).to.deep.equal(['another', 'seen']));
    localStorage.removeItem('live-room:filters');
    dispatchEvent(new StorageEvent('storage', {key: 'live-room:filters'}));
  });

  it('one’s own line, and the page’s, offer nothing; a gift’s only to hide', async () => {
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
    expect((await lift(shown, 'Gus gave 1 × Rose')).map(({textContent}) => textContent)).to.deep.equal(['Hide']);
    for (const text of ['page', 'mine']) {
      lineOf(shown, text).click();
      expect(part(shown, 'lifted').textContent).to.equal(text);
      await frame(); // What is offered is there already: it was loaded for the gift's.
      expect(actions(shown)).to.deep.equal([]);
    }
  });

  it('a line is answered in the room’s chat, wherever that stands', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`);
    room.id = 'the-room';
    const panel = put<ChatPanel>('<chat-panel room="the-room"></chat-panel>');
    const shown = room.querySelector('danmaku-layer')!;
    await until(() => findPrivate(panel, 'replyTarget'));
    service.comment('in blue?', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    // Later than the list keeps it: it is quoted all the same.
    for (let i = 0; i < 200; i++) service.comment(`crowd ${i}`);
    const labels = (await lift(shown, 'in blue?')).map(({textContent}) => textContent);
    expect(labels).to.deep.equal(['Answer', 'Hide', 'Report']);
    actions(shown)[0]!.click();
    expect(isShown(part(shown, 'lifted'))).to.be.false;
    const input = part(panel, 'input');
    expect(panel.shadowRoot!.activeElement).to.equal(input);
    expect(findPrivate(panel, 'replyTarget')!.textContent).to.include('Carol: in blue?');
    await keyboard('yes{Enter}');
    await eventually(() => expect(service.said).to.deep.equal(['yes']));
    const line = room.session.state.comments.list.find(({own}) => own)!;
    expect(line.reply).to.deep.equal({seq: 1, userId: 'carol', nick: 'Carol', text: 'in blue?'});
  });

  it('a line cannot be answered where nothing can be written', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer><chat-panel readonly></chat-panel>`);
    const shown = room.querySelector('danmaku-layer')!;
    service.comment('hello', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    expect((await lift(shown, 'hello')).map(({textContent}) => textContent)).to.deep.equal(['Hide', 'Report']);
  });

  it('a line is reported to those who run the room', async () => {
    const {room, backend} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`);
    const shown = room.querySelector('danmaku-layer')!;
    service.comment('buy my coins', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    (await lift(shown, 'buy my coins')).at(-1)!.click();
    const form = await until(() => shown.shadowRoot!.querySelector<HTMLFormElement>('dialog[open] form'));
    await expect(shown).to.be.accessible();
    form.querySelector('select')!.value = 'Fraud';
    form.requestSubmit();
    await eventually(() => expect(backend.reports).to.deep.equal([{seq: 1, reason: 'Fraud'}]));
    await keyboard('{Escape}');
    expect(shown.shadowRoot!.querySelector('dialog')).to.be.null;
  });

  it('a card goes with the layer, and one takes the place of another', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`);
    const shown = room.querySelector('danmaku-layer')!;
    const cards = () => shown.shadowRoot!.querySelectorAll('dialog').length;
    service.comment('one', {userId: 'carol', nick: 'Carol'});
    service.comment('two', {userId: 'dave', nick: 'Dave'});
    await shows(shown, 2);
    (await lift(shown, 'one')).at(-1)!.click();
    (await lift(shown, 'two')).at(-1)!.click();
    await eventually(() => expect(shown.shadowRoot!.querySelector('dialog')?.ariaLabel).to.equal('About Dave'));
    expect(cards()).to.equal(1);
    const sheets = shown.shadowRoot!.adoptedStyleSheets.length;
    shown.remove();
    expect(cards()).to.equal(0);
    expect(shown.shadowRoot!.adoptedStyleSheets.length).to.equal(sheets - 1);
  });

  it('a keyboard on what can be done with a line is not left nowhere when that goes', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`);
    const shown = room.querySelector('danmaku-layer')!;
    service.comment('hello', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    const pause = findPrivate(shown, 'pauseButton');
    (await lift(shown, 'hello'))[0]!.focus();
    await keyboard('{Escape}');
    expect(isShown(part(shown, 'lifted'))).to.be.false;
    expect(shown.shadowRoot!.activeElement).to.equal(pause);
    const report = (await lift(shown, 'hello')).at(-1)!;
    report.focus();
    await keyboard('{Enter}');
    await until(() => shown.shadowRoot!.querySelector('dialog[open]'));
    await keyboard('{Escape}');
    expect(shown.shadowRoot!.activeElement).to.equal(pause);
  });

  it('who runs the room keeps order by the line', async () => {
    const backend = new MemoryBackend();
    backend.room.operators = ['alice'];
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`, '', backend);
    const shown = room.querySelector('danmaku-layer')!;
    service.comment('rude', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    (await lift(shown, 'rude')).at(-1)!.click();
    const dialog = await until(() => shown.shadowRoot!.querySelector('dialog[open]'));
    const labels = findAllPrivate(dialog, 'moderationButton').map(({textContent}) => textContent);
    expect(labels).to.deep.equal(['Delete the comment', 'Mute for 10 minutes', 'Put out for a day']);
  });

  it('what the page offers takes the place of ours', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}><button slot="actions">Thank</button></danmaku-layer>`);
    const shown = room.querySelector('danmaku-layer')!;
    service.comment('hello', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    lineOf(shown, 'hello').click();
    expect(shown.querySelector('button')!.checkVisibility()).to.be.true;
    await eventually(() => expect(actions(shown)).not.to.deep.equal([]));
    expect(actions(shown).filter((action) => action.checkVisibility())).to.deep.equal([]);
  });

  it('the room is told how many found no place, and the chat says so while it lasts', async () => {
    const room = await joinedRoom(`<danmaku-layer ${BOX} lanes="2"></danmaku-layer><chat-panel></chat-panel>`);
    const shown = room.querySelector('danmaku-layer')!;
    const busy = findPrivate(room.querySelector('chat-panel')!, 'busyHint')!;
    expect(busy.hidden).to.be.true;
    service.comment('first');
    await shows(shown);
    for (let i = 0; i < 40; i++) service.comment(`crowd ${i}`);
    await eventually(() => expect(busy.hidden).to.be.false, 3_000);
    const {danmakuDropped} = room.session.state.comments;
    expect(danmakuDropped).to.be.greaterThan(30);
    expect(danmakuDropped).to.be.at.most(40);
    expect(busy.textContent).to.equal(`${danmakuDropped} comments were too many to fly`);
    await eventually(() => expect(busy.hidden).to.be.true, 8_000);
  }).timeout(15_000);

  it('selecting a line says who said it', async () => {
    const shown = await inRoom();
    service.comment('hello', {userId: 'carol', nick: 'Carol'});
    const [line] = await shows(shown);
    const selected = new Promise<{id: string; from: unknown}>((resolve) =>
      shown.addEventListener('live-danmaku-select', ({detail}) => resolve(detail), {once: true}),
    );
    line!.click();
    expect(await selected).to.be.like({id: 'm-1', from: {userId: 'carol', nick: 'Carol'}});
  });

  it('nothing flies any more in a layer that was taken out', async () => {
    const shown = await inRoom();
    const room = shown.closest('live-room')!;
    shown.remove();
    service.comment('unheard');
    room.append(shown);
    service.comment('heard');
    await shows(shown);
    expect(texts(shown)).to.deep.equal(['heard']);
  });
});
