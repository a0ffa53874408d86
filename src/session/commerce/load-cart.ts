import {lazy} from '../lazy.js';
import type {CartAdapter, CartName} from '../../cart/cart-adapter.js';

const loadShopify = lazy(() => import('../../cart/shopify.js'));
const loadWooCommerce = lazy(() => import('../../cart/woocommerce.js'));

/** One adapter per page, so that all rooms show the same cart. */
const shopify = lazy(async () => (await loadShopify()).shopifyCart());
const wooCommerce = lazy(async () => (await loadWooCommerce()).wooCommerceCart());

/** The adapter of the page's cart. Undefined if the page has none. Rejects if its script fails to load. */
export async function loadCartAdapter(cart: CartAdapter | CartName | undefined): Promise<CartAdapter | undefined> {
  if (cart === 'shopify') return shopify();
  if (cart === 'woocommerce') return wooCommerce();
  return typeof cart === 'object' ? cart : undefined;
}
