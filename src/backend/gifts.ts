import * as v from 'valibot';
import {GIFTS_MAX, ID_MAX_CHARS, NAME_MAX_CHARS, URL_MAX_CHARS} from '../protocol/limits.js';
import {url} from '../protocol/person-schema.js';
import {firstValid, maybe, object, displayText, text, integer, unchecked} from '../protocol/schema.js';
import type {Backend} from './backend.js';

const gift = object({
  id: text(ID_MAX_CHARS, 1),
  name: displayText(NAME_MAX_CHARS, 1),
  /** A safe URL, or empty. */
  icon: url,
  /** Coins. */
  price: integer(0),
  /** The full-screen effect: the name of a built-in one, or the URL of an animation. */
  effect: maybe(text(URL_MAX_CHARS, 1)),
  /** True if repeated taps form a combo. */
  combo: v.fallback(v.boolean(), false),
  /** Names by language tag, `{en: {name}}`; checked when one is shown. */
  translations: unchecked,
});

/** A gift of the catalogue. */
export type Gift = v.InferOutput<typeof gift>;

const orderResponse = object({orderId: text(ID_MAX_CHARS, 1), balance: integer(0), comboTotal: maybe(integer(1))});

/** The business server's response to an order. */
export type GiftOrderResponse = v.InferOutput<typeof orderResponse>;

/** An order: a number of gifts that are paid for together. */
export interface GiftOrderRequest {
  readonly giftId: string;
  readonly count: number;
  readonly comboId?: string | undefined;
}

/** Loads the catalogue. Invalid gifts are skipped. Gifts beyond `GIFTS_MAX` are dropped. */
export async function loadGifts(backend: Backend, signal: AbortSignal): Promise<readonly Gift[]> {
  const response = await backend.request('/gifts', {signal});
  if (!Array.isArray(response)) throw new Error('the response to /gifts must be an array');
  const gifts = firstValid(gift, response, GIFTS_MAX);
  if (__DEV__ && response.length > GIFTS_MAX)
    console.warn(
      `[live-room] gift catalogue: showing ${gifts.length} of ${response.length} gifts; the limit is ${GIFTS_MAX}.`,
    );
  return gifts;
}

/** Orders gifts. Repeated requests with one key are one order, paid once. */
export async function orderGifts(
  backend: Backend,
  roomId: string,
  order: GiftOrderRequest,
  key: string,
  signal: AbortSignal,
): Promise<GiftOrderResponse> {
  const path = `/rooms/${encodeURIComponent(roomId)}/gifts`;
  return v.parse(orderResponse, await backend.request(path, {body: order, key, signal}));
}

/** Loads the viewer's coins. */
export async function loadBalance(backend: Backend, signal: AbortSignal): Promise<number> {
  const wallet = object({balance: integer(0)});
  return v.parse(wallet, await backend.request('/wallet', {authorized: true, signal})).balance;
}
