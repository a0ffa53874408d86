/** Permission of the viewer: `none` stores nothing on the device, `functional` stores settings and the sign-in, `all` also measures. */
export type Consent = 'none' | 'functional' | 'all';

type Place = 'localStorage' | 'sessionStorage';

const shared = globalThis as Record<symbol, Set<object> | undefined>;
/** Rooms of this page without consent to store. The SDKs' chunks and the launcher's script have copies of this module, which share it. */
const refusing = (shared[Symbol.for('live-room/refusing')] ??= new Set<object>());
/** Values that are not stored: without consent, or because storage is blocked or full. They live as long as the page. */
const memory = {localStorage: new Map<string, string>(), sessionStorage: new Map<string, string>()};

/**
 * Sets a room's consent; any unknown word counts as `none`. All rooms of a page share its storage, so one with `none` stops it for all.
 * Values that are stored then move to memory; when the last such room allows storage or ends (undefined), they are stored.
 */
export function setStorageConsent(room: object, consent: Consent | undefined): void {
  const before = isStorageAllowed();
  if ([undefined, 'functional', 'all'].includes(consent)) refusing.delete(room);
  else refusing.add(room);
  if (before === isStorageAllowed()) return;
  for (const place of Object.keys(memory) as Place[]) {
    if (before) attempt(() => moveToMemory(place));
    else for (const [key, value] of [...memory[place]]) writeStored(key, value, place);
  }
}

/** True if every room of the page has the viewer's consent to store. The SDKs' storage asks it too. */
export function isStorageAllowed(): boolean {
  return !refusing.size;
}

/** Reads a value of this package. All its keys begin with `live-room:`. */
export function readStored(key: string, place: Place = 'localStorage'): string | undefined {
  return (memory[place].get(key) ?? (isStorageAllowed() && attempt(() => globalThis[place].getItem(key)))) || undefined;
}

/** Stores a value of this package on the device, with consent; else keeps it in memory. An empty value removes it. */
export function writeStored(key: string, value: string, place: Place = 'localStorage'): void {
  memory[place].delete(key);
  const store = () => {
    if (value) globalThis[place].setItem(key, value);
    else globalThis[place].removeItem(key);
    return true;
  };
  if (!(isStorageAllowed() && attempt(store)) && value) memory[place].set(key, value);
}

function moveToMemory(place: Place): void {
  const device = globalThis[place];
  for (const key of Object.keys(device)) {
    if (!/^(live-room:|TIM_|trtc_)/.test(key)) continue; // The SDKs' keys are stored without a prefix of ours.
    memory[place].set(key, device.getItem(key)!);
    device.removeItem(key);
  }
}

/** Returns undefined if storage is blocked, full or missing. */
function attempt<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
