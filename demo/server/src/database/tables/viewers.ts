import type {ColumnType} from 'kysely';

/** Accounts in Tencent Chat that this server made: viewers, hosts, the service. */
export interface AccountTable {
  user_id: string;
  /** Empty if this server has no name for the user; Tencent Chat may have one. */
  nick: string;
  /** An address, or a path of the platform that serves the demo's pictures (`/media/…`), or empty. */
  avatar: string;
  created_at: ColumnType<Date, never, never>;
}

/** Points of viewers; a viewer without points has no row. */
export interface PointsTable {
  user_id: string;
  points: number;
}

export interface FollowTable {
  user_id: string;
  host_id: string;
  at: ColumnType<Date, never, never>;
}

/** Token buckets: the calls that each viewer has left, by kind. */
export interface RateLimitTable {
  user_id: string;
  call: string;
  left_over: number;
  /** How many of the last requested calls were granted. */
  granted: number;
  at: Date;
}

/** Balances. A viewer without coins so far has no row. Only inserts into `transfers` change a balance. */
export interface WalletTable {
  user_id: string;
  balance: ColumnType<number, never, never>;
}

export type TransferReason = 'opening' | 'operator' | 'gift';

/** The ledger: coins that moved from one wallet to another. Rows are only added. */
export interface TransferTable {
  id: ColumnType<number, never, never>;
  /** A viewer's id, or one of the house: `$issued` (where coins come from), `$sales` (where they are spent). */
  from_wallet: string;
  to_wallet: string;
  amount: number;
  reason: TransferReason;
  /** Balance of each wallet after the transfer; null for a wallet of the house. */
  from_balance: ColumnType<number | null, never, never>;
  to_balance: ColumnType<number | null, never, never>;
  created_at: ColumnType<Date, never, never>;
}
