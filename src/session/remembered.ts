import {toJson} from '../protocol/json.js';

/**
 * What the viewer has chosen, kept in `localStorage` of the page's origin and told to all who look, in every tab. Where storage
 * is blocked or full it lives as long as the page.
 */
export class Remembered<T extends object> {
  readonly #key: string;
  readonly #read: (stored: unknown) => T;
  #current: T | undefined;
  /** What could not be stored. */
  #kept: string | undefined;

  /** @param read Makes sense of anything: what is stored there may be of another version, or of anybody's making. */
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
    try {
      localStorage.setItem(this.#key, text);
    } catch {
      this.#kept = text;
    }
    // As another tab hears it: a chunk, or a second copy of us on the page, remembers for itself.
    dispatchEvent(new StorageEvent('storage', {key: this.#key}));
  }

  subscribe(callback: () => void, {signal}: {readonly signal: AbortSignal}): void {
    this.#current = undefined;
    const changed = ({key}: StorageEvent) => {
      if (key !== null && key !== this.#key) return; // Null when all of it was cleared.
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

/** A list of what `read` makes sense of, `max` at most: the last ones, once each. */
export function listOf<T>(value: unknown, max: number, read: (item: unknown) => T | undefined): readonly T[] {
  if (!Array.isArray(value)) return [];
  return value
    .slice(-max)
    .map(read)
    .filter((item) => item !== undefined);
}
