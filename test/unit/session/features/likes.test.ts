import {describe, expect, test, vi} from 'vitest';
import {LiveError} from '../../../../src/protocol/errors.ts';
import {alice, later, options, serve, stubPage} from '../../../support/session/session-fixture.ts';

const served = serve();

const shown = () => {
  const {total, unsent} = served.session.state.likes;
  return total + unsent;
};
const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
const counter = (likeTotal: number) => served.service.sinks((sink) => sink.groupChanged({likeTotal}));
const likeMessage = (count: number) => served.service.says({type: 'like', count});

/** Collects the shown totals from now on. No total may be lower than the previous one. */
function watchTotals(): number[] {
  const seen = [shown()];
  served.session.subscribe(() => {
    expect(shown()).toBeGreaterThanOrEqual(seen.at(-1)!);
    seen.push(shown());
  });
  return seen;
}

describe('taps', () => {
  test('count at once and are sent together, at most one message every two seconds', async () => {
    await served.session.join(options);
    const seen = watchTotals();
    for (let tap = 0; tap < 1_000; tap++) {
      served.session.like();
      await later(10);
    }
    expect(shown()).toBe(1_000);
    expect(served.service.liked.length).toBeLessThanOrEqual(6);
    await later(20_000);
    expect(sum(served.service.liked)).toBe(1_000);
    expect(served.service.liked.length).toBeLessThanOrEqual(7);
    expect(served.session.state.likes).toMatchObject({total: 1_000, unsent: 0});
    expect(seen.at(-1)).toBe(1_000);
  });

  test('beyond 1,000 are sent ten seconds later, because the server counts no more', async () => {
    await served.session.join(options);
    served.session.like(2_500);
    await later();
    expect(served.service.liked).toEqual([1_000]);
    expect(shown()).toBe(2_500);
    await later(10_000);
    expect(sum(served.service.liked)).toBe(1_000);
    await later(15_000);
    expect(served.service.liked).toEqual([1_000, 1_000, 500]);
  });

  test('are sent at the interval of the room, and the first after a random part of it', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    served.backend.room.likeIntervalMs = 12_000;
    await served.session.join(options);
    served.session.like();
    expect(shown()).toBe(1);
    await later(4_900);
    expect(served.service.liked).toEqual([]);
    await later(200);
    expect(served.service.liked).toEqual([1]);
    served.session.like(3);
    await later(11_800);
    expect(served.service.liked).toEqual([1]);
    await later(300);
    expect(served.service.liked).toEqual([1, 3]);
  });

  test.each([0, 500, 86_400_000, '9', null])('an interval of %j from the server is ignored', async (interval) => {
    Object.assign(served.backend.room, {likeIntervalMs: interval});
    await served.session.join(options);
    served.session.like();
    await later();
    served.session.like();
    await later(2_100);
    expect(served.service.liked).toEqual([1, 1]);
  });

  test('are sent at the interval for the current size if the server sent a shorter one', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    served.service.online = 1_000_000;
    await served.session.join(options);
    await later(100);
    served.session.like();
    await later();
    served.session.like();
    await later(9_000);
    expect(served.service.liked).toEqual([1]);
    await later(1_100);
    expect(served.service.liked).toEqual([1, 1]);
  });

  test('are added to the likes of other viewers in a room without a counter', async () => {
    await served.session.join({roomId: 'r1', credentials: alice});
    served.session.like();
    served.session.like(4);
    likeMessage(3);
    expect(shown()).toBe(8);
    await later();
    expect(sum(served.service.liked)).toBe(5);
    expect(shown()).toBe(8);
  });

  test('are kept after a failed send and sent later', async () => {
    await served.session.join(options);
    served.service.likeError = new LiveError('CONNECTION_LOST', 'gone', {retryable: true});
    const seen = watchTotals();
    served.session.like(5);
    await later(5_000);
    expect(served.session.state.likes).toMatchObject({total: 0, unsent: 5});
    served.session.like(2);
    served.service.likeError = undefined;
    await later(60_000);
    expect(served.service.liked).toEqual([7]);
    expect(served.session.state.likes).toMatchObject({total: 7, unsent: 0});
    expect(new Set(seen)).toEqual(new Set([0, 5, 7]));
  });

  test('are sent when the page is hidden and when the viewer leaves the room', async () => {
    const page = stubPage();
    await served.session.join(options);
    served.session.like(1);
    await later(100);
    served.session.like(5);
    page.fire('pagehide');
    await later();
    expect(served.service.liked).toEqual([1, 5]);
    served.session.like(3);
    await served.session.leave();
    expect(served.service.liked).toEqual([1, 5, 3]);
  });

  test('are sent on leaving and not again after a new join', async () => {
    await served.session.join(options);
    served.session.like(1);
    await later(100);
    served.session.like(5);
    await served.session.join(options);
    await later(10_000);
    expect(served.service.liked).toEqual([1, 5]);
    expect(shown()).toBe(6);
  });

  test('are refused outside a room and for a guest', async () => {
    expect(() => served.session.like()).toThrow(expect.objectContaining({code: 'NOT_JOINED'}) as Error);
    await served.session.join({...options, guest: true});
    expect(() => served.session.like()).toThrow(expect.objectContaining({code: 'LOGIN_NEEDED'}) as Error);
  });

  test.each([0, -5, 0.5, Number.NaN, Infinity])('are refused with a count of %d', async (count) => {
    await served.session.join(options);
    expect(() => served.session.like(count)).toThrow(LiveError);
    expect(shown()).toBe(0);
  });
});

