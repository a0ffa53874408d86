/** A point in px: of the window, or of one element's own box. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

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
  Object.assign(probe.style, {position: 'absolute', inlineSize: '0', blockSize: '0', visibility: 'hidden'});
  parent.appendChild(probe);
  const at = (left: number, top: number) => {
    Object.assign(probe.style, {left: `${left}px`, top: `${top}px`});
    return probe.getBoundingClientRect();
  };
  const origin = at(0, 0);
  const right = at(SPAN, 0);
  const below = at(0, SPAN);
  probe.remove();
  const [a, b] = [(right.left - origin.left) / SPAN, (right.top - origin.top) / SPAN];
  const [c, d] = [(below.left - origin.left) / SPAN, (below.top - origin.top) / SPAN];
  const [dx, dy] = [x - origin.left, y - origin.top];
  const area = a * d - b * c;
  return area ? {x: (d * dx - c * dy) / area, y: (a * dy - b * dx) / area} : {x: 0, y: 0};
}

/** Px apart at which the axes of a box are looked at. */
const SPAN = 1_000;

/** How many px of the window one px of an element is high. Exactly 1 unless the page has scaled or zoomed it. */
export function scaleOf(element: HTMLElement): number {
  const scale = element.getBoundingClientRect().height / element.offsetHeight;
  return scale > 0 && scale < Infinity && Math.abs(scale - 1) > 0.01 ? scale : 1; // Heights of layout are rounded.
}
