import type {ColumnType, Generated} from 'kysely';

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
