/** A point in px: of the window, or of one element's box. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Distance over which the axes of a box are measured, px. */
const SPAN = 1_000;

/** Centre of an element's visible box, in px of the window; also for rotated boxes. */
export function centerOf(element: Element): Point {
  const {left, top, width, height} = element.getBoundingClientRect();
  return {x: left + width / 2, y: top + height / 2};
}

/**
 * Converts a point of the window to the containing block of children of `parent`, in the px of `left` and `top` in a style,
 * even if the page is scaled, zoomed or rotated.
 */
export function toLocalPoint(parent: Node, {x, y}: Point): Point {
  const probe = document.createElement('i');
  parent.appendChild(probe);
  const offsetFrom = (left: number, top: number, at: Point) => {
    probe.style.cssText = `position: absolute; left: ${left}px; top: ${top}px`;
    const rect = probe.getBoundingClientRect();
    return {x: rect.x - at.x, y: rect.y - at.y};
  };
  const offset = offsetFrom(0, 0, {x, y});
  const origin = {x: x + offset.x, y: y + offset.y};
  const right = offsetFrom(SPAN, 0, origin);
  const below = offsetFrom(0, SPAN, origin);
  probe.remove();
  const area = right.x * below.y - right.y * below.x;
  return {
    x: ((below.x * offset.y - below.y * offset.x) * SPAN) / area,
    y: ((right.y * offset.x - right.x * offset.y) * SPAN) / area,
  };
}

/** Height in px of the window of one px of an element. Exactly 1 unless the page scales or zooms it. */
export function scaleOf(element: HTMLElement): number {
  const scale = element.getBoundingClientRect().height / element.offsetHeight;
  return scale > 0 && scale < Infinity && Math.abs(scale - 1) > 0.01 ? scale : 1; // Layout rounds heights.
}
