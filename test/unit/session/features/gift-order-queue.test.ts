import {describe, expect, test, vi} from 'vitest';
import type {ContentOf, RoomMessage} from '../../../../src/protocol/messages.ts';
import type {GiftReceipt} from '../../../../src/session/session.ts';
import {deferred} from '../../../support/session/memory-service.ts';
import {alice, later, options, serve, stubPage} from '../../../support/session/session-fixture.ts';

const served = serve();

/** Joins the room and reads the catalogue. */
async function enter(): Promise<void> {
  await served.session.join(options);
  await served.session.loadGifts();
}

const gifts = () => served.session.state.gifts;
const counts = () => served.backend.orders.map(({count}) => count);
const keys = () => new Set(served.backend.orders.map(({key}) => key));

/** Every `gift` event from now on. */
function recordGifts(): RoomMessage<ContentOf<'gift'>>[] {
  const messages: RoomMessage<ContentOf<'gift'>>[] = [];
  served.session.on('gift', (message) => messages.push(message));
  return messages;
}

/** Sends taps without waiting, and returns a promise per tap. */
async function tap(times: number, everyMs: number): Promise<{readonly receipts: readonly Promise<GiftReceipt>[]}> {
  const receipts: Promise<GiftReceipt>[] = [];
  for (let done = 0; done < times; done++) {
    const one = served.session.give('rose');
    one.catch(() => undefined); // A test awaits it later if it needs the result.
    receipts.push(one);
    await later(everyMs);
  }
  return {receipts};
}

describe('a combo', () => {
  test.each([10, 20, 60])('of 99 taps, %i per second, sends five orders with the same total', async (perSecond) => {
    await enter();
    const {receipts} = await tap(99, 1_000 / perSecond);
    await later(1_000);
    expect(counts()).toEqual([20, 20, 20, 20, 19]);
    expect(new Set(served.backend.orders.map(({comboId}) => comboId)).size).toBe(1);
    expect(keys().size).toBe(5);
    expect(gifts().balance).toBe(1_000 - 99);
    const orders = await Promise.all(receipts);
    expect(orders[0]).toMatchObject({giftId: 'rose', count: 20, comboTotal: 20, balance: 980});
    expect(orders[98]).toMatchObject({count: 19, comboTotal: 99, balance: 901});
    expect(new Set(orders.map(({orderId}) => orderId)).size).toBe(5);
  });

  test('counts each tap at once, and changes the balance when it is billed', async () => {
    await enter();
    await tap(3, 50);
    expect(gifts()).toMatchObject({combo: {giftId: 'rose', count: 3}, balance: 1_000, pendingOrders: 0});
    await later(1_000);
    expect(gifts()).toMatchObject({combo: {count: 3}, balance: 997, pendingOrders: 0});
  });

  test('sends its order 1 s after the last tap', async () => {
    await enter();
    await tap(2, 0);
    await later(999);
    expect(counts()).toEqual([]);
    await later(1);
    expect(counts()).toEqual([2]);
  });

  test('sends an order 3 s after its first tap and continues', async () => {
    await enter();
    await tap(8, 900);
    await later(1_000);
    expect(counts()).toEqual([4, 4]);
    expect(served.backend.orders[1]?.comboId).toBe(served.backend.orders[0]?.comboId);
  });

  test('ends 3 s after the last tap, and the next tap begins another', async () => {
    await enter();
    await tap(1, 0);
    const endsAt = gifts().combo!.endsAt;
    await later(2_999);
    expect(endsAt - performance.now()).toBe(1);
    expect(gifts().combo).toBeDefined();
    await later(1);
    expect(gifts().combo).toBeUndefined();
    await tap(1, 1_000);
    expect(gifts().combo?.count).toBe(1);
    const [first, second] = served.backend.orders;
    expect(second?.comboId).not.toBe(first?.comboId);
  });

  test('ends when another gift is sent', async () => {
    served.backend.gifts = [...served.backend.gifts, {...served.backend.gifts[0]!, id: 'tea', name: 'Tea'}];
    await enter();
    void served.session.give('rose');
    void served.session.give('rose');
    await later();
    void served.session.give('tea');
    await later();
    expect(served.backend.orders).toMatchObject([{giftId: 'rose', count: 2}]);
    expect(gifts().combo).toMatchObject({giftId: 'tea', count: 1});
    await later(1_000);
    expect(served.backend.orders[1]).toMatchObject({giftId: 'tea', count: 1});
  });

  test('ends if the balance is too low, and rejects every tap of the order', async () => {
    served.backend.balance = 25;
    await enter();
    const {receipts} = await tap(40, 20);
    const settled = await Promise.allSettled(receipts);
    expect(settled.slice(0, 20).every(({status}) => status === 'fulfilled')).toBe(true);
    for (const one of settled.slice(20))
      expect(one).toMatchObject({status: 'rejected', reason: {code: 'INSUFFICIENT_BALANCE'}});
    expect(gifts()).toMatchObject({combo: undefined, balance: 5, pendingOrders: 0});
  });
});

