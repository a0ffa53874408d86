import {setTimeout as wait} from 'node:timers/promises';
import type {Change} from '../database/changes.ts';

/** On closing: for the workers to stop, and again for the writers. */
const STOP_MS = 1_500;

/** Something that runs beside the requests. */
export interface Job {
  start?(): void;
  /** Resolves when nothing is under way any more. */
  stop(): Promise<unknown>;
}

type Refresh = (change: Change) => Promise<void> | void;

/** Starts and stops what features run beside their routes, in the order that loses nothing. */
export class Lifecycle {
  readonly #workers: Job[] = [];
  readonly #writers: Job[] = [];
  readonly #refreshes: Refresh[] = [];

  /** Runs from the moment the server listens until it begins to close. */
  addWorker(worker: Job): void {
    this.#workers.push(worker);
  }

  /** Stops after the last response: requests add to it. */
  addWriter(writer: Job): void {
    this.#writers.push(writer);
  }

  /** Reads a cache of database rows again: before the first request, and when a process has changed the rows. */
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
