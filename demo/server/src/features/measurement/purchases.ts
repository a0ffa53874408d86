import {sql, type Kysely, type Transaction} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {requireRoom} from '../rooms/index.ts';
import type {Receipt, Receipts} from './receipts.ts';
import type {Purchase} from './track-shape.ts';

export interface PurchaseResult {
  readonly orderId: string;
  /** Products of the order that receipts attribute to the room. */
  readonly attributed: string[];
}

/**
 * Records an order once, and attributes its products by receipts: those of this room that have not expired, list the
 * product and have attributed no other order of it. A repeated order changes nothing. A report of the site's server
 * overrides one of a page.
 */
export async function recordPurchase(
  db: Kysely<Database>,
  receipts: Receipts,
  purchase: Purchase,
  source: 'page' | 'site',
): Promise<PurchaseResult> {
  const {roomId, orderId} = purchase;
  await requireRoom(db, roomId);
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`purchase ${roomId} ${orderId}`}, 0))`.execute(
      transaction,
    );
    const known = await transaction
      .selectFrom('purchases')
      .select('source')
      .where('room_id', '=', roomId)
      .where('order_id', '=', orderId)
      .executeTakeFirst();
    if (!known || (known.source === 'page' && source === 'site')) {
      const valid = purchase.receipts.flatMap((text) => receipts.read(text) ?? []);
      const nonces = await replaceOrder(transaction, purchase, source);
      await insertItems(transaction, purchase, [...valid.filter((receipt) => receipt.roomId === roomId)], nonces);
    }
    const items = await transaction
      .selectFrom('purchase_items')
      .select('product_id')
      .where('room_id', '=', roomId)
      .where('order_id', '=', orderId)
      .where('receipt_nonce', 'is not', null)
      .orderBy('product_id')
      .execute();
    return {orderId, attributed: items.map(({product_id}) => product_id)};
  });
}

/** Writes the order without its products. Returns the receipts that attributed them before, by product. */
async function replaceOrder(
  transaction: Transaction<Database>,
  {roomId, orderId, total, currency}: Purchase,
  source: 'page' | 'site',
): Promise<ReadonlyMap<string, string>> {
  const before = await transaction
    .deleteFrom('purchase_items')
    .where('room_id', '=', roomId)
    .where('order_id', '=', orderId)
    .returning(['product_id', 'receipt_nonce'])
    .execute();
  const minute = Math.floor(Date.now() / 60_000);
  await transaction
    .insertInto('purchases')
    .values({room_id: roomId, order_id: orderId, source, minute, total, currency})
    .onConflict((conflict) => conflict.columns(['room_id', 'order_id']).doUpdateSet({source, total, currency}))
    .execute();
  return new Map(before.flatMap(({product_id, receipt_nonce}) => (receipt_nonce ? [[product_id, receipt_nonce]] : [])));
}

async function insertItems(
  transaction: Transaction<Database>,
  {roomId, orderId, items}: Purchase,
  valid: readonly Receipt[],
  nonces: ReadonlyMap<string, string>,
): Promise<void> {
  const products = new Map<string, {quantity: number; amount: number}>();
  for (const {productId, quantity, price = 0} of items) {
    const product = products.get(productId) ?? {quantity: 0, amount: 0};
    products.set(productId, product);
    product.quantity += quantity;
    product.amount += price * quantity;
  }
  for (const [productId, {quantity, amount}] of [...products].sort()) {
    const row = {room_id: roomId, order_id: orderId, product_id: productId, quantity, amount};
    const known = nonces.get(productId);
    const candidates = [
      ...(known ? [known] : []),
      ...valid.filter(({productIds}) => productIds.includes(productId)).map(({nonce}) => nonce),
    ];
    let inserted = false;
    for (const nonce of candidates) {
      inserted = await insertItem(transaction, {...row, receipt_nonce: nonce});
      if (inserted) break;
    }
    if (!inserted) await insertItem(transaction, {...row, receipt_nonce: null});
  }
}

/** Returns false if the receipt has attributed another order of the product. */
async function insertItem(transaction: Transaction<Database>, row: Database['purchase_items']): Promise<boolean> {
  const {numInsertedOrUpdatedRows} = await transaction
    .insertInto('purchase_items')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
