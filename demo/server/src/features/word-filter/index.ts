import type {Context} from '../../http/context.ts';
import {wordFilterRoutes} from './routes.ts';
import {WordFilter} from './word-filter.ts';

export {MASK} from './word-list.ts';
export type {WordFilter} from './word-filter.ts';

export function register(context: Context): WordFilter {
  const wordFilter = new WordFilter(context.db);
  context.lifecycle.addRefresh(({all}) => (all ? wordFilter.refresh() : undefined));
  wordFilterRoutes(context, wordFilter);
  return wordFilter;
}
