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
  try {
    const room = Object(JSON.parse(stored)) as {readonly apiUrl?: unknown; readonly roomId?: unknown};
    return room.roomId === roomId && room.apiUrl === absoluteUrl(apiUrl);
  } catch {
    return false; // Not JSON.
  }
}

/** True unless the page has a room of this tag without consent to store, also one that is not upgraded yet. */
export function mayStore(tag: string): boolean {
  return !document.querySelector(`${tag}[consent=none]`);
}
