import type {Context} from '../../http/context.ts';
import {wordFilterRoutes} from './routes.ts';
import {Words} from './word-filter.ts';

export {MASK} from './word-list.ts';
export type {Words} from './word-filter.ts';

export function register(context: Context): Words {
  const words = new Words(context.db);
  context.lifecycle.addRefresh(() => words.refresh());
  wordFilterRoutes(context, words);
  return words;
}
