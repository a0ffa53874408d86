import {afterAll, beforeAll, expect, test} from 'vitest';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.close());

test.each([
  ['a viewer’s session', () => server.session()],
  ['a guest’s session', () => server.session({guest: true})],
])('%s has the server time of its Date header', async (_what, ask) => {
  const {body, headers} = await ask();
  const {serverTime} = body as unknown as {serverTime: number};
  // The header is written after the body, within the same second or a later one.
  const lag = Date.parse(headers.get('Date')!) / 1_000 - serverTime;
  expect(lag).toBeGreaterThanOrEqual(-1);
  expect(lag).toBeLessThan(60);
});
