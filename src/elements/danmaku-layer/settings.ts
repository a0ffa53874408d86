import type {Choices} from './viewer-settings.js';

/** Speed at `speed` 1 on a stage of 1,280 px, px a second: a line of 220 px is out of sight after 8 s. */
const SPEED = 187.5;
const REFERENCE_WIDTH = 1_280;

/** In font sizes: height of a lane, space kept free behind a line, and extra space where a count may grow. */
const LANE = 1.25;
const GAP = 0.5;
const COUNT_ROOM = 3;

/** Average length of a line with its gap, in font sizes; measured on comments of rooms. */
const LINE = 9.4;

/** The layer's attributes as the page gave them, including invalid values. */
export interface Given {
  readonly rows: number;
  readonly speed: number;
  readonly area: number;
  readonly opacity: number;
  readonly fontSize: number;
  readonly max: number;
  readonly merge: boolean;
}

/** Valid settings: the attributes and the viewer's choices, on a stage of a certain size. */
export interface Settings {
  /** Number of lanes; 0 on a stage without a size, or when the viewer has turned lines off. */
  readonly rows: number;
  /** Distance from one lane to the next, px. */
  readonly pitch: number;
  /** Speed of the lines, px a second. */
  readonly speed: number;
  /** Space kept free behind a line, px. */
  readonly gap: number;
  readonly opacity: number;
  /** Font size, px. */
  readonly size: number;
  /** Lines on stage at once. */
  readonly max: number;
  /** Equal lines are counted on one line. */
  readonly merge: boolean;
}

/**
 * Validates the attributes: any value that is not a positive number counts as not given, others are limited. The viewer's
 * choices take precedence.
 */
export function readSettings(
  given: Given,
  {width, height}: {readonly width: number; readonly height: number},
  chosen: Choices,
): Settings {
  const size = within(within(given.fontSize, 24, 10, 96) * chosen.size, 24, 10, 96);
  const pitch = size * LANE;
  const fit = Math.max(1, Math.floor((height * within(chosen.area ?? given.area, 1, 0.1, 1)) / pitch));
  const rows = width && height && !chosen.off ? Math.min(fit, Math.floor(within(given.rows, fit, 1, 100))) : 0;
  const max = within(given.max, 0, 0, Infinity) || Infinity;
  const speed = within(given.speed, 1, 0.25, 4);
  const {density, merge = !!given.merge} = chosen;
  return {
    rows,
    pitch,
    // By the square root of the width: in proportion to it, a line on a narrow stage would be gone before it is read.
    speed: SPEED * within(speed * chosen.speed, 1, 0.25, 4) * Math.sqrt(within(width / REFERENCE_WIDTH, 1, 0.2, 3)),
    gap: size * (merge ? GAP + COUNT_ROOM : GAP),
    opacity: within(chosen.opacity ?? given.opacity, 1, 0, 1),
    size,
    max: density < 1 ? Math.min(max, Math.ceil((density * rows * width) / (size * LINE))) : max,
    merge,
  };
}

function within(value: number | null, otherwise: number, min: number, max: number): number {
  const isGiven = typeof value === 'number' && (value > 0 || (value === 0 && min === 0));
  return isGiven ? Math.min(max, Math.max(min, value)) : otherwise;
}
