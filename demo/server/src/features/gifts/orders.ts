import {sql, type Kysely} from 'kysely';
import type {Database, RoomStatus} from '../../database/schema.ts';
import {violatedConstraint} from '../../database/violation.ts';
import {ApiError} from '../../http/errors.ts';
import {COIN_POINTS} from '../levels/index.ts';

/** A viewer's request for an order. */
export interface OrderRequest {
  readonly userId: string;
  /** `Idempotency-Key`. */
  readonly key: string;
  readonly roomId: string;
  readonly giftId: string;
  readonly count: number;
  readonly comboId: string | undefined;
}

/** A billed order. */
export interface Order {
  readonly serial: number;
  /** The giver's balance after the order. */
  readonly balance: number;
  /** Gifts of the combo so far, with this order's; null without a combo. */
  readonly comboTotal: number | null;
}

export interface Billed {
  readonly order: Order;
  /** The giver's points after the order; undefined if the order was billed before. */
  readonly points: number | undefined;
}

/**
 * Bills the order and puts its message into the outbox, in one transaction. A repeated key returns the first order, even if the room,
 * the gift or the balance would no longer allow it.
 * @throws ApiError NOT_FOUND, ROOM_ENDED, INSUFFICIENT_BALANCE; CONFLICT if the key belongs to a different order
 */
export async function placeOrder(db: Kysely<Database>, request: OrderRequest): Promise<Billed> {
  const outcome = await bill(db, request);
  if (outcome.billed) return outcome.billed;
  const earlier = await findOrder(db, request);
  if (!earlier) throw outcome.refusal;
  return {order: earlier, points: undefined};
}

type Outcome =
  {readonly billed: Billed; readonly refusal?: undefined} | {readonly billed?: undefined; readonly refusal: Error};

/**
 * Bills in one statement: one transaction and one round trip. Constraints of the tables refuse a repeated key and a balance below
 * zero. Of two concurrent orders with the same key, wallet or combo, PostgreSQL makes the second wait for the first's commit.
 */
async function bill(
  db: Kysely<Database>,
  {userId, key, roomId, giftId, count, comboId}: OrderRequest,
): Promise<Outcome> {
  const statement = sql<Row>`
    with request as (
      select rooms.status, gifts.price, gifts.combo and ${comboId ?? null}::text is not null as combo
      from (select) as one_row -- One row, also without the room or the gift.
      left join rooms on rooms.room_id = ${roomId}
      left join gifts on gifts.gift_id = ${giftId} and not gifts.retired
    ), payment as (
      insert into transfers (from_wallet, to_wallet, amount, reason)
      select ${userId}, '$sales', price::bigint * ${count}::integer, 'gift' from request
      where status <> 'ended' and price is not null
      returning id, amount, from_balance
    ), updated_combo as (
      insert into combos (user_id, room_id, gift_id, combo_id, total)
      select ${userId}, ${roomId}, ${giftId}, ${comboId ?? null}, ${count}::integer from request, payment where combo
      on conflict (user_id, room_id, gift_id, combo_id) do update set total = combos.total + excluded.total
      returning total as combo_total
    ), new_order as (
      insert into orders
        (serial, user_id, idempotency_key, room_id, gift_id, count, combo_id, combo_total, value, balance)
      select id, ${userId}, ${key}, ${roomId}, ${giftId}, ${count}::integer, ${comboId ?? null}, combo_total, amount, from_balance
      from payment left join updated_combo on true
      returning serial, balance, combo_total, value
    ), pacing as (
      insert into outbox_pacing (room_id) select ${roomId} from new_order on conflict do nothing
    ), queued_message as (
      insert into outbox (room_id, serial) select ${roomId}, serial from new_order
    ), earned_points as (
      insert into points (user_id, points) select ${userId}, value * ${COIN_POINTS}::integer from new_order
      on conflict (user_id) do update set points = points.points + excluded.points
      returning points
    )
    select status, price, serial, balance, combo_total as "comboTotal", points
    from request left join new_order on true left join earned_points on true`;
  try {
    const {status, price, serial, balance, comboTotal, points} = (await statement.execute(db)).rows[0]!;
    if (serial !== null) return {billed: {order: {serial, balance, comboTotal}, points}};
    return {refusal: orderRefusal(status, price, roomId, giftId)};
  } catch (error) {
    switch (violatedConstraint(error)) {
      case 'wallet_not_negative':
        return {refusal: new ApiError('INSUFFICIENT_BALANCE', 'the balance is too low for this gift')};
      case 'orders_idempotency_key':
        return {refusal: error as Error};
      default:
        throw error;
    }
  }
}

type Row = {readonly status: RoomStatus | null; readonly price: number | null} & (
  (Order & {readonly points: number}) | {readonly [Name in keyof Order | 'points']: null}
);

function orderRefusal(status: RoomStatus | null, price: number | null, roomId: string, giftId: string): ApiError {
  if (status === null) return new ApiError('NOT_FOUND', `there is no room "${roomId}"`);
  if (price === null) return new ApiError('NOT_FOUND', `there is no gift "${giftId}"`);
  return new ApiError('ROOM_ENDED', `the show in "${roomId}" is over`);
}

/** The order that was billed under this key. @throws ApiError CONFLICT if it differs from the request */
async function findOrder(
  db: Kysely<Database>,
  {userId, key, roomId, giftId, count, comboId}: OrderRequest,
): Promise<Order | undefined> {
  const found = await db
    .selectFrom('orders')
    .select(['serial', 'balance', 'combo_total as comboTotal', 'room_id', 'gift_id', 'count', 'combo_id'])
    .where('user_id', '=', userId)
    .where('idempotency_key', '=', key)
    .executeTakeFirst();
  if (!found) return undefined;
  const same =
    found.room_id === roomId &&
    found.gift_id === giftId &&
    found.count === count &&
    found.combo_id === (comboId ?? null);
  if (!same) throw new ApiError('CONFLICT', 'this Idempotency-Key belongs to a different order');
  return found;
}
