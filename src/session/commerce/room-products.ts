import * as v from 'valibot';
import {product, type Product} from '../../backend/products.js';
import {delay} from '../../protocol/abort.js';
import {PRODUCTS_MAX} from '../../protocol/limits.js';
import {list} from '../../protocol/schema.js';
import {decodeShelf, type ProductVersion} from '../../protocol/shelf.js';
import type {LiveSession} from '../live-session.js';

/** Interval at which a shown list is loaded again, ms. Changes that the room announces are loaded earlier. */
const REFRESH_MS = 30_000;
/** Time over which the clients of a room spread the requests that one change causes, ms. */
const SPREAD_MS = 1_000;
const RETRY_MS = 5_000;
/** Changed products that are loaded one by one, from caches. If there are more, one request loads the whole list. */
const CHANGED_EACH_MAX = 10;

const products = list(product, PRODUCTS_MAX);

/** All products of a room, kept current while the list is shown. */
export class RoomProducts {
  readonly #session: LiveSession;
  readonly #onChange: () => void;
  readonly #signal: AbortSignal;
  #list: readonly Product[] | undefined;
  #loading: Promise<void> | undefined;
  #roomId: string | undefined;
  #shown: readonly Product[] = [];

  /**
   * @param onChange Called when the list or the products on show changed. @param signal Ends all requests and timers.
   */
  constructor(session: LiveSession, onChange: () => void, signal: AbortSignal) {
    this.#session = session;
    this.#onChange = onChange;
    this.#signal = signal;
    session.subscribe(() => this.#update(), {signal});
    session.on('shelf', ({content}) => void this.#loadChanged(decodeShelf(content.fields)), {signal});
    void this.#keepCurrent();
    this.#update();
  }

  /** Undefined until the first load. The products on show have their newest version. */
  get list(): readonly Product[] | undefined {
    return this.#list;
  }

  /** Loads the list again. Rejects with a `LiveError`; the list then stays as it is. */
  refresh(): Promise<void> {
    return (this.#loading ??= this.#load().finally(() => (this.#loading = undefined)));
  }

  /**
   * Loads the current version of one product. Rejects with a `LiveError`: `REFUSED` if the room no longer has the
   * product.
   */
  async refreshOne(id: string): Promise<void> {
    this.#merge([await this.#request(id, '', true)]);
  }

  #update(): void {
    const {
      connection,
      product: {shown},
    } = this.#session.state;
    if (connection.roomId !== this.#roomId) this.#list = undefined;
    if (connection.status === 'joined' && connection.roomId !== this.#roomId) {
      this.#roomId = connection.roomId;
      void this.#refreshLater(0);
    }
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#merge(shown);
    this.#onChange();
  }

  async #load(): Promise<void> {
    const {roomId} = this.#session.state.connection;
    const loaded = v.parse(products, await this.#session.request(this.#path, {fresh: true, signal: this.#signal}));
    if (this.#signal.aborted || roomId !== this.#session.state.connection.roomId) return;
    const before = new Map([...(this.#list ?? []), ...this.#shown].map((known) => [known.id, known]));
    // The response may be older than a version that the room announced during the request.
    this.#list = loaded.map((item) => newer(before.get(item.id), item));
    this.#onChange();
  }

  get #path(): string {
    return `/rooms/${encodeURIComponent(this.#session.state.connection.roomId ?? '')}/products`;
  }

  async #request(id: string, query: string, fresh = false): Promise<Product> {
    const path = `${this.#path}/${encodeURIComponent(id)}${query}`;
    return v.parse(product, await this.#session.request(path, {fresh, signal: this.#signal}));
  }

  /** Loads the versions that the room announces. Caches keep each version forever. */
  async #loadChanged(changed: readonly ProductVersion[]): Promise<void> {
    if (changed.length > CHANGED_EACH_MAX) return this.#refreshLater(Math.random() * SPREAD_MS);
    try {
      await delay(Math.random() * SPREAD_MS, this.#signal);
      const roomId = this.#roomId;
      const loaded = await Promise.all(changed.map((one) => this.#request(one.id, `?v=${one.v}`)));
      if (roomId === this.#roomId) this.#merge(loaded);
    } catch {
      void this.#refreshLater(0);
    }
  }

  /** Replaces older versions. New products are added at the end, as on the server. */
  #merge(changed: readonly Product[]): void {
    if (!this.#list || !changed.length) return;
    const byId = new Map(changed.map((item) => [item.id, item]));
    const next = this.#list.map((item) => newer(item, byId.get(item.id) ?? item));
    for (const {id} of this.#list) byId.delete(id);
    if (!byId.size && next.every((item, index) => item === this.#list![index])) return;
    this.#list = [...next, ...byId.values()];
    this.#onChange();
  }

  async #refreshLater(afterMs: number): Promise<void> {
    try {
      await delay(afterMs, this.#signal);
      await this.refresh();
    } catch {
      // The connection is lost or the server is down. Try again while the list is shown.
      if (!this.#signal.aborted && !this.#list) void this.#refreshLater(RETRY_MS);
    }
  }

  async #keepCurrent(): Promise<void> {
    while (!this.#signal.aborted) {
      await delay(REFRESH_MS * (0.75 + Math.random() / 2), this.#signal).catch(() => undefined);
      if (!this.#signal.aborted && this.#list) await this.refresh().catch(() => undefined); // The next round tries again.
    }
  }
}

function newer(known: Product | undefined, next: Product): Product {
  return known && known.v >= next.v ? known : next;
}
