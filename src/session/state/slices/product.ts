import type {Product} from '../../../backend/products.js';
import {defineSlice} from '../slice.js';

export interface ProductState {
  /** The product on show. While a newer version is loaded, the older one stays. */
  readonly current: Product | undefined;
  /**
   * The group field `product` as the room last sent it: `{id, v}` or its JSON.
   *
   * @internal
   */
  readonly received: unknown;
}

const initial: ProductState = {current: undefined, received: undefined};

export const product = defineSlice<ProductState>({
  initial,
  on: {
    joining: (state, {isSameRoom}) => (isSameRoom ? state : initial),
    roomInfo: (state, {product}) => ({...state, received: product}),
    groupInfo: (state, {fields}) => ({...state, received: fields?.product ?? state.received}),
    product: (state, current) => ({...state, current}),
  },
});
