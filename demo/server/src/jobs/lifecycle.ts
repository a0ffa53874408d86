import {setTimeout as wait} from 'node:timers/promises';
import type {Change} from '../database/changes.ts';

/** Time for all workers to stop when the server closes, and again for all writers. */
const STOP_MS = 1_500;

/** Background work of a feature. */
export interface Job {
  start?(): void;
  /** Resolves when no work is under way. */
  stop(): Promise<unknown>;
}

type Refresh = (change: Change) => Promise<void> | void;

/** Starts and stops the background work of features, in an order that loses no data. */
export class Lifecycle {
  readonly #workers: Job[] = [];
  readonly #writers: Job[] = [];
  readonly #refreshes: Refresh[] = [];

  /** Adds a job that runs while the server listens. */
  addWorker(worker: Job): void {
    this.#workers.push(worker);
  }

  /** Adds a job that stops after the last response, because requests give it data to write. */
  addWriter(writer: Job): void {
    this.#writers.push(writer);
  }

  /** Adds a function that refreshes a cache of database rows. Called before the first request, and after changes of the rows. */
  addRefresh(refresh: Refresh): void {
    this.#refreshes.push(refresh);
  }

  async refresh(change: Change): Promise<void> {
    await Promise.all(this.#refreshes.map(async (refresh) => refresh(change)));
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
