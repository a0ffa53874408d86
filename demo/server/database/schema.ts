import type {ColumnType, Generated} from 'kysely';

/** The tables, as the newest migration leaves them. */
export interface Database {
  accounts: AccountTable;
  rooms: RoomTable;
}

/** Whoever has a Tencent Chat account of ours: viewers, hosts, the service. */
export interface AccountTable {
  user_id: string;
  /** Empty where only Tencent Chat, or nobody, knows one. */
  nick: string;
  /** An address, or a path of the platform that serves the demo's pictures (`/media/…`), or empty. */
  avatar: string;
  level: Generated<number>;
  /** Coins. */
  balance: Generated<number>;
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
  like_total: Generated<number>;
  /** Seconds between two comments of one viewer; 0 is off. */
  slow_mode: Generated<number>;
  muted_all: Generated<boolean>;
  stream_url: string | null;
  created_at: ColumnType<Date, never, never>;
}
