import {Outbox} from './outbox.ts';
import {readOutboxState} from './outbox-rows.ts';
import {giftRoutes, type GiftsContext} from './routes.ts';

export {insertGifts, type Gift} from './catalogue.ts';

export function register(context: GiftsContext): void {
  const outbox = new Outbox(context);
  context.lifecycle.addWorker(outbox);
  context.metrics.addGauge({
    name: 'outbox_messages',
    help: 'Gift messages of all processes that are not sent, by state; parked ones are never sent',
    label: 'state',
    read: async () => {
      const {waiting, parked} = await readOutboxState(context.db);
      return new Map([
        ['waiting', waiting],
        ['parked', parked],
      ]);
    },
  });
  context.metrics.addGauge({
    name: 'outbox_oldest_seconds',
    help: 'Age of the oldest waiting gift message',
    read: async () => (await readOutboxState(context.db)).oldestS,
  });
  giftRoutes(context, outbox);
}
