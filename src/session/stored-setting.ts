import {toJson} from '../protocol/json.js';

/**
 * A viewer's setting, stored in the origin's `localStorage` and shared with all tabs. If storage is blocked or full, it
 * lives as long as the page.
 */
export class StoredSetting<T extends object> {
  readonly #key: string;
  readonly #read: (stored: unknown) => T;
  #current: T | undefined;
  /** The value that could not be stored. */
  #kept: string | undefined;

  /**
   * @param read Parses a stored value. Accepts any value: another version or any script of the page may have written
   * it.
   */
  constructor(key: string, read: (stored: unknown) => T) {
    this.#key = key;
    this.#read = read;
  }

  get current(): T {
    return (this.#current ??= this.#read(this.#stored()));
  }

  change(changes: Partial<T>): void {
    const text = toJson(this.#read({...this.current, ...changes}));
    this.#kept = undefined;
    this.#current = undefined; // Nobody may listen yet.
    try {
      localStorage.setItem(this.#key, text);
    } catch {
      this.#kept = text;
    }
    // Notifies other chunks and other copies of the library on this page, as the browser notifies other tabs.
    dispatchEvent(new StorageEvent('storage', {key: this.#key}));
  }

  subscribe(callback: () => void, {signal}: {readonly signal: AbortSignal}): void {
    this.#current = undefined;
    const changed = ({key}: StorageEvent) => {
      if (key !== null && key !== this.#key) return; // Null after `localStorage.clear()`.
      this.#current = undefined;
      callback();
    };
    addEventListener('storage', changed, {signal});
  }

  #stored(): unknown {
    try {
      return JSON.parse(this.#kept ?? localStorage.getItem(this.#key) ?? '{}');
    } catch {
      return {};
    }
  }
}

/** Parses the last `max` items of a list and drops invalid ones. */
export function listOf<T>(value: unknown, max: number, read: (item: unknown) => T | undefined): readonly T[] {
  if (!Array.isArray(value)) return [];
  return value
    .slice(-max)
    .map(read)
    .filter((item) => item !== undefined);
}
