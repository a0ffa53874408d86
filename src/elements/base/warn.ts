const ERRORS_URL = 'https://unpkg.com/live-room-elements/docs/errors.md#';
const warned = new Set<string>();

/**
 * Warns the page's author with a link to the explanation: once per message, and only in the development build.
 *
 * @param heading Anchor of a heading in `docs/errors.md`.
 */
export function warn(message: string, heading: string): void {
  if (!__DEV__ || warned.has(message)) return;
  warned.add(message);
  console.warn(`[live-room] ${message} ${ERRORS_URL}${heading}`);
}
