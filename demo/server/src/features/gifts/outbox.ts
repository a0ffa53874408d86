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

/** Between two looks of a process that has nothing to send. Messages that another left when it died wait no longer. */
const IDLE_MS = 2_000;
/** The same while messages are tried again. */
const RETRYING_IDLE_MS = 250;
/** For so long after a failure. */
const RETRYING_MS = 30_000;
/** Calls under way at once. */
const IN_FLIGHT_MAX = 64;
/** Time for calls under way when the process ends. Then other processes send their messages. */
const SETTLE_MS = 1_000;
/** Tencent repeats no message with the number of one before: https://cloud.tencent.com/document/product/269/1629 */
const RANDOM_RANGE = 2 ** 32;

/** Codes for a message that is invalid: its JSON, parameters, group id, content or length. */
const NEVER = new Set([60003, 10004, 10015, 10016, 80001, 80002]);

export interface OutboxOptions {
  readonly db: Kysely<Database>;
  readonly im: RestClient;
  readonly settings: Settings;
  readonly words: WordFilter;
  readonly log: FastifyBaseLogger;
  /** Called for a room that is not in Tencent Chat. */
  readonly onMissingGroup: (roomId: string) => void;
}

/**
 * Sends the room message of each paid gift until Tencent Chat accepts it: in the order of billing, 30 a second in a room over all
 * processes. A message whose response was lost is sent again under the same number, and Tencent Chat delivers it once. A message that
 * is sent again may arrive after later ones: of one combo the highest `comboTotal` is the newest.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #inHand = new Map<number, {readonly order: ClaimedOrder; readonly sending: Promise<void>}>();
  #running: Promise<void> | undefined;
  #stopped = false;
  /** True if an order was billed since the last look. */
  #awake = false;
  /** When Tencent Chat last refused a message, by `performance.now()`. */
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
    this.#awake = true;
    this.#endPause?.();
  }

  /** Resolves when no message of this process is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#endPause?.();
    await this.#running;
    const settled = Promise.all([...this.#inHand.values()].map(({sending}) => sending));
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([settled, new Promise((resolve) => (timer = setTimeout(resolve, SETTLE_MS)))]);
    clearTimeout(timer);
    const left = [...this.#inHand.values()].map(({order: {roomId, serial}}) => ({roomId, serial}));
    await releaseMessages(this.#options.db, left);
  }

  async #run(): Promise<void> {
    // A room's next message may leave one step later, so the outbox is empty only after two looks that found nothing.
    for (let inVain = 0; !this.#stopped;) {
      const found = await this.#look();
      inVain = found || this.#awake ? 0 : inVain + 1;
      this.#awake = false;
      const idleMs = performance.now() - this.#failedAt < RETRYING_MS ? RETRYING_IDLE_MS : IDLE_MS;
      await this.#pause(inVain < 2 ? PACE_MS : idleMs, inVain >= 2);
    }
  }

  /** Claims messages and sends them. True if there were any, or if too many are under way. */
  async #look(): Promise<boolean> {
    const {db, log} = this.#options;
    const room = IN_FLIGHT_MAX - this.#inHand.size;
    if (room <= 0) return true;
    try {
      const claimed = await claimMessages(db, room);
      for (const order of claimed) {
        const sending = this.#send(order).finally(() => this.#inHand.delete(order.serial));
        this.#inHand.set(order.serial, {order, sending});
      }
      return claimed.length > 0;
    } catch (err) {
      log.warn({err}, 'outbox: gift messages wait, the database is unreachable');
      return false;
    }
  }

  /** Never rejects. A result that could not be saved is repeated after the lease. */
  async #send(order: ClaimedOrder): Promise<void> {
    const {words, db, im, settings, log} = this.#options;
    const {roomId, serial} = order;
    try {
      const message = giftMessage(order, {publicApiUrl: settings.publicApiUrl, words});
      const random = serial % RANDOM_RANGE;
      const said = {
        from: settings.imService,
        priority: 'High',
        message,
        random,
        purpose: 'gifts',
        withoutCallbacks: true,
      } as const;
      const refusal = await sendRoomMessage(im, roomId, said).catch((error: unknown) => {
        if (error instanceof ImError) return error;
        throw error;
      });
      await (refusal ? this.#sendLater(order, refusal) : removeMessage(db, order));
    } catch (err) {
      if (!this.#stopped)
        log.error(
          {err, roomId, serial},
          'outbox: the result of a gift message is not saved, it is sent again after its lease',
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
    if (NEVER.has(err.errorCode)) {
      log.error(facts, 'outbox: Tencent Chat refuses a gift message for good, it is parked');
      return park(db, order, err.message);
    }
    const missing = err.errorCode === NO_GROUP;
    if (missing) onMissingGroup(roomId);
    log.warn(facts, 'outbox: a gift message was not accepted, trying again');
    return err.passing || missing ? backOff(db, order) : postpone(db, order);
  }

  /** @param wakeable True if `wake` ends the pause. */
  async #pause(ms: number, wakeable: boolean): Promise<void> {
    if (this.#stopped || (wakeable && this.#awake)) return;
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
