/** One basket of the page, shown in several rooms and tabs, which always agree with it. */
import {afterEach, expect, test, vi} from 'vitest';
import type {Cart, CartAdapter, CartItem} from '../../../src/cart/cart-adapter.ts';
import {CartSync} from '../../../src/session/commerce/cart-sync.ts';

const lifetime = () => new AbortController();
let open: AbortController[] = [];
afterEach(() => {
  for (const one of open) one.abort();
  open = [];
});

/** The page's basket, which tabs reach by requests that take a random time each way. */
class Basket {
  readonly quantities = new Map<string, number>();
  readonly #random: () => number;
  #notify = new Set<() => void>();

  constructor(random: () => number) {
    this.#random = random;
  }

  get cart(): Cart {
    const items = [...this.quantities].map(([productId, quantity]) => ({productId, quantity, price: 100}));
    const total = items.reduce((sum, {quantity}) => sum + 100 * quantity, 0);
    return {items, total, currency: 'CNY', checkoutUrl: 'https://shop.example/checkout'};
  }

  change({productId, quantity}: CartItem): void {
    if (quantity) this.quantities.set(productId, quantity);
    else this.quantities.delete(productId);
  }

  changeByPage(item: CartItem): void {
    this.change(item);
    for (const notify of this.#notify) notify();
  }

  adapter(): CartAdapter {
    const request = async (work: () => void): Promise<Cart> => {
      await this.#travel();
      work();
      const {cart} = this;
      await this.#travel();
      return cart;
    };
    return {
      get: () => request(() => undefined),
      add: (item) =>
        request(() => this.change({...item, quantity: (this.quantities.get(item.productId) ?? 0) + item.quantity})),
      update: (item) => request(() => this.change(item)),
      subscribe: (callback, {signal}) => {
        this.#notify.add(callback);
        signal.addEventListener('abort', () => this.#notify.delete(callback));
      },
    };
  }

  async #travel(): Promise<void> {
    for (let turns = Math.floor(this.#random() * 6); turns; turns -= 1) await Promise.resolve();
  }
}

function tab(adapter: CartAdapter): CartSync {
  const sync = new CartSync(adapter);
  const controller = lifetime();
  open.push(controller);
  sync.subscribe(() => undefined, {signal: controller.signal});
  return sync;
}

/** Repeatable random numbers (mulberry32). */
function randomFrom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test('after 1,000 random interleavings of the page and two tabs both show the basket’s state', async () => {
  for (let seed = 1; seed <= 1_000; seed += 1) {
    const random = randomFrom(seed);
    const basket = new Basket(random);
    const tabs = [tab(basket.adapter()), tab(basket.adapter())];
    const changes: Promise<unknown>[] = [];
    for (let step = 0; step < 8; step += 1) {
      const productId = `p${Math.floor(random() * 3)}`;
      const sync = tabs[Math.floor(random() * 2)]!;
      const who = random();
      if (who < 0.4) changes.push(sync.add({productId, quantity: 1}));
      else if (who < 0.7) changes.push(sync.update({productId, quantity: Math.floor(random() * 4)}));
      else basket.changeByPage({productId, quantity: Math.floor(random() * 4)});
      if (random() < 0.5) await Promise.resolve();
    }
    await Promise.all(changes);
    // The message to the other tab has no time limit of its own.
    await vi.waitFor(
      () => {
        for (const {cart} of tabs) expect(cart, `seed ${seed}`).toEqual(basket.cart);
      },
      {interval: 1},
    );
    for (const one of open) one.abort();
    open = [];
  }
});

test('a change that only one tab detects is read again in the other', async () => {
  const basket = new Basket(() => 0);
  const deaf = tab({...basket.adapter(), subscribe: undefined as never});
  tab(basket.adapter());
  await vi.waitFor(() => expect(deaf.cart).toEqual(basket.cart));
  basket.changeByPage({productId: 'p', quantity: 2});
  await vi.waitFor(() => expect(deaf.cart).toEqual(basket.cart));
});

test.each([[0], [-1], [1.5], [10_000], [NaN]])('the quantity %s is not added', async (quantity) => {
  const basket = new Basket(() => 0);
  await expect(tab(basket.adapter()).add({productId: 'p', quantity})).rejects.toMatchObject({code: 'REFUSED'});
  expect(basket.quantities.size).toBe(0);
});

test('a basket that fails, responds with invalid data or has an unsafe checkout address breaks nothing', async () => {
  const basket = new Basket(() => 0);
  const adapter = basket.adapter();
  const sync = tab({...adapter, add: () => Promise.resolve({items: 'none'} as never), subscribe: undefined as never});
  await expect(sync.add({productId: 'p', quantity: 1})).rejects.toMatchObject({code: 'BACKEND_UNAVAILABLE'});
  const unsafe = tab({...adapter, get: () => Promise.resolve({...basket.cart, checkoutUrl: 'javascript:alert(1)'})});
  await vi.waitFor(() => expect(unsafe.cart).toMatchObject({checkoutUrl: ''}));
});
