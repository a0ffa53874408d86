import {History} from './history.ts';
import {historyRoutes, type HistoryContext} from './routes.ts';

export type {History} from './history.ts';
export {deleteMessage, type DeletedMessage, type SentMessage} from './messages.ts';

export function register(context: HistoryContext): History {
  const {db, levels, settings, log, lifecycle} = context;
  const history = new History({db, levels, kept: settings.historyKept, log});
  lifecycle.addWriter(history);
  historyRoutes(context);
  return history;
}
