import {isBearerToken} from '../../protocol/token.js';
import {readStored, writeStored} from '../device-storage.js';

/** Stores the viewer's token for one business server, so that a reload or a second tab is the same viewer. */
export class ViewerToken {
  readonly #key: string;

  constructor(apiUrl: string) {
    this.#key = `live-room:${apiUrl}`;
  }

  /** Returns undefined if nothing valid is stored. Any script of the origin can write to the storage. */
  get(): string | undefined {
    const stored = readStored(this.#key);
    return isBearerToken(stored) ? stored : undefined;
  }

  set(token: string | undefined): void {
    writeStored(this.#key, token ?? '');
  }
}
