const ERRORS = 'https://unpkg.com/live-room-elements/docs/errors.md#';
const said = new Set<string>();

/**
 * Tells the page's author, once per kind and in the development build only, what to mend and where it is explained.
 *
 * @param heading A heading of `docs/errors.md`, as its anchor.
 */
export function warn(message: string, heading: string): void {
  if (!__DEV__ || said.has(message)) return;
  said.add(message);
  console.warn(`[live-room] ${message} ${ERRORS}${heading}`);
}
