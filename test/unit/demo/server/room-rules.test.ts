import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type QueryResult,
} from 'kysely';
import {expect, test} from 'vitest';
import {RoomRulesCache} from '../../../../demo/server/src/features/room-rules/room-rules.ts';
import type {Database} from '../../../../demo/server/src/database/schema.ts';

const ROOM = {
  room_id: 'r1',
  host_id: 'host',
  operators: [],
  slow_mode: 0,
  muted_all: false,
  lottery_id: null,
  keyword: null,
  closes_at: null,
};

/** A database that responds on demand: one read is a query for rooms and a query for penalties. */
class SlowDatabase implements DatabaseConnection {
  readonly #queries: {readonly sql: string; readonly respond: (rows: unknown[]) => void}[] = [];
  readonly db = new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => ({
        init: async () => {},
        acquireConnection: () => Promise.resolve(this),
        beginTransaction: async () => {},
        commitTransaction: async () => {},
        rollbackTransaction: async () => {},
        releaseConnection: async () => {},
        destroy: async () => {},
      }),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });

  executeQuery<R>({sql}: CompiledQuery): Promise<QueryResult<R>> {
    return new Promise((resolve) => this.#queries.push({sql, respond: (rows) => resolve({rows: rows as R[]})}));
  }

  async *streamQuery(): AsyncIterableIterator<never> {}

  /** Responds to a pending read; index 0 is the oldest. */
  async sendResponse(reading: number, muted: readonly string[]): Promise<void> {
    await expect.poll(() => this.#queries.length).toBeGreaterThan(2 * reading + 1);
    const until = Math.floor(Date.now() / 1_000) + 60;
    for (const {sql, respond} of this.#queries.splice(2 * reading, 2)) {
      respond(sql.includes('penalties') ? muted.map((user_id) => ({room_id: 'r1', user_id, until})) : [ROOM]);
    }
  }
}

const muted = (rules: RoomRulesCache) => [...(rules.of('r1')?.mutedOrBanned.keys() ?? [])];

function readTwice() {
  const slow = new SlowDatabase();
  const rules = new RoomRulesCache(slow.db);
  return {slow, rules, first: rules.refresh(), second: rules.refresh()};
}

test('a read makes its rules available while another read is pending', async () => {
  const {slow, rules, first, second} = readTwice();
  await slow.sendResponse(0, ['loud']);
  await first;
  expect(muted(rules)).toEqual(['loud']);
  await slow.sendResponse(0, []);
  await second;
  expect(muted(rules)).toEqual([]);
});

test('the rules of the later read stay if its response comes first', async () => {
  const {slow, rules, first, second} = readTwice();
  await slow.sendResponse(1, ['loud']);
  await second;
  expect(muted(rules)).toEqual(['loud']);
  await slow.sendResponse(0, []);
  await first;
  expect(muted(rules)).toEqual(['loud']);
});
