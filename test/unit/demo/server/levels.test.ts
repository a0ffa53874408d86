import {Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type Driver} from 'kysely';
import {expect, test, vi} from 'vitest';
import type {Database} from '../../../../demo/server/src/database/schema.ts';
import {Levels} from '../../../../demo/server/src/features/levels/levels.ts';

type Log = ConstructorParameters<typeof Levels>[1];

/** A database that holds each query until the test responds, and returns 20 points for every viewer. */
function heldDatabase() {
  const queries: {readonly userIds: readonly string[]; readonly respond: (error?: Error) => void}[] = [];
  const executeQuery = ({parameters: [userIds]}: {parameters: [string[]]}) =>
    new Promise((resolve, reject) => {
      const rows = userIds.map((userId) => ({userId, points: 20, follows: ['host']}));
      queries.push({userIds, respond: (error) => (error ? reject(error) : resolve({rows}))});
    });
  const driver = {
    init: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve({executeQuery}),
    releaseConnection: () => Promise.resolve(),
  };
  const db = new Kysely<Database>({
    dialect: {
      createDriver: () => driver as unknown as Driver,
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (own) => new PostgresIntrospector(own),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  const warn = vi.fn();
  return {levels: new Levels(db, {warn} as unknown as Log), queries, warn};
}

const ids = (count: number, from = 0) => Array.from({length: count}, (_, index) => `viewer-${from + index}`);

test('viewers who send while a query is under way share the next one', async () => {
  const {levels, queries} = heldDatabase();
  const reading = ids(400).map((userId) => levels.readWithin(60_000, userId, 'host'));
  await vi.waitUntil(() => queries.length === 2, {timeout: 30_000});
  expect(queries.map(({userIds}) => userIds.length)).toEqual([1, 1]);
  queries[0]!.respond();
  await vi.waitUntil(() => queries.length === 3, {timeout: 30_000});
  expect(queries[2]!.userIds).toEqual(ids(398, 2));
  for (const {respond} of queries.slice(1)) respond();
  const marks = await Promise.all(reading);
  expect(marks).toEqual(ids(400).map(() => ({level: 3, badges: ['fan']})));
  await levels.readWithin(60_000, 'viewer-7', 'host');
  expect(queries, 'no query for a known viewer').toHaveLength(3);
});

test('a query that fails leaves its viewers without a level, and the next ones are read', async () => {
  const {levels, queries, warn} = heldDatabase();
  const first = levels.readWithin(60_000, 'ann', 'host');
  await vi.waitUntil(() => queries.length === 1, {timeout: 30_000});
  queries[0]!.respond(new Error('gone'));
  expect(await first).toEqual({level: 0, badges: []});
  expect(warn).toHaveBeenCalledOnce();
  const again = levels.readWithin(60_000, 'ann', 'host');
  await vi.waitUntil(() => queries.length === 2, {timeout: 30_000});
  queries[1]!.respond();
  expect(await again).toEqual({level: 3, badges: ['fan']});
});

test('viewers beyond 10,000 waiting ones have no level at once', async () => {
  const {levels, queries} = heldDatabase();
  const waiting = ids(10_002).map((userId) => levels.readWithin(60_000, userId));
  expect(await levels.readWithin(60_000, 'one-more')).toEqual({level: 0, badges: []});
  let responded = 0;
  const all = Promise.all(waiting);
  while (responded < 10_002) {
    await vi.waitUntil(() => queries.length > 0, {timeout: 30_000});
    for (const {userIds, respond} of queries.splice(0)) {
      responded += userIds.length;
      respond();
    }
  }
  expect(new Set((await all).map(({level}) => level))).toEqual(new Set([3]));
});
