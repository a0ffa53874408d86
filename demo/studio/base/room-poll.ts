import type {Server} from './server.ts';
import type {RoomInfo, Stats} from './server-types.ts';

const EVERY_MS = 3_000;

/** Reads the room and its statistics every few seconds. Fires `room`, `stats` and `unauthorized`. */
export class RoomPoll extends EventTarget {
  /** Undefined until the first response. */
  room: RoomInfo | undefined;
  stats: Stats | undefined;
  readonly #server: Server;
  readonly #path: string;
  #requests = 0;

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

  /** Reads now. Responses to earlier requests are ignored, so that an old one never replaces a newer one. */
  async refresh(): Promise<void> {
    const turn = ++this.#requests;
    const read = async <T>(path: string, store: (response: T) => void, event: string) => {
      try {
        const response = await this.#server.call<T>('GET', path);
        if (turn !== this.#requests) return;
        store(response);
        this.dispatchEvent(new Event(event));
      } catch (error) {
        const unauthorized = (error as {code?: string}).code === 'UNAUTHORIZED';
        if (turn === this.#requests && unauthorized) this.dispatchEvent(new Event('unauthorized'));
      }
    };
    await Promise.all([
      read<RoomInfo>(this.#path, (room) => (this.room = room), 'room'),
      read<Stats>(`${this.#path}/stats`, (stats) => (this.stats = stats), 'stats'),
    ]);
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
