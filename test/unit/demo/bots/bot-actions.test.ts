import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {LikeBursts} from '../../../../demo/bots/like-bursts.ts';
import {RoomReactions} from '../../../../demo/bots/room-reactions.ts';
import {BusinessError, type GiftOrder, type RoomInfo} from '../../../../demo/bots/business-api.ts';
import {GiftGiving, type Giver} from '../../../../demo/bots/gift-giving.ts';
import {Pace} from '../../../../demo/bots/pace.ts';
import {Random} from '../../../../demo/bots/random.ts';
import {LIKE_INTERVAL_MS} from '../../../../src/protocol/limits.ts';

const MINUTE_MS = 60_000;

let pace: Pace;
let doing: Promise<void>;

beforeEach(() => {
  vi.useFakeTimers();
  pace = new Pace();
  pace.rate = 2;
});
afterEach(async () => {
  pace.end();
  await doing;
  vi.useRealTimers();
});

describe('bots that like', () => {
  function tap() {
    const likes: {who: number; count: number; at: number}[] = [];
    const clients = Array.from({length: 24}, (_, who) => ({
      joined: true,
      like: (count: number) => {
        likes.push({who, count, at: Date.now()});
        return Promise.resolve(true);
      },
    }));
    doing = new LikeBursts(clients, pace, new Random(5)).run();
    return {likes, clients};
  }

  it('tap in bursts, and send the taps of one bot together, at most every two seconds', async () => {
    const {likes} = tap();
    await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
    const taps = likes.reduce((sum, {count}) => sum + count, 0);
    expect(taps).toBeGreaterThan(500);
    expect(likes.length).toBeLessThan(taps / 5);
    expect(new Set(likes.map(({who}) => who)).size).toBeGreaterThan(12);
    for (const [index, {who, at}] of likes.entries()) {
      const before = likes.slice(0, index).findLast((other) => other.who === who);
      if (before) expect(at - before.at).toBeGreaterThanOrEqual(LIKE_INTERVAL_MS);
    }
  });

  it('stop within a burst at rate 0, and resume with the rate', async () => {
    const {likes} = tap();
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    pace.rate = 0;
    const before = likes.length;
    await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
    expect(likes).toHaveLength(before);
    pace.rate = 2;
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(likes.length).toBeGreaterThan(before);
  });

  it('stop while they reconnect to the room', async () => {
    const {likes, clients} = tap();
    for (const client of clients) client.joined = false;
    await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
    expect(likes).toEqual([]);
  });
});

