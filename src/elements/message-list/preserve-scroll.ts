import {scaleOf, type Point} from '../base/local-position.js';

/**
 * Last scroll position per list, and the part of the movement below the engine's scroll step. Without it, small errors
 * would add up to a line.
 */
const scrollRemainders = new WeakMap<HTMLElement, {readonly top: number; readonly remainder: number}>();

/** Changes rows of a list, and scrolls the list so that the first row in view does not move. */
export function preserveScroll(list: HTMLElement, rows: HTMLElement, change: () => void): void {
  const positions = rowsInView(rows, list.getBoundingClientRect());
  change();
  const [row, position] = positions.find(([{isConnected}]) => isConnected) ?? [];
  if (row) scrollBack(list, row, position!);
}

function scrollBack(list: HTMLElement, row: Element, position: Point): void {
  const from = list.scrollTop;
  const before = scrollRemainders.get(list);
  const remainder = before?.top === from ? before.remainder : 0;
  const now = positionOf(row);
  const moved = {x: now.x - position.x, y: now.y - position.y};
  // First guess: the page is not rotated. If it is, the row's actual movement corrects the guess.
  let distance = (Math.hypot(moved.x, moved.y) * (moved.y < 0 ? -1 : 1)) / scaleOf(list) + remainder;
  if (!distance) return;
  list.scrollTop = from + distance;
  const scrolled = list.scrollTop - from;
  const after = positionOf(row);
  const movedBack = {x: now.x - after.x, y: now.y - after.y};
  const length = Math.hypot(movedBack.x, movedBack.y);
  if (scrolled && length) {
    const corrected = ((moved.x * movedBack.x + moved.y * movedBack.y) / length ** 2) * scrolled + remainder;
    if (Math.abs(corrected - distance) > 1) list.scrollTop = from + corrected;
    distance = corrected;
  }
  const top = list.scrollTop;
  const remaining = from + distance - top;
  scrollRemainders.set(list, {top, remainder: Math.abs(remaining) < 1 ? remaining : 0}); // A larger remainder means that the list reached one of its ends.
}

/** Rows in view and the next one, with their positions. Pages out of view are not measured, because that would lay them out. */
function rowsInView(rows: HTMLElement, list: DOMRect): [Element, Point][] {
  const positions: [Element, Point][] = [];
  const isVisible = ({top, bottom}: DOMRect) => bottom > list.top && top < list.bottom;
  for (const page of rows.children) {
    if (!positions.length && !isVisible(page.getBoundingClientRect())) continue;
    for (const row of page.children) {
      const box = row.getBoundingClientRect();
      if (isVisible(box)) positions.push([row, box]);
      else if (positions.length) return [...positions, [row, box]];
    }
  }
  return positions;
}

function positionOf(row: Element): Point {
  return row.getBoundingClientRect();
}
