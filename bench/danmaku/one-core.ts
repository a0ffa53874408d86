/** Runs the whole browser on one core with 1,000 lines a second, and checks that lines still move smoothly. */
import {setTimeout as wait} from 'node:timers/promises';
import {median, report, round} from '../shared/report.ts';
import {BenchStage} from './stage.ts';

const RATE = 1_000;
const FILL_MS = 8_000;
const LOOK_MS = 5_000;
const ROUNDS = 3;
const CORE = 1;
const PRESENTED = 58;

export async function run(): Promise<boolean> {
  const rounds: number[] = [];
  for (let turn = 0; turn < ROUNDS; turn++) {
    const stage = await BenchStage.open({engine: 'ours', rate: RATE, core: CORE});
    try {
      await wait(FILL_MS);
      const {presented} = await stage.frames(() => wait(LOOK_MS));
      rounds.push(presented / (LOOK_MS / 1_000));
    } finally {
      await stage.close();
    }
  }
  const row = {median: round(median(rounds)), min: round(Math.min(...rounds)), max: round(Math.max(...rounds))};
  return report({
    part: 'danmaku-one-core',
    table: {'frames a second': row},
    promises: {[`at least ${PRESENTED} a second (median)`]: median(rounds) >= PRESENTED},
    facts: {rate: RATE, rounds: ROUNDS},
  });
}
