import {Outbox} from './outbox.ts';
import {giftRoutes, type GiftsContext} from './routes.ts';

export {insertGifts, type Gift} from './catalogue.ts';

export function register(context: GiftsContext): void {
  const outbox = new Outbox(context);
  context.lifecycle.addWorker(outbox);
  giftRoutes(context, outbox);
}
