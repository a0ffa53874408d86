import * as v from 'valibot';
import {safeUrl} from '../../protocol/safe-url.js';
import {LiveError} from '../../protocol/errors.js';
import {toJson} from '../../protocol/json.js';
import {ID_MAX_CHARS} from '../../protocol/limits.js';
import {integer, issuePath, list, maybe, object, text} from '../../protocol/schema.js';
import {ViewerToken} from '../../session/connection/viewer-token.js';
import {LiveEvent, type TrackDetail, type TrackedOrder} from '../base/events.js';
import {onProductSeen, SeenObserver} from '../base/seen-products.js';
import type {ConsentingRoom} from './consenting-room.js';
import {ReceiptStore} from './receipt-store.js';

const MINUTE_MS = 60_000;
/** Longest time for which an event waits in its batch. */
const BATCH_MS = 20_000;
/** The server's limit for one batch. */
const BATCH_MAX = 100;

const orderSchema = object({
  orderId: v.pipe(
    v.string(),
    v.check((id) => /^[!-~]{1,64}$/.test(id)),
  ),
  items: list(
    object({
      productId: text(ID_MAX_CHARS, 1),
      variantId: maybe(text(ID_MAX_CHARS, 1)),
      quantity: integer(1, 9_999),
      price: maybe(integer(0)),
    }),
    50,
  ),
  total: integer(0),
  currency: v.pipe(
    v.string(),
    v.check((code) => /^[A-Z]{3}$/.test(code)),
  ),
});

/** @throws LiveError `BAD_CONFIG` */
function checkOrder(order: unknown): TrackedOrder {
  const result = v.safeParse(orderSchema, order);
  if (result.success && result.output.items.length) return result.output;
  const where = result.success ? 'items' : issuePath(result.issues[0]);
  throw new LiveError('BAD_CONFIG', `invalid order: ${where}`);
}

type Unplaced<T> = T extends unknown ? Omit<T, 'at' | 'roomId'> : never;
type Tracked = Unplaced<TrackDetail>;

/**
 * Reports the viewer's actions in one room to the page, and with the consent `all` to `dataLayer` and the business
 * server.
 */
export class RoomTracker {
  readonly #room: ConsentingRoom & {readonly roomId?: string};
  readonly #receipts: ReceiptStore;
  readonly #observer = new SeenObserver((slot) => this.#slotSeen(slot));
  /** Steps that were reported in this visit. */
  readonly #reported = new Set<string>();
  #waiting: TrackDetail[] = [];
  #batchTimer: ReturnType<typeof setTimeout> | undefined;
  #visit: AbortController | undefined;
  #minutes = 0;

  constructor(room: ConsentingRoom) {
    this.#room = room;
    this.#receipts = new ReceiptStore((detail) => this.#report({name: 'receipt', ...detail}));
  }

