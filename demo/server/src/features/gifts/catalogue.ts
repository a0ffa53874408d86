import type {Kysely} from 'kysely';
import {announceTopic} from '../../database/changes.ts';
import type {Database} from '../../database/schema.ts';
import {ApiError} from '../../http/errors.ts';
import {absoluteMediaUrl} from '../../http/media-address.ts';
import {keepTranslations, type Translations} from '../../http/translations.ts';
import type {GiftResponse} from './gift-shape.ts';

/** A gift of the catalogue. */
export interface Gift {
  readonly id: string;
  readonly name: string;
  /** As stored: an address, or a path of the demo's platform. */
  readonly icon: string;
  /** Coins. */
  readonly price: number;
  /** The name of a built-in effect, or an address or path that ends in `.json` (Lottie) or `.svga`. */
  readonly effect: string | undefined;
  /** True if taps in a row are one combo. */
  readonly combo: boolean;
  readonly translations?: Translations<'name'> | undefined;
}

/** The cheapest first. */
export async function listGifts(db: Kysely<Database>): Promise<Gift[]> {
  const rows = await db
    .selectFrom('gifts')
    .select(['gift_id as id', 'name', 'icon', 'price', 'effect', 'combo', 'translations'])
    .where('retired', '=', false)
    .orderBy('price')
    .orderBy('gift_id')
    .execute();
  return rows.map((row) => ({...row, effect: row.effect ?? undefined}));
}

/** Writes the gifts; those that exist stay as they are. */
export async function insertGifts(db: Kysely<Database>, gifts: readonly Gift[]): Promise<void> {
  const {numInsertedOrUpdatedRows} = await db
    .insertInto('gifts')
    .values(gifts.map((gift) => ({gift_id: gift.id, ...rowOf(gift)})))
    .onConflict((conflict) => conflict.column('gift_id').doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows) await announceTopic(db, 'gifts');
}

/** Adds or changes a gift, and returns it. A retired gift is offered again; without translations those of the same name stay. */
export function putGift(db: Kysely<Database>, wanted: Gift): Promise<Gift> {
  return db.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('gifts')
      .select(['name', 'translations'])
      .where('gift_id', '=', wanted.id)
      .forUpdate()
      .executeTakeFirst();
    const gift = {...wanted, translations: wanted.translations ?? keepTranslations<'name'>(before ?? {}, wanted)};
    const row = {...rowOf(gift), retired: false};
    await transaction
      .insertInto('gifts')
      .values({gift_id: gift.id, ...row})
      .onConflict((conflict) => conflict.column('gift_id').doUpdateSet(row))
      .execute();
    await announceTopic(transaction, 'gifts');
    return gift;
  });
}

/** Removes the gift from the catalogue. Messages of orders already billed are still sent. @throws ApiError NOT_FOUND */
export async function retireGift(db: Kysely<Database>, id: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const {numUpdatedRows} = await transaction
      .updateTable('gifts')
      .set({retired: true})
      .where('gift_id', '=', id)
      .where('retired', '=', false)
      .executeTakeFirst();
    if (!numUpdatedRows) throw new ApiError('NOT_FOUND', `there is no gift "${id}"`);
    await announceTopic(transaction, 'gifts');
  });
}

function rowOf({name, icon, price, effect, combo, translations = {}}: Gift) {
  return {name, icon, price, effect: effect ?? null, combo, translations: JSON.stringify(translations)};
}

/** The gift as clients receive it. */
export function describeGift(
  {id, name, icon, price, effect, combo, translations = {}}: Gift,
  publicApiUrl: string,
): GiftResponse {
  return {
    id,
    name,
    icon: absoluteMediaUrl(icon, publicApiUrl),
    price,
    ...(effect && {effect: absoluteMediaUrl(effect, publicApiUrl)}),
    combo,
    ...(Object.keys(translations).length && {translations}),
  };
}
