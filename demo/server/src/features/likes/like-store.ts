/** A message with a number of likes of one viewer in a room. */
export interface Like {
  readonly roomId: string;
  readonly userId: string;
  /** `Random`: the number that the sender gave the message, below 2^32. */
  readonly random: number;
  readonly count: number;
}

/** Likes counted per viewer and room in one window. */
export const WINDOW_S = 10;

/**
 * Lifetime of a receipt, by which repeated messages are recognised. Tencent repeats a callback within seconds, a sender
 * a message within minutes.
 */
export const REMEMBERED_S = 600;

/** Counts likes for all processes. Rooms never wait for each other. */
export interface LikeStore {
  /**
   * Counts each message of one room once, and no more likes of a viewer than the window allows. Returns how many likes of each
   * message counted, now or when the message was counted before; null for unknown rooms.
   */
  count(roomId: string, likes: readonly Like[]): Promise<(number | null)[]>;
  /** Adds likes that have passed the limits to a room's total. Ignores unknown rooms. */
  add(roomId: string, count: number): Promise<void>;
  /** Deletes receipts that are no longer needed. */
  tidy(): Promise<void>;
  start?(): void;
  /** Resolves when all counted likes are in PostgreSQL, or cannot be written. */
  stop?(): Promise<void>;
}
