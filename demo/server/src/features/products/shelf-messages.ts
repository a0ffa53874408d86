import type {FastifyBaseLogger} from 'fastify';
import {CHANGED_PRODUCTS_MAX} from '../../../../../src/protocol/limits.ts';
import type {ProductVersion} from '../../../../../src/protocol/shelf.ts';
import {ImError} from '../../tencent/im-error.ts';
import {sendRoomMessage} from '../../tencent/messages.ts';
import type {RestClient} from '../../tencent/rest-client.ts';

/** Shortest interval between two messages of a room. Changes within it share one message. */
const INTERVAL_MS = 1_000;

export interface ShelfMessagesOptions {
  readonly im: RestClient;
  /** User id of the service account. */
  readonly service: string;
  readonly log: FastifyBaseLogger;
}

/**
 * Notifies rooms which products have a new version, so that pages load only those. A lost message is harmless, because
 * pages read the shelf again when they return to the room.
 */
export class ShelfMessages {
  readonly #options: ShelfMessagesOptions;
  /** Newest version by product of each room that has changes to send. */
  readonly #changed = new Map<string, Map<string, number>>();
  /** Timers of rooms whose last message was sent less than the interval ago. */
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #sending = new Set<Promise<void>>();

  constructor(options: ShelfMessagesOptions) {
    this.#options = options;
  }

  add(roomId: string, {id, v}: ProductVersion): void {
    const products = this.#changed.get(roomId) ?? new Map<string, number>();
    products.set(id, Math.max(v, products.get(id) ?? 0));
    this.#changed.set(roomId, products);
    if (!this.#timers.has(roomId)) this.#send(roomId);
  }

  /** Sends the waiting changes. Resolves when no message is under way. */
  async stop(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    for (const roomId of [...this.#changed.keys()]) this.#send(roomId);
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await Promise.all(this.#sending);
  }

  #send(roomId: string): void {
    this.#timers.delete(roomId);
    const waiting = [...(this.#changed.get(roomId) ?? [])].map(([id, v]) => ({id, v}));
    this.#changed.delete(roomId);
    if (!waiting.length) return;
    this.#timers.set(
      roomId,
      setTimeout(() => this.#send(roomId), INTERVAL_MS),
    );
    const sending = this.#sendAll(roomId, waiting).finally(() => this.#sending.delete(sending));
    this.#sending.add(sending);
  }

  async #sendAll(roomId: string, waiting: readonly ProductVersion[]): Promise<void> {
    const {im, service, log} = this.#options;
    try {
      for (let from = 0; from < waiting.length; from += CHANGED_PRODUCTS_MAX) {
        const products = waiting.slice(from, from + CHANGED_PRODUCTS_MAX);
        const message = {v: 1, type: 'shelf', products} as const;
        await sendRoomMessage(im, roomId, {from: service, priority: 'Normal', message});
      }
    } catch (err) {
      const reason = err instanceof ImError ? 'Tencent Chat refused the message' : 'the message failed';
      log.warn({err, roomId}, `products: ${reason}; pages get the new versions when they read the shelf again`);
    }
  }
}