  /** Called when the status or the consent may have changed. */
  update(): void {
    const {status} = this.#room.session;
    if (this.#room.consent !== 'all') this.#discard();
    const isMeasured = (status === 'joined' || status === 'reconnecting') && this.#isMeasured;
    if (isMeasured === !!this.#visit) return;
    if (isMeasured) return this.#start();
    this.#visit?.abort();
    this.#visit = undefined;
    this.#flush();
  }

  /** @throws LiveError `BAD_CONFIG` */
  purchased(order: TrackedOrder): void {
    this.#report({name: 'purchased', ...checkOrder(order)});
    this.#flush();
  }

  get #isMeasured(): boolean {
    const {consent} = this.#room;
    return consent === 'functional' || consent === 'all';
  }

  #start(): void {
    const {signal} = (this.#visit = new AbortController());
    this.#reported.clear();
    this.#minutes = 0;
    const {session} = this.#room;
    this.#report({name: 'joined', guest: !session.userId});
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') this.#report({name: 'watched', minute: ++this.#minutes});
    }, MINUTE_MS);
    signal.addEventListener('abort', () => clearInterval(timer), {once: true});
    session.on(
      'gift',
      ({own, content: {giftId, count}}) => {
        if (own) this.#report({name: 'gift', giftId, count});
      },
      {signal},
    );
    addEventListener('pagehide', () => this.#flush(), {signal});
    document.addEventListener('visibilitychange', () => document.hidden && this.#flush(), {signal});
    document.addEventListener(
      'live-product-show',
      (event) => {
        if (!this.#owns(event)) return;
        const slot = event.composedPath()[0] as Element;
        this.#once('product-shown', event.detail.product.id);
        this.#observer.observe(slot);
      },
      {signal, capture: true},
    );
    const step = (type: string, name: 'product-selected' | 'product-added') =>
      document.addEventListener(
        type,
        (event) => {
          if (!this.#owns(event)) return;
          const id = ((event as CustomEvent<{readonly product?: {readonly id?: unknown}}>).detail.product ?? {}).id;
          if (typeof id === 'string') this.#once(name, id);
        },
        {signal, capture: true},
      );
    step('live-product-select', 'product-selected');
    step('live-cart-add', 'product-added');
    document.addEventListener(
      'live-poll-vote',
      (event) => this.#owns(event) && this.#report({name: 'poll', pollId: event.detail.pollId}),
      {signal, capture: true},
    );
    onProductSeen(session, (productId) => this.#seen(productId), signal);
    const {id} = this.#room;
    const outside = id ? document.querySelectorAll(`[room="${CSS.escape(id)}"]`) : [];
    for (const elements of [...[this.#room, this.#room.renderRoot].map((root) => root.querySelectorAll('*')), outside])
      for (const element of elements) if ('product' in element) this.#observer.observe(element);
    for (const product of session.state.product.shown) this.#once('product-shown', product.id);
  }

  /** True if an event belongs to this room: its element is in the room, or names the room by `room`. */
  #owns(event: Event): boolean {
    const {id} = this.#room;
    return event
      .composedPath()
      .some(
        (target) => target === this.#room || (id && target instanceof Element && target.getAttribute('room') === id),
      );
  }

  #slotSeen(slot: Element): void {
    const {product} = slot as {readonly product?: {readonly id: string}};
    if (this.#visit && product) this.#seen(product.id);
  }

  /** A product that is seen was shown: a shelf shows its products by itself, and a busy page may learn of the sight first. */
  #seen(productId: string): void {
    this.#once('product-shown', productId);
    this.#once('product-seen', productId);
  }

  /** Reports a step of the funnel once per visit. */
  #once(name: 'product-shown' | 'product-seen' | 'product-selected' | 'product-added', productId: string): void {
    const key = `${name} ${productId}`;
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.#report({name, productId});
    const {consent, apiUrl, roomId} = this.#room;
    if (consent === 'all' && apiUrl && roomId && name !== 'product-shown')
      void this.#receipts.request(this.#apiUrl(), roomId, productId, name === 'product-seen');
  }

  #report(tracked: Tracked): void {
    const {roomId = '', session, consent} = this.#room;
    if (!this.#isMeasured) return;
    const detail = {...tracked, at: Math.floor(session.now() / 1_000), roomId} as TrackDetail; // Both are parts of one union.
    this.#room.dispatchEvent(new LiveEvent('live-track', detail));
    if (consent !== 'all') return;
    const {dataLayer} = globalThis as {readonly dataLayer?: unknown};
    if (Array.isArray(dataLayer)) dataLayer.push({event: 'live-track', liveTrack: detail});
    if (!this.#room.apiUrl || detail.name === 'receipt') return;
    this.#waiting.push(detail);
    if (this.#waiting.length >= BATCH_MAX) this.#flush();
    else this.#batchTimer ??= setTimeout(() => this.#flush(), BATCH_MS);
  }

  #discard(): void {
    clearTimeout(this.#batchTimer);
    this.#batchTimer = undefined;
    this.#waiting = [];
  }

  #flush(): void {
    const events = this.#waiting;
    this.#discard();
    const apiUrl = this.#apiUrl();
    const roomId = events[0]?.roomId;
    if (!apiUrl || !roomId) return;
    const token = new ViewerToken(this.#room.apiUrl).get();
    const receipts = events.some(({name}) => name === 'purchased') ? this.#receipts.of(roomId) : undefined;
    const batch = {roomId, batchId: crypto.getRandomValues(new Uint32Array(5)).join('-'), token, receipts, events};
    navigator.sendBeacon(`${apiUrl}/track`, toJson(batch));
  }

  #apiUrl(): string {
    return safeUrl(new URL(this.#room.apiUrl, document.baseURI).href)?.replace(/\/+$/, '') ?? '';
  }
}
