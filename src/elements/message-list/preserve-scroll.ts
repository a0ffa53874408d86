import {scaleOf, type Point} from '../base/local-position.js';

/**
 * Last scroll position per list, and the part of the movement that was smaller than the engine's scroll step. Without it, small
 * errors would add up to a line.
 */
const rests = new WeakMap<HTMLElement, {readonly top: number; readonly rest: number}>();

/** Changes rows anywhere in a list, and scrolls the list so that the first row in view does not move. */
export function holdStill(list: HTMLElement, rows: HTMLElement, change: () => void): void {
  const places = rowsFrom(rows, list.getBoundingClientRect());
  change();
  const [row, place] = places.find(([{isConnected}]) => isConnected) ?? [];
  if (row) moveBack(list, row, place!);
}

function moveBack(list: HTMLElement, row: Element, place: Point): void {
  const from = list.scrollTop;
  const before = rests.get(list);
  const rest = before?.top === from ? before.rest : 0;
  const now = placeOf(row);
  const moved = {x: now.x - place.x, y: now.y - place.y};
  // First guess: the page is not rotated. If it is, the row's actual movement corrects the guess.
  let way = (Math.hypot(moved.x, moved.y) * (moved.y < 0 ? -1 : 1)) / scaleOf(list) + rest;
  if (!way) return;
  list.scrollTop = from + way;
  const gone = list.scrollTop - from;
  const then = placeOf(row);
  const back = {x: now.x - then.x, y: now.y - then.y};
  const length = Math.hypot(back.x, back.y);
  if (gone && length) {
    const real = ((moved.x * back.x + moved.y * back.y) / length ** 2) * gone + rest;
    if (Math.abs(real - way) > 1) list.scrollTop = from + real;
    way = real;
  }
  const top = list.scrollTop;
  const left = from + way - top;
  rests.set(list, {top, rest: Math.abs(left) < 1 ? left : 0}); // A larger rest means that the list reached one of its ends.
}

/** Rows in view and the next one, with their positions. Pages out of view are not measured, because that would lay them out. */
function rowsFrom(rows: HTMLElement, list: DOMRect): [Element, Point][] {
  const places: [Element, Point][] = [];
  const isSeen = ({top, bottom}: DOMRect) => bottom > list.top && top < list.bottom;
  for (const page of rows.children) {
    if (!places.length && !isSeen(page.getBoundingClientRect())) continue;
    for (const row of page.children) {
      const box = row.getBoundingClientRect();
      if (isSeen(box)) places.push([row, box]);
      else if (places.length) return [...places, [row, box]];
    }
  }
  return places;
}

function placeOf(row: Element): Point {
  return row.getBoundingClientRect();
}
