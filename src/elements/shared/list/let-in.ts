/** Lines that a list begins with: a screenful. */
const FIRST_LINES = 30;

/**
 * The part of `lines` that may be drawn now: what is drawn already, and some of what is new, first at the end and then
 * further up. Call it again in the next frame until all of them are in.
 *
 * @param most New lines.
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
