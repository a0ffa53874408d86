import {sql, type Kysely} from 'kysely';

/**
 * `count_likes` finds receipts by index at every size of the table. A connection keeps the plan that it made when the table was
 * small, which read all receipts for each batch: 60 likes took 5 ms with 6,000 receipts and 38 ms with 70,000. A lateral aggregate
 * has one plan: an index search for each message, and one for each viewer. The results are those of migration 0007.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('like_receipts_user').execute();
  await db.schema
    .createIndex('like_receipts_viewer')
    .on('like_receipts')
    .columns(['room_id', 'user_id', 'at'])
    .execute();
  await sql`
    create or replace function count_likes(in_room text, messages jsonb, per_viewer integer, window_s integer)
    returns table (place bigint, counted integer) language plpgsql set enable_seqscan = off as $$
    #variable_conflict use_column
    begin
      if not exists (select from rooms where room_id = in_room) then return; end if;
      perform pg_advisory_xact_lock(hashtextextended('likes ' || in_room, 0));
      return query
      with received as (
        select m.*, receipt.earlier
        from rows from (jsonb_to_recordset(messages) as ("userId" text, random bigint, count integer))
          with ordinality as m(user_id, random, count, place)
        cross join lateral (
          select max(r.counted) as earlier from like_receipts as r
          where r.room_id = in_room and r.user_id = m.user_id and r.random = m.random
        ) as receipt
      ), fresh as (
        select distinct on (user_id, random) user_id, random, count, place from received
        where earlier is null
        order by user_id, random, place
      ), in_window as (
        select viewers.user_id, receipts.used from (select distinct user_id from fresh) as viewers
        cross join lateral (
          select coalesce(sum(r.counted), 0) as used from like_receipts as r
          where r.room_id = in_room and r.user_id = viewers.user_id
            and r.at > statement_timestamp() - window_s * interval '1 second'
        ) as receipts
      ), judged as (
        select fresh.*, greatest(0, least(count, per_viewer - used - coalesce(sum(count) over (
          partition by user_id order by place rows between unbounded preceding and 1 preceding
        ), 0))) as counted
        from fresh join in_window using (user_id)
      ), kept as (
        insert into like_receipts (room_id, user_id, random, counted, at)
        select in_room, user_id, random, counted, statement_timestamp() from judged
      ), totals as (
        insert into likes (room_id, total)
        select in_room, sum(counted) from judged having sum(counted) > 0
        on conflict (room_id) do update set total = likes.total + excluded.total
      )
      select received.place, coalesce(judged.counted, received.earlier)::integer
      from received left join judged using (user_id, random)
      order by received.place;
    end $$`.execute(db);
}

/** Does not restore the function of migration 0007, which is slower and gives the same results. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('like_receipts_viewer').execute();
  await db.schema.createIndex('like_receipts_user').on('like_receipts').columns(['user_id', 'at']).execute();
}
