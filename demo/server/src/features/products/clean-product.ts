import {NAME_MAX_CHARS} from '../../../../../src/protocol/limits.ts';
import {requireAddress, requireLine} from '../../http/text.ts';
import type {NewProduct} from './product-shape.ts';

/** The product as it may be shown. @throws ApiError INVALID */
export function cleanProduct(product: NewProduct): NewProduct {
  const {title, image, price, currency, stock, href} = product;
  return {
    title: requireLine('title', title, NAME_MAX_CHARS),
    image: image && requireAddress('image', image),
    price,
    currency,
    stock,
    href: href && requireAddress('href', href),
  };
}
