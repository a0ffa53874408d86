import type {Sender} from '../../../src/protocol/messages.js';
import type {LiveSession} from '../../../src/session/session.js';

const PEOPLE_MAX = 500;
/** Interval over which events of a busy room are reported together. */
const REPORT_MS = 500;

export interface PersonSeen {
  readonly from: Sender;
  readonly comments: number;
  /** Unix seconds. */
  readonly lastSeen: number;
}

/** The people who wrote or entered while the studio was open: the last 500. Fires `change`. */
export class PeopleSeen extends EventTarget {
  /** By user id, the person with the oldest activity first. */
  readonly #people = new Map<string, PersonSeen>();
  #report: ReturnType<typeof setTimeout> | undefined;

  /** Listens until the signal aborts. */
  listen(session: LiveSession, signal: AbortSignal): void {
    session.on('comment', ({from, time}) => this.#see(from, time, 1), {signal});
    session.on('danmaku', ({from, time}) => this.#see(from, time, 1), {signal});
    session.on('join', ({from, time}) => this.#see(from, time, 0), {signal});
    signal.addEventListener('abort', () => clearTimeout(this.#report));
  }

  /** The person with the latest activity first. */
  get list(): readonly PersonSeen[] {
    return [...this.#people.values()].reverse();
  }

  #see(from: Sender, time: number, comments: number): void {
    const known = this.#people.get(from.userId);
    this.#people.delete(from.userId);
    this.#people.set(from.userId, {from, comments: (known?.comments ?? 0) + comments, lastSeen: time});
    if (this.#people.size > PEOPLE_MAX) this.#people.delete(this.#people.keys().next().value!);
    this.#report ??= setTimeout(() => {
      this.#report = undefined;
      this.dispatchEvent(new Event('change'));
    }, REPORT_MS);
  }
}
