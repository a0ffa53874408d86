import type {ColumnType, Generated} from 'kysely';
import type {Translations} from '../../http/translations.ts';

/** The catalogue of gifts. */
export interface GiftTable {
  gift_id: string;
  name: string;
  /** An address, or a path of the platform that serves the demo's pictures (`/media/…`). */
  icon: string;
  /** Coins. */
  price: number;
  /** The name of a built-in effect, or an address or path that ends in `.json` (Lottie) or `.svga`. */
  effect: string | null;
  combo: boolean;
  /** Written as JSON text. */
  translations: ColumnType<Translations<'name'>, string | undefined, string>;
  /** True once it was removed from the catalogue. */
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
  /** Gifts of the combo so far, with this order's. */
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

/** Gift messages that are not sent yet. */
export interface OutboxTable {
  room_id: string;
  serial: number;
  attempts: Generated<number>;
  leased_until: Date | null;
  parked_at: Date | null;
  refusal: string | null;
}

/** The pace of each room's gift messages. The next message may be sent from `open_at` on. */
export interface OutboxPacingTable {
  room_id: string;
  open_at: Generated<Date>;
  /** Failures in a row since the last message that was sent. */
  failures: Generated<number>;
}
