import {orderGifts, readBalance, readGifts, type GiftOrderResponse, type Gift} from '../../backend/gifts.js';
import {
  COMBO_MAX_TAPS,
  COMBO_ORDER_MAX_MS,
  COMBO_ORDER_IDLE_MS,
  COMBO_TIMEOUT_MS,
  GIFT_MAX_COUNT,
} from '../../protocol/limits.js';
import {LiveError} from '../../protocol/errors.js';
import type {FeatureContext} from './feature-context.js';
import {GiftOrder, makeId, type GiftReceipt} from './gift-order.js';

const ORDER_RETRY_MS = 1_000;
const ORDER_RETRY_MAX_MS = 30_000;

/**
 * The viewer's gift orders, from the tap to the payment. Taps of a combo are merged into orders. An order closes after
 * 20 taps, 1 s after its last tap, or 3 s after its first. The combo continues with the next order while taps come.
 */
export class GiftOrders {
  readonly #context: FeatureContext;
  #catalogue: Promise<readonly Gift[]> | undefined;
  /** The combo's order that still accepts taps. */
  #open: {readonly order: GiftOrder; readonly closesAt: number} | undefined;
  #closing: ReturnType<typeof setTimeout> | undefined;
  #ending: ReturnType<typeof setTimeout> | undefined;
  /**
   * Closed orders that were not requested yet. They are requested one after another, so that the balance decreases in
   * order.
   */
  #queue: GiftOrder[] = [];
  #isAsking = false;
  /** Orders without a response. Each one is requested again by its own timer. */
  readonly #unanswered = new Map<GiftOrder, ReturnType<typeof setTimeout>>();

  constructor(context: FeatureContext) {
    this.#context = context;
  }

  /** Loads the catalogue once. */
  load(): Promise<readonly Gift[]> {
    const backend = this.#context.requireBackend();
    return (this.#catalogue ??= readGifts(backend, this.#context.signal).then(
      (catalogue) => {
        this.#context.apply('gifts', {catalogue});
        return catalogue;
      },
      (error: unknown) => {
        this.#catalogue = undefined;
        throw error;
      },
    ));
  }

  async give(giftId: string, count: number): Promise<GiftReceipt> {
    if (!(Number.isInteger(count) && count > 0 && count <= GIFT_MAX_COUNT))
      throw new LiveError('REFUSED', `the gift count must be 1 to ${GIFT_MAX_COUNT}, not ${count}`);
    const gift = (await this.load()).find(({id}) => id === giftId);
    if (count === 1 && gift?.combo) return this.#tap(giftId).paid;
    const order = new GiftOrder(giftId, count);
    this.#send(order);
    return order.paid;
  }

  /** Requests all queued and unanswered orders now. */
  flush(): void {
    this.#close();
    const waiting = [...this.#queue.splice(0), ...this.#unanswered.keys()];
    for (const order of waiting) void this.#ask(order);
  }

  end(): void {
    clearTimeout(this.#ending);
  }

  #tap(giftId: string): GiftOrder {
    const now = performance.now();
    const {combo} = this.#context.state().gifts;
    const running = combo?.giftId === giftId ? combo : undefined;
    if (!running) this.#close();
    const comboId = running?.comboId ?? makeId();
    this.#open ??= {order: new GiftOrder(giftId, 0, comboId), closesAt: now + COMBO_ORDER_MAX_MS};
    const {order, closesAt} = this.#open;
    order.count += 1;
    this.#context.apply('gifts', {
      combo: {comboId, giftId, count: (running?.count ?? 0) + 1, endsAt: now + COMBO_TIMEOUT_MS},
    });
    clearTimeout(this.#closing);
    clearTimeout(this.#ending);
    this.#ending = setTimeout(() => this.#end(comboId), COMBO_TIMEOUT_MS);
    if (order.count === COMBO_MAX_TAPS) this.#close();
    else this.#closing = setTimeout(() => this.#close(), Math.min(COMBO_ORDER_IDLE_MS, closesAt - now));
    return order;
  }

  #end(comboId: string | undefined): void {
    if (comboId && this.#context.state().gifts.combo?.comboId === comboId)
      this.#context.apply('gifts', {combo: undefined});
  }

  /** Closes the open order: it accepts no more taps. */
  #close(): void {
    clearTimeout(this.#closing);
    const order = this.#open?.order;
    this.#open = undefined;
    if (order) this.#send(order);
  }

  #send(order: GiftOrder): void {
    this.#sending(1);
    this.#queue.push(order);
    void this.#next();
  }

  async #next(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    while (this.#queue[0]) await this.#ask(this.#queue.shift()!);
    this.#isAsking = false;
  }

  /**
   * Requests an order. Requests it again, with the same idempotency key, while the server does not answer and the room
   * connection lasts.
   */
  async #ask(order: GiftOrder): Promise<void> {
    const {signal} = this.#context;
    clearTimeout(this.#unanswered.get(order));
    this.#unanswered.delete(order);
    try {
      // Not the connection's signal: the viewer may have paid, so the request must finish after the room connection has
      // ended.
      const {giftId, count, comboId, key} = order;
      const backend = this.#context.requireBackend();
      const what = {giftId, count, comboId};
      this.#paid(order, await orderGifts(backend, this.#context.roomId, what, key, new AbortController().signal));
    } catch (error) {
      const {code, retryable} = error as {code?: unknown; retryable?: unknown};
      if (code === 'BACKEND_UNAVAILABLE' && retryable === true && !signal.aborted) {
        const wait = Math.min(ORDER_RETRY_MS * 2 ** order.attempts++, ORDER_RETRY_MAX_MS) * (0.5 + Math.random());
        this.#unanswered.set(
          order,
          setTimeout(() => void this.#ask(order), wait),
        );
        return;
      }
      this.#end(order.comboId);
      this.#sending(-1);
      if (code === 'INSUFFICIENT_BALANCE') void this.#readBalance();
      order.reject(error);
    }
  }

  #paid(order: GiftOrder, {orderId, balance, comboTotal}: GiftOrderResponse): void {
    const {giftId, count, comboId, attempts} = order;
    this.#sending(-1);
    if (attempts)
      void this.#readBalance(); // The balance in a late response is outdated.
    else this.#context.apply('gifts', {balance});
    order.resolve({orderId, giftId, count, ...(comboId && {comboId, comboTotal}), balance});
    const {gifts, viewer, room} = this.#context.state();
    const gift = gifts.catalogue?.find(({id}) => id === giftId);
    if (!gift || !viewer.profile) return; // The room's own message shows the gift.
    const {name, icon, effect, price} = gift;
    const giver = {...viewer.profile, level: viewer.level};
    const value = price * count;
    this.#context.emitOwn({
      id: orderId,
      seq: 0,
      time: Math.floor(this.#context.now() / 1_000),
      from: {userId: room.service ?? '', nick: '', avatar: '', level: 0, badges: []},
      own: true,
      content: {type: 'gift', orderId, giver, giftId, name, icon, count, comboId, comboTotal, value, effect},
    });
  }

  async #readBalance(): Promise<void> {
    try {
      this.#context.apply('gifts', {balance: await readBalance(this.#context.requireBackend(), this.#context.signal)});
    } catch {
      // Optional: the next order's response has the balance.
    }
  }

  #sending(more: number): void {
    this.#context.apply('gifts', {pendingOrders: this.#context.state().gifts.pendingOrders + more});
  }
}
