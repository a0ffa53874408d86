/** Viewers who give gifts, and checks of the ledger. */
import {randomUUID} from 'node:crypto';
import {sql, type Kysely} from 'kysely';
import type {Database} from '../../../demo/server/src/database/schema.ts';
import type {ApiResult, TestServer} from './test-server.ts';

export interface Giver {
  readonly userId: string;
  readonly token: string | undefined;
}

/** All response fields of gift and wallet calls. */
export interface GiftCallResponse {
  readonly orderId: string;
  readonly balance: number;
  readonly comboTotal?: number;
  readonly error: {readonly code: string; readonly message: string};
}

export interface GiveOptions {
  readonly roomId?: string;
  /** Idempotency key. Default: a new one; undefined sends none. */
  readonly key?: string | undefined;
}

/** A new viewer with 10,000 coins. */
export async function startGiver(server: Pick<TestServer, 'session'>): Promise<Giver> {
  const {userId, token} = (await server.session()).body;
  return {userId, token};
}

export function give(
  server: Pick<TestServer, 'call'>,
  {token}: Pick<Giver, 'token'>,
  body: object,
  {roomId = 'demo', ...options}: GiveOptions = {},
): Promise<ApiResult<GiftCallResponse>> {
  const key = 'key' in options ? options.key : randomUUID();
  return server.call('POST', `/api/rooms/${encodeURIComponent(roomId)}/gifts`, {
    body,
    bearer: token,
    headers: key === undefined ? {} : {'Idempotency-Key': key},
  });
}

/** Errors in the ledger; empty if its sums are correct. */
export async function auditLedger(db: Kysely<Database>): Promise<string[]> {
  const {rows} = await sql<{wrong: string}>`
    with entries as (
      select from_wallet as wallet, -amount as amount from transfers
      union all select to_wallet, amount from transfers
    ), sums as (
      select wallet, sum(amount) as sum from entries where wallet not like '$%' group by wallet
    )
    select format('wallet of %s: %s, its entries %s', coalesce(user_id, wallet), balance, sum) as wrong
    from wallets full join sums on wallet = user_id where balance is distinct from sum
    union all select format('all entries together: %s', sum(amount)) from entries having sum(amount) <> 0
    union all select format('order %s: %s, its transfer %s', serial, value, amount)
    from orders full join (select * from transfers where reason = 'gift') as paid on paid.id = serial
    where value is distinct from amount or user_id is distinct from from_wallet or balance is distinct from from_balance
    union all select format('spent %s, sold %s', a, b) from
      (select coalesce(sum(value), 0) as a from orders) as spent,
      (select coalesce(sum(amount), 0) as b from entries where wallet = '$sales') as sold where a <> b`.execute(db);
  return rows.map(({wrong}) => wrong);
}
