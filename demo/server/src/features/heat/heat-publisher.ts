import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {PeriodicTask} from '../../jobs/periodic-task.ts';
import type {CounterWriter} from '../../tencent/counter-writer.ts';
import {computeHeat, markHeatPublished, type RoomHeat} from './heat.ts';

const EVERY_MS = 2_500;
/** Rooms of one round, whose counters are written at once: Tencent takes 200 calls a second. */
const AT_ONCE = 20;

export interface HeatPublisherOptions {
  readonly db: Kysely<Database>;
  readonly counter: CounterWriter;
  readonly log: FastifyBaseLogger;
}

/** Computes the heat of rooms, and writes it into their group counters after a change. */
export class HeatPublisher {
  readonly #options: HeatPublisherOptions;
  readonly #task: PeriodicTask;

  constructor(options: HeatPublisherOptions) {
    this.#options = options;
    this.#task = new PeriodicTask({name: 'heat: computing paused', log: options.log, work: () => this.#work()});
  }

  start(): void {
    this.#task.start();
  }

  stop(): Promise<void> {
    return this.#task.stop();
  }

  async #work(): Promise<number> {
    const rooms = await computeHeat(this.#options.db, AT_ONCE);
    await Promise.all(rooms.filter(({heat, published}) => heat !== published).map((room) => this.#publish(room)));
    return rooms.length < AT_ONCE ? EVERY_MS : 0;
  }

  /** A heat that is not published is computed and published again a few seconds later. */
  async #publish(room: RoomHeat): Promise<void> {
    const {db, counter} = this.#options;
    if (await counter.write(room.roomId, room.heat)) await markHeatPublished(db, room);
  }
}
