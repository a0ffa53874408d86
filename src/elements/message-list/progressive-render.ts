/** Lines that a list begins with, about a screenful. */
const FIRST_LINES = 30;

/**
 * Returns the lines that may be drawn now: those already drawn and some new ones, first at the end and then further up.
 * Call it again in the next frame until it returns all lines.
 *
 * @param most Maximum number of new lines.
 */
export function letIn<L extends {readonly key: string}>(
  lines: readonly L[],
  isDrawn: (key: string) => boolean,
  most: number,
): readonly L[] {
  const drawn = lines.map(({key}) => isDrawn(key));
  const first = drawn.indexOf(true);
  if (first < 0) return lines.slice(-FIRST_LINES);
  const begun = drawn.lastIndexOf(true) + 1;
  const end = Math.min(lines.length, begun + most);
  return lines.slice(Math.max(0, first - most + end - begun), end);
}
