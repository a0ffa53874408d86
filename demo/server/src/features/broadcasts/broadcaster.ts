import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import {PeriodicTask} from '../../jobs/periodic-task.ts';
import type {Database} from '../../database/schema.ts';
import {ImError} from '../../tencent/im-error.ts';
import {isMissing} from '../../tencent/members.ts';
import {broadcastMessage, sendRoomMessage} from '../../tencent/messages.ts';
import type {RestClient} from '../../tencent/rest-client.ts';
import {
  hasPending,
  dropExpired,
  markSent,
  retryBroadcast,
  retryRoom,
  roomDone,
  sendByRoom,
  claimBroadcast,
  claimRooms,
  type DueBroadcast,
  type DueInRoom,
} from './broadcasts.ts';

/** Tencent allows one broadcast a second; its clock differs from this one. */
const EVERY_MS = 1_050;
/** Pace of messages room by room: 50 calls a second of the 200 that Tencent allows. */
const ROOMS = {rooms: 5, everyMs: 100};
const BUSY_MS = 100;
/** Interval at which a process looks for broadcasts that another process has not sent. */
const LOOK_EVERY_MS = 5_000;

export interface BroadcasterOptions {
  readonly db: Kysely<Database>;
  readonly im: RestClient;
  readonly service: string;
  readonly log: FastifyBaseLogger;
}

/**
 * Sends broadcasts one after another, across all processes. If the app's edition has no broadcasts, sends them room by
 * room.
 */
export class Broadcaster {
  readonly #options: BroadcasterOptions;
  readonly #task: PeriodicTask;

  constructor(options: BroadcasterOptions) {
    this.#options = options;
    this.#task = new PeriodicTask({name: 'broadcasts: paused', log: options.log, work: () => this.#work()});
  }

  start(): void {
    this.#task.start();
  }

  /** Called when a broadcast was added. */
  wake(): void {
    this.#task.wake();
  }

  stop(): Promise<void> {
    return this.#task.stop();
  }

  async #work(): Promise<number> {
    const {db} = this.#options;
    if (!(await hasPending(db))) return LOOK_EVERY_MS;
    await dropExpired(db);
    const due = await claimBroadcast(db, EVERY_MS);
    if (due) await this.#send(due);
    await Promise.all((await claimRooms(db, ROOMS)).map((room) => this.#sendToRoom(room)));
    return BUSY_MS;
  }

  async #send({broadcastId, random, message}: DueBroadcast): Promise<void> {
    const {db, im, service, log} = this.#options;
    try {
      await broadcastMessage(im, service, random, message);
      await markSent(db, broadcastId);
    } catch (err) {
      if (!(err instanceof ImError)) throw err;
      if (isMissing(err)) {
        log.warn(
          {err},
          'broadcasts: the app has no broadcasts (edition, or switch in the console); sending room by room',
        );
        await sendByRoom(db, broadcastId);
      } else {
        log.warn({err}, 'broadcasts: a broadcast was not sent; trying again');
        await retryBroadcast(db, broadcastId);
      }
    }
  }

  async #sendToRoom(due: DueInRoom): Promise<void> {
    const {db, im, service, log} = this.#options;
    const {roomId, random, message} = due;
    try {
      await sendRoomMessage(im, roomId, {from: service, priority: 'High', message, random});
    } catch (err) {
      if (!(err instanceof ImError)) throw err;
      log.warn({err, roomId}, 'broadcasts: a broadcast was not sent to a room');
      if (err.passing) return retryRoom(db, due);
    }
    await roomDone(db, due);
  }
}
