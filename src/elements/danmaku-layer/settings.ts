import type {Choices} from './choices.js';

/** At `speed` 1 on a stage of 1,280 px, px a second: a line of 220 px is out of sight after 8 s. */
const SPEED = 187.5;
const REFERENCE_WIDTH = 1_280;

/** Of the font's size: a lane's height, what is kept free behind a line, and more where its count may grow. */
const LANE = 1.25;
const GAP = 0.5;
const COUNT_ROOM = 3;

/** What a line takes of its lane on average, in widths of the font: measured of what is said in rooms. */
const LINE = 9.4;

/** The layer's attributes as they were given, bad ones included. */
export interface Given {
  readonly rows: number;
  readonly speed: number;
  readonly area: number;
  readonly opacity: number;
  readonly fontSize: number;
  readonly max: number;
  readonly merge: boolean;
}

/** What they and the viewer's choices come to on a stage of a certain size. */
export interface Settings {
  /** Lanes; 0 on a stage without a size. */
  readonly rows: number;
  /** Px from one lane to the next. */
  readonly pitch: number;
  /** Px a second. */
  readonly speed: number;
  /** Px kept free behind a line. */
  readonly gap: number;
  readonly opacity: number;
  /** Of the font, px. */
  readonly size: number;
  /** Lines at once. */
  readonly max: number;
  /** Equal lines are counted on one. */
  readonly merge: boolean;
}

/** Reads attributes: what is not a positive number counts as not given, and limits hold. The viewer's choice goes over them. */
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
    // By the root of the width: on a narrow stage a line would else be gone before it is read.
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
