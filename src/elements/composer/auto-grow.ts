/** Lines a composer shows at once; longer texts scroll. */
const LINES_MAX = 4;

/** Makes a text area as tall as its text. */
export function autoGrow(input: HTMLTextAreaElement): void {
  input.rows = 1;
  const {lineHeight, paddingTop, paddingBottom} = getComputedStyle(input);
  const lines = (input.scrollHeight - parseFloat(paddingTop) - parseFloat(paddingBottom)) / parseFloat(lineHeight);
  input.rows = Math.min(LINES_MAX, Math.max(1, Math.round(lines)));
}
