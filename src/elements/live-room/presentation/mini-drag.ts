import type {Point} from './mini-place.js';

/** A pointer that moves less than this distance counts as a press, px. */
const PRESS_PX = 6;
/** The velocity of a flick is measured over this time, ms. */
const VELOCITY_MS = 80;

export interface DragHandlers {
  /** @param moved Distance since the start, px. */
  readonly onMove: (moved: Point) => void;
  /** @param velocity px per ms. */
  readonly onEnd: (velocity: Point) => void;
  /** True if a press at the event's target begins a drag. */
  readonly accepts: (event: PointerEvent) => boolean;
}

/** Drags an element by the pointer, and suppresses the click at the end of a drag. */
export function listenForDrag(node: HTMLElement, {onMove, onEnd, accepts}: DragHandlers, signal: AbortSignal): void {
  let start: PointerEvent | undefined;
  let isDragged = false;
  let trail: {readonly x: number; readonly y: number; readonly at: number}[] = [];

  const handleDown = (event: PointerEvent) => {
    isDragged = false;
    if (event.button !== 0 || !accepts(event)) return;
    start = event;
    trail = [];
    node.setPointerCapture(event.pointerId); // A fast pointer leaves the element before its first move.
  };
  const handleMove = (event: PointerEvent) => {
    if (event.pointerId !== start?.pointerId) return;
    const zoom = zoomOf(node);
    const moved = {x: (event.clientX - start.clientX) / zoom, y: (event.clientY - start.clientY) / zoom};
    if (!isDragged) {
      if (Math.hypot(moved.x, moved.y) < PRESS_PX) return;
      isDragged = true;
    }
    trail = [...trail.filter(({at}) => event.timeStamp - at < VELOCITY_MS), {...moved, at: event.timeStamp}];
    onMove(moved);
  };
  const handleUp = (event: PointerEvent) => {
    if (event.pointerId !== start?.pointerId) return;
    start = undefined;
    if (!isDragged) return;
    const first = trail[0]!;
    const last = trail.at(-1)!;
    const time = Math.max(1, event.timeStamp - first.at);
    onEnd({x: (last.x - first.x) / time, y: (last.y - first.y) / time});
  };
  const handleClick = (event: MouseEvent) => {
    const isEndOfDrag = isDragged && event.detail; // A key has no detail. After a drag by touch there is no click.
    isDragged = false;
    if (!isEndOfDrag) return;
    event.stopImmediatePropagation();
    event.preventDefault();
  };
  node.addEventListener('pointerdown', handleDown, {signal});
  node.addEventListener('pointermove', handleMove, {signal});
  node.addEventListener('pointerup', handleUp, {signal});
  node.addEventListener('pointercancel', handleUp, {signal});
  node.addEventListener('click', handleClick, {signal, capture: true});
}

/** The CSS `zoom` of the page at an element. Older browsers do not tell it. */
export function zoomOf({currentCSSZoom}: {readonly currentCSSZoom?: number}): number {
  return currentCSSZoom || 1;
}
