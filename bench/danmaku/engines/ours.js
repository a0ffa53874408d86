import {DanmakuLayer} from '../../../src/elements/danmaku-layer/danmaku-layer.ts';
import {Painter} from '../../../src/elements/danmaku-layer/painter.ts';

/** Our element alone on the page. The painter is wrapped, because the element has no event for a shown line. */
export default async function ours(stage, {width}, shown) {
  DanmakuLayer.define();
  const layer = document.createElement('danmaku-layer');
  layer.style.cssText = 'position: absolute; inset: 0';
  layer.append(Object.assign(document.createElement('span'), {slot: 'settings'}));
  const {paint} = Painter.prototype;
  Painter.prototype.paint = function (placements) {
    const widths = paint.call(this, placements);
    const {speed, travelled} = this;
    for (const {line, at} of placements.filter(({line: {id}}) => Number(id) >= 0))
      shown(Number(line.id), {untilPixelMs: (Math.max(0, at - travelled - width) / speed) * 1_000});
    return widths;
  };
  stage.append(layer);
  layer.show({text: '…'});
  while (!layer.shadowRoot.querySelector('[part~=line]')) await new Promise(requestAnimationFrame);
  const bare = new CSSStyleSheet();
  bare.replaceSync('.line { text-shadow: none !important; -webkit-text-stroke: 0 !important }');
  const {shadowRoot} = layer;
  const sheets = [...shadowRoot.adoptedStyleSheets];
  return {
    outline: (on) => (shadowRoot.adoptedStyleSheets = on ? sheets : [...sheets, bare]),
    push: ({id, text, own}) => layer.show({id: String(id), text, own}),
    nodes: () => layer.shadowRoot.querySelectorAll('[part~=line]'),
    all: () => layer.shadowRoot.querySelector('.stage').querySelectorAll('*').length,
  };
}
