import type {ColumnType, Generated} from 'kysely';
import type {MessageElement} from '../../tencent/elements.ts';
import type {Reply} from '../../tencent/reply.ts';

export type RoomStatus = 'upcoming' | 'live' | 'paused' | 'ended';

export interface RoomTable {
  room_id: string;
  title: string;
  host_id: string;
  operators: Generated<string[]>;
  status: Generated<RoomStatus>;
  /** Grows with every change of the status, so that the newest is known whatever order they arrive in. */
  status_version: Generated<number>;
  notice: Generated<string>;
  /** Seconds between two comments of one viewer; 0 is off. */
  slow_mode: Generated<number>;
  muted_all: Generated<boolean>;
  stream_url: string | null;
  featured_product: string | null;
  created_at: ColumnType<Date, never, never>;
}

/** Messages of a room, as the after-send callback reported them. */
export interface MessageTable {
  room_id: string;
  /** Grows within a room, with gaps. */
  seq: number;
  /** The sender's own number for it, below 2^32. */
  random: number;
  /** Unix seconds. */
  time: number;
  user_id: string;
  /** Tencent's elements, read and bounded. Written as JSON text. */
  body: ColumnType<MessageElement[], string, string>;
  /** Which comment it answers. Written as JSON text. */
  reply: ColumnType<Reply | null, string | null | undefined, string | null>;
  /** Taken back: no longer shown, and known so that it does not come back. */
  deleted: Generated<boolean>;
}

/** A room's shelf. */
export interface ProductTable {
  room_id: string;
  product_id: string;
  /** Another after every change. */
  version: Generated<number>;
  title: string;
  /** An address, or a path of the demo's shop. */
  image: string;
  /** In the currency's minor unit. */
  price: number;
  currency: string;
  stock: number;
  /** As `image`. */
  href: string;
  /** On the shelf. */
  place: ColumnType<number, never, never>;
}

/** Totals of a room. */
export interface RoomStatsTable {
  room_id: string;
  comments: Generated<number>;
  refused: Generated<number>;
  viewers_now: Generated<number>;
  viewers_peak: Generated<number>;
  sampled_at: Generated<Date>;
}

export interface RefusalTable {
  room_id: string;
  user_id: string;
  random: number;
  at: Generated<Date>;
}

export interface PresenceTable {
  room_id: string;
  user_id: string;
  told_at: number;
  counted_to: Date | null;
}

/** How often each room was liked; one that never was has no row. */
export interface LikesTable {
  room_id: string;
  total: number;
  /** The last batch of likes that was counted in Redis and added here. */
  batch: Generated<number>;
  /** The total that the group counter in Tencent Chat has. */
  published: Generated<number>;
  /** Another one after Redis has lost its data: batches are counted anew. */
  generation: Generated<string>;
}

/** Like messages counted lately: each is counted once. */
export interface LikeReceiptTable {
  room_id: string;
  user_id: string;
  random: number;
  counted: number;
  at: Date;
}

/** When each callback of Tencent Chat came last. */
export interface CallbackSightingTable {
  command: string;
  last_at: Generated<Date>;
}
