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
  readonly told: unknown;
}

const initial: ProductState = {current: undefined, told: undefined};

export const product = defineSlice<ProductState>({
  initial,
  on: {
    entering: (state, {again}) => (again ? state : initial),
    info: (state, {product}) => ({...state, told: product}),
    facts: (state, {fields}) => ({...state, told: fields?.product ?? state.told}),
    product: (state, current) => ({...state, current}),
  },
});
