import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {ApiError} from '../../http/errors.ts';
import type {NewProduct} from './product-shape.ts';

/** A product on a room's shelf. */
export interface ShelfProduct extends NewProduct {
  readonly id: string;
  readonly v: number;
}

/** In the order in which they were added. */
export function listProducts(db: Kysely<Database>, roomId: string): Promise<ShelfProduct[]> {
  return selectProducts(db, roomId).orderBy('place').execute();
}

/** @throws ApiError NOT_FOUND */
export async function requireProduct(db: Kysely<Database>, roomId: string, productId: string): Promise<ShelfProduct> {
  const product = await selectProducts(db, roomId).where('product_id', '=', productId).executeTakeFirst();
  if (!product) throw new ApiError('NOT_FOUND', `there is no product "${productId}" in room "${roomId}"`);
  return product;
}

/** Adds or changes a product. A change gives it a new version. */
export async function putProduct(
  db: Kysely<Database>,
  roomId: string,
  productId: string,
  product: NewProduct,
): Promise<ShelfProduct> {
  await db
    .insertInto('products')
    .values({room_id: roomId, product_id: productId, ...product})
    .onConflict((conflict) =>
      conflict
        .columns(['room_id', 'product_id'])
        .doUpdateSet({...product, version: sql`nextval('product_versions')`})
        .where(
          sql<boolean>`(products.title, products.image, products.price, products.currency, products.stock, products.href)
            is distinct from
            (excluded.title, excluded.image, excluded.price, excluded.currency, excluded.stock, excluded.href)`,
        ),
    )
    .execute();
  return requireProduct(db, roomId, productId);
}

/** Inserts products; existing ones are not changed. */
export async function insertProducts(
  db: Kysely<Database>,
  roomId: string,
  products: readonly (NewProduct & {readonly id: string})[],
): Promise<void> {
  await db
    .insertInto('products')
    .values(products.map(({id, ...product}) => ({room_id: roomId, product_id: id, ...product})))
    .onConflict((conflict) => conflict.columns(['room_id', 'product_id']).doNothing())
    .execute();
}

function selectProducts(db: Kysely<Database>, roomId: string) {
  return db
    .selectFrom('products')
    .select(['product_id as id', 'version as v', 'title', 'image', 'price', 'currency', 'stock', 'href'])
    .where('room_id', '=', roomId);
}
