import {sql, type Kysely} from 'kysely';
import type {FastifyBaseLogger} from 'fastify';
import pg from 'pg';
import {connectionConfig, type DatabaseAddress} from './connect.ts';
import type {Database} from './schema.ts';

const CHANNEL = 'live_room';
/** A change whose announcement was missed is noticed by then. */
const LOOK_EVERY_MS = 2_000;
const AGAIN_MS = 1_000;

/** Tells all processes, once the transaction is done, that something they remember has changed. */
export async function announceChange(db: Kysely<Database>): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, '')`.execute(db);
}

/** Hears when another process has changed what this one remembers, by a connection of its own. */
export class Changes {
  readonly #address: DatabaseAddress | undefined;
  readonly #log: FastifyBaseLogger;
  readonly #look: () => Promise<void>;
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #again: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #wanted = false;
  #stopped = false;

  /** @param look Reads what may have changed. Without an address it is done every other second only. */
  constructor(address: DatabaseAddress | undefined, log: FastifyBaseLogger, look: () => Promise<void>) {
    this.#address = address;
    this.#log = log;
    this.#look = look;
  }

  start(): void {
    if (this.#stopped || this.#timer) return;
    this.#timer = setInterval(() => this.#changed(), LOOK_EVERY_MS);
    this.#listen();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    clearTimeout(this.#again);
    await this.#client?.end().catch(() => undefined); // It was gone already.
    await this.#looking;
  }

  #listen(): void {
    if (this.#stopped || this.#address === undefined) return;
    const client = new pg.Client({...connectionConfig(this.#address), keepAlive: true});
    this.#client = client;
    let lost = false;
    const listenLater = () => {
      if (lost || this.#stopped) return;
      lost = true;
      client.end().catch(() => undefined); // It never was there, or is gone.
      this.#again = setTimeout(() => this.#listen(), AGAIN_MS);
    };
    client.on('error', listenLater);
    client.on('end', listenLater);
    client.on('notification', () => this.#changed());
    client
      .connect()
      .then(() => client.query(`listen ${CHANNEL}`))
      .then(() => this.#changed(), listenLater);
  }

  #changed(): void {
    this.#wanted = true;
    this.#looking ??= this.#lookWhileWanted().finally(() => (this.#looking = undefined));
  }

  async #lookWhileWanted(): Promise<void> {
    while (this.#wanted && !this.#stopped) {
      this.#wanted = false;
      await this.#look().catch((err: unknown) =>
        this.#log.warn({err}, 'changes: rules and words could not be read again, trying again in 2 s'),
      );
    }
  }
}
