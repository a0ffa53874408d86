import {toJson} from '../protocol/json.js';

/**
 * A viewer's setting, stored in the origin's `localStorage` and shared with all tabs. If storage is blocked or full, it
 * lives as long as the page.
 */
export class StoredSetting<T extends object> {
  readonly #key: string;
  readonly #parse: (stored: unknown) => T;
  #current: T | undefined;
  /** The value that could not be stored. */
  #unstored: string | undefined;

  /**
   * @param parse Parses a stored value. Accepts any value: another version or any script of the page may have written
   * it.
   */
  constructor(key: string, parse: (stored: unknown) => T) {
    this.#key = key;
    this.#parse = parse;
  }

  get current(): T {
    return (this.#current ??= this.#parse(this.#stored()));
  }

  change(changes: Partial<T>): void {
    const text = toJson(this.#parse({...this.current, ...changes}));
    this.#unstored = undefined;
    this.#current = undefined; // The listener that clears it may not exist yet.
    try {
      localStorage.setItem(this.#key, text);
    } catch {
      this.#unstored = text;
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
      return JSON.parse(this.#unstored ?? localStorage.getItem(this.#key) ?? '{}');
    } catch {
      return {};
    }
  }
}

/** Parses the last `max` items of a list and drops invalid ones. */
export function listOf<T>(value: unknown, max: number, parse: (item: unknown) => T | undefined): readonly T[] {
  if (!Array.isArray(value)) return [];
  return value
    .slice(-max)
    .map(parse)
    .filter((item) => item !== undefined);
}
