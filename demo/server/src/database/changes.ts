import {sql, type Kysely} from 'kysely';
import type {FastifyBaseLogger} from 'fastify';
import pg from 'pg';
import {connectionConfig, type DatabaseAddress} from './connect.ts';
import type {Database} from './schema.ts';

const CHANNEL = 'live_room';
/** Interval of checks of the listening connection, which detect a connection that died silently. */
const CHECK_EVERY_MS = 10_000;
const CHECK_WITHIN_MS = 5_000;
/** Interval of reads that detect a change without a notification, such as one by SQL. */
const LISTENING_READ_EVERY_MS = 60_000;
/** The same interval without a listening connection. */
const READ_EVERY_MS = 2_000;
const AGAIN_MS = 1_000;

/** Kinds of rows that belong to no room. */
const CHANGE_TOPICS = ['gifts'] as const;
export type ChangeTopic = (typeof CHANGE_TOPICS)[number];

/** Which rows have changed: those of some rooms and topics, or any row (`all`). */
export interface Change {
  readonly all: boolean;
  readonly rooms: ReadonlySet<string>;
  readonly topics: ReadonlySet<ChangeTopic>;
}

export const EVERYTHING: Change = {all: true, rooms: new Set(), topics: new Set()};

/** First character of a topic's payload; room ids do not contain it. */
const TOPIC_MARK = '#';

/** Notifies all processes, once the transaction commits, that a room, or any room, has changed. */
export async function announceChange(db: Kysely<Database>, of: string | typeof EVERYTHING): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${typeof of === 'string' ? of : ''})`.execute(db);
}

/** Notifies all processes of changed rows of a topic. */
export async function announceTopic(db: Kysely<Database>, topic: ChangeTopic): Promise<void> {
  await announceChange(db, TOPIC_MARK + topic);
}

/**
 * Listens for announced changes on its own connection, and calls `refresh` for each. While the connection is lost it
 * refreshes everything every 2 s, and once more when it is restored.
 */
export class Changes {
  readonly #address: DatabaseAddress | undefined;
  readonly #log: FastifyBaseLogger;
  readonly #refresh: (change: Change) => Promise<void>;
  #client: pg.Client | undefined;
  #isListening = false;
  #poll: NodeJS.Timeout | undefined;
  #check: NodeJS.Timeout | undefined;
  #again: NodeJS.Timeout | undefined;
  #refreshing: Promise<void> | undefined;
  #wantsAll = false;
  #rooms = new Set<string>();
  #topics = new Set<ChangeTopic>();
  #stopped = false;

  /** @param refresh Reads the changed rows. Without an address it is called every 2 s for everything. */
  constructor(
    address: DatabaseAddress | undefined,
    log: FastifyBaseLogger,
    refresh: (change: Change) => Promise<void>,
  ) {
    this.#address = address;
    this.#log = log;
    this.#refresh = refresh;
  }

  start(): void {
    if (this.#stopped || this.#poll) return;
    this.#pollLater();
    this.#listen();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#poll);
    clearTimeout(this.#again);
    clearInterval(this.#check);
    await this.#client?.end().catch(() => undefined); // It was closed already.
    await this.#refreshing;
  }

  #pollLater(): void {
    clearTimeout(this.#poll);
    if (this.#stopped) return;
    this.#poll = setTimeout(
      () => {
        this.#changed('');
        this.#pollLater();
      },
      this.#isListening ? LISTENING_READ_EVERY_MS : READ_EVERY_MS,
    );
  }

  #listen(): void {
    if (this.#stopped || this.#address === undefined) return;
    const client = new pg.Client({...connectionConfig(this.#address), keepAlive: true});
    this.#client = client;
    let lost = false;
    const listenLater = () => {
      if (lost || this.#stopped) return;
      lost = true;
      this.#isListening = false;
      clearInterval(this.#check);
      this.#pollLater();
      client.end().catch(() => undefined); // It was never open, or is closed already.
      this.#again = setTimeout(() => this.#listen(), AGAIN_MS);
    };
    client.on('error', listenLater);
    client.on('end', listenLater);
    client.on('notification', ({payload = ''}) => this.#changed(payload));
    const listening = () => {
      if (lost || this.#stopped) return;
      this.#isListening = true;
      this.#check = setInterval(
        () => void answersInTime(client).then((answers) => answers || listenLater()),
        CHECK_EVERY_MS,
      );
      this.#pollLater();
      this.#changed(''); // Announcements before this moment were missed.
    };
    client
      .connect()
      .then(() => client.query(`listen ${CHANNEL}`))
      .then(listening, listenLater);
  }

  /** @param payload A room id, a marked topic, or empty for everything. */
  #changed(payload: string): void {
    const topic = CHANGE_TOPICS.find((topic) => payload === TOPIC_MARK + topic);
    if (topic) this.#topics.add(topic);
    else if (payload) this.#rooms.add(payload);
    else this.#wantsAll = true;
    this.#refreshing ??= this.#refreshWanted().finally(() => (this.#refreshing = undefined));
  }

  async #refreshWanted(): Promise<void> {
    while ((this.#wantsAll || this.#rooms.size || this.#topics.size) && !this.#stopped) {
      const change: Change = {all: this.#wantsAll, rooms: this.#rooms, topics: this.#topics};
      this.#wantsAll = false;
      this.#rooms = new Set();
      this.#topics = new Set();
      await this.#refresh(change).catch((err: unknown) => {
        this.#log.warn({err}, 'changes: room rules and the word list were not read; trying again in 2 s');
        this.#refreshLater();
      });
    }
  }

  #refreshLater(): void {
    if (this.#stopped) return;
    clearTimeout(this.#poll);
    this.#poll = setTimeout(() => {
      this.#changed('');
      this.#pollLater();
    }, READ_EVERY_MS);
  }
}

async function answersInTime(client: pg.Client): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(resolve, CHECK_WITHIN_MS, false)));
  const answered = client.query('select 1').then(
    () => true,
    () => false,
  );
  const answers = await Promise.race([answered, late]);
  clearTimeout(timer);
  return answers;
}
