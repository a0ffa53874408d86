import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import type {Settings} from '../../settings/settings.ts';
import {ImError, NO_GROUP} from '../../tencent/im-error.ts';
import {sendRoomMessage} from '../../tencent/messages.ts';
import type {RestClient} from '../../tencent/rest-client.ts';
import type {WordFilter} from '../word-filter/index.ts';
import {giftMessage} from './gift-message.ts';
import {
  backOff,
  claimMessages,
  PACE_MS,
  park,
  postpone,
  removeMessage,
  releaseMessages,
  type ClaimedOrder,
} from './outbox-rows.ts';

/** Pause between two polls of an empty outbox. Messages of a process that died wait at most this time after their lease. */
const IDLE_MS = 2_000;
/** The same for `RETRYING_MS` after a message failed. */
const RETRYING_IDLE_MS = 250;
const RETRYING_MS = 30_000;
/** Most messages that are being sent at once. */
const IN_FLIGHT_MAX = 64;
/** Time for messages that are being sent when the process ends. After it they are released for other processes. */
const SETTLE_MS = 1_000;
/** `Random` is below this. Tencent drops a message whose `Random` was sent before: https://cloud.tencent.com/document/product/269/1629 */
const RANDOM_RANGE = 2 ** 32;

/** Codes for a message that Tencent will never accept: its JSON, parameters, group id, content or length are invalid. */
const NEVER_ACCEPTED = new Set([60003, 10004, 10015, 10016, 80001, 80002]);

export interface OutboxOptions {
  readonly db: Kysely<Database>;
  readonly im: RestClient;
  readonly settings: Settings;
  readonly wordFilter: WordFilter;
  readonly log: FastifyBaseLogger;
  /** Called for a room whose group is missing in Tencent Chat. */
  readonly onMissingGroup: (roomId: string) => void;
}

/**
 * Sends the room message of each paid gift until Tencent Chat accepts it. Messages leave in the order of billing, 30 a second in a
 * room over all processes. A message whose response was lost is sent again with the same `Random`, and Tencent Chat delivers it once.
 * A repeated message can arrive after later ones, so the newest of a combo is the one with the highest `comboTotal`.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #sending = new Map<number, {readonly order: ClaimedOrder; readonly sending: Promise<void>}>();
  #running: Promise<void> | undefined;
  #stopped = false;
  /** True if an order was billed after the last poll. */
  #wakeRequested = false;
  /** When a message last failed, by `performance.now()`. */
  #failedAt = -Infinity;
  #endPause: (() => void) | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  start(): void {
    if (!this.#stopped) this.#running ??= this.#run();
  }

  /** Sends waiting messages now. */
  wake(): void {
    this.#wakeRequested = true;
    this.#endPause?.();
  }

  /** Resolves when this process no longer sends messages. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#endPause?.();
    await this.#running;
    const settled = Promise.all([...this.#sending.values()].map(({sending}) => sending));
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([settled, new Promise((resolve) => (timer = setTimeout(resolve, SETTLE_MS)))]);
    clearTimeout(timer);
    const left = [...this.#sending.values()].map(({order: {roomId, serial}}) => ({roomId, serial}));
    await releaseMessages(this.#options.db, left);
  }

  async #run(): Promise<void> {
    // A room's next message may become due one step later, so two polls without a message are needed to stop.
    for (let emptyPolls = 0; !this.#stopped;) {
      const isBusy = await this.#poll();
      emptyPolls = isBusy || this.#wakeRequested ? 0 : emptyPolls + 1;
      this.#wakeRequested = false;
      const idleMs = performance.now() - this.#failedAt < RETRYING_MS ? RETRYING_IDLE_MS : IDLE_MS;
      await this.#pause(emptyPolls < 2 ? PACE_MS : idleMs, emptyPolls >= 2);
    }
  }

  /** Claims messages and sends them. True if there were any, or if too many are being sent already. */
  async #poll(): Promise<boolean> {
    const {db, log} = this.#options;
    const freeSlots = IN_FLIGHT_MAX - this.#sending.size;
    if (freeSlots <= 0) return true;
    try {
      const claimed = await claimMessages(db, freeSlots);
      for (const order of claimed) {
        const sending = this.#send(order).finally(() => this.#sending.delete(order.serial));
        this.#sending.set(order.serial, {order, sending});
      }
      return claimed.length > 0;
    } catch (err) {
      log.warn({err}, 'outbox: the database is unreachable; gift messages wait');
      return false;
    }
  }

  /** Never rejects. If the result cannot be saved, the message is sent again after its lease. */
  async #send(order: ClaimedOrder): Promise<void> {
    const {wordFilter, db, im, settings, log} = this.#options;
    const {roomId, serial} = order;
    try {
      const message = giftMessage(order, {publicApiUrl: settings.publicApiUrl, wordFilter});
      const random = serial % RANDOM_RANGE;
      const outgoing = {
        from: settings.imService,
        priority: 'High',
        message,
        random,
        purpose: 'gifts',
        withoutCallbacks: true,
      } as const;
      const refusal = await sendRoomMessage(im, roomId, outgoing).catch((error: unknown) => {
        if (error instanceof ImError) return error;
        throw error;
      });
      await (refusal ? this.#sendLater(order, refusal) : removeMessage(db, order));
    } catch (err) {
      if (!this.#stopped)
        log.error(
          {err, roomId, serial},
          'outbox: the result of a gift message was not saved; the message is sent again after its lease',
        );
    }
  }

  async #sendLater(order: ClaimedOrder, err: ImError): Promise<void> {
    // `stop` releases the message.
    if (this.#stopped) return;
    this.#failedAt = performance.now();
    const {db, log, onMissingGroup} = this.#options;
    const {roomId, serial, attempts} = order;
    const facts = {err, roomId, serial, attempts};
    if (NEVER_ACCEPTED.has(err.errorCode)) {
      log.error(facts, 'outbox: Tencent Chat will never accept this gift message; it is parked');
      return park(db, order, err.message);
    }
    const missing = err.errorCode === NO_GROUP;
    if (missing) onMissingGroup(roomId);
    log.warn(facts, 'outbox: a gift message was not accepted; trying again');
    return err.passing || missing ? backOff(db, order) : postpone(db, order);
  }

  /** @param wakeable True if `wake` ends the pause. */
  async #pause(ms: number, wakeable: boolean): Promise<void> {
    if (this.#stopped || (wakeable && this.#wakeRequested)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#endPause = () => {
        if (!wakeable && !this.#stopped) return;
        clearTimeout(timer);
        resolve();
      };
    });
    this.#endPause = undefined;
  }
}
