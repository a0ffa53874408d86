import {createHash} from 'node:crypto';
import {setTimeout as wait} from 'node:timers/promises';
import {createClient, createCluster, ErrorReply} from '@redis/client';
import type {FastifyBaseLogger} from 'fastify';
import {reasonOf} from '../telemetry/logger.ts';
import {placesOf, type RedisAddress} from './address.ts';
import {RedisError, RedisUnavailable} from './redis-error.ts';

/** Callers that wait longer are answered without Redis: callbacks are answered within 1.1 s. */
const SCRIPT_MS = 700;
const CONNECT_MS = 2_000;
/** After a script that failed or took too long, a cluster is not asked for this time; one server not until it answers a ping. */
const PAUSE_MS = 1_000;
const RECONNECT_MS = 500;
const PING_MS = 1_000;
/** A connection on which nothing arrives, not even the answer to a ping, is replaced. */
const SILENCE_MS = 5_000;
const QUEUED_MAX = 50_000;
/** Answers of a server that no later attempt changes. */
const REFUSAL = /^(WRONGPASS|NOAUTH|NOPERM)|without any password|DB index|unknown command|cluster support disabled/i;

/** A Lua script. Its keys share one hash tag, so that one node of a cluster has them all. */
export interface Script {
  readonly lua: string;
  readonly sha: string;
}

export function defineScript(lua: string): Script {
  return {lua, sha: createHash('sha1').update(lua).digest('hex')};
}

export interface ScriptCall {
  readonly keys: readonly string[];
  readonly values?: readonly (string | number)[];
  /** 700 ms unless given. */
  readonly timeoutMs?: number;
}

/** A connection to Redis 7 or Valkey, one server or a cluster. It connects again by itself until it is closed. */
export class Redis {
  readonly #address: RedisAddress;
  readonly #client: ReturnType<typeof createServerClient> | ReturnType<typeof createClusterClient>;
  readonly #closing = new AbortController();
  #connecting: Promise<void> | undefined;
  #log: FastifyBaseLogger | undefined;
  #up = false;
  #reason: unknown;
  #pausedUntil = -Infinity;

  constructor(address: RedisAddress) {
    this.#address = address;
    this.#client = address.isCluster ? createClusterClient(address.urls) : createServerClient(address.urls[0]!);
    this.#client.on('error', (error: unknown) => this.#failed(error));
    this.#client.on('ready', () => this.#setUp(true));
    this.#client.on('ping-interval', () => this.#setUp(true));
  }

  /** False while Redis is known to be unreachable or too slow. */
  get isUp(): boolean {
    return this.#up;
  }

  /** Logs the present state, and from now on each change of it. */
  logTo(log: FastifyBaseLogger): void {
    this.#log = log;
    this.#logState();
  }

  /**
   * Resolves once connected, or after 2 s: it then connects as soon as Redis can be reached.
   * @throws RedisError where Redis refuses the password, the database or the kind of connection.
   */
  async connect(): Promise<void> {
    this.#connecting = this.#connect();
    let refuse!: (error: RedisError) => void;
    const refused = new Promise<never>((_resolve, reject) => (refuse = reject));
    const onError = (error: unknown): void => {
      const refusal = refusalOf(error);
      if (!refusal) return;
      refuse(new RedisError(`Redis at ${placesOf(this.#address)} refuses the connection: ${refusal}`, {cause: error}));
    };
    this.#client.on('error', onError);
    const late = wait(CONNECT_MS, undefined, {signal: this.#closing.signal}).catch(() => undefined);
    try {
      await Promise.race([this.#connecting, refused, late]);
    } finally {
      this.#client.off('error', onError);
    }
  }

  /** @throws RedisUnavailable. The script may have run all the same, if its answer is late. */
  async run({lua, sha}: Script, {keys, values = [], timeoutMs = SCRIPT_MS}: ScriptCall): Promise<unknown> {
    if (!this.#up && performance.now() < this.#pausedUntil) throw new RedisUnavailable('Redis does not answer');
    const options = {keys: [...keys], arguments: values.map(String)};
    try {
      const answer = this.#client.evalSha(sha, options).catch((error: unknown) => {
        if (!(error instanceof ErrorReply && error.message.startsWith('NOSCRIPT'))) throw error;
        return this.#client.eval(lua, options);
      });
      const result: unknown = await inTime(answer, timeoutMs);
      this.#setUp(true);
      return result;
    } catch (error) {
      this.#setUp(false, error);
      throw new RedisUnavailable('Redis did not run a script', {cause: error});
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    if (this.#client.isOpen) this.#client.destroy();
    await this.#connecting;
  }

  /** Never rejects. The client of one server tries again by itself; a cluster's tries once. */
  async #connect(): Promise<void> {
    const {signal} = this.#closing;
    while (!signal.aborted) {
      try {
        await this.#client.connect();
        if (this.#address.isCluster) this.#setUp(true);
        return;
      } catch (error) {
        this.#failed(error);
        if (this.#client.isOpen) this.#client.destroy();
        await wait(RECONNECT_MS, undefined, {signal}).catch(() => undefined);
      }
    }
  }

  /** An error of the connection. One node of a cluster is not the cluster: there the scripts tell. */
  #failed(error: unknown): void {
    this.#reason = error;
    if (!this.#address.isCluster) this.#setUp(false, error);
  }

  #setUp(up: boolean, reason?: unknown): void {
    if (reason !== undefined) this.#reason = reason;
    if (!up) this.#pausedUntil = this.#address.isCluster ? performance.now() + PAUSE_MS : Infinity;
    if (up === this.#up || this.#closing.signal.aborted) return;
    this.#up = up;
    this.#logState();
  }

  #logState(): void {
    const place = placesOf(this.#address);
    if (this.#up) {
      this.#log?.info(`redis: connected to ${place}; likes, rate limits and slow mode are shared there`);
    } else {
      this.#log?.warn(
        `redis: ${place} is unreachable (${reasonOf(this.#reason ?? new Error('not connected yet'))}); ` +
          'PostgreSQL counts likes, and this process limits for itself until it is back',
      );
    }
  }
}

/** The server's words where it refuses this client for good. */
function refusalOf(error: unknown): string | undefined {
  for (let next = error, depth = 0; next instanceof Error && depth < 4; next = next.cause, depth++) {
    if (next instanceof ErrorReply && REFUSAL.test(next.message)) return next.message;
  }
  return undefined;
}

/** Rejects when it takes longer. An answer that has arrived, but that this process had no time to read, is in time. */
async function inTime<T>(answer: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => setImmediate(() => reject(new Error(`no answer within ${ms} ms`))), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    answer.catch(() => undefined);
  }
}

const SOCKET = {connectTimeout: CONNECT_MS, reconnectStrategy: RECONNECT_MS, socketTimeout: SILENCE_MS} as const;
const CLIENT = {
  disableOfflineQueue: true,
  commandsQueueMaxLength: QUEUED_MAX,
  pingInterval: PING_MS,
  maintNotifications: 'disabled',
} as const;

function createServerClient(url: string) {
  return createClient({...CLIENT, url, socket: SOCKET});
}

function createClusterClient(urls: readonly string[]) {
  const {username, password, protocol} = new URL(urls[0]!);
  return createCluster({
    rootNodes: urls.map((url) => ({url})),
    defaults: {
      ...CLIENT,
      ...(username && {username: decodeURIComponent(username)}),
      ...(password && {password: decodeURIComponent(password)}),
      socket: {...SOCKET, ...(protocol === 'rediss:' && {tls: true as const})},
    },
  });
}
