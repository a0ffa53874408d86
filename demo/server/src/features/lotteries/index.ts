import {LotteryClock} from './lottery-clock.ts';
import {lotteryRoutes, type LotteriesContext} from './routes.ts';

export {enterLottery, withdrawEntry} from './entries.ts';
export {CURRENT_LOTTERY} from './lotteries.ts';
export {LotteryShape, withCleanNames, type LotteryResponse} from './lottery-shape.ts';

export function register(context: LotteriesContext): void {
  const {db, im, wordFilter, settings, log, lifecycle} = context;
  const clock = new LotteryClock({db, im, wordFilter, service: settings.imService, log});
  lifecycle.addWorker(clock);
  lotteryRoutes(context, clock);
}
