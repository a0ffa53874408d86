import {sql, type Kysely} from 'kysely';

/** Variants, further pictures, former price and badge of products; up to three products on show. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('products')
    .addColumn('compare_at', 'bigint', (column) => column.check(sql`compare_at >= 0`))
    .addColumn('badge', 'text')
    .addColumn('images', 'jsonb', (column) => column.notNull().defaultTo(sql`'[]'`))
    .addColumn('variants', 'jsonb', (column) => column.notNull().defaultTo(sql`'[]'`))
    .execute();
  await db.schema
    .alterTable('rooms')
    .addColumn('featured_products', sql`text[]`, (column) => column.notNull().defaultTo(sql`'{}'`))
    .execute();
  await sql`update rooms set featured_products = array[featured_product] where featured_product is not null`.execute(
    db,
  );
  await db.schema.alterTable('rooms').dropConstraint('rooms_featured').execute();
  await db.schema.alterTable('rooms').dropColumn('featured_product').execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('rooms').addColumn('featured_product', 'text').execute();
  await sql`update rooms set featured_product = featured_products[1]`.execute(db);
  await db.schema
    .alterTable('rooms')
    .addForeignKeyConstraint('rooms_featured', ['room_id', 'featured_product'], 'products', ['room_id', 'product_id'])
    .execute();
  await db.schema.alterTable('rooms').dropColumn('featured_products').execute();
  await sql`alter table products drop column compare_at, drop column badge, drop column images, drop column variants`.execute(
    db,
  );
}
