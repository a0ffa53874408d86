import {setImmediate as yieldToEventLoop} from 'node:timers/promises';
import {LikeBursts} from './like-bursts.ts';
import {RoomReactions} from './room-reactions.ts';
import type {BusinessApi} from './business-api.ts';
import type {Conversation} from './conversation.ts';
import {GiftGiving, type Giver} from './gift-giving.ts';
import {Pace} from './pace.ts';
import type {Persona} from './personas.ts';
import type {Random} from './random.ts';
import {SendStats} from './send-stats.ts';
import {ChatClient, type Credentials} from './chat-client.ts';
import {ChatError} from './chat-connection.ts';

/** A bot's session: its credentials and its coins. */
export interface BotSession extends Credentials {
  readonly token?: string;
  /** Coins. */
  readonly balance?: number;
}

export interface BotsOptions {
  readonly roomId: string;
  readonly personas: readonly Persona[];
  readonly conversation: Conversation;
  /** Comments a second of all bots together. 0: no comments, likes or gifts. */
  readonly rate: number;
  readonly random: Random;
  /** Called before the first login, and again after the service refused a signature. */
  readonly signIn: (persona: Persona) => Promise<BotSession>;
  /** Undefined: the bots give no gifts, and do not react to products and lotteries. */
  readonly business?: BusinessApi;
  /** Logs one line: the bot and the error. */
  readonly report: (line: string) => void;
}

/** Bots that join at the same time. */
const CONCURRENT_JOINS = 6;
/** On a busy machine, comments later than this are skipped instead of sent all at once. */
const MAX_LAG_MS = 500;
/** Comments sent before the event loop gets a turn. */
const LINES_PER_TURN = 20;

/** Made-up viewers of one room. Each has its own session and connection; all share one conversation, and also like and give. */
export class Bots {
  readonly #options: BotsOptions;
  readonly #clients: readonly ChatClient[];
  readonly #givers: readonly BotWallet[];
  readonly #pace = new Pace();
  readonly #stats: SendStats;

  constructor(options: BotsOptions) {
    this.#options = options;
    this.#stats = new SendStats(options.report);
    const {roomId, personas, signIn, report} = options;
    this.#givers = personas.map(({nick}, index) => new BotWallet(nick, () => this.#clients[index]!.joined));
    this.#clients = personas.map(
      (persona, index) =>
        new ChatClient({
          roomId,
          credentials: async () => {
            const session = await signIn(persona);
            this.#givers[index]!.update(session);
            return session;
          },
          onKicked: (type) => report(`${persona.nick} was kicked (type ${type})`),
        }),
    );
    this.rate = options.rate;
  }

  /** @throws RangeError unless 0 or more. */
  set rate(rate: number) {
    this.#pace.rate = rate;
    if (rate > 0) this.#options.conversation.rate = rate;
  }

  /** Resolves when every bot has joined the room. */
  async joinAll(): Promise<void> {
    const waiting = this.#clients.values();
    const joinInTurn = async () => {
      for (const client of waiting) await client.open();
    };
    await Promise.all(Array.from({length: CONCURRENT_JOINS}, joinInTurn));
  }

  /** Comments, likes and gives until `close()`. */
  async run(): Promise<void> {
    const {business, conversation, personas, random, report} = this.#options;
    const pace = this.#pace;
    const tasks = [this.#comment(), new LikeBursts(this.#clients, pace, random).run()];
    if (business) {
      tasks.push(new GiftGiving({givers: this.#givers, business, pace, random, report}).run());
      tasks.push(new RoomReactions({business, conversation, people: personas.length, pace}).run());
    }
    await Promise.all(tasks);
  }

  async close(): Promise<void> {
    this.#pace.end();
    await Promise.all(this.#clients.map((client) => client.close()));
  }

  /** A comment that the service refuses is not sent again. */
  async #comment(): Promise<void> {
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
      // Due times follow the clock, not the sum of the waits: timers are too coarse for 1,000 comments a second.
      due = Math.max(due + afterMs, performance.now() - MAX_LAG_MS);
      const {signal} = pace;
      if (due - performance.now() >= 1) await pace.wait(due - performance.now());
      else if (count % LINES_PER_TURN === 0) await yieldToEventLoop();
      if (!signal.aborted) this.#send(speaker, text);
      else due = performance.now();
    }
  }

  #send(speaker: number, text: string): void {
    const client = this.#clients[speaker]!;
    if (!client.joined) return; // Reconnecting: this comment is skipped.
    client.say(text).then(
      (accepted) => (accepted ? this.#stats.sent() : this.#stats.dropped()),
      (error: unknown) => {
        if (!(error instanceof ChatError)) throw error;
        if (!this.#pace.over) this.#stats.refused(`${error.code} ${error.message}`);
      },
    );
  }
}

/** The token and the coins of one bot. */
class BotWallet implements Giver {
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

  update({token, balance}: BotSession): void {
    this.#token = token;
    this.balance = balance;
  }
}
