import {isBearerToken} from '../../protocol/token.js';

/** Tokens that could not be stored. They live as long as the page. */
const unstored = new Map<string, string>();

/** Stores the viewer's token for one business server, so that a reload or a second tab is the same viewer. */
export class ViewerToken {
  readonly #key: string;

  constructor(apiUrl: string) {
    this.#key = `live-room:${apiUrl}`;
  }

  /** Returns undefined if nothing valid is stored. Any script of the origin can write to the storage. */
  get(): string | undefined {
    const stored = this.#stored() ?? unstored.get(this.#key);
    return isBearerToken(stored) ? stored : undefined;
  }

  set(token: string | undefined): void {
    unstored.delete(this.#key);
    try {
      if (token) localStorage.setItem(this.#key, token);
      else localStorage.removeItem(this.#key);
    } catch {
      if (token) unstored.set(this.#key, token);
    }
  }

  #stored(): string | null {
    try {
      return localStorage.getItem(this.#key);
    } catch {
      return null; // Storage is blocked for this page.
    }
  }
}
