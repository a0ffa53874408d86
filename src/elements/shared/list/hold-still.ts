import {scaleOf} from '../local-place.js';

/** Changes rows above, among and below what is read, and puts the list where the first row in view has not moved. */
export function holdStill(list: HTMLElement, rows: HTMLElement, change: () => void): void {
  const scale = scaleOf(list);
  const top = list.getBoundingClientRect().top;
  const places = rowsFrom(rows, top, top + list.clientHeight * scale);
  change();
  const [row, place] = places.find(([{isConnected}]) => isConnected) ?? [];
  if (row) list.scrollTop += (row.getBoundingClientRect().top - place!) / scale;
}

/** Rows in view and the first below, and where they are. A page above is not looked into: that would lay it out. */
function rowsFrom(rows: HTMLElement, top: number, end: number): [Element, number][] {
  const places: [Element, number][] = [];
  for (const page of rows.children) {
    if (page.getBoundingClientRect().bottom <= top) continue;
    for (const row of page.children) {
      const place = row.getBoundingClientRect();
      if (place.bottom > top) places.push([row, place.top]);
      if (place.top > end) return places;
    }
  }
  return places;
}
