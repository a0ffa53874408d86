import type {ColumnType, Generated} from 'kysely';
import type {Translations} from '../../http/translations.ts';

export interface PollTable {
  poll_id: string;
  room_id: string;
  question: string;
  /** Written as JSON text. */
  translations: ColumnType<Translations<'question'>, string | undefined, never>;
  /** Written as JSON text. */
  options: ColumnType<PollOption[], string, never>;
  opened_at: ColumnType<Date, never, never>;
  closes_at: Date;
  closed_at: Date | null;
  /** The last phase that the room got a message about. */
  announced_phase: PollPhase | null;
  /** Counts of the last message, and when it was sent. Written as JSON text. */
  sent_counts: ColumnType<Record<string, number> | null, string | null | undefined, string | null>;
  sent_at: Generated<Date>;
}

export interface PollOption {
  readonly id: string;
  readonly text: string;
  readonly translations?: Translations<'text'>;
}

export type PollPhase = 'open' | 'closed';

/** One vote of each viewer; the last one replaces earlier ones. */
export interface PollVoteTable {
  poll_id: string;
  user_id: string;
  option_id: string;
}
