import {sql, type Kysely} from 'kysely';

/**
 * Counts like messages of one room in one call, under an advisory lock of that room. Each statement of the function sees what was
 * committed before the statement, so it reads the receipts of everyone who held the lock before.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The last batch of likes that was counted in Redis and added to the total.
  await db.schema
    .alterTable('likes')
    .addColumn('batch', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`
    create function count_likes(in_room text, messages jsonb, per_viewer integer, window_s integer)
    returns table (place bigint, counted integer) language plpgsql as $$
    #variable_conflict use_column
    begin
      if not exists (select from rooms where room_id = in_room) then return; end if;
      perform pg_advisory_xact_lock(hashtextextended('likes ' || in_room, 0));
      return query
      with said as (
        select l.* from rows from (jsonb_to_recordset(messages) as ("userId" text, random bigint, count integer))
          with ordinality as l(user_id, random, count, place)
      ), fresh as (
        select distinct on (user_id, random) said.* from said
        where not exists (
          select from like_receipts as r
          where r.room_id = in_room and r.user_id = said.user_id and r.random = said.random
        )
        order by user_id, random, place
      ), lately as (
        select user_id, sum(counted) as used from like_receipts
        where user_id in (select user_id from fresh) and room_id = in_room
          and at > statement_timestamp() - window_s * interval '1 second'
        group by user_id
      ), judged as (
        select fresh.*, greatest(0, least(count, per_viewer - coalesce(used, 0) - coalesce(sum(count) over (
          partition by user_id order by place rows between unbounded preceding and 1 preceding
        ), 0))) as counted
        from fresh left join lately using (user_id)
      ), kept as (
        insert into like_receipts (room_id, user_id, random, counted, at)
        select in_room, user_id, random, counted, statement_timestamp() from judged
      ), totals as (
        insert into likes (room_id, total)
        select in_room, sum(counted) from judged having sum(counted) > 0
        on conflict (room_id) do update set total = likes.total + excluded.total
      )
      select said.place, coalesce(judged.counted, earlier.counted)::integer from said
      left join judged using (user_id, random)
      left join like_receipts as earlier on earlier.room_id = in_room
        and earlier.user_id = said.user_id and earlier.random = said.random
      order by said.place;
    end $$`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop function count_likes(text, jsonb, integer, integer)`.execute(db);
  await db.schema.alterTable('likes').dropColumn('batch').execute();
}
