/** `cart="shopify"`: the cart of a Shopify theme by its Ajax API, https://shopify.dev/docs/api/ajax/reference/cart. */
import {minorUnitDigits} from '../protocol/money.js';
import type {Cart, CartAdapter, CartItem} from './cart-adapter.js';
import {cartError, requestCart, toMinorUnit, watchRequests} from './cart-request.js';

/** Shopify writes every amount in hundredths, also for currencies with another minor unit. */
const AMOUNT_DIGITS = 2;

interface ShopifyCart {
  readonly currency: string;
  readonly total_price: number;
  readonly items: readonly {
    readonly variant_id: number;
    readonly product_id: number;
    readonly quantity: number;
    /** Price after the discounts of the line. */
    readonly final_price?: number;
    readonly price: number;
    readonly title: string;
  }[];
}

/**
 * Ids of variants, and of products with one variant only, must be Shopify's variant ids.
 *
 * @param root Path of the storefront, for example `/`, or `/fr/` on a page in French.
 */
export function shopifyCart(root = rootOf(globalThis)): CartAdapter {
  const idOf = ({productId, variantId}: CartItem) => Number(variantId ?? productId);
  async function request(path: string, body?: object): Promise<unknown> {
    const {response, payload} = await requestCart(root + path, {}, body);
    // 422: sold out, or fewer in stock than wanted. 404: an unknown variant.
    if (!response.ok) throw cartError(root + path, response.status, response.status === 422 || response.status === 404);
    return payload;
  }
  const get = async () => cartOf((await request('cart.js')) as ShopifyCart, root);
  return {
    get,
    async add(item) {
      // The response has the added lines only.
      await request('cart/add.js', {items: [{id: idOf(item), quantity: item.quantity}]});
      return get();
    },
    async update(item) {
      const changed = await request('cart/change.js', {id: String(idOf(item)), quantity: item.quantity});
      return cartOf(changed as ShopifyCart, root);
    },
    subscribe(callback, {signal}) {
      watchRequests(/\/cart\/(add|change|update|clear)(\.js)?(\?|$)/, callback, signal);
    },
  };
}

function cartOf({currency, total_price: total, items}: ShopifyCart, root: string): Cart {
  const money = (amount: number) => toMinorUnit(amount, AMOUNT_DIGITS, minorUnitDigits(currency));
  return {
    items: items.map((item) => ({
      productId: String(item.product_id),
      variantId: String(item.variant_id),
      quantity: item.quantity,
      price: money(item.final_price ?? item.price),
      title: item.title,
    })),
    total: money(total),
    currency,
    checkoutUrl: `${root}checkout`,
  };
}

/** Themes have the storefront's root in `Shopify.routes.root`. */
function rootOf(page: object): string {
  const {Shopify} = page as {readonly Shopify?: {readonly routes?: {readonly root?: unknown}}};
  const root = Shopify?.routes?.root;
  return typeof root === 'string' && /^\/([\w-]+\/)*$/.test(root) ? root : '/';
}
