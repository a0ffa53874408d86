/**
 * A Shopify storefront in memory, from the public reference of its Ajax API
 * (https://shopify.dev/docs/api/ajax/reference/cart): amounts in hundredths, 422 for a variant that is sold out or has
 * too few in stock (which may be added nevertheless), 404 for an unknown one.
 */
export interface ShopifyVariant {
  readonly productId: number;
  readonly title: string;
  /** In hundredths of the currency. */
  readonly price: number;
  stock: number;
}

export class ShopifyStore {
  readonly variants: ReadonlyMap<number, ShopifyVariant>;
  currency = 'CNY';
  /** Number of the next requests that get the status 429. */
  limited = 0;
  /** Paths of all requests, in order. */
  readonly requests: string[] = [];
  #lines = new Map<number, number>();

  constructor(variants: readonly (readonly [number, ShopifyVariant])[]) {
    this.variants = new Map(variants);
  }

  readonly fetch = (address: string, {body = '{}'}: {readonly body?: string} = {}): Promise<Response> => {
    this.requests.push(address);
    if (this.limited) {
      this.limited -= 1;
      return Promise.resolve(new Response('Too many requests', {status: 429}));
    }
    return Promise.resolve(this.#respond(address, JSON.parse(body) as never));
  };

  /** Sets a quantity, as the page's own cart does. */
  set(variantId: number, quantity: number): void {
    if (quantity) this.#lines.set(variantId, quantity);
    else this.#lines.delete(variantId);
  }

  #respond(path: string, body: {items?: {id: number; quantity: number}[]; id?: string; quantity?: number}): Response {
    if (path === '/cart.js') return Response.json(this.#cart());
    if (path === '/cart/add.js') {
      const [{id, quantity}] = body.items as [{id: number; quantity: number}];
      const variant = this.variants.get(id);
      if (!variant) return error(404, 'Cart Error', 'Cannot find variant');
      const wanted = (this.#lines.get(id) ?? 0) + quantity;
      if (wanted > variant.stock) {
        if (variant.stock) this.#lines.set(id, variant.stock);
        const message = 'Only available quantity items were added to your cart.';
        return error(422, 'Cart Error', message);
      }
      this.#lines.set(id, wanted);
      return Response.json({items: [this.#line(id, quantity)]});
    }
    if (path === '/cart/change.js') {
      const id = Number(body.id);
      if (!this.#lines.has(id)) return error(404, 'Cart Error', 'no valid id or line parameter');
      if (body.quantity! > this.variants.get(id)!.stock) return error(422, 'Cart Error', 'The maximum quantity');
      this.set(id, body.quantity!);
      return Response.json(this.#cart());
    }
    return new Response('<html>', {status: 404});
  }

  #cart(): object {
    const items = [...this.#lines].map(([id, quantity]) => this.#line(id, quantity));
    const total = items.reduce((sum, {final_line_price: price}) => sum + price, 0);
    return {token: 't', currency: this.currency, item_count: items.length, total_price: total, items};
  }

  #line(id: number, quantity: number) {
    const {productId, title, price} = this.variants.get(id)!;
    const key = `${id}:0a`;
    const amounts = {price, final_price: price, final_line_price: price * quantity};
    return {id, key, variant_id: id, product_id: productId, title, quantity, ...amounts};
  }
}

function error(status: number, message: string, description: string): Response {
  return Response.json({status, message, description}, {status});
}
