/** A page may have an element under the name of a property of `document`, which then has that element for its value. */
import {expect} from '@open-wc/testing';
import {DanmakuLayer} from '../../src/elements/danmaku-layer/danmaku-layer.ts';
import {isPageHidden} from '../../src/protocol/page-hidden.ts';
import {until} from '../support/eventually.ts';

before(() => DanmakuLayer.define());
afterEach(() => document.body.replaceChildren());

for (const element of ['<img name="hidden" alt="">', '<form name="hidden"></form>', '<embed name="hidden">'])
  it(`the page is in view beside ${element}, and danmaku fly`, async () => {
    document.body.innerHTML = `${element}<danmaku-layer style="width: 400px; height: 200px"></danmaku-layer>`;
    expect(document.hidden).to.not.be.a('boolean');
    expect(isPageHidden()).to.be.false;
    const layer = document.querySelector('danmaku-layer')!;
    await until(() => layer.show({text: 'hello'}));
    const line = await until(() => layer.shadowRoot!.querySelector('[part~=line]'));
    expect(line.textContent).to.equal('hello');
  });

it('the page is hidden where the browser says so', () => {
  Object.defineProperty(document, 'hidden', {value: true, configurable: true});
  expect(isPageHidden()).to.be.true;
  Reflect.deleteProperty(document, 'hidden');
});
