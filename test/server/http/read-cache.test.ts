import {expect, test} from 'vitest';
import {ReadCache, RoomReads} from '../../../demo/server/src/http/read-cache.ts';

test('all reads during a query share it', async () => {
  const cache = new ReadCache<number>(1_000);
  let queries = 0;
  let respond = (_value: number): void => undefined;
  const load = () => {
    queries++;
    return new Promise<number>((resolve) => (respond = resolve));
  };
  const all = Array.from({length: 100}, () => cache.read('a', load));
  respond(7);
  expect(new Set(await Promise.all(all))).toEqual(new Set([7]));
  expect(await cache.read('a', load)).toBe(7);
  expect(queries).toBe(1);
});

test('a failed query is not cached', async () => {
  const cache = new ReadCache<number>(1_000);
  await expect(cache.read('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(await cache.read('a', () => Promise.resolve(1))).toBe(1);
});

test('a query that began before a change serves no read after it', async () => {
  const reads = new RoomReads(1_000);
  let respond = (_value: string): void => undefined;
  const before = reads.read('room', 'notice', () => new Promise<string>((resolve) => (respond = resolve)));
  reads.clear('room');
  expect(await reads.read('room', 'notice', () => Promise.resolve('new'))).toBe('new');
  respond('old');
  expect(await before).toBe('old');
  expect(await reads.read('room', 'notice', () => Promise.reject(new Error('not asked')))).toBe('new');
});
