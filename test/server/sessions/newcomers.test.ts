import {expect, test} from 'vitest';
import {give, startGiver} from '../../support/server/gift-ledger.ts';
import {OK, startRestStub, type RestRequest} from '../../support/server/rest-stub.ts';
import {startServer} from '../../support/server/test-server.ts';

const NEWCOMERS = 5_000;
/** Newcomers who sign in at the same time: each has a connection of its own. */
const AT_ONCE = 500;
const GIFTS = 5;

const isGift = ({body}: RestRequest) => JSON.stringify(body['MsgBody'] ?? '').includes('"Desc":"gift"');

test('a paid gift reaches the room within a second while 5,000 newcomers sign in', async () => {
  const rest = await startRestStub();
  const giftsAt: number[] = [];
  rest.behave((request) => {
    if (isGift(request)) giftsAt.push(performance.now());
    return OK;
  });
  const server = await startServer({environment: {IM_REST_URL: rest.url}, unready: true});
  const giver = await startGiver(server);
  let arrived = 0;
  const newcomers = Array.from({length: AT_ONCE}, async () => {
    const statuses: number[] = [];
    for (let newcomer = 0; newcomer < NEWCOMERS / AT_ONCE; newcomer++) {
      statuses.push((await server.session()).status);
      arrived++;
    }
    return statuses;
  });
  const delaysMs: number[] = [];
  for (let gift = 0; gift < GIFTS; gift++) {
    expect((await give(server, giver, {giftId: 'heart', count: 1})).status).toBe(201);
    const paidAt = performance.now();
    await expect.poll(() => giftsAt.length, {timeout: 30_000, interval: 10}).toBe(gift + 1);
    delaysMs.push(giftsAt[gift]! - paidAt);
  }
  expect(arrived, 'newcomers before the last gift').toBeLessThan(NEWCOMERS);
  expect(Math.max(...delaysMs)).toBeLessThan(1_000);
  expect(new Set((await Promise.all(newcomers)).flat())).toEqual(new Set([200]));

  const imported = () =>
    rest.requests
      .filter(({command}) => command.endsWith('multiaccount_import'))
      .flatMap(({body}) => body['AccountList'] as unknown[]).length;
  await expect.poll(imported, {timeout: 30_000}).toBeGreaterThanOrEqual(NEWCOMERS);
  const calls = rest.requests.filter(({command}) => command.endsWith('multiaccount_import')).length;
  expect(calls).toBeLessThan(NEWCOMERS / 4);
  await server.close();
  await rest.close();
}, 180_000);
