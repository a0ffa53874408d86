const EVERY_MS = 3_000;

/** How the show stands, asked every few seconds: `room` and `stats`, each told by an event of that name. */
export class Show extends EventTarget {
  /** As `GET /api/rooms/:roomId` has it; undefined at first. */
  room;
  stats;
  #server;
  #path;
  #asked = 0;

  constructor(server, roomId) {
    super();
    this.#server = server;
    this.#path = `/rooms/${encodeURIComponent(roomId)}`;
  }

  /** Looks from now on for as long as there is a page; the next look waits for the answer to the last. */
  async start() {
    for (;;) {
      await this.refresh();
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }

  /** Asks now. What was asked before is no longer waited for: an answer never makes a newer one old. */
  async refresh() {
    const turn = ++this.#asked;
    const read = async (name, path) => {
      try {
        const answer = await this.#server.call('GET', path);
        if (turn !== this.#asked) return;
        this[name] = answer;
        this.dispatchEvent(new Event(name));
      } catch (error) {
        if (turn !== this.#asked) return;
        this.dispatchEvent(new Event(error.code === 'UNAUTHORIZED' ? 'unauthorized' : 'unanswered'));
      }
    };
    await Promise.all([read('room', this.#path), read('stats', `${this.#path}/stats`)]);
  }
}
