import {announceChange} from '../../database/changes.ts';
import type {FastifyBaseLogger} from 'fastify';
import {ApiError} from '../../http/errors.ts';
import type {Context} from '../../http/context.ts';
import {lockRoom, requireRoom, type Room, updateFeatured, writeProductField} from '../rooms/index.ts';
import type {Settings} from '../../settings/settings.ts';
import {cleanProduct} from './clean-product.ts';
import type {NewProduct, ProductResponse} from './product-shape.ts';
import {putProduct, requireProducts, type ShelfProduct} from './products.ts';
import type {ShelfMessages} from './shelf-messages.ts';

/** Adds or changes a product. If the product is on show, the room changes too. @throws ApiError; ImError */
export async function changeProduct(
  {db, im, shelfMessages}: Pick<Context, 'db' | 'im'> & {readonly shelfMessages: ShelfMessages},
  log: FastifyBaseLogger,
  roomId: string,
  productId: string,
  wanted: NewProduct,
): Promise<ShelfProduct> {
  const product = cleanProduct(wanted);
  const changed = await db.transaction().execute(async (transaction) => {
    await lockRoom(transaction, roomId);
    const before = await requireRoom(transaction, roomId);
    const changed = await putProduct(transaction, roomId, productId, product);
    await announceChange(transaction, roomId);
    if (before.products.some(({id, v}) => id === productId && v !== changed.v)) {
      await writeProductField(im, log, await requireRoom(transaction, roomId));
    }
    return changed;
  });
  shelfMessages.add(roomId, changed);
  return changed;
}

/** Replaces the products on show. @throws ApiError; ImError */
export function featureProducts(
  {db, im}: Pick<Context, 'db' | 'im'>,
  log: FastifyBaseLogger,
  roomId: string,
  productIds: readonly string[],
): Promise<Room> {
  if (new Set(productIds).size < productIds.length)
    throw new ApiError('INVALID', 'productIds must not repeat a product');
  return db.transaction().execute(async (transaction) => {
    await lockRoom(transaction, roomId);
    await requireProducts(transaction, roomId, productIds);
    const room = await updateFeatured(transaction, roomId, productIds);
    await announceChange(transaction, roomId);
    await writeProductField(im, log, room);
    return room;
  });
}

/** The product as clients receive it. */
export function describeProduct(product: ShelfProduct, {shopUrl}: Settings): ProductResponse {
  const inShop = (address: string) => (address.startsWith('/') ? shopUrl + address : address);
  const {image, href, images, variants} = product;
  return {
    ...product,
    image: inShop(image),
    href: inShop(href),
    ...(images && {images: images.map(inShop)}),
    ...(variants && {
      variants: variants.map((variant) => ({...variant, ...(variant.image && {image: inShop(variant.image)})})),
    }),
  };
}
