import {SHOWN_PRODUCTS_MAX} from '../../../src/protocol/limits.js';
import {t} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import {TermError} from '../base/error-text.ts';
import type {OptimisticRoomInfo} from '../base/optimistic-room-info.ts';
import {ResponseOrder} from '../base/response-order.ts';
import type {RoomPoll} from '../base/room-poll.ts';
import type {ShelfProduct} from '../base/server-types.ts';
import type {Server} from '../base/server.ts';
import type {NewProduct} from './product-draft.ts';

/** Undefined removes an optional field. */
type ProductChanges = {readonly [K in keyof NewProduct]?: NewProduct[K] | undefined};

/** The products of the room, and which are on show. Fires `change`. */
export class Products extends EventTarget {
  list: readonly ShelfProduct[] = [];
  /** True once the list was loaded. */
  loaded = false;
  readonly outcome = new Outcome(() => this.#changed());
  /** The key of the editor whose action ran last: it shows the outcome. Undefined for actions of the shelf itself. */
  shownAt: string | undefined;
  readonly #server: Server;
  readonly #path: string;
  readonly #poll: RoomPoll;
  readonly #roomInfo: OptimisticRoomInfo;
  readonly #responses = new ResponseOrder();
  /** The stock that is being saved, by the product's id, so that the next product is not one that has just sold out. */
  readonly #stockBeingSaved = new Map<string, number>();
  /** Ids and versions of the products on show when the list was last loaded. */
  #seen: string | undefined;

  constructor(server: Server, path: string, poll: RoomPoll, roomInfo: OptimisticRoomInfo) {
    super();
    this.#server = server;
    this.#path = path;
    this.#poll = poll;
    this.#roomInfo = roomInfo;
  }

  /** Loads the list whenever another product is on show, until the signal aborts. */
  follow(signal: AbortSignal): void {
    this.#poll.addEventListener(
      'room',
      () => {
        const {product, products = product ? [product] : []} = this.#poll.room!;
        const version = products.map(({id, v}) => `${id} ${v}`).join();
        if (version === this.#seen) return;
        this.#seen = version;
        this.#load().catch(() => (this.#seen = undefined)); // The next poll of the room loads it again.
      },
      {signal},
    );
    this.#roomInfo.addEventListener('change', () => this.#changed(), {signal});
  }

  /** Ids of the products on show. */
  get shownIds(): readonly string[] {
    return (this.#roomInfo.productIds ?? '').split(' ').filter(Boolean);
  }

  /** True if another product can be put on show next to the current ones. */
  get hasPlace(): boolean {
    const {length} = this.shownIds;
    return length > 0 && length < SHOWN_PRODUCTS_MAX;
  }

  /** Puts a product on show, alone or next to the others, or takes it off. */
  feature(product: ShelfProduct, shown: boolean, beside = false): Promise<boolean> {
    const {id, title} = product;
    const others = this.shownIds.filter((other) => other !== id);
    const productIds = shown ? [...(beside ? others : []), id] : others;
    const [productId = null] = productIds;
    const isSeveral = productIds.length > 1;
    this.shownAt = undefined;
    return this.#roomInfo.changeLatest(
      this.outcome,
      'featured',
      {productId, productIds: productIds.join(' ')},
      () =>
        isSeveral
          ? this.#server.call('PUT', `${this.#path}/featured-products`, {productIds})
          : this.#server.call('PUT', `${this.#path}/featured-product`, {productId}),
      () => t(shown ? 'putOn' : 'takenOff', {title}),
    );
  }

  /** Puts the next product that is in stock on show. */
  async featureNext(): Promise<void> {
    const lastShown = this.shownIds.at(-1);
    const at = this.list.findIndex(({id}) => id === lastShown);
    const order = [...this.list.slice(at + 1), ...this.list.slice(0, Math.max(0, at))];
    const next = order.find(({id, stock}) => (this.#stockBeingSaved.get(id) ?? stock) > 0);
    if (next) await this.feature(next, true);
    else {
      this.shownAt = undefined;
      this.outcome.fail(new TermError('noNextProduct'));
    }
  }

  /** Changes price, stock or variants of a product. */
  async save(id: string, changes: ProductChanges, done: 'saved' | 'nowSoldOut'): Promise<boolean> {
    this.shownAt = undefined;
    if (changes.stock !== undefined) this.#stockBeingSaved.set(id, changes.stock);
    const saved = await this.#put(id, `${done} ${id}`, changes, done);
    if (this.#stockBeingSaved.get(id) === changes.stock) this.#stockBeingSaved.delete(id);
    return saved;
  }

  /** Replaces all of a product but its currency, its further pictures, and the price and the stock that its row edits. */
  saveDetails(id: string, product: NewProduct, key: string): Promise<boolean> {
    this.shownAt = key;
    const {title, image, href, compareAt, badge, variants = [], translations} = product;
    return this.#put(id, key, {title, image, href, compareAt, badge, variants, translations}, 'saved');
  }

  /** Adds a product. Another press while it is sent does nothing. */
  add(id: string, product: NewProduct, key: string): Promise<boolean> {
    this.shownAt = key;
    return this.outcome.once(
      key,
      async () => {
        await this.#server.call('PUT', `${this.#path}/products/${encodeURIComponent(id)}`, product);
        await this.#load();
      },
      () => t('productAdded', {title: product.title}),
    );
  }

  #put(id: string, key: string, changes: ProductChanges, done: 'saved' | 'nowSoldOut'): Promise<boolean> {
    const title = changes.title ?? this.list.find((product) => product.id === id)?.title ?? id;
    return this.outcome.latest(
      key,
      // The server takes products as a whole: the fields come from the list at the moment of the call.
      async () => {
        const {title, image, price, currency, stock, href, compareAt, badge, images, variants, translations} =
          this.#require(id);
        const product = {title, image, price, currency, stock, href, compareAt, badge, images, variants, translations};
        const body = {...product, ...changes};
        await this.#server.call('PUT', `${this.#path}/products/${encodeURIComponent(id)}`, body);
        await Promise.all([this.#load(), this.#poll.refresh()]);
      },
      () => t(done, {title}),
    );
  }

  #require(id: string): ShelfProduct {
    const product = this.list.find((other) => other.id === id);
    if (!product) throw new TermError('NOT_FOUND');
    return product;
  }

  async #load(): Promise<void> {
    const accept = this.#responses.begin();
    const list = await this.#server.call<readonly ShelfProduct[]>('GET', `${this.#path}/products`);
    if (!accept()) return;
    this.list = list;
    this.loaded = true;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
