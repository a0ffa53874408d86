import type {ColumnType, Generated} from 'kysely';
import type {MessageElement} from '../tencent/elements.ts';
import type {Reply} from '../tencent/reply.ts';

/** The tables, as the newest migration leaves them. */
export interface Database {
  accounts: AccountTable;
  rooms: RoomTable;
  messages: MessageTable;
  points: PointsTable;
  wallets: WalletTable;
  transfers: TransferTable;
  gifts: GiftTable;
  orders: OrderTable;
  combos: ComboTable;
  outbox: OutboxTable;
  lanes: LaneTable;
  likes: LikesTable;
  like_receipts: LikeReceiptTable;
  limits: LimitTable;
  products: ProductTable;
  restraints: RestraintTable;
  turns: TurnTable;
  reports: ReportTable;
  follows: FollowTable;
  word_list: WordListTable;
  lotteries: LotteryTable;
  lottery_entries: LotteryEntryTable;
  broadcasts: BroadcastTable;
  broadcast_rooms: BroadcastRoomTable;
  paces: PaceTable;
  numbers: NumbersTable;
  refusals: RefusalTable;
  presences: PresenceTable;
}

/** Whoever has a Tencent Chat account of ours: viewers, hosts, the service. */
export interface AccountTable {
  user_id: string;
  /** Empty where only Tencent Chat, or nobody, knows one. */
  nick: string;
  /** An address, or a path of the platform that serves the demo's pictures (`/media/…`), or empty. */
  avatar: string;
  created_at: ColumnType<Date, never, never>;
}

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

/** What was said in a room, as the after-send callback told it. */
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

/** What viewers have earned by what they did; nobody has none. */
export interface PointsTable {
  user_id: string;
  points: number;
}

/** Coins of each viewer who ever had any. Moved by transfers alone. */
export interface WalletTable {
  user_id: string;
  balance: ColumnType<number, never, never>;
}

export type TransferReason = 'opening' | 'operator' | 'gift';

/** The ledger: coins that went from one wallet to another. Only grows. */
export interface TransferTable {
  id: ColumnType<number, never, never>;
  /** A viewer's id, or one of the house: `$issued` (where coins come from), `$sales` (where they are spent). */
  from_wallet: string;
  to_wallet: string;
  amount: number;
  reason: TransferReason;
  /** What was left in either afterwards; null for the house. */
  from_balance: ColumnType<number | null, never, never>;
  to_balance: ColumnType<number | null, never, never>;
  created_at: ColumnType<Date, never, never>;
}

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

/** How often each room was liked; one that never was has no row. */
export interface LikesTable {
  room_id: string;
  total: number;
}

/** Like messages counted lately: each is counted once. */
export interface LikeReceiptTable {
  room_id: string;
  user_id: string;
  random: number;
  counted: number;
  at: Date;
}

/** Calls each viewer has left, of each kind. */
export interface LimitTable {
  user_id: string;
  call: string;
  left_over: number;
  /** How many of those asked for last were granted. */
  granted: number;
  at: Date;
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

/** Who may not speak in a room (`mute`), or not even be in it (`ban`). */
export interface RestraintTable {
  room_id: string;
  user_id: string;
  kind: RestraintKind;
  /** Unix seconds. */
  until: number;
  reason: string;
}

export type RestraintKind = 'mute' | 'ban';

/** When each viewer last spoke in a room in slow mode, and which message it was. */
export interface TurnTable {
  room_id: string;
  user_id: string;
  random: number;
  at: Date;
}

/** Lines that viewers found wrong, as they were said. */
export interface ReportTable {
  report_id: ColumnType<number, never, never>;
  room_id: string;
  seq: number;
  reporter_id: string;
  reason: string;
  user_id: string;
  body: ColumnType<MessageElement[], string, never>;
  at: ColumnType<Date, never, never>;
}

export interface FollowTable {
  user_id: string;
  host_id: string;
  at: ColumnType<Date, never, never>;
}

/** The words nobody may say, in one row. */
export interface WordListTable {
  sole: Generated<boolean>;
  version: number;
  refused: string[];
  masked: string[];
}

export interface LotteryTable {
  lottery_id: string;
  room_id: string;
  keyword: string;
  prize: string;
  winners_wanted: number;
  /** Nobody's business until it is drawn. */
  seed: string;
  seed_hash: string;
  opened_at: ColumnType<Date, never, never>;
  closes_at: Date;
  drawn_at: Date | null;
  entries_hash: string | null;
  winners: string[] | null;
  told: LotteryPhase | null;
}

export type LotteryPhase = 'open' | 'drawn';

export interface LotteryEntryTable {
  lottery_id: string;
  user_id: string;
}

export interface BroadcastTable {
  broadcast_id: string;
  serial: ColumnType<number, never, never>;
  message: ColumnType<Record<string, unknown>, string, never>;
  /** The same whenever it is sent: Tencent says it once. */
  random: number;
  expires_at: Date | null;
  state: Generated<'waiting' | 'by room' | 'said' | 'expired'>;
  /** A process has it in hand until then. */
  leased_until: Date | null;
}

export interface BroadcastRoomTable {
  broadcast_id: string;
  room_id: string;
  leased_until: Date | null;
}

export interface PaceTable {
  name: string;
  open_at: Date;
}

/** What a room has come to. */
export interface NumbersTable {
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
