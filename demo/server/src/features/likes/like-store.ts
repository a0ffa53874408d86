/** A message that says how often a viewer liked a room. */
export interface Like {
  readonly roomId: string;
  readonly userId: string;
  /** The sender's own number for it, below 2^32. */
  readonly random: number;
  readonly count: number;
}

/** Likes counted per viewer and room in one window. */
export const WINDOW_S = 10;

/** Tencent repeats a callback within seconds, and a sender a message within minutes. Older receipts are deleted. */
export const REMEMBERED_S = 600;

/** Counts likes for all processes. Nothing that it waits for is shared between rooms. */
export interface LikeStore {
  /**
   * Counts each message of one room once, and of each viewer no more than the window allows. Answers how many of each
   * counted, now or when it was counted before; null for rooms that are not ours.
   */
  count(roomId: string, likes: readonly Like[]): Promise<(number | null)[]>;
  /** Adds likes to a room's total whose messages were judged already. Ignores rooms that are not ours. */
  add(roomId: string, count: number): Promise<void>;
  /** Deletes receipts that are no longer needed. */
  tidy(): Promise<void>;
  start?(): void;
  /** Resolves once all that was counted is written, or cannot be. */
  stop?(): Promise<void>;
}
