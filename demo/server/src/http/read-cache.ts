import {createHash} from 'node:crypto';
import type {FastifyReply, FastifyRequest} from 'fastify';

const ROOMS_MAX = 10_000;
/** Most cached reads of one room: the room and pages of its history. */
const READS_MAX = 100;

interface Entry<T> {
  readonly value: Promise<T>;
  /** By `performance.now()`; undefined while the query runs. */
  readAt: number | undefined;
}

/**
 * Caches public reads for a short time. Requests during a query share its result. Data of a single viewer must not be cached here.
 * A failure reaches the requests that wait for it, and is not cached.
 */
export class ReadCache<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #keptMs: number;
  readonly #max: number;

  constructor(keptMs: number, max = 1) {
    this.#keptMs = keptMs;
    this.#max = max;
  }

  read(key: string, load: () => Promise<T>): Promise<T> {
    const known = this.#entries.get(key);
    if (known && (known.readAt === undefined || performance.now() - known.readAt < this.#keptMs)) return known.value;
    const entry: Entry<T> = {value: load(), readAt: undefined};
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (this.#entries.size > this.#max) this.#entries.delete(this.#entries.keys().next().value!);
    const forget = () => this.#entries.get(key) === entry && this.#entries.delete(key);
    entry.value.then(() => (entry.readAt = performance.now()), forget);
    return entry.value;
  }

  /** Removes one entry, or all. A running query serves only requests that arrived before. */
  clear(key?: string): void {
    if (key === undefined) this.#entries.clear();
    else this.#entries.delete(key);
  }
}

/** Cached public reads of each room. */
export class RoomReads {
  readonly #rooms = new Map<string, ReadCache<unknown>>();
  readonly #keptMs: number;

  constructor(keptMs: number) {
    this.#keptMs = keptMs;
  }

  /** @param name Identifies the query; it decides the type `T`. */
  read<T>(roomId: string, name: string, load: () => Promise<T>): Promise<T> {
    let reads = this.#rooms.get(roomId);
    if (!reads) {
      reads = new ReadCache(this.#keptMs, READS_MAX);
      this.#rooms.set(roomId, reads);
      if (this.#rooms.size > ROOMS_MAX) this.#rooms.delete(this.#rooms.keys().next().value!);
    }
    return reads.read(name, load) as Promise<T>;
  }

  /** Removes the reads of the room, or of all rooms. */
  clear(roomId?: string): void {
    if (roomId === undefined) this.#rooms.clear();
    else this.#rooms.delete(roomId);
  }
}

/** A JSON response as it is sent. */
export interface CachedJson {
  readonly body: string;
  readonly etag: string;
}

export function cachedJson(value: unknown): CachedJson {
  const body = JSON.stringify(value);
  return {body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`};
}

/** Responds with 304 if the client has the same content. Clients must revalidate each time (`no-cache`). */
export function sendCached(request: FastifyRequest, reply: FastifyReply, {body, etag}: CachedJson): FastifyReply {
  reply.header('ETag', etag).header('Cache-Control', 'no-cache');
  const known = request.headers['if-none-match'];
  const isKnown = known?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
  if (isKnown) return reply.code(304).send();
  return reply.type('application/json; charset=utf-8').send(body);
}
