/** What could not be stored: it lives as long as the page. */
const kept = new Map<string, string>();

/** Keeps the viewer's token for one business server, so that a reload or a second tab is the same viewer. */
export class ViewerToken {
  readonly #key: string;

  constructor(apiUrl: string) {
    this.#key = `live-room:${apiUrl}`;
  }

  get(): string | undefined {
    try {
      return localStorage.getItem(this.#key) ?? kept.get(this.#key);
    } catch {
      return kept.get(this.#key); // Storage is blocked for this page.
    }
  }

  set(token: string | undefined): void {
    kept.delete(this.#key);
    try {
      if (token) localStorage.setItem(this.#key, token);
      else localStorage.removeItem(this.#key);
    } catch {
      if (token) kept.set(this.#key, token);
    }
  }
}
