/** Prefix of the keys in `sessionStorage`, which lives as long as the visit. */
const KEY = 'live-room:closed:';

/** True if the visitor closed the launcher of a room during this visit. */
export function isLauncherClosed(roomId: string): boolean {
  try {
    return sessionStorage.getItem(KEY + roomId) !== null;
  } catch {
    return false; // The browser blocks the storage.
  }
}

export function closeLauncher(roomId: string): void {
  try {
    sessionStorage.setItem(KEY + roomId, '1');
  } catch {
    // Blocked: the launcher is closed on this page only.
  }
}
