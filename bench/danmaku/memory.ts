/** Measures the memory of the page while the layer shows 1,000 lines a second for a long time. */
import {setTimeout as wait} from 'node:timers/promises';
import type {PartOptions} from '../shared/parts.ts';
import {report} from '../shared/report.ts';
import {BenchStage} from './stage.ts';

const RATE = 1_000;
const MINUTES_MAX = 10;
const HEAP_MB = 2;
const GROWTH_MB = 0.2;

export async function run({minutes}: PartOptions): Promise<boolean> {
  const stage = await BenchStage.open({engine: 'ours', rate: RATE});
  try {
    const table: Record<string, {heapMB: number; nodes: number; lines: number}> = {};
    const last = Math.min(minutes, MINUTES_MAX);
    for (let minute = 1; minute <= last; minute++) {
      await stage.ask('resetCounts');
      await wait(60_000);
      const {peak} = await stage.ask('counts');
      const {lines} = await stage.ask('overlaps');
      await stage.ask('resetCounts'); // The counters are memory of the bench, not of the layer.
      table[`after ${minute} min`] = {heapMB: (await stage.heap()) / 1_048_576, nodes: peak, lines};
    }
    const rows = Object.values(table);
    const heaps = rows.map(({heapMB}) => heapMB);
    return report({
      part: 'danmaku-memory',
      table,
      promises: {
        [`heap within ${HEAP_MB} MB`]: Math.max(...heaps) <= HEAP_MB,
        [`and within ${GROWTH_MB} MB of the first minute’s`]: heaps.at(-1)! - heaps[0]! <= GROWTH_MB,
        'at most 1.3 elements for each line on stage': rows.every(({nodes, lines}) => nodes <= 1.3 * lines),
      },
      facts: {rate: RATE},
    });
  } finally {
    await stage.close();
  }
}
