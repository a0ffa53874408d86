/** A point in px: of the window, or of one element's own box. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Px apart at which the axes of a box are looked at. */
const SPAN = 1_000;

/** The middle of what is shown of an element, in px of the window. Of a turned box as well. */
export function middleOf(element: Element): Place {
  const {left, top, width, height} = element.getBoundingClientRect();
  return {x: left + width / 2, y: top + height / 2};
}

/**
 * Where a point of the window is in the box that positions what is put into `parent`: in the px that `left` and `top` of a
 * style are, however the page has scaled, zoomed or turned it.
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

/** How many px of the window one px of an element is high. Exactly 1 unless the page has scaled or zoomed it. */
export function scaleOf(element: HTMLElement): number {
  const scale = element.getBoundingClientRect().height / element.offsetHeight;
  return scale > 0 && scale < Infinity && Math.abs(scale - 1) > 0.01 ? scale : 1; // Heights of layout are rounded.
}
