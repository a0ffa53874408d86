// @vitest-environment node
import {beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import {OptimisticRoomInfo} from '../../../../demo/studio/base/optimistic-room-info.ts';
import type {Outcome} from '../../../../demo/studio/base/outcome.ts';
import type {RoomPoll} from '../../../../demo/studio/base/room-poll.ts';

const BEFORE = {status: 'live', notice: '', slowMode: 0, mutedAll: false, product: null};

let makeOutcome: () => Outcome;
let polled: {room: object; askedAt: number; refresh: () => Promise<void>} & EventTarget;
let room: OptimisticRoomInfo;

beforeAll(async () => {
  vi.stubGlobal('location', new URL('http://localhost/'));
  vi.stubGlobal('navigator', {language: 'en'});
  const {Outcome} = await import('../../../../demo/studio/base/outcome.ts');
  makeOutcome = () => new Outcome(() => undefined);
});

beforeEach(() => {
  polled = Object.assign(new EventTarget(), {room: BEFORE, askedAt: 0, refresh: () => Promise.resolve()});
  room = new OptimisticRoomInfo(polled as unknown as RoomPoll, new AbortController().signal);
});

/** The poll reads this room. @param laterMs Time between this moment and the request. */
function poll(changes: object, laterMs = 0): void {
  polled.room = {...BEFORE, ...changes};
  polled.askedAt = performance.now() + laterMs;
  polled.dispatchEvent(new Event('room'));
}

/** A call that ends when the test decides. */
function call() {
  let end!: () => void;
  let fail!: (error: Error) => void;
  const promise = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return {work: () => promise, end, fail: () => fail(new Error('no'))};
}

const accepted = () => Promise.resolve();
const done = () => 'done';

describe('the room with the operator’s changes', () => {
  it('is the polled room before any change', () => {
    expect([room.status, room.notice, room.slowMode, room.mutedAll, room.productId]).toEqual([
      'live',
      '',
      0,
      false,
      null,
    ]);
    poll({mutedAll: true, product: {id: 'cup', v: 3}});
    expect([room.mutedAll, room.productId]).toEqual([true, 'cup']);
  });

  it('has a change at once, and keeps it while the polled room is behind', async () => {
    const {work, end} = call();
    const changed = room.change({productId: 'cup'}, work);
    expect(room.productId).toBe('cup');
    poll({});
    expect(room.productId).toBe('cup');
    end();
    await changed;
    poll({});
    expect(room.productId).toBe('cup');
    poll({product: {id: 'cup', v: 1}});
    expect(room.productId).toBe('cup');
    poll({product: {id: 'pot', v: 1}}, 1);
    expect(room.productId).toBe('pot');
  });

  it('removes a change that fails', async () => {
    const {work, fail} = call();
    const changed = room.change({mutedAll: true}, work);
    expect(room.mutedAll).toBe(true);
    fail();
    await expect(changed).rejects.toThrow('no');
    expect(room.mutedAll).toBe(false);
  });

  it('ignores a matching response that was requested before the change', async () => {
    const askedAt = performance.now() - 10;
    await room.change({slowMode: 5}, accepted);
    polled.room = {...BEFORE, slowMode: 5};
    polled.askedAt = askedAt;
    polled.dispatchEvent(new Event('room'));
    poll({});
    expect(room.slowMode).toBe(5);
  });

  it('has another operator’s value when the response cannot be outdated', async () => {
    await room.change({status: 'paused'}, accepted);
    poll({status: 'ended'});
    expect(room.status).toBe('paused');
    poll({status: 'ended'}, 2_100);
    expect(room.status).toBe('ended');
  });

  it('has the newest of several changes, also when the response contains the newest before the first', async () => {
    await room.change({mutedAll: true}, accepted);
    await room.change({mutedAll: false}, accepted);
    expect(room.mutedAll).toBe(false);
    poll({mutedAll: false});
    expect(room.mutedAll).toBe(false);
    poll({mutedAll: true}, 1);
    expect(room.mutedAll).toBe(true);
  });

  it('has the newest value at once, and returns to the sent value when the newest fails', async () => {
    const outcome = makeOutcome();
    const [first, second] = [call(), call()];
    const presses = [
      room.changeLatest(outcome, 'product', {productId: 'cup'}, first.work, done),
      room.changeLatest(outcome, 'product', {productId: 'pot'}, second.work, done),
    ];
    expect(room.productId).toBe('pot');
    first.end();
    expect(await presses[0]).toBe(true);
    expect(room.productId).toBe('pot');
    second.fail();
    expect(await presses[1]).toBe(false);
    expect(room.productId).toBe('cup');
  });

  it('removes a value that a newer one replaced before it was sent', async () => {
    const outcome = makeOutcome();
    const [first, replaced, newest] = [call(), vi.fn(accepted), call()];
    const presses = [
      room.changeLatest(outcome, 'slow', {slowMode: 1}, first.work, done),
      room.changeLatest(outcome, 'slow', {slowMode: 2}, replaced, done),
      room.changeLatest(outcome, 'slow', {slowMode: 3}, newest.work, done),
    ];
    expect(room.slowMode).toBe(3);
    first.end();
    newest.fail();
    expect(await Promise.all(presses)).toEqual([true, false, false]);
    expect(replaced).not.toHaveBeenCalled();
    expect(room.slowMode).toBe(1);
  });

  it('takes the other values from the polled room', async () => {
    await room.change({notice: 'tea'}, accepted);
    poll({mutedAll: true});
    expect([room.notice, room.mutedAll]).toEqual(['tea', true]);
  });
});