describe('any other gift', () => {
  test('sends one order at once', async () => {
    await enter();
    expect(await served.session.give('rose', 99)).toEqual({
      orderId: 'order-1',
      giftId: 'rose',
      count: 99,
      balance: 901,
    });
    await served.session.give('rocket');
    expect(served.backend.orders).toMatchObject([
      {giftId: 'rose', count: 99},
      {giftId: 'rocket', count: 1},
    ]);
    expect(served.backend.orders.some((order) => 'comboId' in order)).toBe(false);
  });

  test('is pending until the response', async () => {
    await enter();
    const billing = deferred();
    served.backend.beforeResponse = (path) => path.endsWith('/rooms/r1/gifts') && billing.promise;
    const receipt = served.session.give('rocket');
    await later();
    expect(gifts()).toMatchObject({pendingOrders: 1, balance: 1_000});
    billing.resolve();
    await receipt;
    expect(gifts()).toMatchObject({pendingOrders: 0, balance: 500});
  });

  test.each([0, -1, 1.5, 10_000, Number.NaN, '2' as unknown as number])('is refused with count %s', async (count) => {
    await enter();
    await expect(served.session.give('rose', count)).rejects.toMatchObject({code: 'REFUSED'});
    expect(counts()).toEqual([]);
  });
});

describe('session.give()', () => {
  test.each([
    [404, 'NOT_FOUND', 'REFUSED'],
    [422, 'INVALID', 'REFUSED'],
    [409, 'CONFLICT', 'REFUSED'],
    [409, 'ROOM_ENDED', 'ROOM_ENDED'],
    [429, 'TOO_FAST', 'TOO_FAST'],
    [402, 'INSUFFICIENT_BALANCE', 'INSUFFICIENT_BALANCE'],
    [401, 'UNAUTHORIZED', 'SIGNATURE_INVALID'],
  ])('rejects a response %i %s with %s at once and does not repeat it', async (status, code, expected) => {
    await enter();
    let requests = 0;
    vi.stubGlobal('fetch', (address: string, init: RequestInit) => {
      if (!address.endsWith('/gifts') || init.method !== 'POST') return served.backend.fetch(address, init);
      requests += 1;
      return Promise.resolve(new Response(JSON.stringify({error: {code, message: 'no'}}), {status}));
    });
    await expect(served.session.give('rocket')).rejects.toMatchObject({code: expected});
    await later(60_000);
    expect(requests).toBe(1);
  });

  test('rejects a guest with LOGIN_NEEDED', async () => {
    await served.session.join({...options, guest: true});
    await served.session.loadGifts();
    expect(gifts().catalogue).toHaveLength(2);
    await expect(served.session.give('rose')).rejects.toMatchObject({code: 'LOGIN_NEEDED'});
  });

  test('rejects with BAD_CONFIG without a business server', async () => {
    await served.session.join({roomId: 'r1', credentials: alice});
    expect(served.session.state.connection.hasBackend).toBe(false);
    await expect(served.session.give('rose')).rejects.toMatchObject({code: 'BAD_CONFIG'});
    await expect(served.session.loadGifts()).rejects.toMatchObject({code: 'BAD_CONFIG'});
  });

  test('rejects with NOT_JOINED outside a room', async () => {
    await expect(served.session.give('rose')).rejects.toMatchObject({code: 'NOT_JOINED'});
  });
});

