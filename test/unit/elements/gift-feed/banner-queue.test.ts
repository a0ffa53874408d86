import {describe, expect, test} from 'vitest';
import {nextIndex} from '../../../../src/elements/gift-bar/grid-navigation.ts';
import {BannerQueue, type ShownGift} from '../../../../src/elements/gift-feed/banner-queue.ts';

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

describe('BannerQueue', () => {
  test('shows a banner for 3 s', () => {
    const banners = new BannerQueue();
    banners.add(gift(), 0);
    expect(banners.advance(0, 3).added).toHaveLength(1);
    expect(banners.nextChangeAt).toBe(3_000);
    expect(banners.advance(2_999, 3).removed).toEqual([]);
    expect(banners.advance(3_000, 3).removed).toHaveLength(1);
    expect(banners.nextChangeAt).toBeUndefined();
  });

  test('shows the viewer’s own gift first, then the highest value, then the earliest', () => {
    const banners = new BannerQueue();
    banners.add(gift({by: 'first'}), 0);
    banners.advance(0, 1);
    for (const [by, value, own] of [
      ['a', 5, false],
      ['b', 50, false],
      ['c', 50, false],
      ['me', 1, true],
    ] as const)
      banners.add(gift({by, value, own}), 100);
    const order = [3_000, 6_000, 9_000, 12_000].flatMap((now) => givers(banners.advance(now, 1).added));
    expect(order).toEqual(['me', 'b', 'c', 'a']);
  });

  test('keeps 24 waiting banners and drops those of the lowest value', () => {
    const banners = new BannerQueue();
    for (let value = 1; value <= 1_000; value++) banners.add(gift({by: `v${value}`, value}), 0);
    const seen: string[] = [];
    for (let now = 0; now < 300_000; now += 3_000) seen.push(...givers(banners.advance(now, 3).added));
    expect(seen).toHaveLength(24);
    expect(seen[0]).toBe('v1000');
  });

  test('keeps the banner of a running combo, up to 12 s while others wait', () => {
    const banners = new BannerQueue();
    const tap = (now: number) => banners.add(gift({comboId: 'c'}), now);
    tap(0);
    banners.advance(0, 1);
    for (let now = 1_000; now <= 30_000; now += 1_000) {
      tap(now);
      expect(banners.advance(now, 1).removed).toEqual([]);
    }
    banners.add(gift({by: 'bob'}), 30_000);
    expect(givers(banners.advance(30_000, 1).added)).toEqual(['bob']);
  });

  test('never lowers the total of a combo, also when a late order arrives or its banner returns', () => {
    const banners = new BannerQueue();
    const total = (comboTotal: number, now: number) => banners.add(gift({comboId: 'c', count: 20, comboTotal}), now);
    total(40, 0);
    total(20, 0);
    expect(banners.advance(0, 1).added[0]!.total).toBe(40);
    banners.advance(10_000, 1);
    total(30, 11_000);
    expect(banners.advance(11_000, 1).added[0]!.total).toBe(40);
  });

  test('adds up a combo without a total, for each giver', () => {
    const banners = new BannerQueue();
    banners.add(gift({comboId: 'c', count: 2}), 0);
    banners.add(gift({comboId: 'c', count: 3}), 0);
    banners.add(gift({comboId: 'c', count: 7, by: 'bob'}), 0);
    expect(banners.advance(0, 3).added.map(({total}) => total)).toEqual([5, 7]);
  });

  test('reports each order once, when its banner is shown', () => {
    const banners = new BannerQueue();
    const [one, two, waiting] = [gift({comboId: 'c'}), gift({comboId: 'c'}), gift({by: 'bob'})];
    banners.add(one, 0);
    expect(banners.advance(0, 1).shownGifts).toEqual([one]);
    banners.add(two, 10);
    banners.add(waiting, 10);
    const changes = banners.advance(10, 1);
    expect([changes.shownGifts, changes.updated.length]).toEqual([[two], 1]);
    expect(banners.advance(3_010, 1).shownGifts).toEqual([waiting]);
  });

  test('removes banners at once when the maximum is lowered', () => {
    const banners = new BannerQueue();
    for (const by of ['a', 'b', 'c']) banners.add(gift({by}), 0);
    banners.advance(0, 3);
    expect(givers(banners.advance(1, 1).removed)).toEqual(['b', 'c']);
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
])('%s leads from gift %d (rtl: %s) to %s', (key, index, rtl, to) => {
  expect(nextIndex(key, {index, length: 7, columns: 3, rtl})).toBe(to);
});

test('up and down do nothing in a single row, so the page scrolls', () => {
  const place = {index: 1, length: 7, columns: 0, rtl: false};
  expect(['ArrowUp', 'ArrowDown'].map((key) => nextIndex(key, place))).toEqual([undefined, undefined]);
});
