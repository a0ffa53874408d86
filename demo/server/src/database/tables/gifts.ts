import type {ColumnType, Generated} from 'kysely';

/** The catalogue of gifts. */
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
  /** The giver's balance after the order. */
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

/** Orders whose message is not sent yet. */
export interface OutboxTable {
  room_id: string;
  serial: number;
  attempts: Generated<number>;
  leased_until: Date | null;
  parked_at: Date | null;
  refusal: string | null;
}

/** The time from which the next order of a room may be sent. */
export interface OutboxPacingTable {
  room_id: string;
  open_at: Generated<Date>;
  /** Failures in a row since the last message that was sent. */
  failures: Generated<number>;
}
