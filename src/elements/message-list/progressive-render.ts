/** Number of items that a list draws first, about a screenful. */
const FIRST_BATCH = 30;

/**
 * Returns the items that may be drawn now: those already drawn and some new ones, first at the end and then further up.
 * Call it again in the next frame until it returns all items.
 *
 * @param max Maximum number of new items.
 */
export function itemsToRender<T extends {readonly key: string}>(
  items: readonly T[],
  isDrawn: (key: string) => boolean,
  max: number,
): readonly T[] {
  const drawn = items.map(({key}) => isDrawn(key));
  const firstDrawn = drawn.indexOf(true);
  if (firstDrawn < 0) return items.slice(-FIRST_BATCH);
  const drawnEnd = drawn.lastIndexOf(true) + 1;
  const end = Math.min(items.length, drawnEnd + max);
  return items.slice(Math.max(0, firstDrawn - max + end - drawnEnd), end);
}
