/** Marks an entry of the history that belongs to a room over the page. */
const MARK = 'live-room/overlay';

/**
 * A history entry for a dialog over the page. The back button and the back gesture close the dialog and keep the page.
 */
export class HistoryEntry {
  readonly #lifetime = new AbortController();
  readonly #id = Math.random();

  constructor(onBack: () => void) {
    try {
      const state: unknown = history.state;
      history.pushState({...(typeof state === 'object' ? state : undefined), [MARK]: this.#id}, '');
    } catch {
      return; // A document without its own address has no history.
    }
    const handlePop = () => !this.#isCurrent && onBack();
    addEventListener('popstate', handlePop, {signal: this.#lifetime.signal});
  }

  /** Removes the entry if it is still the current one. */
  remove(): void {
    this.#lifetime.abort();
    if (this.#isCurrent) history.back();
  }

  /** Stops listening, because the page is left and the browser uses its history. */
  abandon(): void {
    this.#lifetime.abort();
  }

  get #isCurrent(): boolean {
    const state = history.state as Record<string, unknown> | null;
    return typeof state === 'object' && state?.[MARK] === this.#id;
  }
}
