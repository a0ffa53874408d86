import {readStored, writeStored} from '../../session/device-storage.js';

/** Prefix of the keys in `sessionStorage`, which lives as long as the visit. */
const KEY = 'live-room:closed:';

/** True if the visitor closed the launcher of a room during this visit. */
export function isLauncherClosed(roomId: string): boolean {
  return readStored(KEY + roomId, 'sessionStorage') !== undefined;
}

export function closeLauncher(roomId: string): void {
  writeStored(KEY + roomId, '1', 'sessionStorage');
}

/** True unless the page has a room of this tag without consent to store, also one that is not upgraded yet. */
export function mayStore(tag: string): boolean {
  return !document.querySelector(`${tag}[consent=none]`);
}
