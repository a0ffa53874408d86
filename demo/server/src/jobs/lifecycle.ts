import {setTimeout as wait} from 'node:timers/promises';

/** On closing: for the workers to stop, and again for the writers. */
const STOP_MS = 1_500;

/** Something that runs beside the requests. */
export interface Job {
  start?(): void;
  /** Resolves when nothing is under way any more. */
  stop(): Promise<unknown>;
}

/** Starts and stops what features run beside their routes, in the order that loses nothing. */
export class Lifecycle {
  readonly #workers: Job[] = [];
  readonly #writers: Job[] = [];
  readonly #refreshes: (() => Promise<void>)[] = [];

  /** Runs from the moment the server listens until it begins to close. */
  addWorker(worker: Job): void {
    this.#workers.push(worker);
  }

  /** Stops after the last response: requests add to it. */
  addWriter(writer: Job): void {
    this.#writers.push(writer);
  }

  /** Reads a cache of database rows again: before the first request, and when another process has changed the rows. */
  addRefresh(refresh: () => Promise<void>): void {
    this.#refreshes.push(refresh);
  }

  async refresh(): Promise<void> {
    await Promise.all(this.#refreshes.map((refresh) => refresh()));
  }

  start(): void {
    for (const job of [...this.#writers, ...this.#workers]) job.start?.();
  }

  stopWorkers(): Promise<void> {
    return stop(this.#workers);
  }

  stopWriters(): Promise<void> {
    return stop(this.#writers);
  }
}

async function stop(jobs: readonly Job[]): Promise<void> {
  const stopped = Promise.all(jobs.map((job) => job.stop()));
  await Promise.race([stopped, wait(STOP_MS, undefined, {ref: false})]);
}
