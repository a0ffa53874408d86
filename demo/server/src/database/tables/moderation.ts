import type {ColumnType, Generated} from 'kysely';
import type {MessageElement} from '../../tencent/elements.ts';

/** Penalties of users in a room: `mute` forbids messages, `ban` also forbids joining. */
export interface PenaltyTable {
  room_id: string;
  user_id: string;
  kind: PenaltyKind;
  /** Unix seconds. */
  until: number;
  reason: string;
}

export type PenaltyKind = 'mute' | 'ban';

/** Time and id of the last message of each viewer in a room in slow mode. */
export interface SlowModeTurnTable {
  room_id: string;
  user_id: string;
  random: number;
  at: Date;
}

/** Messages that viewers reported, with their original text. */
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

/** The list of forbidden words, in one row. */
export interface WordListTable {
  sole: Generated<boolean>;
  version: number;
  refused: string[];
  masked: string[];
}
