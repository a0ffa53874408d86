import {loadProduct} from '../../backend/products.js';
import {throwIfAborted} from '../../protocol/abort.js';
import {decodeShownProduct} from '../../protocol/group-fields.js';
import type {ShownProduct} from '../../protocol/shelf.js';
import type {LiveState} from '../state/live-state.js';
import {retry} from '../retry.js';
import type {FeatureContext} from './feature-context.js';
import {waitForJitter} from './wait-for-jitter.js';

const PRODUCT_RETRY_MS = 1_000;

/** Loads the product that the room shows. A newer one supersedes the request. */
export class ProductWatch {
  readonly #context: FeatureContext;
  #lifetime = new AbortController();
  #received: unknown;
  #wanted: ShownProduct | undefined;
  /** False for the first request, which needs no delay: viewers join at different times. */
  #isDelayed = false;

  constructor(context: FeatureContext) {
    this.#context = context;
  }

  update({product: {received, current}}: LiveState): void {
    const isDelayed = this.#isDelayed;
    this.#isDelayed = true;
    if (received === this.#received) return;
    this.#received = received;
    const wanted = decodeShownProduct(received);
    if (isSameProduct(wanted, this.#wanted)) return;
    this.#wanted = wanted;
    this.#lifetime.abort();
    if (isSameProduct(wanted, current)) return;
    if (wanted) void this.#load(wanted, isDelayed);
    else this.#context.apply('product', undefined);
  }

  end(): void {
    this.#lifetime.abort();
  }

  async #load(wanted: ShownProduct, isDelayed: boolean): Promise<void> {
    const backend = this.#context.backend();
    if (!backend) return;
    const {signal} = (this.#lifetime = new AbortController());
    try {
      if (isDelayed) await waitForJitter(signal);
      const load = () => loadProduct(backend, this.#context.roomId, wanted, signal);
      const product = await retry(load, PRODUCT_RETRY_MS, signal);
      throwIfAborted(signal);
      this.#context.apply('product', product.id === wanted.id ? product : undefined);
    } catch {
      if (!signal.aborted) this.#context.apply('product', undefined); // The product is unknown or invalid.
    }
  }
}

function isSameProduct(one: ShownProduct | undefined, other: ShownProduct | undefined): boolean {
  return one?.id === other?.id && one?.v === other?.v;
}
