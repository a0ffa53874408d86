import {readStored, writeStored} from '../../session/device-storage.js';
import {absoluteUrl, PRESENTED_KEY} from '../../session/presented-key.js';

/** Prefix of the keys in `sessionStorage`, which lives as long as the visit. */
const KEY = 'live-room:closed:';

/** True if the visitor closed the launcher of a room during this visit. */
export function isLauncherClosed(roomId: string): boolean {
  return readStored(KEY + roomId, 'sessionStorage') !== undefined;
}

export function closeLauncher(roomId: string): void {
  writeStored(KEY + roomId, '1', 'sessionStorage');
}

/** True if the visitor left this room as a small player on the page before. The room reads and checks the rest of what is stored. */
export function isPresented(apiUrl: string, roomId: string): boolean {
  const stored = readStored(PRESENTED_KEY, 'sessionStorage');
  if (!stored) return false;
  if (isCopied()) {
    writeStored(PRESENTED_KEY, '', 'sessionStorage');
    return false;
  }
  try {
    const room = Object(JSON.parse(stored)) as {readonly apiUrl?: unknown; readonly roomId?: unknown};
    return room.roomId === roomId && room.apiUrl === absoluteUrl(apiUrl);
  } catch {
    return false; // Not JSON.
  }
}

/**
 * True if this is the first page of a window that a page opened. Its `sessionStorage` is a copy of that page's, in which the room plays
 * on.
 */
function isCopied(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return !!window.opener && history.length === 1 && navigation?.type !== 'reload';
}

/** True unless the page has a room of this tag without consent to store, also one that is not upgraded yet. */
export function mayStore(tag: string): boolean {
  return !document.querySelector(`${tag}[consent=none]`);
}
