import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {LobbyView, type LobbyViewOptions} from '../../../src/elements/live-lobby/lobby-view.ts';

const START_S = 1_780_000_000;

beforeEach(() => void vi.useFakeTimers({now: (START_S - 600) * 1_000}));
afterEach(() => void vi.useRealTimers());

/** A lobby that opens some seconds before the show, and the times of its requests in seconds after the start of the show. */
function waitingPage({opensAt, status}: {readonly opensAt: number; readonly status: 'joined' | 'connecting'}) {
  vi.setSystemTime((START_S + opensAt) * 1_000);
  const requests: number[] = [];
  const room = {roomId: 'r1', title: 'Tea', host: {userId: 'h'}, operators: [], service: 's', startsAt: START_S};
  const session = {
    on: () => undefined,
    now: () => Date.now(),
    state: {
      connection: {roomId: 'r1', status},
      room: {info: {...room, status: 'upcoming'}, status: 'upcoming', refreshWithinS: 1},
    },
    request() {
      const time = Date.now() / 1_000 - START_S;
      requests.push(time);
      return Promise.resolve({...room, status: time < 0 ? 'upcoming' : 'live'});
    },
  };
  const lobby = new LobbyView({session, update: () => undefined} as unknown as LobbyViewOptions);
  const statusOf = () => lobby.statusOf({isJoined: status === 'joined', status: 'upcoming'});
  return {requests, statusOf, lobby};
}

test.each([-300, -10])(
  'a page that cannot join and opens at %d s sees the start within two seconds',
  async (opensAt) => {
    const {requests, statusOf, lobby} = waitingPage({opensAt, status: 'connecting'});
    await vi.advanceTimersByTimeAsync(-opensAt * 1_000 + 2_000);
    const gaps = requests.flatMap((time, index) => (time > -10 && index ? [time - requests[index - 1]!] : []));
    expect(statusOf()).toBe('live');
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2);
    expect(requests.filter((time) => time < -61).length).toBeLessThanOrEqual(-opensAt / 15);
    lobby.end();
    const {length} = requests;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests).toHaveLength(length);
  },
);

test('a joined page, which the room tells of the start, does not ask at once', async () => {
  const {requests, lobby} = waitingPage({opensAt: -10, status: 'joined'});
  await vi.advanceTimersByTimeAsync(14_000);
  expect(requests).toEqual([]);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(requests).toHaveLength(1);
  lobby.end();
});
