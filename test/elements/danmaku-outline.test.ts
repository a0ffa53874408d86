/** The outline of danmaku lines. An engine without a GPU draws it as fast as text without an outline. */
import {expect} from '@open-wc/testing';
import {executeServerCommand} from '@web/test-runner-commands';
import type {DanmakuLayer} from '../../src/elements/danmaku-layer/danmaku-layer.ts';
import type {DanmakuInput} from '../../src/elements/danmaku-layer/line.ts';
import {skipIn} from '../support/browser/engine.ts';
import {eventually, until} from '../support/eventually.ts';
import {fresh, part, parts, put} from '../support/browser/room-fixture.ts';
import {findPrivate} from '../support/browser/private-elements.ts';
import {stop} from '../support/browser/danmaku-layer-harness.ts';

beforeEach(() => void fresh());

/** Shows a line in a layer and returns it. */
async function show(line: DanmakuInput, style = ''): Promise<HTMLElement> {
  const layer = put<DanmakuLayer>(`<danmaku-layer style="width: 800px; height: 300px; ${style}"></danmaku-layer>`);
  layer.show(line);
  await eventually(() => expect(parts(layer, 'line')).to.have.lengthOf(1));
  await stop(layer);
  return part(layer, 'line');
}

/** Blur radii of shadows, px: the third length of each, as browsers compute it. */
const blurs = (node: Element, pseudo?: string) =>
  [...getComputedStyle(node, pseudo).textShadow.matchAll(/-?[\d.]+px -?[\d.]+px ([\d.]+)px/g)].map(([, blur]) =>
    Number(blur),
  );

const stroke = (node: Element, pseudo?: string) => {
  const style = getComputedStyle(node, pseudo);
  return {
    em: parseFloat(style.getPropertyValue('-webkit-text-stroke-width')) / parseFloat(style.fontSize),
    color: style.getPropertyValue('-webkit-text-stroke-color'),
    order: style.paintOrder,
  };
};

/** Removes the rules for browsers that support `light-dark()`, as a browser without it does. */
function disableLightDark(layer: Element): void {
  const root = layer.shadowRoot!;
  const isNewer = (rule: CSSRule) => rule instanceof CSSSupportsRule && rule.cssText.includes('paint-order');
  const all = root.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]);
  expect(all.filter(isNewer)).to.have.lengthOf(1);
  // All layers of the page share their style sheets: this one gets copies.
  root.adoptedStyleSheets = root.adoptedStyleSheets.map((sheet) => {
    const copy = new CSSStyleSheet();
    const kept = [...sheet.cssRules].filter((rule) => !isNewer(rule));
    copy.replaceSync(kept.map(({cssText}) => cssText).join('\n'));
    return copy;
  });
}

it('a line has a stroke behind its letters and no shadow', async () => {
  for (const kind of [{}, {gift: true}, {mode: 'top'}] as const) {
    const line = await show({text: 'hello 你好', ...kind});
    const {em, color, order} = stroke(line);
    expect(em).to.be.closeTo(0.16, 0.01);
    expect(color).to.equal('rgba(0, 0, 0, 0.85)');
    expect(order).to.match(/^stroke( fill)?/);
    expect(getComputedStyle(line).textShadow).to.equal('none');
  }
});

it('a dark line has a light outline', async () => {
  expect(stroke(await show({text: 'hello', color: '#102050'})).color).to.equal('rgba(255, 255, 255, 0.85)');
});

it('a mark before a line has an outline for its own size', async () => {
  const line = await show({text: 'hello'});
  line.dataset.badge = 'Host';
  expect(stroke(line, '::before').em).to.be.closeTo(0.16, 0.01);
});

it('a line with its own background has shadows without blur, because axe takes a stroke for the letters', async () => {
  const own = await show({text: 'hello', own: true});
  const line = await show({text: 'hello'});
  const layer = (line.getRootNode() as ShadowRoot).host;
  line.click();
  const copy = await until(() => findPrivate(layer, 'heldLineCopy'));
  for (const node of [own, copy]) {
    expect(blurs(node)).to.deep.equal([0, 0, 0, 0]);
    expect(stroke(node).em).to.equal(0);
    await expect(node).to.be.accessible();
  }
});

it('a line has shadows without blur if the browser has no paint-order for text', async () => {
  const line = await show({text: 'hello'});
  disableLightDark((line.getRootNode() as ShadowRoot).host);
  expect(blurs(line)).to.deep.equal([0, 0, 0, 0]);
  expect(stroke(line).em).to.equal(0);
});

it('the page sets the color of the outline, and removes it', async () => {
  const red = await show({text: 'hello'}, '--live-danmaku-layer-outline: rgb(255, 0, 0)');
  expect(stroke(red).color).to.equal('rgb(255, 0, 0)');
  const none = await show({text: 'hello'}, '--live-danmaku-layer-outline: transparent');
  expect(stroke(none).color).to.equal('rgba(0, 0, 0, 0)');
});

it('a page style of the part overrides the outline', async () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    'danmaku-layer::part(line) { text-shadow: 1px 1px 2px rgb(0, 0, 255); -webkit-text-stroke: 3px rgb(0, 128, 0) }',
  );
  document.adoptedStyleSheets = [sheet];
  try {
    const line = await show({text: 'hello'});
    expect(blurs(line)).to.deep.equal([2]);
    expect(stroke(line).color).to.equal('rgb(0, 128, 0)');
    expect(getComputedStyle(line).getPropertyValue('-webkit-text-stroke-width')).to.equal('3px');
  } finally {
    document.adoptedStyleSheets = [];
  }
});

const notForced = 'no driver forces its colours';
skipIn({firefox: notForced, webkit: notForced})('a line has no outline in forced colors mode', async () => {
  await executeServerCommand('force-colors', true);
  try {
    const line = await show({text: 'hello'});
    const layer = (line.getRootNode() as ShadowRoot).host;
    line.click();
    const copy = await until(() => findPrivate(layer, 'heldLineCopy'));
    for (const node of [line, copy]) {
      expect(stroke(node).em).to.equal(0);
      expect(getComputedStyle(node).textShadow).to.equal('none');
    }
  } finally {
    await executeServerCommand('force-colors', false);
  }
});
