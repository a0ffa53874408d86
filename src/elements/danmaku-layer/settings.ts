import type {ViewerSettings} from './viewer-settings.js';

/** Speed at `speed` 1 on a stage of 1,280 px, px a second: a line of 220 px is out of sight after 8 s. */
const SPEED = 187.5;
const REFERENCE_WIDTH = 1_280;

/** In font sizes: height of a lane, space kept free behind a line, and extra space where a count may grow. */
const LANE_HEIGHT = 1.25;
const LINE_GAP = 0.5;
const COUNT_SPACE = 3;

/** Average length of a line with its gap, in font sizes. Measured on comments of real rooms. */
const LINE_LENGTH = 9.4;

/** The layer's attributes as the page set them, including invalid values. */
export interface LayerAttributes {
  readonly lanes: number;
  readonly speed: number;
  readonly area: number;
  readonly opacity: number;
  readonly fontSize: number;
  readonly max: number;
  readonly merge: boolean;
}

/** Valid settings: the attributes and the viewer's choices, on a stage of a certain size. */
export interface LaneSettings {
  /** Number of lanes. 0 on a stage without a size, or if the viewer has turned lines off. */
  readonly laneCount: number;
  /** Distance from one lane to the next, px. */
  readonly laneHeight: number;
  /** Speed of the lines, px a second. */
  readonly speed: number;
  /** Space kept free behind a line, px. */
  readonly gap: number;
  readonly opacity: number;
  /** Font size, px. */
  readonly fontSize: number;
  /** Lines on stage at once. */
  readonly max: number;
  /** True if equal lines are counted on one line. */
  readonly merge: boolean;
}

/**
 * Validates the attributes. A value that is not a positive number is ignored; others are limited. The viewer's settings
 * take precedence.
 */
export function resolveSettings(
  attributes: LayerAttributes,
  {width, height}: {readonly width: number; readonly height: number},
  viewer: ViewerSettings,
): LaneSettings {
  const fontSize = within(within(attributes.fontSize, 24, 10, 96) * viewer.size, 24, 10, 96);
  const laneHeight = fontSize * LANE_HEIGHT;
  const fitting = Math.max(1, Math.floor((height * within(viewer.area ?? attributes.area, 1, 0.1, 1)) / laneHeight));
  const laneCount =
    width && height && !viewer.off ? Math.min(fitting, Math.floor(within(attributes.lanes, fitting, 1, 100))) : 0;
  const max = within(attributes.max, 0, 0, Infinity) || Infinity;
  const speed = within(attributes.speed, 1, 0.25, 4);
  const {lineDensity, merge = !!attributes.merge} = viewer;
  return {
    laneCount,
    laneHeight,
    // Scales with the square root of the width. In proportion to the width, a line on a narrow stage would leave before
    // it is read.
    speed: SPEED * within(speed * viewer.speed, 1, 0.25, 4) * Math.sqrt(within(width / REFERENCE_WIDTH, 1, 0.2, 3)),
    gap: fontSize * (merge ? LINE_GAP + COUNT_SPACE : LINE_GAP),
    opacity: within(viewer.opacity ?? attributes.opacity, 1, 0, 1),
    fontSize,
    max: lineDensity < 1 ? Math.min(max, Math.ceil((lineDensity * laneCount * width) / (fontSize * LINE_LENGTH))) : max,
    merge,
  };
}

function within(value: number | null, fallback: number, min: number, max: number): number {
  const isValid = typeof value === 'number' && (value > 0 || (value === 0 && min === 0));
  return isValid ? Math.min(max, Math.max(min, value)) : fallback;
}
