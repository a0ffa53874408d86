import type {ColumnType, Generated} from 'kysely';

export interface BroadcastTable {
  broadcast_id: string;
  serial: ColumnType<number, never, never>;
  message: ColumnType<Record<string, unknown>, string, never>;
  /** `Random` of the message. It is the same for each attempt, so Tencent delivers the broadcast once. */
  random: number;
  expires_at: Date | null;
  state: Generated<'waiting' | 'by room' | 'sent' | 'expired'>;
  /** Until then one process is sending it. */
  leased_until: Date | null;
}

export interface BroadcastRoomTable {
  broadcast_id: string;
  room_id: string;
  leased_until: Date | null;
}

export interface BroadcastPacingTable {
  name: string;
  open_at: Date;
}
