import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest';
import {startCloud, type CloudServer} from '../../support/chat/chat-emulator.ts';
import {GiftStorm} from '../../support/server/gift-storm.ts';
import {startTestDatabase, type TestDatabase} from '../../support/server/test-database.ts';
import {endProcesses} from '../../support/server/server-process.ts';

let cloud: CloudServer;
let database: TestDatabase;
beforeAll(async () => {
  [cloud, database] = await Promise.all([startCloud(), startTestDatabase()]);
});
afterAll(async () => {
  await endProcesses();
  await cloud?.close();
  await database?.close();
});

test('200 gifts of 50 givers are each billed once and sent once, although each server is killed', async () => {
  const storm = await GiftStorm.start({cloud, databaseUrl: await database.fresh(), givers: 50, rooms: 4});
  onTestFinished(() => storm.close());
  const kills: Promise<void>[] = [];
  await storm.give(200, (sofar) => {
    if (sofar === 60) kills.push(storm.kill(0));
    if (sofar === 140) kills.push(kills[0]!.then(() => storm.kill(1)));
  });
  expect(kills).toHaveLength(2);
  await Promise.all(kills);
  await storm.settle();

  expect(storm.orders).toHaveLength(200);
  expect(await storm.audit()).toEqual([]);
  const all = new Map(storm.orders.map(({orderId}) => [orderId, 1]));
  await expect.poll(() => storm.announcementCounts().size).toBe(200);
  expect(storm.announcementCounts()).toEqual(all);
});
