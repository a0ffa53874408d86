/** Points for a comment. */
export const COMMENT_POINTS = 1;
/** Points for each coin that is spent. */
export const COIN_POINTS = 1;

/** Points for each `PRESENCE_S` in a room. */
export const PRESENCE_POINTS = 1;
export const PRESENCE_S = 300;

/** The points that each level needs. The first is level 1, where every viewer starts. */
const LEVELS = [
  0, 5, 20, 50, 100, 200, 400, 800, 1_500, 3_000, 6_000, 10_000, 20_000, 40_000, 80_000, 150_000, 300_000, 600_000,
  1_000_000, 2_000_000,
];

/** The level that a number of points reaches. */
export function levelOf(points: number): number {
  return Math.max(1, LEVELS.findLastIndex((from) => points >= from) + 1);
}

/** Badges that messages carry. Clients know host, operators and service from the room. */
export function badgesOf({follows}: {readonly follows: boolean}): string[] {
  return follows ? ['fan'] : [];
}
