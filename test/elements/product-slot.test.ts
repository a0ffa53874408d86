import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {ProductSlot} from '../../src/elements/product-slot/product-slot.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, isShown, part, parts, put, servedRoom, settled} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';
import {click, keyboard} from '../support/browser/user-input.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

const tea = {
  id: 'tea',
  v: 1,
  title: 'Longjing tea',
  image: '',
  price: 12_900,
  currency: 'CNY',
  stock: 32,
  href: 'https://shop.example/tea',
};
const cup = {...tea, id: 'cup', title: 'A cup', price: 4_900};

/** Sends a comment as a viewer. */
class ProductHarness {
  readonly slot: ProductSlot;

  constructor(slot: ProductSlot) {
    this.slot = slot;
  }

  words(name: string): string {
    return part(this.slot, name).textContent.replace(/\s+/g, ' ').trim();
  }

  get action(): HTMLElement {
    return part(this.slot, 'action');
  }

  get shown(): boolean {
    return isShown(part(this.slot, 'card'));
  }

  async shows(title: string): Promise<void> {
    await eventually(() => expect(this.words('title')).to.equal(title));
  }
}

/** The operator shows a version of a product, or no product. */
function show(product: {id: string; v: number} | undefined): void {
  const field = product ? JSON.stringify({id: product.id, v: product.v}) : '';
  service.sinks((sink) => sink.groupChanged({fields: {product: field}}));
}

async function selling(content = '', attributes = ''): Promise<ProductHarness> {
  const backend = new MemoryBackend();
  backend.products = [tea, {...tea, v: 2, price: 9_900, stock: 3}, {...tea, v: 3, stock: 0}, cup];
  backend.room.product = {id: 'tea', v: 1};
  const {room} = await servedRoom(`<product-slot ${attributes}>${content}</product-slot>`, '', backend);
  const harness = new ProductHarness(room.querySelector('product-slot')!);
  await harness.shows('Longjing tea');
  return harness;
}

it('shows up to three products in the order of the operator, each with its own link and event', async () => {
  const {slot} = await selling('', 'layout="strip"');
  const titles = () => parts(slot, 'title').map(({textContent}) => textContent);
  const events: string[] = [];
  for (const type of ['live-product-show', 'live-product-select'] as const)
    slot.addEventListener(type, (event) => {
      events.push(`${type} ${event.detail.product.id}`);
      event.preventDefault();
    });
  const field = JSON.stringify([
    {id: 'cup', v: 1},
    {id: 'tea', v: 1},
  ]);
  service.sinks((sink) => sink.groupChanged({fields: {product: field}}));
  await eventually(() => expect(titles()).to.deep.equal(['A cup', 'Longjing tea']));
  expect(slot.product?.id).to.equal('cup');
  await click(parts(slot, 'action')[1]!);
  expect(events).to.deep.equal(['live-product-show cup', 'live-product-select tea']);
  await expect(slot).to.be.accessible();
  show(undefined);
  await eventually(() => expect(isShown(part(slot, 'card'))).to.be.false);
  expect(titles()).to.have.lengthOf(0);
});

function next<T extends keyof GlobalEventHandlersEventMap>(type: T): Promise<GlobalEventHandlersEventMap[T]> {
  return new Promise((resolve) => document.addEventListener(type, resolve, {once: true}));
}

for (const [scheme, lang, layout] of [
  ['light', 'en', 'card'],
  ['light', 'zh-CN', 'strip'],
  ['dark', 'en', 'strip'],
  ['dark', 'zh-CN', 'card'],
] as const) {
  it(`axe finds no violation, ${scheme}, ${lang}, ${layout}`, async () => {
    document.documentElement.style.colorScheme = scheme;
    document.documentElement.lang = lang;
    const {slot} = await selling('', `layout="${layout}"`);
    await expect(slot).to.be.accessible();
    show({id: 'tea', v: 3});
    await eventually(() => expect(slot.matches(':state(sold-out)')).to.be.true);
    await settled(slot);
    await expect(slot).to.be.accessible();
    document.documentElement.style.colorScheme = '';
  });
}

