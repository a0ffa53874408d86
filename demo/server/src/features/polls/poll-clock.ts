import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {PeriodicTask} from '../../jobs/periodic-task.ts';
import {ImError} from '../../tencent/im-error.ts';
import {sendRoomMessage} from '../../tencent/messages.ts';
import type {RestClient} from '../../tencent/rest-client.ts';
import {
  claimResults,
  closePoll,
  duePolls,
  markAnnounced,
  nextClosingMs,
  unannouncedPolls,
  type DuePoll,
} from './polls.ts';

/** Interval between two messages with the counts of a poll. */
const RESULTS_EVERY_MS = 1_000;
/** Interval at which a process looks for polls that another process has opened or not closed. */
const LOOK_EVERY_MS = 5_000;

export interface PollClockOptions {
  readonly db: Kysely<Database>;
  readonly im: RestClient;
  /** User id of the service account. */
  readonly service: string;
  readonly log: FastifyBaseLogger;
}

/**
 * Closes polls in time and sends their room messages, the counts once a second. Any process can do it, because the
 * database contains what was sent.
 */
export class PollClock {
  readonly #options: PollClockOptions;
  readonly #task: PeriodicTask;

  constructor(options: PollClockOptions) {
    this.#options = options;
    this.#task = new PeriodicTask({name: 'polls: paused', log: options.log, work: () => this.#work()});
  }

  start(): void {
    this.#task.start();
  }

  /** Called when a poll was opened or closed. */
  wake(): void {
    this.#task.wake();
  }

  stop(): Promise<void> {
    return this.#task.stop();
  }

  async #work(): Promise<number> {
    const {db} = this.#options;
    for (const pollId of await duePolls(db)) await closePoll(db, pollId);
    for (const due of await unannouncedPolls(db)) {
      const {pollId, phase} = due.poll;
      await this.#send(due, phase);
      await markAnnounced(db, pollId, phase);
    }
    for (const due of await claimResults(db, RESULTS_EVERY_MS)) await this.#send(due, 'results');
    const closingMs = await nextClosingMs(db);
    return closingMs === undefined ? LOOK_EVERY_MS : Math.min(Math.max(closingMs, 0), RESULTS_EVERY_MS);
  }

  async #send({roomId, poll}: DuePoll, phase: 'open' | 'results' | 'closed'): Promise<void> {
    const {im, service, log} = this.#options;
    const priority = phase === 'results' ? 'Normal' : 'High';
    const message = {v: 1, type: 'poll', ...poll, phase} as const;
    try {
      await sendRoomMessage(im, roomId, {from: service, priority, message});
    } catch (err) {
      // The next counts replace lost ones. An opened or closed poll is announced again.
      if (!(err instanceof ImError) || (err.passing && phase !== 'results')) throw err;
      log.warn({err, roomId}, 'polls: a room message was not sent; clients get the poll from the room');
    }
  }
}
