import {setTimeout as wait} from 'node:timers/promises';
import type {Conversation} from './conversation.ts';
import type {Persona} from './personas.ts';
import {WireClient, type Credentials} from './wire-client.ts';
import {WireError} from './wire-connection.ts';

export interface CompanyOptions {
  readonly roomId: string;
  readonly personas: readonly Persona[];
  readonly conversation: Conversation;
  readonly credentials: (persona: Persona) => Promise<Credentials>;
  /** One line for the log: what went wrong for whom. */
  readonly report: (line: string) => void;
}

/** So many come in at once; the others follow. */
const AT_ONCE = 6;

/** A room's made-up viewers: each signed in by itself, all in one conversation. */
export class Company {
  readonly #options: CompanyOptions;
  readonly #clients: readonly WireClient[];
  readonly #ended = new AbortController();

  constructor(options: CompanyOptions) {
    this.#options = options;
    this.#clients = options.personas.map(
      (persona) =>
        new WireClient({
          roomId: options.roomId,
          credentials: () => options.credentials(persona),
          onKicked: (type) => options.report(`${persona.nick} was sent away (${type})`),
        }),
    );
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
    const {conversation, personas, report} = this.#options;
    const {signal} = this.#ended;
    while (!signal.aborted) {
      const {afterMs, speaker, text} = conversation.next();
      await wait(afterMs, undefined, {signal}).catch(() => undefined); // Closed: the loop ends.
      if (signal.aborted) return;
      const client = this.#clients[speaker]!;
      if (!client.joined) continue; // On its way back: it misses its turn.
      client.say(text).catch((error: unknown) => {
        if (!(error instanceof WireError)) throw error;
        if (!signal.aborted)
          report(`${personas[speaker]!.nick} could not say something: ${error.code} ${error.message}`);
      });
    }
  }

  async close(): Promise<void> {
    this.#ended.abort();
    await Promise.all(this.#clients.map((client) => client.close()));
  }
}
