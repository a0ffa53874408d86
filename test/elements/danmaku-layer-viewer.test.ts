import {expect} from '@open-wc/testing';
import {emulateMedia} from '@web/test-runner-commands';
import {fresh, part} from '../support/browser/room-fixture.ts';
import {skipIn} from '../support/browser/engine.ts';
import {eventually} from '../support/eventually.ts';
import '../support/browser/chai-like.ts';
import {atTestEnd} from '../support/browser/test-end.ts';
import {click, hover, keyboard} from '../support/browser/user-input.ts';
import {layer, lines, texts, motion, frame, shows, flyOn, stop} from '../support/browser/danmaku-layer-harness.ts';

beforeEach(() => void fresh());

afterEach(() => {
  document.documentElement.dir = '';
});

describe('accessibility', () => {
  for (const scheme of ['light', 'dark'] as const) {
    it(`axe finds no violation, ${scheme}`, async () => {
      document.documentElement.style.colorScheme = scheme;
      const shown = layer();
      shown.show({text: 'hello'});
      await shows(shown);
      await expect(shown).to.be.accessible();
      document.documentElement.style.colorScheme = '';
    });
  }

  it('hides lines from screen readers, but not the picture, the pause button and the actions', async () => {
    const shown = layer('', '<img alt="the host"><button slot="actions">Report</button>');
    shown.show({text: 'hello'});
    const [line] = await shows(shown);
    expect(line!.closest('[aria-hidden="true"]')).not.to.be.null;
    for (const slot of shown.shadowRoot!.querySelectorAll('slot')) expect(slot.closest('[aria-hidden]')).to.be.null;
    expect(part(shown, 'lifted').getAttribute('aria-hidden')).to.equal('true');
  });

  it('has a button that pauses and resumes, labelled by its action', async () => {
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

describe('the viewer', () => {
  it('selects a line, whose copy is held while the line itself scrolls on', async () => {
    const shown = layer('', '<button slot="actions">Report</button>');
    const selected = new Promise<unknown>((resolve) =>
      document.addEventListener('live-danmaku-select', ({detail}) => resolve(detail), {once: true}),
    );
    shown.show({id: 'm1', text: 'hello'});
    const [line] = await shows(shown);
    flyOn(shown, 2_000);
    const {left, top} = line!.getBoundingClientRect();
    line!.click();
    expect(await selected).to.deep.equal({id: 'm1', text: 'hello', from: undefined});
    const lifted = part(shown, 'lifted');
    expect(lifted.checkVisibility()).to.be.true;
    expect(lifted.textContent).to.equal('hello');
    expect(Math.abs(lifted.getBoundingClientRect().left - left)).to.be.lessThan(5);
    expect(lifted.getBoundingClientRect().top).to.be.closeTo(top, 0.5);
    expect(shown.querySelector('button')!.checkVisibility()).to.be.true;
    const restingLeft = lifted.getBoundingClientRect().left;
    await eventually(() => expect(line!.getBoundingClientRect().left).to.be.lessThan(left - 20));
    await stop(shown);
    expect(lifted.getBoundingClientRect().left).to.equal(restingLeft);
    await keyboard('{Escape}');
    expect(lifted.checkVisibility()).to.be.false;
    expect(line!.checkVisibility({visibilityProperty: true})).to.be.true;
  });

  it('holds a line by hovering, and a click on the copy selects it', async () => {
    const shown = layer();
    const selected: string[] = [];
    shown.addEventListener('live-danmaku-select', ({detail}) => selected.push(detail.id));
    shown.show({id: 'm2', text: 'point at this rather long line'});
    const [line] = await shows(shown);
    await stop(shown);
    flyOn(shown, 4_000);
    line!.dispatchEvent(new PointerEvent('pointermove', {bubbles: true, pointerType: 'mouse'}));
    const lifted = part(shown, 'lifted');
    expect(lifted.checkVisibility()).to.be.true;
    await click(lifted);
    expect(selected).to.deep.equal(['m2']);
    await hover(document.documentElement, {x: 1, y: 500});
    await eventually(() => expect(lifted.checkVisibility()).to.be.false);
  });

  it('can click the video between the lines', async () => {
    const shown = layer('', '<img alt="" width="800" height="300">');
    shown.show({text: 'hello'});
    const [line] = await shows(shown);
    flyOn(shown, 5_000);
    await stop(shown);
    const {left, top, width} = line!.getBoundingClientRect();
    expect(document.elementFromPoint(left + width / 2, top + 100)).to.equal(shown.querySelector('img'));
    expect(shown.shadowRoot!.elementFromPoint(left + width / 2, top + 10)).to.equal(line);
  });

  it('pauses: lines stop, none enter, and none queue up', async () => {
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

  it('finds no queued lines after the tab was hidden', async () => {
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
