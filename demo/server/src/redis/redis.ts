import {createHash} from 'node:crypto';
import {setTimeout as wait} from 'node:timers/promises';
import {createClient, createCluster, ErrorReply} from '@redis/client';
import type {FastifyBaseLogger} from 'fastify';
import {reasonOf} from '../telemetry/logger.ts';
import {placesOf, type RedisAddress} from './address.ts';
import {RedisError, RedisUnavailable} from './redis-error.ts';

/**
 * Default time limit of a script. Callers then continue without Redis: a callback must get its response within 1.1 s.
 */
const SCRIPT_MS = 700;
const CONNECT_MS = 2_000;
/**
 * Pause after a script that failed or was too slow, in a cluster. A single server gets no scripts until it responds to
 * a ping.
 */
const PAUSE_MS = 1_000;
const RECONNECT_MS = 500;
const PING_MS = 1_000;
/** A connection that receives nothing for this time, not even the response to a ping, is replaced. */
const SILENCE_MS = 5_000;
const QUEUED_MAX = 50_000;
/** Errors that do not change in a later attempt. */
const REFUSAL = /^(WRONGPASS|NOAUTH|NOPERM)|without any password|DB index|unknown command|cluster support disabled/i;

/** A Lua script. All keys of a call share one hash tag, so that one node of a cluster has them. */
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
  /** Default 700 ms. */
  readonly timeoutMs?: number;
}

/** A connection to Redis 7 or Valkey, one server or a cluster. It reconnects until it is closed. */
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
    this.#client = address.isCluster ? createClusterClient(address) : createServerClient(address);
    this.#client.on('error', (error: unknown) => this.#failed(error));
    this.#client.on('ready', () => this.#setUp(true));
    this.#client.on('ping-interval', () => this.#setUp(true));
  }

  /** False while Redis is unreachable or too slow. */
  get isUp(): boolean {
    return this.#up;
  }

  /** Logs the current state, and each later change. */
  logTo(log: FastifyBaseLogger): void {
    this.#log = log;
    this.#logState();
  }

  /**
   * Resolves when connected, or after 2 s; it then continues to connect. @throws RedisError if Redis refuses the
   * password, the database number or the kind of connection.
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

  /** @throws RedisUnavailable. If only the response is late, the script has run. */
  async run({lua, sha}: Script, {keys, values = [], timeoutMs = SCRIPT_MS}: ScriptCall): Promise<unknown> {
    if (!this.#up && performance.now() < this.#pausedUntil) throw new RedisUnavailable('Redis does not answer');
    const options = {keys: [...keys], arguments: values.map(String)};
    try {
      const response = this.#client.evalSha(sha, options).catch((error: unknown) => {
        if (!(error instanceof ErrorReply && error.message.startsWith('NOSCRIPT'))) throw error;
        return this.#client.eval(lua, options);
      });
      const result: unknown = await inTime(response, timeoutMs);
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

  /** Never rejects. The client of a single server retries by itself; the client of a cluster tries once. */
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

  /** Handles an error of a connection. In a cluster it concerns one node, so only failing scripts mean that Redis is down. */
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
      this.#log?.info(`redis: connected to ${place}; likes, rate limits, slow mode and presence are shared there`);
    } else {
      this.#log?.warn(
        `redis: ${place} is unreachable (${reasonOf(this.#reason ?? new Error('not connected yet'))}); ` +
          'until it is back PostgreSQL counts likes, each process has its own rate limits, and joins and leaves wait',
      );
    }
  }
}

/** The server's message if it refuses this client for good. */
function refusalOf(error: unknown): string | undefined {
  for (let next = error, depth = 0; next instanceof Error && depth < 4; next = next.cause, depth++) {
    if (next instanceof ErrorReply && REFUSAL.test(next.message)) return next.message;
  }
  return undefined;
}

/** Rejects if the response takes longer. A response that has arrived but is not read yet is in time. */
async function inTime<T>(response: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => setImmediate(() => reject(new Error(`no response within ${ms} ms`))), ms);
  });
  try {
    return await Promise.race([response, late]);
  } finally {
    clearTimeout(timer);
    response.catch(() => undefined);
  }
}

const SOCKET = {connectTimeout: CONNECT_MS, reconnectStrategy: RECONNECT_MS, socketTimeout: SILENCE_MS} as const;
const CLIENT = {
  disableOfflineQueue: true,
  commandsQueueMaxLength: QUEUED_MAX,
  pingInterval: PING_MS,
  maintNotifications: 'disabled',
} as const;

function createServerClient({urls: [url = ''], ca}: RedisAddress) {
  return createClient({...CLIENT, url, socket: {...SOCKET, ...tlsOptions(url, ca)}});
}

function createClusterClient({urls, ca}: RedisAddress) {
  const {username, password} = new URL(urls[0]!);
  return createCluster({
    rootNodes: urls.map((url) => ({url})),
    defaults: {
      ...CLIENT,
      ...(username && {username: decodeURIComponent(username)}),
      ...(password && {password: decodeURIComponent(password)}),
      socket: {...SOCKET, ...tlsOptions(urls[0]!, ca)},
    },
  });
}

function tlsOptions(url: string, ca: string | undefined) {
  return url.startsWith('rediss:') && {tls: true as const, ...(ca !== undefined && {ca})};
}
