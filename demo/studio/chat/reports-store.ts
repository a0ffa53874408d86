import {ResponseOrder} from '../base/response-order.ts';
import type {Report} from '../base/server-types.ts';
import type {Server} from '../base/server.ts';

const EVERY_MS = 15_000;
const REPORTS_MAX = 200;

/** Viewers' reports, the newest first. Fires `change`. */
export class Reports extends EventTarget {
  list: readonly Report[] = [];
  readonly #server: Server;
  readonly #path: string;
  readonly #responses = new ResponseOrder();

  constructor(server: Server, path: string) {
    super();
    this.#server = server;
    this.#path = path;
  }

  /** Loads the reports repeatedly until the signal aborts. */
  poll(signal: AbortSignal): void {
    const load = () => void this.load().catch(() => undefined); // The next attempt may succeed; the button shows the error.
    const timer = setInterval(load, EVERY_MS);
    signal.addEventListener('abort', () => clearInterval(timer));
    load();
  }

  async load(): Promise<void> {
    const accept = this.#responses.begin();
    const list = await this.#server.call<readonly Report[]>('GET', `${this.#path}/reports`);
    if (!accept()) return;
    this.list = list.slice(0, REPORTS_MAX);
    this.dispatchEvent(new Event('change'));
  }
}
