import type {ColumnType, Generated} from 'kysely';
import type {Translations} from '../../http/translations.ts';
import type {MessageElement} from '../../tencent/elements.ts';
import type {Quote} from '../../tencent/quote.ts';

export type RoomStatus = 'upcoming' | 'live' | 'paused' | 'ended';

export interface RoomTable {
  room_id: string;
  title: string;
  host_id: string;
  operators: Generated<string[]>;
  status: Generated<RoomStatus>;
  /** Grows with every change of the status, so that clients recognise the newest in any order of arrival. */
  status_version: Generated<number>;
  notice: Generated<string>;
  /** Written as JSON text. */
  title_translations: ColumnType<Translations<'title'>, string | undefined, string>;
  notice_translations: ColumnType<Translations<'notice'>, string | undefined, string>;
  /** Seconds between two comments of one viewer. 0 turns slow mode off. */
  slow_mode: Generated<number>;
  muted_all: Generated<boolean>;
  stream_url: string | null;
  /** Ids of the products on show, the first one first. */
  featured_products: Generated<string[]>;
  /** Unix seconds of the planned start and of the end of the show. */
  starts_at: number | null;
  ended_at: number | null;
  /** Addresses, or paths of the demo's platform. */
  poster: string | null;
  trailer_url: string | null;
  /** The room of the next show. */
  next_room_id: string | null;
  /** Null if nothing was ever pinned. Written as JSON text. */
  pin: ColumnType<Pin | null, string | null | undefined, string | null>;
  created_at: ColumnType<Date, never, never>;
}

export type QuestionState = 'open' | 'answering' | 'answered';

/** A pinned comment (`seq`) or text. Nothing is pinned without both. */
export interface Pin {
  /** Grows with every change, so that clients recognise the newest. */
  readonly v: number;
  readonly seq?: number;
  readonly text?: string;
  readonly translations?: Translations<'text'>;
  /** True while the host answers the pinned comment, which is a question. */
  readonly question?: true;
}

/** Messages of a room, as the after-send callback reported them. */
export interface MessageTable {
  room_id: string;
  /** Grows within a room, with gaps. */
  seq: number;
  /** `Random`: the number that the sender gave the message, below 2^32. */
  random: number;
  /** Unix seconds. */
  time: number;
  user_id: string;
  /** Tencent's elements, checked and bounded in size. Written as JSON text. */
  body: ColumnType<MessageElement[], string, string>;
  /** The comment that the message replies to. Written as JSON text. */
  quote: ColumnType<Quote | null, string | null | undefined, string | null>;
  /** Null for a comment that is no question. */
  question: ColumnType<QuestionState | null, QuestionState | null | undefined, QuestionState | null>;
  /** True once it was deleted. The row stays, so that a repeated callback does not restore the message. */
  deleted: Generated<boolean>;
}

/** A size, a colour or another choice of a product. */
export interface ProductVariant {
  readonly id: string;
  readonly title: string;
  /** In the currency's minor unit. */
  readonly price: number;
  readonly stock: number;
  readonly image?: string;
  readonly translations?: Translations<'title'>;
}

/** A room's shelf. */
export interface ProductTable {
  room_id: string;
  product_id: string;
  /** Changes with every change of the product. */
  version: Generated<number>;
  title: string;
  /** An address, or a path of the demo's shop. */
  image: string;
  /** In the currency's minor unit. */
  price: number;
  currency: string;
  stock: number;
  /** An address, or a path of the demo's shop. */
  href: string;
  /** The price before a reduction. */
  compare_at: number | null;
  badge: string | null;
  /** Addresses, or paths of the demo's shop. Written as JSON text. */
  images: ColumnType<string[], string, string>;
  /** Written as JSON text. */
  variants: ColumnType<ProductVariant[], string, string>;
  /** Written as JSON text. */
  translations: ColumnType<Translations<'title' | 'badge'>, string, string>;
  /** Position on the shelf. */
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

/** How popular a room is at the moment; rooms that were never on air have no row. */
export interface RoomHeatTable {
  room_id: string;
  heat: ColumnType<number, never, never>;
  /** The heat that was last written to the group counter in Tencent Chat. */
  published: Generated<number>;
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
  /** Time of the last report by Tencent's clock, Unix ms. */
  reported_at: number;
  counted_to: Date | null;
}

/** Likes of each room; a room without likes has no row. */
export interface LikesTable {
  room_id: string;
  total: number;
  /** The last batch of likes that was counted in Redis and added here. */
  batch: Generated<number>;
  /** The total that was last written to the group counter in Tencent Chat. */
  published: Generated<number>;
  /** Identifies the life of Redis's data. After a loss of the data it changes, and batches are numbered from 1 again. */
  generation: Generated<string>;
}

/** Like messages counted in the last minutes, so that a repeated one counts once. */
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
