/** A point in px: of the window, or of one element's box. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Distance at which the axes of a box are measured, px. */
const SPAN = 1_000;

/** Centre of an element's visible box, in px of the window; also for rotated boxes. */
export function middleOf(element: Element): Place {
  const {left, top, width, height} = element.getBoundingClientRect();
  return {x: left + width / 2, y: top + height / 2};
}

/**
 * Converts a point of the window to the containing block of children of `parent`, in the px of `left` and `top` in a style,
 * even if the page is scaled, zoomed or rotated.
 */
export function toLocal(parent: Node, {x, y}: Place): Place {
  const probe = document.createElement('i');
  parent.appendChild(probe);
  const from = (left: number, top: number, at: Place) => {
    probe.style.cssText = `position: absolute; left: ${left}px; top: ${top}px`;
    const rect = probe.getBoundingClientRect();
    return {x: rect.x - at.x, y: rect.y - at.y};
  };
  const far = from(0, 0, {x, y});
  const origin = {x: x + far.x, y: y + far.y};
  const right = from(SPAN, 0, origin);
  const below = from(0, SPAN, origin);
  probe.remove();
  const area = right.x * below.y - right.y * below.x;
  return {
    x: ((below.x * far.y - below.y * far.x) * SPAN) / area,
    y: ((right.y * far.x - right.x * far.y) * SPAN) / area,
  };
}

/** Height in px of the window of one px of an element. Exactly 1 unless the page scales or zooms it. */
export function scaleOf(element: HTMLElement): number {
  const scale = element.getBoundingClientRect().height / element.offsetHeight;
  return scale > 0 && scale < Infinity && Math.abs(scale - 1) > 0.01 ? scale : 1; // Layout rounds heights.
}
