import {loadProduct, type Product} from '../../backend/products.js';
import {throwIfAborted} from '../../protocol/abort.js';
import {decodeShownProducts} from '../../protocol/group-fields.js';
import type {ProductVersion} from '../../protocol/shelf.js';
import type {LiveState} from '../state/live-state.js';
import {retry} from '../retry.js';
import type {FeatureContext} from './feature-context.js';
import {waitForJitter} from './wait-for-jitter.js';

const PRODUCT_RETRY_MS = 1_000;

/** Loads the products that the room shows. A newer request supersedes the older ones. */
export class ProductWatch {
  readonly #context: FeatureContext;
  #lifetime = new AbortController();
  #received: unknown;
  #wanted: readonly ProductVersion[] = [];
  /** False for the first request, which needs no delay: viewers join at different times. */
  #isDelayed = false;

  constructor(context: FeatureContext) {
    this.#context = context;
  }

  update({product: {received, shown}}: LiveState): void {
    const isDelayed = this.#isDelayed;
    this.#isDelayed = true;
    if (received === this.#received) return;
    this.#received = received;
    const wanted = decodeShownProducts(received);
    if (isSameList(wanted, this.#wanted)) return;
    this.#wanted = wanted;
    this.#lifetime.abort();
    if (isSameList(wanted, shown)) return;
    if (wanted.length) void this.#load(wanted, isDelayed);
    else this.#context.apply('product', []);
  }

  end(): void {
    this.#lifetime.abort();
  }

  async #load(wanted: readonly ProductVersion[], isDelayed: boolean): Promise<void> {
    const backend = this.#context.backend();
    if (!backend) return;
    const {signal} = (this.#lifetime = new AbortController());
    const {shown} = this.#context.state().product;
    const load = async (one: ProductVersion): Promise<Product | undefined> => {
      const known = shown.find((product) => isSame(product, one));
      if (known) return known;
      try {
        const request = () => loadProduct(backend, this.#context.roomId, one, signal);
        const product = await retry(request, PRODUCT_RETRY_MS, signal);
        return product.id === one.id ? product : undefined;
      } catch {
        return undefined; // The product is unknown or invalid, or the request is superseded.
      }
    };
    try {
      if (isDelayed) await waitForJitter(signal);
      const products = await Promise.all(wanted.map(load));
      throwIfAborted(signal);
      this.#context.apply(
        'product',
        products.filter((product) => product !== undefined),
      );
    } catch {
      // Superseded, or the room connection has ended.
    }
  }
}

function isSame(one: ProductVersion, other: ProductVersion | undefined): boolean {
  return one.id === other?.id && one.v === other.v;
}

function isSameList(list: readonly ProductVersion[], other: readonly ProductVersion[]): boolean {
  return list.length === other.length && list.every((one, index) => isSame(one, other[index]));
}
