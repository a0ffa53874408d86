import {NAME_MAX_CHARS, PRODUCT_BADGE_MAX_CHARS} from '../../../../../src/protocol/limits.ts';
import type {ProductVariant} from '../../database/tables/rooms.ts';
import {ApiError} from '../../http/errors.ts';
import {requireAddress, requireLine} from '../../http/text.ts';
import {cleanTranslations} from '../../http/translations.ts';
import {STOCK_MAX, type NewProduct} from './product-shape.ts';

/** The product with cleaned texts and addresses. @throws ApiError INVALID */
export function cleanProduct(product: NewProduct): NewProduct {
  const {title, image, currency, href, compareAt, badge, images = []} = product;
  const variants = cleanVariants(product.variants ?? []);
  const {price, stock} = variants.length ? summaryOf(variants) : product;
  if (compareAt !== undefined && compareAt <= price)
    throw new ApiError('INVALID', `compareAt must be above the price, which is ${price}`);
  const cleanTitle = (text: string) => requireLine('title', text, NAME_MAX_CHARS);
  const cleanBadge = (text: string) => requireLine('badge', text, PRODUCT_BADGE_MAX_CHARS);
  const translations = cleanTranslations(product.translations, {title: cleanTitle, badge: cleanBadge});
  return {
    title: cleanTitle(title),
    image: image && requireAddress('image', image),
    price,
    currency,
    stock,
    href: href && requireAddress('href', href),
    ...(compareAt !== undefined && {compareAt}),
    ...(badge && {badge: cleanBadge(badge)}),
    ...(images.length && {images: images.map((address) => requireAddress('images', address))}),
    ...(variants.length && {variants}),
    ...(translations && {translations}),
  };
}

/** Price and stock of a product with variants: the lowest price in stock, and the sum of the stocks. */
export function summaryOf(variants: readonly ProductVariant[]): {price: number; stock: number} {
  const inStock = variants.filter(({stock}) => stock > 0);
  const stock = variants.reduce((sum, variant) => sum + variant.stock, 0);
  return {
    price: Math.min(...(inStock.length ? inStock : variants).map(({price}) => price)),
    stock: Math.min(stock, STOCK_MAX),
  };
}

function cleanVariants(variants: readonly ProductVariant[]): ProductVariant[] {
  if (new Set(variants.map(({id}) => id)).size < variants.length)
    throw new ApiError('INVALID', 'every variant must have an id of its own');
  const cleanTitle = (text: string) => requireLine('title of a variant', text, NAME_MAX_CHARS);
  return variants.map(({id, title, price, stock, image, ...variant}) => {
    const translations = cleanTranslations(variant.translations, {title: cleanTitle});
    return {
      id,
      title: cleanTitle(title),
      price,
      stock,
      ...(image && {image: requireAddress('image of a variant', image)}),
      ...(translations && {translations}),
    };
  });
}
