import {createHash} from 'node:crypto';

/*
 * The draw. Anybody can repeat it from the published data with docs/repeat-a-draw.mjs:
 *
 *   seedHash     sha256(seed), published before the first entry
 *   an entry     sha256(lotteryId + ":" + userId); published sorted
 *   entriesHash  sha256(entries, joined by line feeds)
 *   the winners  the entries with the lowest sha256(seed + ":" + entriesHash + ":" + entry), lowest first
 *
 * Everything is text in UTF-8, every hash 64 lower-case hex digits.
 */

export interface Draw {
  readonly entriesHash: string;
  /** User ids, the first drawn first. */
  readonly winners: readonly string[];
}

export function draw(lotteryId: string, seed: string, userIds: readonly string[], wanted: number): Draw {
  const users = new Map(userIds.map((userId) => [entryOf(lotteryId, userId), userId]));
  const entriesHash = sha256(sortedEntries(users.keys()).join('\n'));
  const drawn = [...users.keys()]
    .map((entry) => ({entry, lot: sha256(`${seed}:${entriesHash}:${entry}`)}))
    .sort((one, other) => (one.lot < other.lot ? -1 : 1));
  return {entriesHash, winners: drawn.slice(0, wanted).map(({entry}) => users.get(entry)!)};
}

export function entryOf(lotteryId: string, userId: string): string {
  return sha256(`${lotteryId}:${userId}`);
}

export function sortedEntries(entries: Iterable<string>): string[] {
  return [...entries].sort();
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
