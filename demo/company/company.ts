import {setImmediate as breathe, setTimeout as wait} from 'node:timers/promises';
import type {Conversation} from './conversation.ts';
import type {Persona} from './personas.ts';
import {Tally} from './tally.ts';
import {WireClient, type Credentials} from './wire-client.ts';
import {WireError} from './wire-connection.ts';

export interface CompanyOptions {
  readonly roomId: string;
  readonly personas: readonly Persona[];
  readonly conversation: Conversation;
  /** Lines a second, all together; 0 is silence. */
  readonly rate: number;
  readonly credentials: (persona: Persona) => Promise<Credentials>;
  /** One line for the log: what went wrong for whom. */
  readonly report: (line: string) => void;
}

/** So many come in at once; the others follow. */
const AT_ONCE = 6;
/** Who is later than this, on a busy machine, lets the lines go rather than say them all at once. */
const MAX_LAG_MS = 500;
/** So many lines at once at most: then others have their turn. */
const BREATH = 20;

/** A room's made-up viewers: each signed in by itself, all in one conversation. */
export class Company {
  readonly #options: CompanyOptions;
  readonly #clients: readonly WireClient[];
  readonly #ended = new AbortController();
  readonly #tally: Tally;
  #rate = 0;
  /** Aborted when the rate changes or all is over: nobody goes on waiting. */
  #pace = new AbortController();

  constructor(options: CompanyOptions) {
    this.#options = options;
    this.#tally = new Tally(options.report);
    this.rate = options.rate;
    this.#clients = options.personas.map(
      (persona) =>
        new WireClient({
          roomId: options.roomId,
          credentials: () => options.credentials(persona),
          onKicked: (type) => options.report(`${persona.nick} was sent away (${type})`),
        }),
    );
  }

  /** @throws RangeError unless 0 or more. */
  set rate(rate: number) {
    if (!(rate >= 0)) throw new RangeError('rate must be 0 or more');
    if (rate > 0) this.#options.conversation.rate = rate;
    this.#rate = rate;
    this.#pace.abort();
    this.#pace = new AbortController();
  }

  /** Resolves when everybody is in the room. */
  async come(): Promise<void> {
    const coming = this.#clients.values();
    const door = async () => {
      for (const client of coming) await client.open();
    };
    await Promise.all(Array.from({length: AT_ONCE}, door));
  }

  /** Talks until it is closed. What the service refuses is not said again. */
  async talk(): Promise<void> {
    const {conversation} = this.#options;
    const {signal} = this.#ended;
    let due = performance.now();
    for (let count = 1; !signal.aborted; count += 1) {
      if (this.#rate === 0) {
        await this.#wait(2 ** 31 - 1);
        due = performance.now();
        continue;
      }
      const {afterMs, speaker, text} = conversation.next();
      // By the clock, not by the sum of the waits: timers are coarser than a thousand lines a second.
      due = Math.max(due + afterMs, performance.now() - MAX_LAG_MS);
      const pace = this.#pace;
      if (due - performance.now() >= 1) await this.#wait(due - performance.now());
      else if (count % BREATH === 0) await breathe();
      if (pace === this.#pace && !signal.aborted) this.#say(speaker, text);
      else due = performance.now();
    }
  }

  async close(): Promise<void> {
    this.#ended.abort();
    this.#pace.abort();
    await Promise.all(this.#clients.map((client) => client.close()));
  }

  #say(speaker: number, text: string): void {
    const client = this.#clients[speaker]!;
    if (!client.joined) return; // On its way back: it misses its turn.
    client.say(text).then(
      (said) => (said ? this.#tally.said() : this.#tally.dropped()),
      (error: unknown) => {
        if (!(error instanceof WireError)) throw error;
        if (!this.#ended.signal.aborted) this.#tally.refused(`${error.code} ${error.message}`);
      },
    );
  }

  /** Until then, or until the rate changes or the company is closed. */
  async #wait(ms: number): Promise<void> {
    await wait(ms, undefined, {signal: this.#pace.signal}).catch(() => undefined); // Cut short: the caller looks why.
  }
}