describe('the total', () => {
  test('starts with the total of the business server', async () => {
    served.backend.room.likeTotal = 4_711;
    await served.session.join(options);
    expect(shown()).toBe(4_711);
  });

  test("follows the group's counter, and then adds no message to it", async () => {
    await served.session.join(options);
    likeMessage(5);
    expect(shown()).toBe(5);
    counter(12);
    likeMessage(5);
    expect(shown()).toBe(12);
    counter(17);
    expect(shown()).toBe(17);
  });

  test('does not fall when a counter arrives late or the room is joined again', async () => {
    served.backend.room.likeTotal = 100;
    await served.session.join(options);
    watchTotals();
    counter(90);
    served.session.like(10);
    await later();
    counter(104);
    expect(shown()).toBe(110);
    counter(114);
    expect(shown()).toBe(114);
    await served.session.join(options);
    expect(shown()).toBe(114);
  });

  test("counts the viewer's own likes once, also if the counter is faster than the response", async () => {
    await served.session.join(options);
    watchTotals();
    counter(100);
    const like = vi.spyOn(served.service, 'like').mockImplementation(() => counter(110));
    served.session.like(10);
    await later();
    expect(like).toHaveBeenCalledOnce();
    expect(served.session.state.likes).toMatchObject({total: 110, unsent: 0});
  });

  test('starts at 0 in another room', async () => {
    await served.session.join(options);
    likeMessage(5);
    served.session.like();
    await served.session.join({...options, roomId: 'r2'});
    expect(shown()).toBe(0);
  });

  test.each([Number.MAX_SAFE_INTEGER, 0, 200_000])(
    'that a member sets to %i is not shown after its correction',
    async (wild) => {
      served.backend.room.likeTotal = 1_000;
      await served.session.join(options);
      counter(1_001);
      const seen = watchTotals();
      for (let times = 0; times < 10; times++) {
        counter(wild);
        await later(1_000);
        counter(1_002 + times);
      }
      expect(shown()).toBe(1_011);
      expect(Math.max(...seen)).toBeLessThanOrEqual(1_011);
    },
  );

  test('follows a value that lasts three seconds, up or down, also right after the join', async () => {
    served.backend.room.likeTotal = 1_000;
    await served.session.join(options);
    counter(50_000);
    expect(shown()).toBe(50_000);
    counter(1_010);
    expect(shown()).toBe(50_000);
    await later(3_000);
    expect(shown()).toBe(1_010);
    counter(5_000_000);
    await later(3_000);
    expect(shown()).toBe(5_000_000);
  });
});

test('the heat of a room is that of the business server until the counter of the group changes', async () => {
  served.backend.room.heat = 5;
  await served.session.join(options);
  expect(served.session.state.room.heat).toBe(5);
  served.service.sinks((sink) => sink.groupChanged({heat: 9}));
  expect(served.session.state.room.heat).toBe(9);
  served.service.sinks((sink) => sink.groupChanged({likeTotal: 1}));
  expect(served.session.state.room.heat).toBe(9);
});
