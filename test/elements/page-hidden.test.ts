/** A page can have an element under the name of a `document` property; the property then returns that element. */
import {expect} from '@open-wc/testing';
import {DanmakuLayer} from '../../src/elements/danmaku-layer/danmaku-layer.ts';
import {isPageHidden} from '../../src/protocol/page-hidden.ts';
import {until} from '../support/eventually.ts';

before(() => DanmakuLayer.define());
afterEach(() => document.body.replaceChildren());

for (const element of ['<img name="hidden" alt="">', '<form name="hidden"></form>', '<embed name="hidden">'])
  it(`a visible page stays visible with ${element}, and danmaku move`, async () => {
    document.body.innerHTML = `${element}<danmaku-layer style="width: 400px; height: 200px"></danmaku-layer>`;
    expect(document.hidden).to.not.be.a('boolean');
    expect(isPageHidden()).to.be.false;
    const layer = document.querySelector('danmaku-layer')!;
    await until(() => layer.show({text: 'hello'}));
    const line = await until(() => layer.shadowRoot!.querySelector('[part~=line]'));
    expect(line.textContent).to.equal('hello');
  });

it('the page is hidden if the browser reports it', () => {
  Object.defineProperty(document, 'hidden', {value: true, configurable: true});
  expect(isPageHidden()).to.be.true;
  Reflect.deleteProperty(document, 'hidden');
});
