import type {FastifyBaseLogger} from 'fastify';
import {setCounter} from './counters.ts';
import {ImError, NO_GROUP} from './im-error.ts';
import type {RestClient} from './rest-client.ts';

/** Interval of warnings about failures, in ms. */
const WARN_EVERY_MS = 60_000;

export interface CounterWriterOptions {
  readonly im: RestClient;
  readonly log: FastifyBaseLogger;
  readonly key: string;
  /** The effect of an app without counters, for the log. */
  readonly without: string;
}

/** Writes one counter of groups. An app whose edition has no counters is asked once for each group. */
export class CounterWriter {
  readonly #options: CounterWriterOptions;
  /** Groups whose counter Tencent refused to set: the app's edition has no counters. */
  readonly #refused = new Set<string>();
  #warnedAt = -Infinity;

  constructor(options: CounterWriterOptions) {
    this.#options = options;
  }

  isRefused(groupId: string): boolean {
    return this.#refused.has(groupId);
  }

  /** Returns false if the same write may succeed later. It never will where counters are refused. */
  async write(groupId: string, value: number): Promise<boolean> {
    const {im, key} = this.#options;
    try {
      if (!this.#refused.has(groupId)) await setCounter(im, groupId, key, value);
      return true;
    } catch (err) {
      if (!(err instanceof ImError)) throw err;
      if (err.passing || err.errorCode === NO_GROUP) {
        this.#warn(err);
        return false;
      }
      this.#giveUp(groupId, err);
      return true;
    }
  }

  #giveUp(roomId: string, err: ImError): void {
    const {log, key, without} = this.#options;
    if (!this.#refused.size) log.warn({err, roomId}, `counter ${key}: this app has no group counters; ${without}`);
    this.#refused.add(roomId);
  }

  #warn(err: ImError): void {
    const {log, key} = this.#options;
    if (performance.now() - this.#warnedAt < WARN_EVERY_MS) return;
    this.#warnedAt = performance.now();
    log.warn({err}, `counter ${key}: a value was not published; trying again`);
  }
}
