/** `cart="woocommerce"`: the cart of a WordPress shop by the Store API, https://developer.woocommerce.com/docs/apis/store-api. */
import {minorUnitDigits} from '../protocol/money.js';
import type {Cart, CartAdapter, CartItem} from './cart-adapter.js';
import {LiveError} from '../protocol/errors.js';
import {cartError, requestCart, toMinorUnit, watchRequests} from './cart-request.js';

interface WooCommerceCart {
  readonly items: readonly {
    readonly key: string;
    /** Id of the variation if the product has variations. */
    readonly id: number;
    readonly name: string;
    readonly quantity: number;
    readonly prices: {readonly price: string; readonly currency_minor_unit: number};
  }[];
  readonly totals: {
    readonly total_price: string;
    readonly currency_code: string;
    readonly currency_minor_unit: number;
  };
}

/** Error codes for an expired or missing nonce. The next response of `GET cart` has a new one. */
const NONCE_CODES = /^woocommerce_rest_(missing|invalid)_nonce$/;
const STOCK_CODES = /stock|_invalid_product|_cart_product|not_purchasable/;
const CHANGES = /\/wc\/store\/(v1\/)?(cart\/|batch)|[?&]wc-ajax=|[?&]add-to-cart=/;

/**
 * Ids of variants, and of products without variants, must be WooCommerce's ids of variations and products.
 *
 * @param root Address of the REST API, ending with a slash.
 */
export function wooCommerceCart(root = rootOf(globalThis.document)): CartAdapter {
  const api = `${root}wc/store/v1/cart`;
  let nonce = '';
  let known: WooCommerceCart | undefined;
  const idOf = ({productId, variantId}: CartItem) => Number(variantId ?? productId);

  async function request(path: string, body?: object, isRepeated = false): Promise<Cart> {
    if (body && !nonce) await request('');
    const url = api + path;
    const {response, payload} = await requestCart(url, body ? {Nonce: nonce} : {}, body);
    nonce = response.headers.get('Nonce') ?? nonce;
    if (response.ok) return cartOf((known = payload as WooCommerceCart));
    const {code} = Object(payload) as {readonly code?: unknown};
    if (typeof code === 'string' && NONCE_CODES.test(code) && !isRepeated) {
      nonce = '';
      return request(path, body, true);
    }
    throw cartError(url, response.status, typeof code === 'string' && STOCK_CODES.test(code));
  }

  return {
    get: () => request(''),
    add: (item) => request('/add-item', {id: idOf(item), quantity: item.quantity}),
    async update(item) {
      if (!known) await request('');
      const key = known?.items.find(({id}) => id === idOf(item))?.key;
      if (!key) throw new LiveError('REFUSED', `"${idOf(item)}" is not in the cart`);
      return item.quantity ? request('/update-item', {key, quantity: item.quantity}) : request('/remove-item', {key});
    },
    subscribe: (callback, {signal}) => watchRequests(CHANGES, callback, signal),
  };
}

function cartOf({items, totals}: WooCommerceCart): Cart {
  const {currency_code: currency, currency_minor_unit: digits} = totals;
  const isoDigits = minorUnitDigits(currency);
  return {
    items: items.map(({id, name, quantity, prices}) => ({
      productId: String(id),
      variantId: String(id),
      quantity,
      price: toMinorUnit(prices.price, prices.currency_minor_unit, isoDigits),
      title: name,
    })),
    total: toMinorUnit(totals.total_price, digits, isoDigits),
    currency,
    checkoutUrl: '/checkout/',
  };
}

/** WordPress writes the address of its REST API into the head of every page. */
function rootOf(page: Document): string {
  return page.querySelector('link[rel="https://api.w.org/"]')?.getAttribute('href') ?? '/wp-json/';
}
