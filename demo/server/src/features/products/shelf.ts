import {announceChange} from '../../database/changes.ts';
import type {FastifyBaseLogger} from 'fastify';
import type {Context} from '../../http/context.ts';
import {lockRoom, requireRoom, type Room, updateFeatured, writeProductField} from '../rooms/index.ts';
import type {Settings} from '../../settings/settings.ts';
import {cleanProduct} from './clean-product.ts';
import type {NewProduct, ProductResponse} from './product-shape.ts';
import {putProduct, requireProduct, type ShelfProduct} from './products.ts';

/** Adds or changes a product. A featured product changes in the room as well. @throws ApiError; ImError */
export function changeProduct(
  {db, im}: Pick<Context, 'db' | 'im'>,
  log: FastifyBaseLogger,
  roomId: string,
  productId: string,
  wanted: NewProduct,
): Promise<ShelfProduct> {
  const product = cleanProduct(wanted);
  return db.transaction().execute(async (transaction) => {
    await lockRoom(transaction, roomId);
    const before = await requireRoom(transaction, roomId);
    const changed = await putProduct(transaction, roomId, productId, product);
    await announceChange(transaction, roomId);
    if (before.product?.id === productId && before.product.v !== changed.v) {
      await writeProductField(im, log, await requireRoom(transaction, roomId));
    }
    return changed;
  });
}

/** Features a product, or none. @throws ApiError; ImError */
export function featureProduct(
  {db, im}: Pick<Context, 'db' | 'im'>,
  log: FastifyBaseLogger,
  roomId: string,
  productId: string | null,
): Promise<Room> {
  return db.transaction().execute(async (transaction) => {
    await lockRoom(transaction, roomId);
    if (productId !== null) await requireProduct(transaction, roomId, productId);
    const room = await updateFeatured(transaction, roomId, productId);
    await announceChange(transaction, roomId);
    await writeProductField(im, log, room);
    return room;
  });
}

/** The product as clients receive it. */
export function describeProduct(product: ShelfProduct, {shopUrl}: Settings): ProductResponse {
  const inShop = (address: string) => (address.startsWith('/') ? shopUrl + address : address);
  return {...product, image: inShop(product.image), href: inShop(product.href)};
}