describe('an order without a response', () => {
  test('is repeated with the same key and billed once', async () => {
    await enter();
    let tries = 0;
    served.backend.beforeResponse = (path) => {
      if (path.endsWith('/gifts') && ++tries < 4) throw new TypeError('the network is gone');
    };
    const receipt = served.session.give('rocket');
    await later(30_000);
    expect(await receipt).toMatchObject({orderId: 'order-1', balance: 500});
    expect(tries).toBe(4);
    expect(keys().size).toBe(1);
    expect(served.backend.balance).toBe(500);
    expect(gifts()).toMatchObject({balance: 500, pendingOrders: 0});
  });

  test('is repeated after server errors for any length of time', async () => {
    await enter();
    served.backend.down = true;
    const receipt = served.session.give('rocket');
    await later(300_000);
    expect(gifts().pendingOrders).toBe(1);
    served.backend.down = false;
    await later(60_000);
    expect((await receipt).balance).toBe(500);
  });

  test('does not block the next order', async () => {
    await enter();
    let lost = true;
    served.backend.beforeResponse = (path) => {
      if (lost && path.endsWith('/rooms/r1/gifts')) throw new TypeError('lost');
    };
    const first = served.session.give('rocket');
    await later();
    lost = false;
    await served.session.give('rose', 2);
    expect(gifts().balance).toBe(498);
    await later(10_000);
    await first;
    expect(gifts().balance).toBe(498); // Not the balance after the first order.
  });

  test('ends with a last try when the viewer leaves the room', async () => {
    await enter();
    served.backend.down = true;
    const receipt = served.session.give('rocket');
    const refused = expect(receipt).rejects.toMatchObject({code: 'BACKEND_UNAVAILABLE'});
    await later(500);
    await served.session.leave();
    await refused;
  });
});

describe('waiting taps', () => {
  test('are sent at once when the page is hidden, in keepalive requests', async () => {
    const page = stubPage();
    await enter();
    const {receipts} = await tap(7, 10);
    expect(counts()).toEqual([]);
    page.fire('pagehide');
    expect(served.backend.orders).toMatchObject([{count: 7, keepalive: true}]);
    await Promise.all(receipts);
    await later(10_000);
    expect(counts()).toEqual([7]);
  });

  test('are sent when the page is hidden, also behind a pending order', async () => {
    const page = stubPage();
    await enter();
    served.backend.beforeResponse = () => new Promise((resolve) => setTimeout(resolve, 5_000));
    const {receipts} = await tap(45, 10);
    expect(counts()).toEqual([20]);
    page.fire('pagehide');
    expect(counts()).toEqual([20, 20, 5]);
    served.backend.beforeResponse = undefined;
    await later(6_000);
    await Promise.all(receipts);
    expect(gifts().balance).toBe(955);
  });

  test('are sent and confirmed when the viewer leaves the room', async () => {
    await enter();
    const {receipts} = await tap(3, 10);
    await served.session.leave();
    expect(counts()).toEqual([3]);
    expect((await receipts[0])?.count).toBe(3);
    expect(gifts().combo).toBeUndefined();
  });

  test('are sent when the viewer joins another room', async () => {
    await enter();
    await tap(3, 10);
    await served.session.join({...options, roomId: 'r2'});
    expect(counts()).toEqual([3]);
  });
});

describe('the giver', () => {
  test('gets one event per billed gift, from the response or the message', async () => {
    await enter();
    const messages = recordGifts();
    await served.session.give('rose', 3);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({
      own: true,
      content: {orderId: 'order-1', giver: {userId: 'alice', nick: 'Alice'}, name: 'Rose', count: 3, value: 3},
    });
  });

  test('gets the event before the room reports the gift', async () => {
    served.backend.service = undefined;
    await enter();
    const messages = recordGifts();
    const {orderId} = await served.session.give('rose', 3);
    expect(messages).toMatchObject([
      {own: true, content: {orderId, giver: {nick: 'Alice', level: 7}, name: 'Rose', count: 3, value: 3}},
    ]);
    served.service.announce(messages[0]!.content);
    expect(messages).toHaveLength(1);
  });

  test('gets the gift as their own on another page', async () => {
    await enter();
    const messages = recordGifts();
    const giver = {userId: 'alice', nick: 'Alice', avatar: '', level: 7};
    served.service.announce({...rose, orderId: 'x', giver});
    expect(messages).toMatchObject([{own: true}]);
  });

  test("cannot send a gift in the service's name", async () => {
    await enter();
    const messages = recordGifts();
    served.service.says(rose, {userId: 'mallory'});
    served.service.says(rose, {userId: 'alice'});
    expect(messages).toEqual([]);
    served.service.announce(rose);
    served.service.announce(rose);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.own).toBe(false);
  });
});

const rose: ContentOf<'gift'> = {
  type: 'gift',
  orderId: 'o-1',
  giver: {userId: 'bob', nick: 'Bob', avatar: '', level: 3},
  giftId: 'rose',
  name: 'Rose',
  icon: '',
  count: 1,
  comboId: undefined,
  comboTotal: undefined,
  value: 1,
  effect: undefined,
};
