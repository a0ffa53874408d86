import * as v from 'valibot';
import {product, type Product} from '../../backend/products.js';
import {delay} from '../../protocol/abort.js';
import {PRODUCTS_MAX} from '../../protocol/limits.js';
import {list} from '../../protocol/schema.js';
import type {LiveSession} from '../live-session.js';

/** Interval at which the list is loaded again while it is shown, ms. Changes that the room announces come sooner. */
const REFRESH_MS = 30_000;
/** Time over which the clients of a room spread the requests that one change causes, ms. */
const SPREAD_MS = 1_000;
const RETRY_MS = 5_000;

const products = list(product, PRODUCTS_MAX);

/** All products of a room, kept current while somebody looks at them. */
export class RoomProducts {
  readonly #session: LiveSession;
  readonly #onChange: () => void;
  readonly #signal: AbortSignal;
  #list: readonly Product[] | undefined;
  #loading: Promise<void> | undefined;
  #roomId: string | undefined;

  /**
   * @param onChange Called when the list changed.
   * @param signal Ends all requests and timers.
   */
  constructor(session: LiveSession, onChange: () => void, signal: AbortSignal) {
    this.#session = session;
    this.#onChange = onChange;
    this.#signal = signal;
    session.subscribe(() => this.#update(), {signal});
    session.on('shelf', () => void this.#refreshLater(Math.random() * SPREAD_MS), {signal});
    void this.#keepCurrent();
    this.#update();
  }

  /** Undefined while it loads for the first time. The product on show has its newest version. */
  get list(): readonly Product[] | undefined {
    return this.#list;
  }

  /** Loads the list again. Rejects with a `LiveError`; the list then stays as it is. */
  refresh(): Promise<void> {
    return (this.#loading ??= this.#load().finally(() => (this.#loading = undefined)));
  }

  #update(): void {
    const {connection, product: onShow} = this.#session.state;
    if (connection.roomId !== this.#roomId) this.#list = undefined;
    if (connection.status === 'joined' && connection.roomId !== this.#roomId) {
      this.#roomId = connection.roomId;
      void this.#refreshLater(0);
    }
    if (onShow.current) this.#merge([onShow.current]);
  }

  async #load(): Promise<void> {
    const roomId = this.#session.state.connection.roomId ?? '';
    const path = `/rooms/${encodeURIComponent(roomId)}/products`;
    const loaded = v.parse(products, await this.#session.request(path, {fresh: true, signal: this.#signal}));
    if (this.#signal.aborted || roomId !== this.#session.state.connection.roomId) return;
    const before = new Map(this.#list?.map((known) => [known.id, known]));
    // The response may be older than a version that the room has announced meanwhile.
    this.#list = loaded.map((item) => newer(before.get(item.id), item));
    this.#onChange();
  }

  #merge(changed: readonly Product[]): void {
    const next = this.#list?.map((item) => newer(item, changed.find(({id}) => id === item.id) ?? item));
    if (!next || next.every((item, index) => item === this.#list![index])) return;
    this.#list = next;
    this.#onChange();
  }

  async #refreshLater(afterMs: number): Promise<void> {
    try {
      await delay(afterMs, this.#signal);
      await this.refresh();
    } catch {
      // The connection is lost or the server is down: try again while somebody looks, unless this is over.
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
