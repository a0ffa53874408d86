import {ResponseOrder} from './response-order.ts';
import type {Server} from './server.ts';
import type {RoomInfo, Stats} from './server-types.ts';

const EVERY_MS = 3_000;

/** Reads the room and its statistics every few seconds. Fires `room`, `stats` and `unauthorized`. */
export class RoomPoll extends EventTarget {
  /** Undefined until the first response. */
  room: RoomInfo | undefined;
  stats: Stats | undefined;
  /** When `room` was requested, by `performance.now()`. */
  askedAt = -Infinity;
  readonly #server: Server;
  readonly #path: string;
  readonly #roomResponses = new ResponseOrder();
  readonly #statsResponses = new ResponseOrder();

  constructor(server: Server, roomId: string) {
    super();
    this.#server = server;
    this.#path = `/rooms/${encodeURIComponent(roomId)}`;
  }

  /** Polls until the signal aborts. The next request waits for the last response. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.refresh();
      await delay(EVERY_MS, signal);
    }
  }

  /** Reads now. After it `room` and `stats` are of this request or of a later one, unless it failed. */
  async refresh(): Promise<void> {
    await Promise.all([this.#readRoom(), this.#readStats()]);
  }

  async #readRoom(): Promise<void> {
    const accept = this.#roomResponses.begin();
    const askedAt = performance.now();
    const room = await this.#read<RoomInfo>(this.#path);
    if (!room || !accept()) return;
    this.room = room;
    this.askedAt = askedAt;
    this.dispatchEvent(new Event('room'));
  }

  async #readStats(): Promise<void> {
    const accept = this.#statsResponses.begin();
    const stats = await this.#read<Stats>(`${this.#path}/stats`);
    if (!stats || !accept()) return;
    this.stats = stats;
    this.dispatchEvent(new Event('stats'));
  }

  async #read<T>(path: string): Promise<T | undefined> {
    try {
      return await this.#server.call<T>('GET', path);
    } catch (error) {
      if ((error as {code?: string}).code === 'UNAUTHORIZED') this.dispatchEvent(new Event('unauthorized'));
      return undefined; // The next poll follows soon.
    }
  }
}

/** Waits, or ends at once when the signal aborts. */
function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
