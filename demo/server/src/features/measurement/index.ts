import type {Context} from '../../http/context.ts';
import {purchaseRoute} from './purchase-route.ts';
import {Receipts} from './receipts.ts';
import {measurementRoutes} from './routes.ts';
import {TrackCounter} from './track-counter.ts';

export function register(context: Context): void {
  const receipts = new Receipts(context.settings.tokenSecret);
  const counter = new TrackCounter(context.db);
  context.lifecycle.addWriter({stop: () => counter.settle()});
  measurementRoutes({...context, receipts, counter});
  purchaseRoute({...context, receipts});
}
