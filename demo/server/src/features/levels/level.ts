/** Points a comment is worth. */
export const COMMENT_POINTS = 1;
/** Points a coin is worth, once it is spent. */
export const COIN_POINTS = 1;

/** Points for so long in a room. */
export const PRESENCE_POINTS = 1;
export const PRESENCE_S = 300;

/** Points from which on each level is reached: the first is level 1, where everybody begins. */
const LEVELS = [
  0, 5, 20, 50, 100, 200, 400, 800, 1_500, 3_000, 6_000, 10_000, 20_000, 40_000, 80_000, 150_000, 300_000, 600_000,
  1_000_000, 2_000_000,
];

/** The level that a number of points reaches. */
export function levelOf(points: number): number {
  return Math.max(1, LEVELS.findLastIndex((from) => points >= from) + 1);
}

/** Marks beside a name that are not the room's own: those of host, operators and service no message carries. */
export function badgesOf({follows}: {readonly follows: boolean}): string[] {
  return follows ? ['fan'] : [];
}
