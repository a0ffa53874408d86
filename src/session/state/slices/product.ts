import type {Product} from '../../../backend/products.js';
import {defineSlice} from '../slice.js';

export interface ProductState {
  /** The first product on show. While a newer version is loaded, the older one stays. */
  readonly current: Product | undefined;
  /** All products on show, three at most. */
  readonly shown: readonly Product[];
  /**
   * The group field `product` as the room last sent it: one `{id, v}`, several, or their JSON.
   *
   * @internal
   */
  readonly received: unknown;
}

const initial: ProductState = {current: undefined, shown: [], received: undefined};

export const product = defineSlice<ProductState>({
  initial,
  on: {
    joining: (state, {isSameRoom}) => (isSameRoom ? state : initial),
    roomInfo: (state, {product, products = product}) => ({...state, received: products}),
    groupInfo: (state, {fields}) => ({...state, received: fields?.product ?? state.received}),
    product: (state, shown) => ({...state, current: shown[0], shown}),
  },
});
