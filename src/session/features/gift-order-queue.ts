import {orderGifts, loadBalance, loadGifts, type GiftOrderResponse, type Gift} from '../../backend/gifts.js';
import {
  COMBO_ORDER_MAX_TAPS,
  COMBO_ORDER_MAX_MS,
  COMBO_ORDER_IDLE_MS,
  COMBO_TIMEOUT_MS,
  GIFT_MAX_COUNT,
} from '../../protocol/limits.js';
import {LiveError} from '../../protocol/errors.js';
import {lazy} from '../lazy.js';
import type {FeatureContext} from './feature-context.js';
import {GiftOrder, makeId, type GiftReceipt} from './gift-order.js';

const ORDER_RETRY_MS = 1_000;
const ORDER_RETRY_MAX_MS = 30_000;

/**
 * The viewer's gift orders, from the tap to the payment. Taps of a combo are merged into orders. An order closes after
 * `COMBO_ORDER_MAX_TAPS` taps, `COMBO_ORDER_IDLE_MS` after its last or `COMBO_ORDER_MAX_MS` after its first. The combo continues with the next order while taps come.
 */
export class GiftOrderQueue {
  readonly #context: FeatureContext;
  /** The order of the running combo that still accepts taps. */
  #openOrder: {readonly order: GiftOrder; readonly closesAt: number} | undefined;
  #closeTimer: ReturnType<typeof setTimeout> | undefined;
  #comboTimer: ReturnType<typeof setTimeout> | undefined;
  /**
   * Closed orders that were not requested yet. They are requested one after another, so that the balance decreases in
   * the sequence of the taps; `flush` requests all at once, because the page may be about to close.
   */
  #queue: GiftOrder[] = [];
  #isRequesting = false;
  /** Timers that request an order again, by order. The server has not responded to these orders. */
  readonly #retryTimers = new Map<GiftOrder, ReturnType<typeof setTimeout>>();

  constructor(context: FeatureContext) {
    this.#context = context;
  }

  /** Loads the catalogue once. */
  readonly load = lazy(async (): Promise<readonly Gift[]> => {
    const catalogue = await loadGifts(this.#context.requireBackend(), this.#context.signal);
    this.#context.apply('gifts', {catalogue});
    return catalogue;
  });

  async give(giftId: string, count: number): Promise<GiftReceipt> {
    if (!(Number.isInteger(count) && count > 0 && count <= GIFT_MAX_COUNT))
      throw new LiveError('REFUSED', `the gift count must be 1 to ${GIFT_MAX_COUNT}, not ${count}`);
    const gift = (await this.load()).find(({id}) => id === giftId);
    if (count === 1 && gift?.combo) return this.#addTap(giftId).receipt;
    const order = new GiftOrder(giftId, count);
    this.#enqueue(order);
    return order.receipt;
  }

  /** Requests all queued and unanswered orders now. */
  flush(): void {
    this.#closeOrder();
    const waiting = [...this.#queue.splice(0), ...this.#retryTimers.keys()];
    for (const order of waiting) void this.#request(order);
  }

  /** Stops the combo's timer. Call `flush` before, so that no order waits. */
  end(): void {
    clearTimeout(this.#comboTimer);
  }

  #addTap(giftId: string): GiftOrder {
    const now = performance.now();
    const {combo} = this.#context.state().gifts;
    const running = combo?.giftId === giftId ? combo : undefined;
    if (!running) this.#closeOrder();
    const comboId = running?.comboId ?? makeId();
    this.#openOrder ??= {order: new GiftOrder(giftId, 0, comboId), closesAt: now + COMBO_ORDER_MAX_MS};
    const {order, closesAt} = this.#openOrder;
    order.count += 1;
    this.#context.apply('gifts', {
      combo: {comboId, giftId, count: (running?.count ?? 0) + 1, endsAt: now + COMBO_TIMEOUT_MS},
    });
    clearTimeout(this.#closeTimer);
    clearTimeout(this.#comboTimer);
    this.#comboTimer = setTimeout(() => this.#endCombo(comboId), COMBO_TIMEOUT_MS);
    if (order.count === COMBO_ORDER_MAX_TAPS) this.#closeOrder();
    else this.#closeTimer = setTimeout(() => this.#closeOrder(), Math.min(COMBO_ORDER_IDLE_MS, closesAt - now));
    return order;
  }

  /** Ends the combo if it is still the running one. */
  #endCombo(comboId: string | undefined): void {
    if (comboId && this.#context.state().gifts.combo?.comboId === comboId)
      this.#context.apply('gifts', {combo: undefined});
  }

  /** Closes the open order: it accepts no more taps. */
  #closeOrder(): void {
    clearTimeout(this.#closeTimer);
    const order = this.#openOrder?.order;
    this.#openOrder = undefined;
    if (order) this.#enqueue(order);
  }

  #enqueue(order: GiftOrder): void {
    this.#addPending(1);
    this.#queue.push(order);
    void this.#requestQueue();
  }

  async #requestQueue(): Promise<void> {
    if (this.#isRequesting) return;
    this.#isRequesting = true;
    while (this.#queue[0]) await this.#request(this.#queue.shift()!);
    this.#isRequesting = false;
  }

  /**
   * Requests an order. Requests it again, with the same idempotency key, while the server does not respond and the room
   * connection lasts.
   */
  async #request(order: GiftOrder): Promise<void> {
    clearTimeout(this.#retryTimers.get(order));
    this.#retryTimers.delete(order);
    try {
      const {giftId, count, comboId, key} = order;
      const request = {giftId, count, comboId};
      // Not the connection's signal: the viewer may have paid, so the request must finish after the room connection has
      // ended.
      const {signal} = new AbortController();
      const backend = this.#context.requireBackend();
      this.#handleResponse(order, await orderGifts(backend, this.#context.roomId, request, key, signal));
    } catch (error) {
      const {code, retryable} = error as {code?: unknown; retryable?: unknown};
      if (code === 'BACKEND_UNAVAILABLE' && retryable === true && !this.#context.signal.aborted) {
        const delayMs = Math.min(ORDER_RETRY_MS * 2 ** order.attempts++, ORDER_RETRY_MAX_MS) * (0.5 + Math.random());
        this.#retryTimers.set(
          order,
          setTimeout(() => void this.#request(order), delayMs),
        );
        return;
      }
      this.#endCombo(order.comboId);
      this.#addPending(-1);
      if (code === 'INSUFFICIENT_BALANCE') void this.#loadBalance();
      order.reject(error);
    }
  }

  #handleResponse(order: GiftOrder, {orderId, balance, comboTotal}: GiftOrderResponse): void {
    const {giftId, count, comboId, attempts} = order;
    this.#addPending(-1);
    if (attempts)
      void this.#loadBalance(); // The balance in a late response is outdated.
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
      from: {userId: room.serviceUserId ?? '', nick: '', avatar: '', level: 0, badges: []},
      own: true,
      content: {type: 'gift', orderId, giver, giftId, name, icon, count, comboId, comboTotal, value, effect},
    });
  }

  async #loadBalance(): Promise<void> {
    try {
      this.#context.apply('gifts', {balance: await loadBalance(this.#context.requireBackend(), this.#context.signal)});
    } catch {
      // Optional: the next order's response has the balance.
    }
  }

  #addPending(count: number): void {
    this.#context.apply('gifts', {pendingOrders: this.#context.state().gifts.pendingOrders + count});
  }
}
