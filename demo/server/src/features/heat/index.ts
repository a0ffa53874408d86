import type {Context} from '../../http/context.ts';
import {CounterWriter} from '../../tencent/counter-writer.ts';
import {HeatPublisher} from './heat-publisher.ts';

/** The group counter that has a room's heat. */
const COUNTER = 'heat';

export function register({db, im, log, lifecycle}: Context): void {
  const counter = new CounterWriter({im, log, key: COUNTER, without: 'pages read the heat only when they join'});
  lifecycle.addWorker(new HeatPublisher({db, counter, log}));
}
