import {sql, type Kysely} from 'kysely';
import type {Database, RoomStatus} from '../../database/schema.ts';
import {violated} from '../../database/violation.ts';
import {ApiError} from '../../http/errors.ts';
import {COIN_POINTS} from '../levels/index.ts';

/** An order of a viewer. */
export interface OrderRequest {
  readonly userId: string;
  readonly key: string;
  readonly roomId: string;
  readonly giftId: string;
  readonly count: number;
  readonly comboId: string | undefined;
}

/** A gift that is paid for. */
export interface Order {
  readonly serial: number;
  /** The giver's balance after the order. */
  readonly balance: number;
  /** Gifts of the combo with this order's; null where there is none. */
  readonly comboTotal: number | null;
}

export interface Billed {
  readonly order: Order;
  /** The giver's points after the order; undefined if the order was billed before. */
  readonly points: number | undefined;
}

/**
 * Bills the order and puts its message into the outbox, or does nothing of it. The same key again is answered as it was the
 * first time, whatever has become of room, gift and balance since.
 * @throws ApiError NOT_FOUND, ROOM_ENDED, INSUFFICIENT_BALANCE; CONFLICT for a key that was another order's
 */
export async function placeOrder(db: Kysely<Database>, asked: OrderRequest): Promise<Billed> {
  const outcome = await bill(db, asked);
  if (outcome.billed) return outcome.billed;
  const earlier = await findOrder(db, asked);
  if (!earlier) throw outcome.refusal;
  return {order: earlier, points: undefined};
}

type Outcome =
  {readonly billed: Billed; readonly refusal?: undefined} | {readonly billed?: undefined; readonly refusal: Error};

/**
 * One statement is one transaction and one round trip. Constraints forbid an order: of two
 * that come at once the later waits for the earlier and then meets its key, its coins and its combo as it left them.
 */
async function bill(
  db: Kysely<Database>,
  {userId, key, roomId, giftId, count, comboId}: OrderRequest,
): Promise<Outcome> {
  const asked = sql<Row>`
    with asked as (
      select rooms.status, gifts.price, gifts.combo and ${comboId ?? null}::text is not null as combo
      from (select) as one
      left join rooms on rooms.room_id = ${roomId}
      left join gifts on gifts.gift_id = ${giftId} and not gifts.retired
    ), paid as (
      insert into transfers (from_wallet, to_wallet, amount, reason)
      select ${userId}, '$sales', price::bigint * ${count}::integer, 'gift' from asked
      where status <> 'ended' and price is not null
      returning id, amount, from_balance
    ), combined as (
      insert into combos (user_id, room_id, gift_id, combo_id, total)
      select ${userId}, ${roomId}, ${giftId}, ${comboId ?? null}, ${count}::integer from asked, paid where combo
      on conflict (user_id, room_id, gift_id, combo_id) do update set total = combos.total + excluded.total
      returning total
    ), ordered as (
      insert into orders
        (serial, user_id, idempotency_key, room_id, gift_id, count, combo_id, combo_total, value, balance)
      select id, ${userId}, ${key}, ${roomId}, ${giftId}, ${count}::integer, ${comboId ?? null}, total, amount, from_balance
      from paid left join combined on true
      returning serial, balance, combo_total, value
    ), pacing as (
      insert into outbox_pacing (room_id) select ${roomId} from ordered on conflict do nothing
    ), queued as (
      insert into outbox (room_id, serial) select ${roomId}, serial from ordered
    ), earned as (
      insert into points (user_id, points) select ${userId}, value * ${COIN_POINTS}::integer from ordered
      on conflict (user_id) do update set points = points.points + excluded.points
      returning points
    )
    select status, price, serial, balance, combo_total as "comboTotal", points
    from asked left join ordered on true left join earned on true`;
  try {
    const {status, price, serial, balance, comboTotal, points} = (await asked.execute(db)).rows[0]!;
    if (serial !== null) return {billed: {order: {serial, balance, comboTotal}, points}};
    return {refusal: whyNot(status, price, roomId, giftId)};
  } catch (error) {
    switch (violated(error)) {
      case 'wallets_never_below_nought':
        return {refusal: new ApiError('INSUFFICIENT_BALANCE', 'there are not enough coins for this')};
      case 'orders_once':
        return {refusal: error as Error};
      default:
        throw error;
    }
  }
}

type Row = {readonly status: RoomStatus | null; readonly price: number | null} & (
  (Order & {readonly points: number}) | {readonly [Name in keyof Order | 'points']: null}
);

function whyNot(status: RoomStatus | null, price: number | null, roomId: string, giftId: string): ApiError {
  if (status === null) return new ApiError('NOT_FOUND', `there is no room "${roomId}"`);
  if (price === null) return new ApiError('NOT_FOUND', `there is no gift "${giftId}"`);
  return new ApiError('ROOM_ENDED', `the show in "${roomId}" is over`);
}

/** The order billed under this key before. @throws ApiError CONFLICT where it was another */
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
  if (!same) throw new ApiError('CONFLICT', 'this Idempotency-Key was that of another order');
  return found;
}
