import {ProductShelf} from '../elements/product-shelf/product-shelf.js';

ProductShelf.define();
export type {ProductShelf};
