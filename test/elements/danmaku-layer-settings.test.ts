import {expect} from '@open-wc/testing';
import type {DanmakuLayer} from '../../src/elements/danmaku-layer/danmaku-layer.ts';
import {fresh, put} from '../support/browser/room-fixture.ts';
import {eventually, until} from '../support/eventually.ts';
import '../support/browser/chai-like.ts';
import {click, fill, keyboard} from '../support/browser/user-input.ts';
import {findAllPrivate, findPrivate} from '../support/browser/private-elements.ts';
import {BOX, layer, lines, texts, shows, stop} from '../support/browser/danmaku-layer-harness.ts';

beforeEach(() => void fresh());

afterEach(() => {
  document.documentElement.dir = '';
});

describe('the settings', () => {
  const KEY = 'live-room:danmaku';

  afterEach(() => {
    for (const key of [KEY, 'live-room:hidden']) {
      localStorage.removeItem(key);
      dispatchEvent(new StorageEvent('storage', {key}));
    }
  });

  async function opened(shown: DanmakuLayer): Promise<HTMLDialogElement> {
    await shown.updateComplete;
    shown.show({text: 'first'});
    await shows(shown);
    await stop(shown);
    await click(shown.shadowRoot!.querySelector<HTMLElement>('[aria-haspopup=dialog]')!);
    return until(() => shown.shadowRoot!.querySelector<HTMLDialogElement>('dialog[open]'));
  }

  const control = (dialog: Element, name: string) =>
    [...dialog.querySelectorAll('label')].find(({textContent}) => textContent.trim().startsWith(name))!
      .control as HTMLInputElement;

  function slide(input: HTMLInputElement, value: number): void {
    input.value = `${value}`;
    input.dispatchEvent(new Event('input', {bubbles: true}));
  }

  it('open as an accessible dialog, and Escape restores the focus', async () => {
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

  it('open by a press before the room is joined, when the layer has shown no line', async () => {
    const room = put(`<live-room manual room-id="r1"><danmaku-layer ${BOX}></danmaku-layer></live-room>`);
    const shown = room.querySelector('danmaku-layer')!;
    await shown.updateComplete;
    shown.shadowRoot!.querySelector<HTMLElement>('[aria-haspopup=dialog]')!.click();
    const dialog = await until(() => shown.shadowRoot!.querySelector<HTMLDialogElement>('dialog[open]'));
    expect(dialog.getAttribute('aria-label')).to.equal('Flying comments');
  });

  it('apply at once, are stored, and override the page’s attributes', async () => {
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
    expect(new Set(lines(other).map(({style}) => style.top)).size).to.equal(1); // One of the two lanes is reserved.
  });

  it('hide all lines and show them again', async () => {
    const shown = layer();
    const dialog = await opened(shown);
    await click(control(dialog, 'Show them'));
    expect(lines(shown)).to.have.lengthOf(0);
    expect(shown.show({text: 'unseen', own: true})).to.be.false;
    await click([...dialog.querySelectorAll('button')].find(({textContent}) => textContent === 'Reset')!);
    expect(shown.show({text: 'seen'})).to.be.true;
    await eventually(() => expect(texts(shown)).to.deep.equal(['seen']));
  });

  it('hide new and flying lines with a listed word, never the viewer’s own', async () => {
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
    expect(shown.shadowRoot!.activeElement!.ariaLabel).to.equal('Show (.*) again');
    await keyboard('{Enter}');
    expect(shown.shadowRoot!.activeElement).to.equal(input);
  });

  for (const stored of [
    '{',
    'null',
    '[]',
    '{"size":"x","speed":-1,"area":{},"opacity":null,"lineDensity":1e999}',
    '{"size":1e9}',
  ] as const) {
    it(`are the default ones if the stored value is invalid: ${stored}`, async () => {
      localStorage.setItem(KEY, stored);
      localStorage.setItem('live-room:hidden', stored);
      const shown = layer();
      expect(shown.show({text: 'hello'})).to.be.true;
      const [line] = await shows(shown);
      expect([30, 120]).to.include(line!.getBoundingClientRect().height);
    });
  }
});