describe('bots that give', () => {
  const CATALOGUE = [
    {id: 'leaf', price: 1, combo: true},
    {id: 'cup', price: 20, combo: false},
    {id: 'rocket', price: 1_000, combo: false},
  ];

  function give({balance = 10_000, refuse}: {balance?: number; refuse?: number} = {}) {
    const orders: (GiftOrder & {who: string; key: string; at: number})[] = [];
    const report = vi.fn<(line: string) => void>();
    const givers: Giver[] = Array.from({length: 24}, (_, index) => ({
      nick: `viewer ${index}`,
      present: true,
      token: String(index),
      balance,
    }));
    const business = {
      gifts: () => Promise.resolve(CATALOGUE),
      give: (token: string, order: GiftOrder, key: string) => {
        if (refuse) return Promise.reject(new BusinessError(refuse, `/gifts answered ${refuse}`));
        orders.push({...order, who: token, key, at: Date.now()});
        const {price} = CATALOGUE.find(({id}) => id === order.giftId)!;
        return Promise.resolve(givers[Number(token)]!.balance! - price * order.count);
      },
    };
    doing = new GiftGiving({givers, business, pace, random: new Random(11), report}).run();
    return {orders, givers, report};
  }

  it('give one gift every ten to twenty seconds, all together', async () => {
    const {orders} = give();
    await vi.advanceTimersByTimeAsync(60 * MINUTE_MS);
    const gifts = new Set(orders.map(({comboId, key}) => comboId ?? key)).size;
    expect(gifts).toBeGreaterThan(3_600 / 20);
    expect(gifts).toBeLessThan(3_600 / 10);
    expect(new Set(orders.map(({key}) => key)).size).toBe(orders.length);
    expect(new Set(orders.map(({who}) => who)).size).toBeGreaterThan(20);
  });

  it('sometimes tap a combo, ordered in batches as a page does', async () => {
    const {orders} = give();
    await vi.advanceTimersByTimeAsync(60 * MINUTE_MS);
    const combos = new Map<string, typeof orders>();
    for (const order of orders) {
      if (order.comboId !== undefined) combos.set(order.comboId, [...(combos.get(order.comboId) ?? []), order]);
    }
    const runs = [...combos.values()].filter((parts) => parts.length > 1);
    expect(runs.length).toBeGreaterThan(5);
    for (const parts of runs) {
      expect(new Set(parts.map(({who, giftId}) => `${who} ${giftId}`)).size).toBe(1);
      for (const [index, {count, at}] of parts.entries()) {
        expect(count).toBeLessThanOrEqual(20);
        if (index > 0) expect(at - parts[index - 1]!.at).toBeLessThanOrEqual(3_000);
      }
    }
  });

  it('keep coins for a whole evening, and never spend more than they have', async () => {
    const {givers} = give();
    await vi.advanceTimersByTimeAsync(4 * 60 * MINUTE_MS);
    for (const {balance} of givers) expect(balance).toBeGreaterThan(1_000);

    pace.end();
    await doing;
    pace = new Pace();
    pace.rate = 2;
    const poor = give({balance: 0});
    await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
    expect(poor.orders).toEqual([]);
  });

  it('stop when the server reports an empty balance, and log other refusals', async () => {
    const broke = give({refuse: 402});
    await vi.advanceTimersByTimeAsync(60 * MINUTE_MS);
    expect(broke.report).not.toHaveBeenCalled();
    expect(new Set(broke.givers.map(({balance}) => balance))).toContain(0);

    pace.end();
    await doing;
    pace = new Pace();
    pace.rate = 2;
    const refused = give({refuse: 503});
    await vi.advanceTimersByTimeAsync(2 * MINUTE_MS);
    expect(String(refused.report.mock.calls[0])).toMatch(/^viewer \d+ could not give \d+ × \w+: .* 503$/);
  });

  it('give nothing at rate 0, combos included', async () => {
    const {orders} = give();
    await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
    pace.rate = 0;
    const before = orders.length;
    await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
    expect(orders).toHaveLength(before);
  });
});

describe('bots that follow the room', () => {
  function attend(room: () => RoomInfo) {
    const conversation = {switchTopic: vi.fn(), scheduleKeyword: vi.fn()};
    const business = {room: () => Promise.resolve().then(room)};
    doing = new RoomReactions({business, conversation, people: 24, pace}).run();
    return conversation;
  }
  const lottery = (seconds: number) => ({
    lotteryId: 'l1',
    phase: 'open' as const,
    keyword: '春天',
    closesAt: Date.now() / 1_000 + seconds,
  });

  it('talk about a newly featured product, once', async () => {
    let id = 'teapot';
    const {switchTopic} = attend(() => ({product: {id}}));
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    id = 'unheard-of';
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    id = 'caddy';
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(switchTopic.mock.calls).toEqual([['teapot'], ['tea']]);
  });

  it('enter a lottery once each, in time, and few enough that other comments follow', async () => {
    const open = lottery(60);
    const {scheduleKeyword} = attend(() => ({product: null, lottery: open}));
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(scheduleKeyword).toHaveBeenCalledExactlyOnceWith('春天', {people: 14, lines: 56});
  });

  it('enter in smaller numbers with less time or a lower rate, and not after the draw', async () => {
    pace.rate = 0.5;
    const short = lottery(25);
    const {scheduleKeyword} = attend(() => ({product: null, lottery: short}));
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(scheduleKeyword).toHaveBeenCalledExactlyOnceWith('春天', {people: 5, lines: 10});

    pace.end();
    await doing;
    pace = new Pace();
    pace.rate = 2;
    const drawn = {...lottery(60), phase: 'drawn' as const};
    const none = attend(() => ({product: null, lottery: drawn}));
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(none.scheduleKeyword).not.toHaveBeenCalled();
  });

  it('check the room again when the server did not respond', async () => {
    let responses = 0;
    const {switchTopic} = attend(() => {
      if ((responses += 1) < 3) throw new BusinessError(0, 'no response');
      return {product: {id: 'cup'}};
    });
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(switchTopic.mock.calls).toEqual([['cup']]);
  });
});
