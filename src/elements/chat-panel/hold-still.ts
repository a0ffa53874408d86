/** Changes rows above, among and below what is read, and puts the list where the first row in view has not moved. */
export function holdStill(list: HTMLElement, rows: HTMLElement, change: () => void): void {
  const top = list.getBoundingClientRect().top;
  const places: [Element, number][] = [];
  for (const row of rows.children) {
    const place = row.getBoundingClientRect();
    if (place.bottom > top) places.push([row, place.top]);
    if (place.top > top + list.clientHeight) break;
  }
  change();
  const [row, place] = places.find(([{isConnected}]) => isConnected) ?? [];
  if (row) list.scrollTop += row.getBoundingClientRect().top - place!;
}
