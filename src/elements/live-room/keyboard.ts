/** A browser's bars are lower than this height, and every keyboard is higher, px. */
const KEYBOARD_MIN_PX = 120;

/** Maximum rise of the field, as a share of the room's height. */
const RISE_MAX = 0.75;

/** The part of the page that is in view. `offsetTop` is its distance from the top of the layout viewport. */
export interface VisibleArea {
  readonly height: number;
  readonly offsetTop: number;
  readonly scale: number;
}

/**
 * Height of the room's lower part that the keyboard covers, px. It is 0 where the keyboard shrinks the page itself
 * (`interactive-widget=resizes-content`).
 *
 * @param windowHeight Height of the layout viewport, px.
 */
export function coveredByKeyboard(
  {bottom, height}: {readonly bottom: number; readonly height: number},
  visible: VisibleArea,
  windowHeight: number,
): number {
  if (windowHeight - visible.height * visible.scale < KEYBOARD_MIN_PX) return 0;
  const covered = Math.round(bottom - (visible.offsetTop + visible.height));
  return Math.min(Math.max(covered, 0), Math.round(height * RISE_MAX));
}
