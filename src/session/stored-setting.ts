import {toJson} from '../protocol/json.js';
import {readStored, writeStored} from './device-storage.js';

/**
 * A viewer's setting, stored in the origin's `localStorage` and shared with all tabs. Without the viewer's
 * consent, or if storage is blocked or full, it lives as long as the page.
 */
export class StoredSetting<T extends object> {
  readonly #key: string;
  readonly #parse: (stored: unknown) => T;
  #current: T | undefined;

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
    this.#current = undefined; // The `storage` listener may not exist yet.
    writeStored(this.#key, text);
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
      return JSON.parse(readStored(this.#key) ?? '{}');
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
