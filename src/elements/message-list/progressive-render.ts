/** Lines that a list begins with, about a screenful. */
const FIRST_BATCH = 30;

/**
 * Returns the lines that may be drawn now: those already drawn and some new ones, first at the end and then further up.
 * Call it again in the next frame until it returns all lines.
 *
 * @param max Maximum number of new lines.
 */
export function linesToRender<L extends {readonly key: string}>(
  lines: readonly L[],
  isDrawn: (key: string) => boolean,
  max: number,
): readonly L[] {
  const drawn = lines.map(({key}) => isDrawn(key));
  const firstDrawn = drawn.indexOf(true);
  if (firstDrawn < 0) return lines.slice(-FIRST_BATCH);
  const drawnEnd = drawn.lastIndexOf(true) + 1;
  const end = Math.min(lines.length, drawnEnd + max);
  return lines.slice(Math.max(0, firstDrawn - max + end - drawnEnd), end);
}
