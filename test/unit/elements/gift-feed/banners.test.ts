import {describe, expect, test} from 'vitest';
import {neighbour} from '../../../../src/elements/gift-bar/grid-navigation.ts';
import {Banners, type ShownGift} from '../../../../src/elements/gift-feed/banners.ts';

let orders = 0;

function gift(what: Partial<ShownGift> & {by?: string} = {}): ShownGift {
  const {by = 'ann', ...rest} = what;
  const giver = {userId: by, nick: by, avatar: '', level: 1};
  return {
    orderId: `o-${++orders}`,
    giver,
    giftId: 'rose',
    name: 'Rose',
    icon: '',
    count: 1,
    value: 1,
    own: false,
    ...rest,
  };
}

const givers = (banners: readonly {readonly gift: ShownGift}[]) => banners.map(({gift: {giver}}) => giver.userId);

describe('banners', () => {
  test('stand long enough to be read, and then go', () => {
    const banners = new Banners();
    banners.take(gift(), 0);
    expect(banners.turn(0, 3).entered).toHaveLength(1);
    expect(banners.dueAt).toBe(3_000);
    expect(banners.turn(2_999, 3).left).toEqual([]);
    expect(banners.turn(3_000, 3).left).toHaveLength(1);
    expect(banners.dueAt).toBeUndefined();
  });

  test('let the viewer’s own in first, then the dearest, then who came first', () => {
    const banners = new Banners();
    banners.take(gift({by: 'first'}), 0);
    banners.turn(0, 1);
    for (const [by, value, own] of [
      ['a', 5, false],
      ['b', 50, false],
      ['c', 50, false],
      ['me', 1, true],
    ] as const)
      banners.take(gift({by, value, own}), 100);
    const order = [3_000, 6_000, 9_000, 12_000].flatMap((now) => givers(banners.turn(now, 1).entered));
    expect(order).toEqual(['me', 'b', 'c', 'a']);
  });

  test('that wait are bounded: the cheapest are left out', () => {
    const banners = new Banners();
    for (let value = 1; value <= 1_000; value++) banners.take(gift({by: `v${value}`, value}), 0);
    const seen: string[] = [];
    for (let now = 0; now < 300_000; now += 3_000) seen.push(...givers(banners.turn(now, 3).entered));
    expect(seen).toHaveLength(24);
    expect(seen[0]).toBe('v1000');
  });

  test('of a combo that goes on stay, but not for ever while others wait', () => {
    const banners = new Banners();
    const tap = (now: number) => banners.take(gift({comboId: 'c'}), now);
    tap(0);
    banners.turn(0, 1);
    for (let now = 1_000; now <= 30_000; now += 1_000) {
      tap(now);
      expect(banners.turn(now, 1).left).toEqual([]);
    }
    banners.take(gift({by: 'bob'}), 30_000);
    expect(givers(banners.turn(30_000, 1).entered)).toEqual(['bob']);
  });

  test('of a combo never fall, neither by a late order nor when it comes back', () => {
    const banners = new Banners();
    const total = (comboTotal: number, now: number) => banners.take(gift({comboId: 'c', count: 20, comboTotal}), now);
    total(40, 0);
    total(20, 0);
    expect(banners.turn(0, 1).entered[0]!.total).toBe(40);
    banners.turn(10_000, 1);
    total(30, 11_000);
    expect(banners.turn(11_000, 1).entered[0]!.total).toBe(40);
  });

  test('add up a combo whose total nobody tells; another giver’s is another', () => {
    const banners = new Banners();
    banners.take(gift({comboId: 'c', count: 2}), 0);
    banners.take(gift({comboId: 'c', count: 3}), 0);
    banners.take(gift({comboId: 'c', count: 7, by: 'bob'}), 0);
    expect(banners.turn(0, 3).entered.map(({total}) => total)).toEqual([5, 7]);
  });

  test('tell of every order once, from when it can be seen', () => {
    const banners = new Banners();
    const [one, two, waiting] = [gift({comboId: 'c'}), gift({comboId: 'c'}), gift({by: 'bob'})];
    banners.take(one, 0);
    expect(banners.turn(0, 1).seen).toEqual([one]);
    banners.take(two, 10);
    banners.take(waiting, 10);
    const turn = banners.turn(10, 1);
    expect([turn.seen, turn.risen.length]).toEqual([[two], 1]);
    expect(banners.turn(3_010, 1).seen).toEqual([waiting]);
  });

  test('beyond a smaller number of places go at once', () => {
    const banners = new Banners();
    for (const by of ['a', 'b', 'c']) banners.take(gift({by}), 0);
    banners.turn(0, 3);
    expect(givers(banners.turn(1, 1).left)).toEqual(['b', 'c']);
  });
});

test.each([
  ['ArrowRight', 1, false, 2],
  ['ArrowLeft', 1, false, 0],
  ['ArrowRight', 1, true, 0],
  ['ArrowLeft', 0, false, 0],
  ['ArrowDown', 1, false, 4],
  ['ArrowDown', 4, false, 6],
  ['ArrowUp', 4, false, 1],
  ['Home', 4, false, 0],
  ['End', 1, true, 6],
  ['a', 1, false, undefined],
])('%s leads from gift %d (rtl: %s) to %s', (key, at, rtl, to) => {
  expect(neighbour(key, {at, length: 7, columns: 3, rtl})).toBe(to);
});

test('in one row up and down lead nowhere, so the page scrolls', () => {
  const place = {at: 1, length: 7, columns: 0, rtl: false};
  expect(['ArrowUp', 'ArrowDown'].map((key) => neighbour(key, place))).toEqual([undefined, undefined]);
});
