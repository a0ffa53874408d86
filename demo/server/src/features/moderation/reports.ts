import {sql, type Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import type {MessageElement} from '../../tencent/elements.ts';
import {ApiError} from '../../http/errors.ts';

const REPORTS_LISTED = 200;

export interface Report {
  readonly reportId: number;
  readonly seq: number;
  readonly reason: string;
  readonly at: Date;
  readonly reporterId: string;
  readonly reporterNick: string;
  /** The author of the message, and its original elements. */
  readonly userId: string;
  readonly nick: string;
  readonly body: readonly MessageElement[];
}

/** Stores a viewer's report of a message. A second report by the same viewer changes nothing. @throws ApiError NOT_FOUND */
export async function addReport(
  db: Kysely<Database>,
  {roomId, seq, reporterId, reason}: {roomId: string; seq: number; reporterId: string; reason: string},
): Promise<void> {
  const {rows} = await sql<{there: boolean}>`
    with message as (
      select user_id, body from messages where room_id = ${roomId} and seq = ${seq} and not deleted
    ), kept as (
      insert into reports (room_id, seq, reporter_id, reason, user_id, body)
      select ${roomId}, ${seq}::bigint, ${reporterId}, ${reason}, user_id, body from message
      on conflict do nothing
    )
    select exists (select from message) as there`.execute(db);
  if (!rows[0]!.there) throw new ApiError('NOT_FOUND', `there is no message ${seq} in room "${roomId}"`);
}

/** Newest first. */
export function listReports(db: Kysely<Database>, roomId: string): Promise<Report[]> {
  return db
    .selectFrom('reports')
    .leftJoin('accounts as reporter', 'reporter.user_id', 'reports.reporter_id')
    .leftJoin('accounts as author', 'author.user_id', 'reports.user_id')
    .select([
      'report_id as reportId',
      'seq',
      'reason',
      'at',
      'reporter_id as reporterId',
      'reports.user_id as userId',
      'body',
      sql<string>`coalesce(reporter.nick, '')`.as('reporterNick'),
      sql<string>`coalesce(author.nick, '')`.as('nick'),
    ])
    .where('room_id', '=', roomId)
    .orderBy('report_id', 'desc')
    .limit(REPORTS_LISTED)
    .execute();
}
