import type {ColumnType} from 'kysely';
import type {Translations} from '../../http/translations.ts';

export interface LotteryTable {
  lottery_id: string;
  room_id: string;
  keyword: string;
  prize: string;
  /** Written as JSON text. */
  translations: ColumnType<Translations<'prize'>, string | undefined, never>;
  winners_wanted: number;
  /** Secret until the draw. */
  seed: string;
  seed_hash: string;
  opened_at: ColumnType<Date, never, never>;
  closes_at: Date;
  drawn_at: Date | null;
  entries_hash: string | null;
  winners: string[] | null;
  /** The last phase that the room got a message about. */
  announced_phase: LotteryPhase | null;
}

export type LotteryPhase = 'open' | 'drawn';

export interface LotteryEntryTable {
  lottery_id: string;
  user_id: string;
}
