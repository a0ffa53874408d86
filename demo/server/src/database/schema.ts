import type {
  AccountTable,
  FollowTable,
  RateLimitTable,
  PointsTable,
  TransferTable,
  WalletTable,
} from './tables/viewers.ts';
import type {BroadcastRoomTable, BroadcastTable, BroadcastPacingTable} from './tables/broadcasts.ts';
import type {ComboTable, GiftTable, OutboxPacingTable, OrderTable, OutboxTable} from './tables/gifts.ts';
import type {
  CallbackSightingTable,
  LikeReceiptTable,
  LikesTable,
  MessageTable,
  RoomStatsTable,
  PresenceTable,
  ProductTable,
  RefusalTable,
  RoomHeatTable,
  RoomTable,
} from './tables/rooms.ts';
import type {PurchaseItemTable, PurchaseTable, TrackBatchTable, TrackCountTable} from './tables/measurement.ts';
import type {PollTable, PollVoteTable} from './tables/polls.ts';
import type {LotteryEntryTable, LotteryTable} from './tables/lotteries.ts';
import type {ReportTable, PenaltyTable, SlowModeTurnTable, WordListTable} from './tables/moderation.ts';

export type {RoomStatus} from './tables/rooms.ts';
export type {PenaltyKind} from './tables/moderation.ts';
export type {LotteryPhase} from './tables/lotteries.ts';

/** The tables after the newest migration. */
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
  outbox_pacing: OutboxPacingTable;
  likes: LikesTable;
  like_receipts: LikeReceiptTable;
  rate_limits: RateLimitTable;
  products: ProductTable;
  penalties: PenaltyTable;
  slow_mode_turns: SlowModeTurnTable;
  reports: ReportTable;
  follows: FollowTable;
  word_list: WordListTable;
  lotteries: LotteryTable;
  lottery_entries: LotteryEntryTable;
  polls: PollTable;
  poll_votes: PollVoteTable;
  broadcasts: BroadcastTable;
  broadcast_rooms: BroadcastRoomTable;
  broadcast_pacing: BroadcastPacingTable;
  room_stats: RoomStatsTable;
  room_heat: RoomHeatTable;
  refusals: RefusalTable;
  presences: PresenceTable;
  callback_sightings: CallbackSightingTable;
  track_counts: TrackCountTable;
  track_batches: TrackBatchTable;
  purchases: PurchaseTable;
  purchase_items: PurchaseItemTable;
}
