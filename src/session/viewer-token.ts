/** Keeps the viewer's token for one business server, so that a reload or a second tab is the same viewer. */
export class ViewerToken {
  readonly #key: string;
  #token: string | undefined;

  constructor(apiUrl: string) {
    this.#key = `live-room:${apiUrl}`;
  }

  get(): string | undefined {
    try {
      return localStorage.getItem(this.#key) ?? undefined;
    } catch {
      return this.#token; // Storage is blocked for this page: the token lives as long as the page.
    }
  }

  set(token: string | undefined): void {
    this.#token = token;
    try {
      if (token) localStorage.setItem(this.#key, token);
      else localStorage.removeItem(this.#key);
    } catch {
      // Blocked or full: kept in memory above.
    }
  }
}
