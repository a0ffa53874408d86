/** Clicks on moving lines and checks that each click selects the intended line. */
import {setTimeout as wait} from 'node:timers/promises';
import {report} from '../shared/report.ts';
import {BenchStage} from './stage.ts';

const RATE = 20;
const FILL_MS = 6_000;
const CLICKS = 100;
const INSIDE_PX = 4;
const ANYWHERE_HITS = 95;

export async function run(): Promise<boolean> {
  const stage = await BenchStage.open({engine: 'ours', rate: RATE});
  try {
    await wait(FILL_MS);
    const hits = async (insidePx: number) => {
      let count = 0;
      for (let click = 0; click < CLICKS; click++) {
        await stage.letGo();
        const {x, y, text} = await stage.ask('aim', insidePx);
        await stage.click(x, y);
        if ((await stage.ask('selected')) === text) count++;
      }
      return count;
    };
    const inside = await hits(INSIDE_PX);
    const anywhere = await hits(0);
    return report({
      part: 'danmaku-clicks',
      table: {[`aimed ${INSIDE_PX} px inside`]: {hits: inside}, 'aimed anywhere on it': {hits: anywhere}},
      promises: {
        [`all of ${CLICKS} aimed inside hit`]: inside === CLICKS,
        [`${ANYWHERE_HITS} of ${CLICKS} aimed anywhere hit`]: anywhere >= ANYWHERE_HITS,
      },
      facts: {clicks: CLICKS},
    });
  } finally {
    await stage.close();
  }
}
