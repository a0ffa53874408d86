/** Measures how fast the viewer's own lines appear: two a second among 1,000 lines a second of others. */
import {setTimeout as wait} from 'node:timers/promises';
import {median, report, round} from '../shared/report.ts';
import {BenchStage} from './stage.ts';

const RATE = 1_000;
const FILL_MS = 8_000;
const LINES = 40;
const EVERY_MS = 500;
const IN_VIEW_MS = 500;

export async function run(): Promise<boolean> {
  const stage = await BenchStage.open({engine: 'ours', rate: RATE});
  try {
    await wait(FILL_MS);
    const lines = await stage.ask('sayOwn', LINES, EVERY_MS);
    const times = lines.map(({ms}) => ms);
    return report({
      part: 'danmaku-own-lines',
      table: {
        'sent to first pixel': {
          median: round(median(times)),
          min: round(Math.min(...times)),
          max: round(Math.max(...times)),
        },
      },
      promises: {
        [`every line in view within ${IN_VIEW_MS} ms`]: times.every((ms) => ms <= IN_VIEW_MS),
        'none lies over another': lines.every(({over}) => over === 0),
      },
      facts: {unit: 'ms', lines: LINES, rate: RATE},
    });
  } finally {
    await stage.close();
  }
}
