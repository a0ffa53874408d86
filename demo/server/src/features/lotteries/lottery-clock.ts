import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import {PeriodicTask} from '../../jobs/periodic-task.ts';
import type {Database} from '../../database/schema.ts';
import {ImError} from '../../tencent/im-error.ts';
import {sendRoomMessage} from '../../tencent/messages.ts';
import type {RestClient} from '../../tencent/rest-client.ts';
import type {WordFilter} from '../word-filter/index.ts';
import {sha256} from './draw.ts';
import {withCleanNames} from './lottery-shape.ts';
import {
  drawLottery,
  dueLotteries,
  markAnnounced,
  nextClosingMs,
  unannouncedLotteries,
  type UnannouncedLottery,
} from './lotteries.ts';

/** Interval at which a process looks for lotteries that another process has opened or not drawn. */
const LOOK_EVERY_MS = 5_000;
/** Tencent's limit is 8,000 bytes. If the winners do not fit, clients request them from the server. */
const MESSAGE_MAX_BYTES = 6_000;

export interface LotteryClockOptions {
  readonly db: Kysely<Database>;
  readonly im: RestClient;
  readonly wordFilter: WordFilter;
  /** User id of the service account. */
  readonly service: string;
  readonly log: FastifyBaseLogger;
}

/**
 * Draws lotteries when they close, and sends their room messages. Closing times are in the database, so any process can draw. If two
 * processes send the same message, they use the same `Random`, and Tencent delivers it once.
 */
export class LotteryClock {
  readonly #options: LotteryClockOptions;
  readonly #task: PeriodicTask;

  constructor(options: LotteryClockOptions) {
    this.#options = options;
    this.#task = new PeriodicTask({name: 'lotteries: paused', log: options.log, work: () => this.#work()});
  }

  start(): void {
    this.#task.start();
  }

  /** Called when a lottery was opened, or drawn by an operator. */
  wake(): void {
    this.#task.wake();
  }

  stop(): Promise<void> {
    return this.#task.stop();
  }

  async #work(): Promise<number> {
    const {db} = this.#options;
    for (const lotteryId of await dueLotteries(db)) await drawLottery(db, lotteryId);
    for (const unannounced of await unannouncedLotteries(db)) await this.#announce(unannounced);
    return Math.min(Math.max((await nextClosingMs(db)) ?? LOOK_EVERY_MS, 0), LOOK_EVERY_MS);
  }

  async #announce({roomId, lottery}: UnannouncedLottery): Promise<void> {
    const {db, im, wordFilter, service, log} = this.#options;
    const {lotteryId, phase, keyword, prize, closesAt, seedHash, seed, winners} = withCleanNames(lottery, wordFilter);
    const short = {v: 1, type: 'lottery', lotteryId, phase, keyword, prize, closesAt, seedHash, seed} as const;
    const whole = {...short, winners};
    const message = Buffer.byteLength(JSON.stringify(whole)) > MESSAGE_MAX_BYTES ? short : whole;
    const random = Number.parseInt(sha256(`${lotteryId} ${phase}`).slice(0, 8), 16);
    try {
      await sendRoomMessage(im, roomId, {from: service, priority: 'High', message, random});
    } catch (err) {
      if (!(err instanceof ImError) || err.passing) throw err;
      log.warn({err, roomId}, 'lotteries: a room message was not sent; clients get the lottery from the room');
    }
    await markAnnounced(db, lotteryId, phase);
  }
}
