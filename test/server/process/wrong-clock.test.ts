/**
 * The server's process and its database run on two machines, whose clocks may differ. Here the process's clock is an
 * hour off.
 */
import {afterAll, afterEach, beforeAll, describe, expect, test, vi} from 'vitest';
import {beforeSend, callback, textBody} from '../../support/server/callbacks.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
afterEach(() => void vi.useRealTimers());

/** The bounds below separate an hour from the delays of a busy machine. */
const HOUR_MS = 3_600_000;
const trueS = () => Math.floor((performance.timeOrigin + performance.now()) / 1_000);

let opened = 0;
const openRoom = async (): Promise<string> => {
  const roomId = `clock-${++opened}`;
  await server.operate('POST', '/api/rooms', {roomId, title: 'A room', hostId: `host-of-${roomId}`});
  return roomId;
};
let lastRandom = 0;
const say = async (GroupId: string, From_Account: string, text = 'hello') =>
  (await callback(server, beforeSend({GroupId, From_Account, Random: ++lastRandom, MsgBody: textBody(text)}))).body;

describe.each([
  ['ahead', HOUR_MS],
  ['behind', -HOUR_MS],
])('with a process clock one hour %s', (_, aheadMs) => {
  const shift = () => vi.useFakeTimers({toFake: ['Date'], now: Date.now() + aheadMs});

  test('a muted viewer receives the remaining seconds and the true end of the mute', async () => {
    const roomId = await openRoom();
    const {body: viewer} = await server.session({roomId});
    shift();
    await server.operate('POST', `/api/rooms/${roomId}/mutes`, {userId: viewer.userId, seconds: 1_200});
    const {ErrorCode, ErrorInfo} = await say(roomId, viewer.userId);
    expect(ErrorCode).toBe(10_103);
    expect(Number(ErrorInfo)).toBeGreaterThan(600);
    expect(Number(ErrorInfo)).toBeLessThanOrEqual(1_200);
    const {mutedUntil} = (await server.session({roomId}, viewer.token)).body;
    expect(Math.abs(mutedUntil - trueS() - 1_200)).toBeLessThan(600);
  });

  test('a lottery closes and is drawn after its seconds', async () => {
    const roomId = await openRoom();
    shift();
    const body = {keyword: 'tea', seconds: 2, prize: 'A cup', winners: 1};
    const {body: lottery} = await server.operate('POST', `/api/rooms/${roomId}/lotteries`, body);
    const {lotteryId, closesAt} = lottery as unknown as {lotteryId: string; closesAt: number};
    expect(Math.abs(closesAt - trueS() - 2)).toBeLessThan(600);
    const phase = async () => (await server.call<{phase: string}>('GET', `/api/lotteries/${lotteryId}`)).body.phase;
    await expect.poll(phase, {interval: 50}).toBe('drawn');
  });

  test('a broadcast that is valid for ten minutes is accepted, and an expired one is refused', async () => {
    shift();
    const broadcast = (seconds: number) =>
      server.operate('POST', '/api/broadcasts', {text: 'tea', expiresAt: trueS() + seconds});
    expect((await broadcast(600)).status).toBe(202);
    expect((await broadcast(-600)).status).toBe(422);
  });
});

test('a page on another origin can read the time of a response', async () => {
  const {headers} = await fetch(`${server.url}/api/gifts`, {headers: {Origin: 'https://shop.example'}});
  expect(headers.get('Access-Control-Expose-Headers')?.split(/, ?/)).toContain('Date');
});
