import type {ColumnType, Generated} from 'kysely';

/** What can be given. */
export interface GiftTable {
  gift_id: string;
  name: string;
  /** An address, or a path of the platform that serves the demo's pictures (`/media/…`). */
  icon: string;
  /** Coins. */
  price: number;
  /** The word of a built-in effect, or an address or path that ends in `.json` (Lottie) or `.svga`. */
  effect: string | null;
  combo: boolean;
  /** No longer sold; orders of it stay. */
  retired: Generated<boolean>;
}

/** Gifts that were paid for. */
export interface OrderTable {
  /** The number of its transfer. */
  serial: number;
  user_id: string;
  idempotency_key: string;
  room_id: string;
  gift_id: string;
  count: number;
  combo_id: string | null;
  /** Gifts of the combo with this order's. */
  combo_total: number | null;
  /** Coins of the whole order. */
  value: number;
  /** What the giver had left. */
  balance: number;
  created_at: ColumnType<Date, never, never>;
}

/** Gifts of each combo so far. */
export interface ComboTable {
  user_id: string;
  room_id: string;
  gift_id: string;
  combo_id: string;
  total: number;
}

/** Orders the room has not been told of yet. */
export interface OutboxTable {
  room_id: string;
  serial: number;
  attempts: Generated<number>;
  leased_until: Date | null;
  parked_at: Date | null;
  refusal: string | null;
}

/** When the next of a room's orders may be told. */
export interface LaneTable {
  room_id: string;
  open_at: Generated<Date>;
  /** In a row, since the last that was told. */
  failures: Generated<number>;
}
