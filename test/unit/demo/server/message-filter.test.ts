import {Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type Driver} from 'kysely';
import {beforeEach, expect, onTestFinished, test, vi} from 'vitest';
import type {Database} from '../../../../demo/server/src/database/schema.ts';
import {Deadline} from '../../../../demo/server/src/features/callbacks/deadline.ts';
import {
  MessageFilter,
  type MessageFilterOptions,
} from '../../../../demo/server/src/features/callbacks/message-filter.ts';

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

const TIMEOUT_MS = 1_000;
const MESSAGE = {
  roomId: 'demo',
  userId: 'mei',
  random: 1,
  elements: [{MsgType: 'TIMTextElem', MsgContent: {Text: 'tea'}}],
  quote: undefined,
};
/** Slow mode and a lottery: a message with the keyword takes two queries, one after the other. */
const ROOM = {
  hostId: 'host',
  staff: new Set(['host']),
  slowMode: 60,
  mutedAll: false,
  mutedOrBanned: new Map(),
  banned: new Map(),
  lottery: {lotteryId: 'l1', keyword: 'tea', closesAt: Infinity},
};

function databaseWhere(acquireConnection: () => Promise<never>): Kysely<Database> {
  const driver = {init: () => Promise.resolve(), destroy: () => Promise.resolve(), acquireConnection};
  return new Kysely<Database>({
    dialect: {
      createDriver: () => driver as unknown as Driver,
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

function filterOn(db: Kysely<Database>) {
  const warn = vi.fn();
  const options = {
    db,
    roomRules: {of: () => ROOM, runBy: () => [], penaltySecondsLeft: () => 0},
    wordFilter: {maskParts: (texts: readonly string[]) => texts},
    refusals: {add: vi.fn()},
    rateLimits: {wait: () => db.selectFrom('slow_mode_turns').selectAll().execute()},
    slowMode: {take: () => db.selectFrom('slow_mode_turns').selectAll().execute()},
    settings: {imAdmin: 'administrator', imService: 'service'},
    log: {warn},
  };
  return {filter: new MessageFilter(options as unknown as MessageFilterOptions), warn};
}

test('a message passes at its deadline while the database does not respond, and the log reports it once', async () => {
  const {filter, warn} = filterOn(databaseWhere(() => new Promise<never>(() => undefined)));
  const results: unknown[] = [];
  for (let sent = 0; sent < 3; sent++) {
    void filter.check(MESSAGE, new Deadline(TIMEOUT_MS)).then((result) => results.push(result));
  }
  const {userId, elements} = MESSAGE;
  void filter
    .checkPrivate({userId, to: 'host', elements}, new Deadline(TIMEOUT_MS))
    .then((result) => results.push(result));
  await vi.advanceTimersByTimeAsync(TIMEOUT_MS - 1);
  expect(results).toEqual([]);
  await vi.advanceTimersByTimeAsync(2);
  const passed = {quote: undefined, replacement: undefined};
  expect(results).toEqual([passed, passed, passed, passed]);
  expect(warn.mock.calls).toEqual([[{err: undefined}, expect.stringContaining('the database did not answer in time')]]);
});

test('a message passes at once when the database fails, and the log has the error', async () => {
  const error = new Error('connect ECONNREFUSED');
  const {filter, warn} = filterOn(databaseWhere(() => Promise.reject(error)));
  expect(await filter.check(MESSAGE, new Deadline(TIMEOUT_MS))).toEqual({quote: undefined, replacement: undefined});
  expect(warn.mock.calls).toEqual([[{err: error}, expect.stringContaining('the database failed')]]);
});

test('the log warns again a minute later', async () => {
  const {filter, warn} = filterOn(databaseWhere(() => Promise.reject(new Error('no connection'))));
  await filter.check(MESSAGE, new Deadline(TIMEOUT_MS));
  await vi.advanceTimersByTimeAsync(60_000);
  await filter.check(MESSAGE, new Deadline(TIMEOUT_MS));
  expect(warn).toHaveBeenCalledTimes(2);
});
