import {beforeEach, expect, test, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import type {ProductSlot} from '../../src/elements/product-slot/product-slot.ts';
import {MemoryBackend} from '../support/memory-backend.ts';
import type {MemoryService} from '../support/memory-driver.ts';
import {expectAccessible, fresh, isShown, part, parts, put, servedRoom, settled} from '../support/room-fixture.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

/** Pages fetch a product within a second, not all at once. */
const SPREAD_MS = 3_000;

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

/** Speaks as a viewer does. */
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
    await vi.waitFor(() => expect(this.words('title')).toBe(title), SPREAD_MS);
  }
}

/** The operator puts a version of a product on show, or none. */
function show(product: {id: string; v: number} | undefined): void {
  const told = product ? JSON.stringify({id: product.id, v: product.v}) : '';
  service.sinks((sink) => sink.facts({fields: {product: told}}));
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

function next<T extends keyof GlobalEventHandlersEventMap>(type: T): Promise<GlobalEventHandlersEventMap[T]> {
  return new Promise((resolve) => document.addEventListener(type, resolve, {once: true}));
}

test.each([
  ['light', 'en', 'card'],
  ['light', 'zh-CN', 'strip'],
  ['dark', 'en', 'strip'],
  ['dark', 'zh-CN', 'card'],
])('axe finds nothing, %s, %s, %s', async (scheme, lang, layout) => {
  document.documentElement.style.colorScheme = scheme;
  document.documentElement.lang = lang;
  const {slot} = await selling('', `layout="${layout}"`);
  await expectAccessible(slot);
  show({id: 'tea', v: 3});
  await vi.waitFor(() => expect(slot.matches(':state(sold-out)')).toBe(true), SPREAD_MS);
  await settled(slot);
  await expectAccessible(slot);
  document.documentElement.style.colorScheme = '';
});

test('shows what is on show, and tells the page', async () => {
  const shown = next('live-product-show');
  const harness = await selling();
  expect(harness.words('price')).toBe('CN¥129.00');
  expect(harness.words('stock')).toBe('32 left');
  expect((await shown).detail.product).toEqual(tea);
  expect(parts(harness.slot, 'image')).toHaveLength(0);
});

test('turns to another product', async () => {
  const harness = await selling();
  const shown = next('live-product-show');
  show(cup);
  await harness.shows('A cup');
  expect((await shown).detail.product.id).toBe('cup');
});

test('changes price and stock in place', async () => {
  const harness = await selling();
  const {action} = harness;
  const again = vi.fn();
  document.addEventListener('live-product-show', again, {once: true});
  show({id: 'tea', v: 2});
  await vi.waitFor(() => expect(harness.words('price')).toBe('CN¥99.00'), SPREAD_MS);
  expect(harness.words('stock')).toBe('3 left');
  expect(harness.action).toBe(action);
  expect(again).not.toHaveBeenCalled();
});

test('says in words that it is sold out, and still leads to it', async () => {
  const harness = await selling();
  show({id: 'tea', v: 3});
  await vi.waitFor(() => expect(harness.words('stock')).toBe('Sold out'), SPREAD_MS);
  expect(harness.slot.matches(':state(sold-out)')).toBe(true);
  expect(harness.words('action')).toBe('View');
});

test('shows what the page put there while nothing is on show', async () => {
  const harness = await selling('<p id="nothing">Back soon</p>');
  const nothing = document.querySelector<HTMLElement>('#nothing')!;
  expect(isShown(nothing)).toBe(false);
  show(undefined);
  await vi.waitFor(() => expect(isShown(nothing)).toBe(true), SPREAD_MS);
  expect(harness.shown).toBe(false);
  expect(harness.slot.matches(':state(empty)')).toBe(true);
});

test('leads to the product by one link, in another tab', async () => {
  const harness = await selling();
  const links = harness.slot.shadowRoot!.querySelectorAll('a, button');
  expect(links).toHaveLength(1);
  expect(harness.action).toMatchObject({href: 'https://shop.example/tea', target: '_blank', rel: 'noopener'});
  expect(harness.action.ariaLabel).toBe('Buy: Longjing tea');
});

test.each(['click', 'keyboard'])('lets the page take over by %s', async (by) => {
  const {action} = await selling();
  const selected = next('live-product-select');
  const followed = new Promise<boolean>((resolve) =>
    document.addEventListener('click', (event) => resolve(!event.defaultPrevented), {once: true}),
  );
  document.addEventListener('live-product-select', (event) => event.preventDefault(), {once: true});
  if (by === 'click') await userEvent.click(action);
  else {
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
  }
  expect((await selected).detail.product.id).toBe('tea');
  expect(await followed).toBe(false);
});

test.each(['javascript:alert(1)', 'http://elsewhere.example/', '/relative', ''])(
  'never leads to %j: the page is told all the same',
  async (href) => {
    const {slot} = await selling();
    slot.product = {...tea, href};
    await settled(slot);
    expect(part(slot, 'action').localName).toBe('button');
    const selected = next('live-product-select');
    await userEvent.click(part(slot, 'action'));
    expect((await selected).detail.product.href).toBe(href);
  },
);

test('shows what the page gives it, whatever the room does, until it is taken back', async () => {
  const harness = await selling();
  const mine = {...tea, id: 'mine', title: '<b>Mine</b>', image: 'https://shop.example/mine.png'};
  harness.slot.product = mine;
  await harness.shows('<b>Mine</b>');
  show(cup);
  await vi.waitFor(
    () => expect(harness.slot.closest('live-room')!.session.state.product.current?.id).toBe('cup'),
    3_000,
  );
  expect(harness.words('title')).toBe('<b>Mine</b>');
  expect(Object.isFrozen(mine)).toBe(false);
  harness.slot.product = undefined;
  await harness.shows('A cup');
  expect(harness.slot).toHaveProperty('product.id', 'cup');
});

test('is empty without a room', async () => {
  const slot = put<ProductSlot>('<product-slot>Nothing yet</product-slot>');
  await settled(slot);
  expect(slot.matches(':state(empty)')).toBe(true);
  await expectAccessible(slot);
});
