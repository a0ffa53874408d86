import type {ColumnType, Generated} from 'kysely';

/** The tables, as the newest migration leaves them. */
export interface Database {
  accounts: AccountTable;
  rooms: RoomTable;
  messages: MessageTable;
  points: PointsTable;
}

/** Whoever has a Tencent Chat account of ours: viewers, hosts, the service. */
export interface AccountTable {
  user_id: string;
  /** Empty where only Tencent Chat, or nobody, knows one. */
  nick: string;
  /** An address, or a path of the platform that serves the demo's pictures (`/media/…`), or empty. */
  avatar: string;
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
  body: ColumnType<MessageElement[], string, never>;
}

/** One element of a Tencent message: https://trtc.io/document/34374 */
export interface MessageElement {
  readonly MsgType: string;
  readonly MsgContent: Readonly<Record<string, unknown>>;
}

/** What viewers have earned by what they did; nobody has none. */
export interface PointsTable {
  user_id: string;
  points: number;
}
