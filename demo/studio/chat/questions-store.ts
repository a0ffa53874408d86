import {ResponseOrder} from '../base/response-order.ts';
import type {Question} from '../base/server-types.ts';
import type {Server} from '../base/server.ts';

const EVERY_MS = 5_000;

/** Viewers' questions that are not answered, the oldest first. Fires `change`. */
export class Questions extends EventTarget {
  list: readonly Question[] = [];
  readonly #server: Server;
  readonly #path: string;
  readonly #responses = new ResponseOrder();

  constructor(server: Server, path: string) {
    super();
    this.#server = server;
    this.#path = path;
  }

  /** Loads the questions repeatedly until the signal aborts. */
  poll(signal: AbortSignal): void {
    const load = () => void this.load().catch(() => undefined); // The next attempt may succeed.
    const timer = setInterval(load, EVERY_MS);
    signal.addEventListener('abort', () => clearInterval(timer));
    load();
  }

  async load(): Promise<void> {
    const accept = this.#responses.begin();
    const list = await this.#server.call<readonly Question[]>('GET', `${this.#path}/questions`);
    if (!accept()) return;
    this.list = list;
    this.dispatchEvent(new Event('change'));
  }

  /** Changes a question's state: the one that is being answered is pinned in the room. */
  async set(seq: number, state: Question['state']): Promise<void> {
    await this.#server.call('PUT', `${this.#path}/questions/${seq}`, {state});
    await this.load();
  }
}
