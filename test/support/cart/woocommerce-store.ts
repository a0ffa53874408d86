/**
 * A WooCommerce shop in memory, from the public reference of its Store API (https://developer.woocommerce.com/docs/apis/store-api): a nonce
 * in a header for every POST, amounts as text in `currency_minor_unit` decimals, errors with a `code`, 429 over the rate limit.
 */
export interface WooCommerceProduct {
  readonly name: string;
  readonly price: string;
  stock: number;
}

interface StoreRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export class WooCommerceStore {
  readonly products: ReadonlyMap<number, WooCommerceProduct>;
  currency = 'USD';
  minorUnit = 2;
  /** The nonce that the shop accepts. */
  nonce = 'n1';
  limited = 0;
  readonly requests: string[] = [];
  #lines = new Map<number, number>();

  constructor(products: readonly (readonly [number, WooCommerceProduct])[]) {
    this.products = new Map(products);
  }

  readonly fetch = (address: string, request: StoreRequest = {}): Promise<Response> => {
    this.requests.push(address.replace(/^.*\/wc\/store\/v1/, ''));
    if (request.method === 'POST' && this.limited) {
      this.limited -= 1;
      return Promise.resolve(this.#error(429, 'rate_limit_exceeded'));
    }
    return Promise.resolve(this.#respond(this.requests.at(-1)!, request));
  };

  /** Sets a quantity, as the page's own cart does. */
  set(productId: number, quantity: number): void {
    this.#lines.set(productId, quantity);
  }

  #respond(path: string, {method = 'GET', headers = {}, body = '{}'}: StoreRequest): Response {
    if (method === 'POST' && headers.Nonce !== this.nonce)
      return this.#error(headers.Nonce ? 403 : 401, `woocommerce_rest_${headers.Nonce ? 'invalid' : 'missing'}_nonce`);
    const {id, key, quantity} = JSON.parse(body) as {id: number; key: string; quantity: number};
    if (path === '/cart') return this.#cart();
    if (path === '/cart/add-item') {
      const product = this.products.get(id);
      if (!product) return this.#error(400, 'woocommerce_rest_cart_invalid_product');
      const wanted = (this.#lines.get(id) ?? 0) + quantity;
      if (!product.stock) return this.#error(400, 'woocommerce_rest_product_out_of_stock');
      if (wanted > product.stock) return this.#error(400, 'woocommerce_rest_product_partially_out_of_stock');
      this.#lines.set(id, wanted);
      return this.#cart(201);
    }
    const line = Number(key?.slice(1));
    if (!this.#lines.has(line)) return this.#error(409, 'woocommerce_rest_cart_invalid_key');
    if (path === '/cart/update-item') this.#lines.set(line, quantity);
    else if (path === '/cart/remove-item') this.#lines.delete(line);
    else return this.#error(404, 'rest_no_route');
    return this.#cart();
  }

  #cart(status = 200): Response {
    const unit = {currency_code: this.currency, currency_minor_unit: this.minorUnit};
    const items = [...this.#lines].map(([id, quantity]) => {
      const {name, price} = this.products.get(id)!;
      return {key: `k${id}`, id, name, quantity, prices: {price, ...unit}};
    });
    const total = items.reduce((sum, {quantity, prices}) => sum + quantity * Number(prices.price), 0);
    const cart = {items, totals: {total_price: String(total), ...unit}};
    return Response.json(cart, {status, headers: {Nonce: this.nonce}});
  }

  #error(status: number, code: string): Response {
    return Response.json({code, message: code, data: {status}}, {status, headers: {Nonce: this.nonce}});
  }
}
