import {expect} from '@open-wc/testing';
import type {LiveProduct} from '../../src/elements/base/events.ts';
import type {ProductShelf} from '../../src/elements/product-shelf/product-shelf.ts';
import type {Cart, CartAdapter, CartItem} from '../../src/cart/cart-adapter.ts';
import {ShopifyStore} from '../support/cart/shopify-store.ts';
import {WooCommerceStore} from '../support/cart/woocommerce-store.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, isShown, part, parts, put, servedRoom, settled} from '../support/browser/room-fixture.ts';
import {eventually, until} from '../support/eventually.ts';
import {stubFetch} from '../support/browser/test-end.ts';
import {click, keyboard} from '../support/browser/user-input.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

const tea: LiveProduct = {
  id: 'tea',
  v: 1,
  title: 'Longjing tea',
  image: '',
  price: 12_900,
  compareAt: 15_900,
  badge: 'New',
  currency: 'CNY',
  stock: 32,
  href: 'https://shop.example/tea',
};
const shirt: LiveProduct = {
  ...tea,
  id: 'shirt',
  title: 'Shirt',
  compareAt: undefined,
  badge: undefined,
  price: 9_900,
  variants: [
    {id: 's', title: 'Small', price: 9_900, stock: 0, image: ''},
    {id: 'm', title: 'Medium', price: 9_900, stock: 5, image: ''},
    {id: 'l', title: 'Large', price: 11_900, stock: 2, image: ''},
  ],
};
const sold: LiveProduct = {...tea, id: 'sold', title: 'A cup', stock: 0};
const many = Array.from({length: 500}, (_, index) => ({...tea, id: `p${index}`, title: `Product ${index}`}));

/** A basket that the page stores itself. */
class MemoryCart implements CartAdapter {
  items: (CartItem & {readonly price: number})[] = [];
  prices: Readonly<Record<string, number>> = {tea: 12_900, shirt: 9_900};
  failure: Error | undefined;
  #changed: (() => void) | undefined;

