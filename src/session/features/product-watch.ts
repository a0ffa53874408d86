import {decodeShownProduct, readProduct, type ShownProduct} from '../../backend/products.js';
import {delay, throwIfAborted} from '../../protocol/abort.js';
import type {LiveState} from '../state/live-state.js';
import {retry} from '../retry.js';
import type {FeatureContext} from './feature-context.js';

/** Requests of a full room are spread over this time. */
export const SPREAD_MS = 1_000;
const AGAIN_MS = 1_000;

/** Loads the product that the room shows. A newer one supersedes the request. */
export class ProductWatch {
  readonly #context: FeatureContext;
  #run = new AbortController();
  #told: unknown;
  #wanted: ShownProduct | undefined;
  #spreadMs = 0;

  constructor(context: FeatureContext) {
    this.#context = context;
  }

  update({product: {received, current}}: LiveState): void {
    const spreadMs = this.#spreadMs;
    this.#spreadMs = SPREAD_MS; // The first request needs no delay: viewers join at different times.
    if (received === this.#told) return;
    this.#told = received;
    const wanted = decodeShownProduct(received);
    if (same(wanted, this.#wanted)) return;
    this.#wanted = wanted;
    this.#run.abort();
    if (same(wanted, current)) return;
    if (wanted) void this.#fetch(wanted, spreadMs);
    else this.#context.apply('product', undefined);
  }

  end(): void {
    this.#run.abort();
  }

  async #fetch(wanted: ShownProduct, spreadMs: number): Promise<void> {
    const backend = this.#context.backend();
    if (!backend) return;
    const {signal} = (this.#run = new AbortController());
    try {
      if (spreadMs) await delay(Math.random() * spreadMs, signal);
      const ask = () => readProduct(backend, this.#context.roomId, wanted, signal);
      const product = await retry(ask, AGAIN_MS, signal);
      throwIfAborted(signal);
      this.#context.apply('product', product.id === wanted.id ? product : undefined);
    } catch {
      if (!signal.aborted) this.#context.apply('product', undefined); // The product is unknown or invalid.
    }
  }
}

function same(one: ShownProduct | undefined, other: ShownProduct | undefined): boolean {
  return one?.id === other?.id && one?.v === other?.v;
}