it('shows the current product and fires an event', async () => {
  const shown = next('live-product-show');
  const harness = await selling();
  expect(harness.words('price')).to.equal('CN¥129.00');
  expect(harness.words('stock')).to.equal('32 left');
  expect((await shown).detail.product).to.deep.equal(tea);
  expect(parts(harness.slot, 'image')).to.have.lengthOf(0);
});

it('changes to another product', async () => {
  const harness = await selling();
  const shown = next('live-product-show');
  show(cup);
  await harness.shows('A cup');
  expect((await shown).detail.product.id).to.equal('cup');
});

it('updates price and stock in place', async () => {
  const harness = await selling();
  const {action} = harness;
  const again = sinon.spy();
  document.addEventListener('live-product-show', again, {once: true});
  show({id: 'tea', v: 2});
  await eventually(() => expect(harness.words('price')).to.equal('CN¥99.00'));
  expect(harness.words('stock')).to.equal('3 left');
  expect(harness.action).to.equal(action);
  expect(again).not.to.have.been.called;
});

it('states in text that the product is sold out, and still links to it', async () => {
  const harness = await selling();
  show({id: 'tea', v: 3});
  await eventually(() => expect(harness.words('stock')).to.equal('Sold out'));
  expect(harness.slot.matches(':state(sold-out)')).to.be.true;
  expect(harness.words('action')).to.equal('View');
});

it("shows the page's own content without a product", async () => {
  const harness = await selling('<p id="nothing">Back soon</p>');
  const nothing = document.querySelector<HTMLElement>('#nothing')!;
  expect(isShown(nothing)).to.be.false;
  show(undefined);
  await eventually(() => expect(isShown(nothing)).to.be.true);
  expect(harness.shown).to.be.false;
  expect(harness.slot.matches(':state(empty)')).to.be.true;
});

it('links to the product with one link, in another tab', async () => {
  const harness = await selling();
  const links = harness.slot.shadowRoot!.querySelectorAll('a, button');
  expect(links).to.have.lengthOf(1);
  expect(harness.action).to.include({href: 'https://shop.example/tea', target: '_blank', rel: 'noopener'});
  expect(harness.action.ariaLabel).to.equal('Buy: Longjing tea');
});

for (const by of ['click', 'keyboard'] as const) {
  it(`lets the page handle a press by ${by}`, async () => {
    const {action} = await selling();
    const selected = next('live-product-select');
    const followed = new Promise<boolean>((resolve) =>
      document.addEventListener('click', (event) => resolve(!event.defaultPrevented), {once: true}),
    );
    document.addEventListener('live-product-select', (event) => event.preventDefault(), {once: true});
    if (by === 'click') await click(action);
    else {
      await keyboard('{Tab}');
      await keyboard('{Enter}');
    }
    expect((await selected).detail.product.id).to.equal('tea');
    expect(await followed).to.be.false;
  });
}

for (const href of ['javascript:alert(1)', 'http://elsewhere.example/', '/relative', ''] as const) {
  it(`never links to ${JSON.stringify(href)}, and fires the event`, async () => {
    const {slot} = await selling();
    slot.product = {...tea, href};
    await settled(slot);
    expect(part(slot, 'action').localName).to.equal('button');
    const selected = next('live-product-select');
    await click(part(slot, 'action'));
    expect((await selected).detail.product.href).to.equal(href);
  });
}

it('shows the product that the page sets, in any state of the room, until it is removed', async () => {
  const harness = await selling();
  const mine = {...tea, id: 'mine', title: '<b>Mine</b>', image: 'https://shop.example/mine.png'};
  harness.slot.product = mine;
  await harness.shows('<b>Mine</b>');
  show(cup);
  await eventually(() => expect(harness.slot.closest('live-room')!.session.state.product.current?.id).to.equal('cup'));
  expect(harness.words('title')).to.equal('<b>Mine</b>');
  expect(Object.isFrozen(mine)).to.be.false;
  harness.slot.product = undefined;
  await harness.shows('A cup');
  expect(harness.slot).to.have.nested.property('product.id', 'cup');
});

it('is empty without a room', async () => {
  const slot = put<ProductSlot>('<product-slot>Nothing yet</product-slot>');
  await settled(slot);
  expect(slot.matches(':state(empty)')).to.be.true;
  await expect(slot).to.be.accessible();
});
