import {sql, type Kysely} from 'kysely';
import {PRODUCTS_MAX} from '../../../../../src/protocol/limits.ts';
import type {Database} from '../../database/schema.ts';
import type {ProductVariant} from '../../database/tables/rooms.ts';
import {ApiError} from '../../http/errors.ts';
import {keepTranslations} from '../../http/translations.ts';
import type {NewProduct} from './product-shape.ts';

/** A product on a room's shelf. */
export interface ShelfProduct extends NewProduct {
  readonly id: string;
  readonly v: number;
}

/** In the order in which they were added. */
export async function listProducts(db: Kysely<Database>, roomId: string): Promise<ShelfProduct[]> {
  return (await selectProducts(db, roomId).orderBy('place').limit(PRODUCTS_MAX).execute()).map(readProduct);
}

/** @throws ApiError NOT_FOUND */
export async function requireProduct(db: Kysely<Database>, roomId: string, productId: string): Promise<ShelfProduct> {
  const product = await selectProducts(db, roomId).where('product_id', '=', productId).executeTakeFirst();
  if (!product) throw new ApiError('NOT_FOUND', `there is no product "${productId}" in room "${roomId}"`);
  return readProduct(product);
}

/** @throws ApiError NOT_FOUND, naming the first id that is no product of the room */
export async function requireProducts(
  db: Kysely<Database>,
  roomId: string,
  productIds: readonly string[],
): Promise<void> {
  for (const productId of productIds) await requireProduct(db, roomId, productId);
}

/**
 * Adds or changes a product, whose room is locked. A change gives it a new version; without translations those of the same texts
 * stay.
 */
export async function putProduct(
  db: Kysely<Database>,
  roomId: string,
  productId: string,
  product: NewProduct,
): Promise<ShelfProduct> {
  const before = await selectProducts(db, roomId).where('product_id', '=', productId).executeTakeFirst();
  const row = rowOf(before ? withKeptTranslations(before, product) : product);
  await db
    .insertInto('products')
    .values({room_id: roomId, product_id: productId, ...row})
    .onConflict((conflict) =>
      conflict
        .columns(['room_id', 'product_id'])
        .doUpdateSet({...row, version: sql`nextval('product_versions')`})
        .where(
          sql<boolean>`(products.title, products.image, products.price, products.currency, products.stock, products.href,
              products.compare_at, products.badge, products.images, products.variants, products.translations)
            is distinct from
            (excluded.title, excluded.image, excluded.price, excluded.currency, excluded.stock, excluded.href,
              excluded.compare_at, excluded.badge, excluded.images, excluded.variants, excluded.translations)`,
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
    .values(products.map(({id, ...product}) => ({room_id: roomId, product_id: id, ...rowOf(product)})))
    .onConflict((conflict) => conflict.columns(['room_id', 'product_id']).doNothing())
    .execute();
}

function selectProducts(db: Kysely<Database>, roomId: string) {
  return db
    .selectFrom('products')
    .select(['product_id as id', 'version as v', 'title', 'image', 'price', 'currency', 'stock', 'href'])
    .select(['compare_at as compareAt', 'badge', 'images', 'variants', 'translations'])
    .where('room_id', '=', roomId);
}

type ProductRow = Awaited<ReturnType<ReturnType<typeof selectProducts>['execute']>>[number];

function readProduct({compareAt, badge, images, variants, translations, ...product}: ProductRow): ShelfProduct {
  return {
    ...product,
    ...(compareAt !== null && {compareAt}),
    ...(badge !== null && {badge}),
    ...(images.length && {images}),
    ...(variants.length && {variants}),
    ...(Object.keys(translations).length && {translations}),
  };
}

function withKeptTranslations(before: ProductRow, product: NewProduct): NewProduct {
  const {translations = keepTranslations<'title' | 'badge'>(before, product)} = product;
  const variants = product.variants?.map((variant) => {
    const earlier = before.variants.find(({id}) => id === variant.id) ?? {};
    return {...variant, translations: variant.translations ?? keepTranslations<'title'>(earlier, variant)};
  });
  return {...product, translations, ...(variants && {variants})};
}

function rowOf({compareAt, badge, images = [], variants = [], translations = {}, ...product}: NewProduct) {
  return {
    ...product,
    compare_at: compareAt ?? null,
    badge: badge ?? null,
    images: JSON.stringify(images),
    variants: JSON.stringify(variants.map(withoutEmpty)),
    translations: JSON.stringify(translations),
  };
}

function withoutEmpty({translations = {}, ...variant}: ProductVariant): ProductVariant {
  return {...variant, ...(Object.keys(translations).length && {translations})};
}
