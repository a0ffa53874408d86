import {sql, type Kysely} from 'kysely';

/**
 * Counts of viewers' actions, and the orders that receipts attribute to rooms. No table contains data of a single
 * viewer.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('track_counts')
    .addColumn('room_id', 'text', (column) => column.notNull().references('rooms.room_id').onDelete('cascade'))
    .addColumn('minute', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('product_id', 'text', (column) => column.notNull())
    .addColumn('count', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('track_counts_pkey', ['room_id', 'minute', 'name', 'product_id'])
    .execute();
  await db.schema
    .createTable('track_batches')
    .addColumn('batch_id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'timestamptz', (column) => column.notNull().defaultTo(sql`clock_timestamp()`))
    .execute();
  await db.schema.createIndex('track_batches_at').on('track_batches').column('at').execute();
  await db.schema
    .createTable('purchases')
    .addColumn('room_id', 'text', (column) => column.notNull().references('rooms.room_id').onDelete('cascade'))
    .addColumn('order_id', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull().check(sql`source in ('page', 'site')`))
    .addColumn('minute', 'integer', (column) => column.notNull())
    .addColumn('total', 'bigint', (column) => column.notNull())
    .addColumn('currency', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('purchases_pkey', ['room_id', 'order_id'])
    .execute();
  await db.schema
    .createTable('purchase_items')
    .addColumn('room_id', 'text', (column) => column.notNull())
    .addColumn('order_id', 'text', (column) => column.notNull())
    .addColumn('product_id', 'text', (column) => column.notNull())
    .addColumn('quantity', 'integer', (column) => column.notNull())
    .addColumn('amount', 'bigint', (column) => column.notNull())
    .addColumn('receipt_nonce', 'text')
    .addPrimaryKeyConstraint('purchase_items_pkey', ['room_id', 'order_id', 'product_id'])
    .addForeignKeyConstraint(
      'purchase_items_purchase',
      ['room_id', 'order_id'],
      'purchases',
      ['room_id', 'order_id'],
      (key) => key.onDelete('cascade'),
    )
    // A receipt attributes one order of a product.
    .addUniqueConstraint('purchase_items_receipt', ['receipt_nonce', 'product_id'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['purchase_items', 'purchases', 'track_batches', 'track_counts']) {
    await db.schema.dropTable(table).execute();
  }
}