  get = (): Promise<Cart> => {
    const total = this.items.reduce((sum, {price, quantity}) => sum + price * quantity, 0);
    return Promise.resolve({items: [...this.items], total, currency: 'CNY', checkoutUrl: '/checkout'});
  };
  add = (item: CartItem): Promise<Cart> => {
    if (this.failure) return Promise.reject(this.failure);
    this.items.push({...item, price: this.prices[item.productId]!});
    return this.get();
  };
  update = ({productId, quantity}: CartItem): Promise<Cart> => {
    this.items = this.items
      .map((item) => (item.productId === productId ? {...item, quantity} : item))
      .filter((item) => item.quantity);
    return this.get();
  };
  subscribe = (callback: () => void) => void (this.#changed = callback);
  changeByPage(change: () => void): void {
    change();
    this.#changed?.();
  }
}

async function shelf(products: readonly LiveProduct[], attributes = 'layout="list"', cart?: CartAdapter) {
  const backend = new MemoryBackend();
  backend.products = products;
  const {room} = await servedRoom(`<product-shelf ${attributes}></product-shelf>`, '', backend);
  if (cart) room.cart = cart;
  const element = room.querySelector<ProductShelf>('product-shelf')!;
  const count = () => element.shadowRoot!.querySelectorAll('[part=item]').length;
  const shows = async () => eventually(() => expect(count()).to.equal(products.length));
  if (attributes.includes('layout')) await shows();
  return {backend, room, element, shows};
}

/** Paths of the requests for products from now on. */
function requestsOf(backend: MemoryBackend): string[] {
  const paths: string[] = [];
  backend.beforeResponse = (path) => void (path.includes('/products') && paths.push(path));
  return paths;
}

const words = (root: Element, name: string) =>
  parts(root, name).map(({textContent}) => textContent.replace(/\s+/g, ' ').trim());
const notice = (element: Element) => part(element, 'item').querySelector('[role=status]')!.textContent;

for (const [scheme, lang, layout] of [
  ['light', 'en', 'list'],
  ['dark', 'zh-CN', 'grid'],
] as const) {
  it(`axe finds no violation, ${scheme}, ${lang}, ${layout}`, async () => {
    document.documentElement.style.colorScheme = scheme;
    document.documentElement.lang = lang;
    const {element} = await shelf([tea, shirt, sold, ...many.slice(0, 10)], `layout="${layout}"`, new MemoryCart());
    await eventually(() => expect(element.shadowRoot!.querySelector('summary')).to.exist);
    await expect(element).to.be.accessible();
    document.documentElement.style.colorScheme = '';
  });
}

it('shows each product with its prices, badge and stock; a sold-out one cannot be added', async () => {
  const {element} = await shelf([tea, shirt, sold]);
  // Since Chrome 144 and Firefox 150, `contain` holds the wheel of a list that does not overflow, and the page stays.
  expect(getComputedStyle(part(element, 'list')).overscrollBehaviorY).to.equal('auto');
  expect(words(element, 'title')).to.deep.equal(['Longjing tea', 'Shirt', 'A cup']);
  expect(words(element, 'price')).to.deep.equal(['CN¥129.00', 'CN¥99.00', 'CN¥129.00']);
  expect(words(element, 'compare-at')[0]).to.equal('Before: CN¥159.00CN¥159.00');
  expect(words(element, 'badge')[0]).to.equal('New');
  expect(words(element, 'item')[2]).to.contain('Sold out');
  expect(parts(element, 'add').map(({ariaDisabled}) => ariaDisabled)).to.deep.equal(['false', 'false', 'true']);
  const asked: Event[] = [];
  element.addEventListener('live-cart-add', (event) => asked.push(event));
  await click(parts(element, 'add')[2]!);
  expect(asked).to.have.lengthOf(0);
});

it('chooses the first variant in stock; another one changes price and stock', async () => {
  const {element} = await shelf([shirt]);
  const choice = part(element, 'variant') as HTMLSelectElement;
  expect([choice.value, choice.options[0]!.disabled]).to.deep.equal(['m', true]);
  choice.value = 'l';
  choice.dispatchEvent(new Event('change'));
  await eventually(() => expect(words(element, 'price')).to.deep.equal(['CN¥119.00']));
  expect(words(element, 'item')[0]).to.contain('2 left');
  element.addEventListener('live-cart-add', (event) => event.preventDefault());
  const added = new Promise<GlobalEventHandlersEventMap['live-cart-add']>((done) =>
    element.addEventListener('live-cart-add', done),
  );
  await click(part(element, 'add'));
  expect((await added).detail).to.deep.include({variantId: 'l', quantity: 1});
});

it('shows a changed price and stock of any product without a reload, and the products on show first', async () => {
  const {element, backend} = await shelf([tea, shirt]);
  backend.products = [tea, {...shirt, v: 2, variants: undefined, price: 5_900, stock: 1}];
  const requests = requestsOf(backend);
  service.announce({type: 'shelf', fields: {products: [{id: 'shirt', v: 2}]}});
  await eventually(() => expect(words(element, 'price')).to.deep.equal(['CN¥129.00', 'CN¥59.00']));
  service.sinks((sink) => sink.groupChanged({fields: {product: '[{"id":"shirt","v":2}]'}}));
  await eventually(() => expect(words(element, 'title')).to.deep.equal(['Shirt', 'Longjing tea']));
  expect(words(element, 'badge')[0]).to.equal('On show now');
  expect(new Set(requests)).to.deep.equal(new Set(['/rooms/r1/products/shirt']));
});

it('has a search for products by their words, from twelve products on', async () => {
  const {element} = await shelf(many);
  const search = element.shadowRoot!.querySelector<HTMLInputElement>('[type=search]')!;
  search.focus();
  await keyboard('product 499');
  await eventually(() => expect(words(element, 'title')).to.deep.equal(['Product 499']));
  await keyboard('x');
  await eventually(() => expect(parts(element, 'item')).to.have.lengthOf(0));
  expect(element.shadowRoot!.textContent).to.contain('No product matches.');
});

it('opens as a drawer, and closes by Escape, which returns the focus', async () => {
  const opener = put<HTMLButtonElement>('<button>Products</button>');
  const {element, shows} = await shelf([tea], 'class="drawer"');
  expect(parts(element, 'item')).to.have.lengthOf(0);
  opener.focus();
  element.show();
  await shows();
  expect(isShown(part(element, 'item'))).to.be.true;
  expect(element.matches(':state(open)')).to.be.true;
  await keyboard('{Escape}');
  await eventually(() => expect(element.matches(':state(open)')).to.be.false);
  expect(parts(element, 'item')).to.have.lengthOf(0);
  expect(document.activeElement).to.equal(opener);
});

it('adds to the page’s cart by keyboard, shows what the page changes, and changes the quantity', async () => {
  const cart = new MemoryCart();
  const {element} = await shelf([tea], undefined, cart);
  await eventually(() => expect(element.shadowRoot!.querySelector('summary')).to.exist);
  part(element, 'add').focus();
  await keyboard('{Enter}');
  await eventually(() => expect(notice(element)).to.equal('Added')); // For 3 s.
  await eventually(() => expect(cart.items).to.deep.equal([{productId: 'tea', quantity: 1, price: 12_900}]));
  const summary = element.shadowRoot!.querySelector('summary')!;
  await eventually(() => expect(summary.textContent.replace(/\s+/g, ' ')).to.contain('Cart: 1 Total: CN¥129.00'));
  cart.changeByPage(() => (cart.items = [{productId: 'tea', quantity: 3, price: 12_900}]));
  await eventually(() => expect(summary.textContent).to.contain('Cart: 3'));
  summary.click();
  await click(await until(() => element.shadowRoot!.querySelector('[aria-label="One less: Longjing tea"]')));
  await eventually(() => expect(cart.items[0]!.quantity).to.equal(2));
  await click(await until(() => element.shadowRoot!.querySelector('[aria-label="Remove Longjing tea"]')));
  await eventually(() => expect(summary.textContent).to.contain('Cart: 0'));
});

it('shows that the price has changed before it adds the product; a second press adds it', async () => {
  const cart = new MemoryCart();
  const {element, backend} = await shelf([tea], undefined, cart);
  backend.products = [{...tea, v: 2, price: 13_900}];
  const requests = requestsOf(backend);
  await click(part(element, 'add'));
  await eventually(() => expect(notice(element)).to.contain('The price is now CN¥139.00. Nothing was added'));
  expect(cart.items).to.deep.equal([]);
  await click(part(element, 'add'));
  await eventually(() => expect(cart.items).to.have.lengthOf(1));
  expect(new Set(requests)).to.deep.equal(new Set(['/rooms/r1/products/tea']));
});

for (const [failure, sentence] of [
  [Object.assign(new Error('422'), {code: 'REFUSED'}), 'No more of it is in stock.'],
  [new TypeError('network'), 'The cart does not answer. Try again.'],
] as const) {
  it(`shows a sentence if the cart rejects with ${failure.message}: ${sentence}`, async () => {
    const cart = new MemoryCart();
    cart.failure = failure;
    const {element} = await shelf([tea], undefined, cart);
    await click(part(element, 'add'));
    await eventually(() => expect(notice(element)).to.equal(sentence));
  });
}

const shopify = new ShopifyStore([[11, {productId: 1, title: 'Tea', price: 12_900, stock: 5}]]);
const wooCommerce = new WooCommerceStore([[11, {name: 'Tea', price: '12900', stock: 5}]]);
for (const [cart, store, query] of [
  ['shopify', shopify, '/cart/add.js'],
  ['woocommerce', wooCommerce, 'wc-ajax=add_to_cart'],
] as const) {
  it(`cart="${cart}": the room’s bag shows what the page’s own request has added`, async () => {
    const {fetch} = globalThis;
    const backend = new MemoryBackend();
    backend.products = [tea];
    Object.assign(backend.room, {product: tea, status: 'live'});
    const {room} = await servedRoom('', '', backend);
    stubFetch((address, init) =>
      /cart\.js$|\/wc\/store\//.test(address) ? store.fetch(address, init as object) : backend.fetch(address, init),
    );
    store.set(11, 1);
    room.cart = cart;
    const pieces = () => parts(room, 'bag').map(({innerText}) => innerText);
    await eventually(() => expect(pieces()).to.eql(['1']));
    store.set(11, 3);
    await fetch(new URL(`?${query}`, import.meta.url)); // A request that leaves the page, as the shop's own script sends it.
    await eventually(() => expect(pieces()).to.eql(['3']));
  });
}

it('lets the page follow a product, and never links to an unsafe address', async () => {
  const {element} = await shelf([tea, {...sold, href: 'javascript:alert(1)'}]);
  const [link, button] = parts(element, 'title').map((title) => title.firstElementChild as HTMLElement);
  expect([link!.localName, button!.localName]).to.deep.equal(['a', 'button']);
  const selected = new Promise<GlobalEventHandlersEventMap['live-product-select']>((done) =>
    element.addEventListener('live-product-select', (event) => {
      event.preventDefault();
      done(event);
    }),
  );
  await click(link!);
  expect((await selected).detail.product.id).to.equal('tea');
});

it('is empty in a room without products', async () => {
  const {element} = await shelf([]);
  await eventually(() => expect(element.matches(':state(empty)')).to.be.true);
  await settled(element);
  expect(isShown(element.shadowRoot!.querySelector('slot[name=empty] p')!)).to.be.true;
});
