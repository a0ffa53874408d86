import type {Context} from '../../http/context.ts';
import type {WordFilter} from '../word-filter/index.ts';
import {productRoutes} from './routes.ts';
import {ShelfMessages} from './shelf-messages.ts';

export {insertProducts, listProducts} from './products.ts';
export type {NewProduct} from './product-shape.ts';

export function register(context: Context & {readonly wordFilter: WordFilter}): void {
  const {im, settings, log, lifecycle} = context;
  const shelfMessages = new ShelfMessages({im, service: settings.imService, log});
  lifecycle.addWriter(shelfMessages);
  productRoutes({...context, shelfMessages});
}
