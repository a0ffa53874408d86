/** A product in a quantity. */
export interface CartItem {
  readonly productId: string;
  /** The variant of a product that has variants. */
  readonly variantId?: string | undefined;
  /** At least 1 for `add`. The new quantity for `update`; 0 removes the product. */
  readonly quantity: number;
}

/** One line of a cart. */
export interface CartLine extends CartItem {
  /** Price of one piece in the currency's ISO 4217 minor unit. */
  readonly price: number;
  /** Name of a product that is not in the room. */
  readonly title?: string | undefined;
}

export interface Cart {
  readonly items: readonly CartLine[];
  /** Sum in the currency's ISO 4217 minor unit. */
  readonly total: number;
  /** ISO 4217. */
  readonly currency: string;
  /** Address at which the viewer pays: `https:`, `http:` on a loopback host, or relative to the page. */
  readonly checkoutUrl: string;
}

/**
 * The page's cart. Each method resolves with the whole cart after the change. A rejection whose `code` is `REFUSED` means that the
 * shop has no more of the product. Any other rejection means that the cart does not respond.
 */
export interface CartAdapter {
  get(): Promise<Cart>;
  add(item: CartItem): Promise<Cart>;
  update(item: CartItem): Promise<Cart>;
  /** Calls `callback` after the page itself changed the cart, until the signal is aborted. */
  subscribe?(callback: () => void, options: {readonly signal: AbortSignal}): void;
}

/** The shop systems whose adapter the package contains. */
export type CartName = 'shopify' | 'woocommerce';
