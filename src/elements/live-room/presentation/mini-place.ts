import {CORNERS, type Corner} from '../../../session/presented-key.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Time for which a flick continues, ms. */
const FLICK_MS = 200;
/** Minimum and maximum width of the small player, px. The maximum also as a share of the window. */
export const MIN_WIDTH_PX = 96;
const MAX_WIDTH_PX = 480;
const MAX_SHARE = 0.6;
/** Largest distance from the edge of the window, px. */
const OFFSET_MAX_PX = 400;

/** The corner of the window that is nearest to the end of a drag. @param velocity In px per ms. */
export function cornerAfterFlick(center: Point, velocity: Point, {width, height}: Size): Corner {
  const x = center.x + velocity.x * FLICK_MS;
  const y = center.y + velocity.y * FLICK_MS;
  return `${y < height / 2 ? 'top' : 'bottom'}-${x < width / 2 ? 'left' : 'right'}`;
}

/** The corner in the direction of an arrow key. */
export function cornerTowards(corner: Corner, key: string): Corner {
  const [vertical, horizontal] = corner.split('-');
  const next = {
    ArrowUp: `top-${horizontal}`,
    ArrowDown: `bottom-${horizontal}`,
    ArrowLeft: `${vertical}-left`,
    ArrowRight: `${vertical}-right`,
  }[key];
  return CORNERS.find((known) => known === next) ?? corner;
}

/** A width within the limits. Also limits the height, which follows from the shape of the video. @param aspect Width by height. */
export function limitWidth(width: number, aspect: number, window: Size): number {
  const most = Math.min(MAX_WIDTH_PX, window.width * MAX_SHARE, window.height * MAX_SHARE * aspect);
  return Math.round(Math.max(MIN_WIDTH_PX, Math.min(width, most)));
}

/** Widths that the size button goes through: small, middle, large. On a wide window they are larger. */
export function nextWidth(width: number, aspect: number, window: Size): number {
  const [least, share] = aspect < 1 ? [128, 0.13] : [200, 0.2];
  const base = Math.max(least, window.width * share);
  const widths = [1, 1.5, 2].map((factor) => limitWidth(base * factor, aspect, window));
  return widths.find((wider) => wider > width + 1) ?? widths[0]!;
}

/** Vertical and horizontal distance from the edges of the window, px. */
export function readOffset(text: string): readonly [number, number] {
  const [vertical = 16, horizontal = vertical] = text
    .split(/\s+/)
    .map(parseFloat)
    .filter((length) => length >= 0)
    .map((length) => Math.min(length, OFFSET_MAX_PX));
  return [vertical, horizontal];
}
