import {expect, test} from 'vitest';
import {give, startGiver} from '../../support/server/gift-ledger.ts';
import {OK, startRestStub, type RestRequest} from '../../support/server/rest-stub.ts';
import {startServer} from '../../support/server/test-server.ts';

const NEWCOMERS = 2_000;
/** New viewers who sign in at the same time. Each has its own connection. */
const AT_ONCE = 200;
const GIFTS = 5;

const isGift = ({body}: RestRequest) => JSON.stringify(body['MsgBody'] ?? '').includes('"Desc":"gift"');

test('paid gifts reach the room while 2,000 new viewers sign in, and not only afterwards', async () => {
  const rest = await startRestStub();
  let gifts = 0;
  rest.behave((request) => {
    if (isGift(request)) gifts++;
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
  for (let gift = 0; gift < GIFTS; gift++) {
    expect((await give(server, giver, {giftId: 'heart', count: 1})).status).toBe(201);
    await expect.poll(() => gifts, {interval: 10}).toBe(gift + 1);
  }
  expect(arrived, 'newcomers before the last gift').toBeLessThan(NEWCOMERS);
  expect(new Set((await Promise.all(newcomers)).flat())).toEqual(new Set([200]));

  const imported = () =>
    rest.requests
      .filter(({command}) => command.endsWith('multiaccount_import'))
      .flatMap(({body}) => body['AccountList'] as unknown[]).length;
  await expect.poll(imported).toBeGreaterThanOrEqual(NEWCOMERS);
  const calls = rest.requests.filter(({command}) => command.endsWith('multiaccount_import')).length;
  expect(calls, 'newcomers share calls').toBeLessThan(NEWCOMERS);
  await server.close();
  await rest.close();
});
