import {setImmediate as breathe} from 'node:timers/promises';
import {Applause} from './applause.ts';
import {Attention} from './attention.ts';
import type {Business} from './business.ts';
import type {Conversation} from './conversation.ts';
import {Generosity, type Giver} from './generosity.ts';
import {Pace} from './pace.ts';
import type {Persona} from './personas.ts';
import type {Random} from './random.ts';
import {Tally} from './tally.ts';
import {WireClient, type Credentials} from './wire-client.ts';
import {WireError} from './wire-connection.ts';

/** Who a persona is tonight, and what it has to spend. */
export interface Admission extends Credentials {
  readonly token?: string;
  /** Coins. */
  readonly balance?: number;
}

export interface CompanyOptions {
  readonly roomId: string;
  readonly personas: readonly Persona[];
  readonly conversation: Conversation;
  /** Lines a second, all together; 0 is silence. */
  readonly rate: number;
  readonly random: Random;
  /** Asked before the first login, and again when a signature is refused. */
  readonly signIn: (persona: Persona) => Promise<Admission>;
  /** Undefined where there is none: then nobody gives, and nothing that is on show is noticed. */
  readonly business?: Business;
  /** One line for the log: what went wrong for whom. */
  readonly report: (line: string) => void;
}

/** So many come in at once; the others follow. */
const AT_ONCE = 6;
/** Who is later than this, on a busy machine, lets the lines go rather than say them all at once. */
const MAX_LAG_MS = 500;
/** So many lines at once at most: then others have their turn. */
const BREATH = 20;

/** A room's made-up viewers: each signed in by itself, all in one conversation; they like and give as well. */
export class Company {
  readonly #options: CompanyOptions;
  readonly #clients: readonly WireClient[];
  readonly #givers: readonly Purse[];
  readonly #pace = new Pace();
  readonly #tally: Tally;

  constructor(options: CompanyOptions) {
    this.#options = options;
    this.#tally = new Tally(options.report);
    const {roomId, personas, signIn, report} = options;
    this.#givers = personas.map(({nick}, index) => new Purse(nick, () => this.#clients[index]!.joined));
    this.#clients = personas.map(
      (persona, index) =>
        new WireClient({
          roomId,
          credentials: async () => {
            const admission = await signIn(persona);
            this.#givers[index]!.fill(admission);
            return admission;
          },
          onKicked: (type) => report(`${persona.nick} was sent away (${type})`),
        }),
    );
    this.rate = options.rate;
  }

  /** @throws RangeError unless 0 or more. */
  set rate(rate: number) {
    this.#pace.rate = rate;
    if (rate > 0) this.#options.conversation.rate = rate;
  }

  /** Resolves when everybody is in the room. */
  async come(): Promise<void> {
    const coming = this.#clients.values();
    const door = async () => {
      for (const client of coming) await client.open();
    };
    await Promise.all(Array.from({length: AT_ONCE}, door));
  }

  /** Talks, likes and gives until it is closed. */
  async stay(): Promise<void> {
    const {business, conversation, personas, random, report} = this.#options;
    const pace = this.#pace;
    const doings = [this.#talk(), new Applause(this.#clients, pace, random).go()];
    if (business) {
      doings.push(new Generosity({givers: this.#givers, business, pace, random, report}).go());
      doings.push(new Attention({business, conversation, people: personas.length, pace}).go());
    }
    await Promise.all(doings);
  }

  async close(): Promise<void> {
    this.#pace.end();
    await Promise.all(this.#clients.map((client) => client.close()));
  }

  /** What the service refuses is not said again. */
  async #talk(): Promise<void> {
    const {conversation} = this.#options;
    const pace = this.#pace;
    let due = performance.now();
    for (let count = 1; !pace.over; count += 1) {
      if (pace.rate === 0) {
        await pace.change();
        due = performance.now();
        continue;
      }
      const {afterMs, speaker, text} = conversation.next();
      // By the clock, not by the sum of the waits: timers are coarser than a thousand lines a second.
      due = Math.max(due + afterMs, performance.now() - MAX_LAG_MS);
      const {signal} = pace;
      if (due - performance.now() >= 1) await pace.wait(due - performance.now());
      else if (count % BREATH === 0) await breathe();
      if (!signal.aborted) this.#say(speaker, text);
      else due = performance.now();
    }
  }

  #say(speaker: number, text: string): void {
    const client = this.#clients[speaker]!;
    if (!client.joined) return; // On its way back: it misses its turn.
    client.say(text).then(
      (said) => (said ? this.#tally.said() : this.#tally.dropped()),
      (error: unknown) => {
        if (!(error instanceof WireError)) throw error;
        if (!this.#pace.over) this.#tally.refused(`${error.code} ${error.message}`);
      },
    );
  }
}

/** What one of them has to spend. */
class Purse implements Giver {
  readonly nick: string;
  balance: number | undefined;
  #token: string | undefined;
  readonly #joined: () => boolean;

  constructor(nick: string, joined: () => boolean) {
    this.nick = nick;
    this.#joined = joined;
  }

  get present(): boolean {
    return this.#joined();
  }

  get token(): string | undefined {
    return this.#token;
  }

  fill({token, balance}: Admission): void {
    this.#token = token;
    this.balance = balance;
  }
}
