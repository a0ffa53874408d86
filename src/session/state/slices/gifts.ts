import type {Gift} from '../../../backend/gifts.js';
import {defineSlice} from '../slice.js';

/** A running combo: repeated taps of one gift, counted together. */
export interface Combo {
  readonly comboId: string;
  readonly giftId: string;
  /** Gifts so far, including those not billed yet. */
  readonly count: number;
  /** End of the combo, by `performance.now()`. */
  readonly endsAt: number;
}

export interface GiftsState {
  /** The gifts; undefined until `loadGifts()` has loaded them. */
  readonly catalogue: readonly Gift[] | undefined;
  /** The viewer's coins, as the business server last reported; undefined for a guest. */
  readonly balance: number | undefined;
  /** The viewer's own combo while it runs. */
  readonly combo: Combo | undefined;
  /** Orders that wait for the business server's response. */
  readonly pendingOrders: number;
}

const initial: GiftsState = {catalogue: undefined, balance: undefined, combo: undefined, pendingOrders: 0};

export const gifts = defineSlice<GiftsState>({
  initial,
  on: {
    joining: (state, {isSameRoom}) => (isSameRoom ? state : initial),
    status: (state, {status}) =>
      status === 'joined' || status === 'reconnecting' ? state : {...state, combo: undefined, pendingOrders: 0},
    account: (state, account) => ({...state, balance: account?.balance}),
    gifts: (state, change) => ({...state, ...change}),
  },
});
