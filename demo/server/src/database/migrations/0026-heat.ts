import {sql, type Kysely} from 'kysely';

/** How popular each room is at the moment. `heat` is computed from the three parts, so that it always agrees with them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table room_heat (
      room_id text primary key references rooms (room_id) on delete cascade,
      -- The totals up to which activity is counted.
      comments bigint not null,
      likes bigint not null,
      viewers bigint not null,
      activity double precision not null,
      coins double precision not null,
      heat bigint not null generated always as (least(1e9, round(10 * viewers + activity + coins))::bigint) stored,
      -- The heat that was last written to the group counter in Tencent Chat.
      published bigint not null default 0,
      counted_at timestamptz not null
    )`.execute(db);
  await sql`create index room_heat_above_nought on room_heat (room_id) where heat > 0 or heat <> published`.execute(db);
  // Finds the gifts of the last minutes; it serves also where the index by room did.
  await sql`create index orders_room_time on orders (room_id, created_at)`.execute(db);
  await sql`drop index orders_room`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`create index orders_room on orders (room_id)`.execute(db);
  await sql`drop index orders_room_time`.execute(db);
  await sql`drop table room_heat`.execute(db);
}
