import {describe, expect, test, vi} from 'vitest';
import {waitForJitter} from '../../../../src/session/features/wait-for-jitter.ts';
import {later, options, serve} from '../../../support/session/session-fixture.ts';

const WITHIN_S = 25;

describe('the refresh of the room after an outage', () => {
  const served = serve();

  /** Joins a room whose clients spread their requests. Returns the number of requests for the room since then. */
  async function joinLargeRoom(): Promise<() => number> {
    Object.assign(served.backend.room, {refreshWithin: WITHIN_S});
    await served.session.join(options);
    let requests = 0;
    served.backend.beforeResponse = (path) => void (path === '/rooms/r1' && requests++);
    return () => requests;
  }
  const reconnect = async () => {
    for (const connected of [false, true]) {
      served.service.sinks((sink) => sink.connected(connected));
      await later();
    }
  };

  test.each([0, 0.5, 0.999])('begins after the random part %s of the time that the server sent', async (random) => {
    const requests = await joinLargeRoom();
    vi.spyOn(Math, 'random').mockReturnValue(random);
    await reconnect();
    const atMs = random * WITHIN_S * 1_000;
    await later(Math.max(0, atMs - 1));
    expect(requests()).toBe(random ? 0 : 1);
    await later(1);
    expect(requests()).toBe(1);
    vi.restoreAllMocks();
    await later(WITHIN_S * 1_000);
    expect(requests()).toBe(1);
  });

  test('is sent once if the connection is lost again during the wait', async () => {
    const requests = await joinLargeRoom();
    await reconnect();
    await reconnect();
    await reconnect();
    await later(WITHIN_S * 1_000);
    expect(requests()).toBe(1);
  });

  test('loads the translations of a notice from the group when the server has the notice', async () => {
    const {session, service, backend} = served;
    const words = (notice: string) => ({notice, translations: {en: {notice: `${notice} in English`}}});
    Object.assign(backend.room, words('one'));
    const requests = await joinLargeRoom();
    service.setFacts({notice: 'two'});
    Object.assign(backend.room, words('two'));
    await later(WITHIN_S * 1_000 + 3_000);
    expect([session.state.room.notice, session.state.room.info]).toMatchObject(['two', words('two')]);
    service.setFacts({notice: 'three'});
    await later(WITHIN_S * 1_000 + 3_000);
    expect([session.state.room.notice, session.state.room.info]).toMatchObject(['three', words('two')]);
    expect(requests()).toBe(2);
  });

  test('is cancelled when the viewer leaves during the wait', async () => {
    const requests = await joinLargeRoom();
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    await reconnect();
    await later(1_000);
    await served.session.leave();
    vi.restoreAllMocks();
    expect(vi.getTimerCount()).toBe(0);
    await later(WITHIN_S * 1_000);
    expect(requests()).toBe(0);
  });
});

test('1,000 clients spread their requests evenly over the time', async () => {
  vi.useFakeTimers();
  const {signal} = new AbortController();
  const beganAt = Date.now();
  const perFifth = [0, 0, 0, 0, 0];
  for (let client = 0; client < 1_000; client++) {
    void waitForJitter(signal, WITHIN_S).then(() => {
      const fifth = Math.floor((Date.now() - beganAt) / (WITHIN_S * 200));
      perFifth[fifth]! += 1;
    });
  }
  await later(WITHIN_S * 1_000);
  vi.useRealTimers();
  expect(perFifth.reduce((sum, clients) => sum + clients)).toBe(1_000);
  // 200 each on average; 8 standard deviations are 101.
  for (const clients of perFifth) expect(Math.abs(clients - 200)).toBeLessThan(101);
});
