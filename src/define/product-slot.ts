import {ProductSlot} from '../elements/product-slot/product-slot.js';

ProductSlot.define();
export type {ProductSlot};
