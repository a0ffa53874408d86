import {mkdirSync, writeFileSync} from 'node:fs';
import {loadavg} from 'node:os';

export interface Report {
  /** Names of the bench and of the part, e.g. `load-cpu`. */
  readonly part: string;
  /** Rows by their name. */
  readonly table: Readonly<Record<string, object>>;
  /** Each promise as a sentence, and true if it was kept. */
  readonly promises: Readonly<Record<string, boolean>>;
  /** Further figures for the file. */
  readonly facts?: object;
}

/** Prints the figures and writes them to a file; returns true if every promise was kept. */
export function report({part, table, promises, facts = {}}: Report): boolean {
  const load = round(loadavg()[0]!);
  console.table(table);
  for (const [promise, kept] of Object.entries(promises)) console.log(`${promise}: ${kept ? 'kept' : 'BROKEN'}`);
  console.log(`load average of the machine: ${load}`);
  mkdirSync('bench/out', {recursive: true});
  writeFileSync(`bench/out/${part}.json`, `${JSON.stringify({...facts, load, promises, table}, null, 2)}\n`);
  return Object.values(promises).every(Boolean);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

export function percentile95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1]!;
}

/** Rounds to a tenth. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
