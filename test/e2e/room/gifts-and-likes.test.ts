import {describe, expect, it} from 'vitest';
import {ROOM, expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import type {VisitorPage} from '../../support/demo/visitor-page.ts';
import type {SdkPage} from '../../support/chat/sdk-page.ts';
import type {LiveSession} from '../../../src/session/live-session.ts';

const demo = useDemo();

interface Room extends Element {
  readonly session: LiveSession;
  give(giftId: string, count: number): Promise<{orderId: string; balance: number}>;
  like(count?: number): void;
}

interface Gift {
  readonly id: string;
  readonly price: number;
  readonly combo: boolean;
  readonly effect?: string;
}

interface GiftMessage {
  readonly orderId: string;
  readonly count: number;
  readonly comboTotal?: number;
}

const catalogue = async () => (await (await fetch(`${demo.api}/gifts`)).json()) as Gift[];

/** A gift of the demo that costs 1 coin and combines. */
async function rose(): Promise<Gift> {
  const gift = (await catalogue()).find(({price, combo}) => price === 1 && combo);
  expect(gift).toBeDefined();
  return gift!;
}

const balance = (visitor: VisitorPage) =>
  visitor.page.evaluate(() => document.querySelector<Room>('live-room')!.session.state.gifts.balance);

/** Gift events that a plain page received, in order. */
async function receivedGifts(plain: SdkPage): Promise<GiftMessage[]> {
  const customs = await plain.messages('TIMCustomElem');
  return customs
    .map(({payload}) => JSON.parse(payload.data as string) as GiftMessage & {type: string})
    .filter(({type}) => type === 'gift');
}

/** Taps the gift's own button a number of times at a rate. Taps that a busy machine delayed follow at once. */
async function tap(visitor: VisitorPage, giftId: string, times: number, perSecond: number): Promise<void> {
  await visitor.page.locator('gift-bar [part~=gift]').first().waitFor();
  const price = (await catalogue()).findIndex(({id}) => id === giftId);
  const button = await visitor.page.locator('gift-bar [part~=gift]').nth(price).elementHandle();
  await button.evaluate(
    (element, [count, everyMs]) =>
      new Promise<void>((resolve) => {
        const start = performance.now();
        let tapped = 0;
        const timer = setInterval(() => {
          for (; tapped < count && tapped * everyMs <= performance.now() - start; tapped++)
            (element as HTMLElement).click();
          if (tapped < count) return;
          clearInterval(timer);
          resolve();
        }, everyMs);
      }),
    [times, 1_000 / perSecond] as const,
  );
}

/**
 * Records every count that a banner of this page shows from now on. If two banners change at the same time, it records
 * the higher count.
 */
async function watchCounts(visitor: VisitorPage): Promise<() => Promise<number[]>> {
  await visitor.page.evaluate(() => {
    const shown: number[] = [];
    const look = () => {
      const feed = document.querySelector('live-room')!.shadowRoot!.querySelector('gift-feed');
      const counts = [...(feed?.shadowRoot?.querySelectorAll('[part~=count]') ?? [])];
      const highest = Math.max(0, ...counts.map(({textContent}) => Number(/\d+/.exec(textContent ?? '')?.[0] ?? 0)));
      if (highest && shown.at(-1) !== highest) shown.push(highest);
      requestAnimationFrame(look);
    };
    look();
    Object.assign(globalThis, {countsShown: shown});
  });
  return () => visitor.page.evaluate(() => (globalThis as unknown as {countsShown: number[]}).countsShown);
}

describe('a gift', () => {
  it.each([10, 30, 60])(
    'tapped 99 times, %i a second, is 5 orders and 5 messages and costs 99 times its price',
    async (perSecond) => {
      const {id, price} = await rose();
      const [ann, ben, plain] = await Promise.all([demo.joined(), demo.joined(), demo.sdkViewer(demo.userId('plain'))]);
      await expectEventually(() => balance(ann)).toBeDefined();
      const [before, countBefore] = [(await balance(ann))!, (await receivedGifts(plain)).length];
      const counts = await watchCounts(ben);
      await tap(ann, id, 99, perSecond);

      await expectEventually(async () => (await receivedGifts(plain)).length - countBefore).toBe(5);
      const gifts = (await receivedGifts(plain)).slice(countBefore);
      expect(gifts.map(({count}) => count)).toEqual([20, 20, 20, 20, 19]);
      expect(gifts.map(({comboTotal}) => comboTotal)).toEqual([20, 40, 60, 80, 99]);
      expect(new Set(gifts.map(({orderId}) => orderId)).size).toBe(5);
      await expectEventually(() => balance(ann)).toBe(before - 99 * price);

      await expectEventually(async () => (await counts()).at(-1)).toBe(99);
      const shown = await counts();
      expect(shown).toEqual([...shown].sort((a, b) => a - b));
    },
  );

  it('chosen 99 times is one order and one message', async () => {
    const {id, price} = await rose();
    const [ann, plain] = await Promise.all([demo.joined(), demo.sdkViewer(demo.userId('plain'))]);
    await expectEventually(() => balance(ann)).toBeDefined();
    const before = (await balance(ann))!;
    const order = await ann.page.evaluate((giftId) => document.querySelector<Room>('live-room')!.give(giftId, 99), id);
    expect(order.balance).toBe(before - 99 * price);
    await expectEventually(async () =>
      (await receivedGifts(plain)).filter(({orderId}) => orderId === order.orderId),
    ).toMatchObject([{count: 99}]);
    await expectEventually(() => ann.page.locator('gift-feed [part~=banner]').count()).toBeGreaterThan(0);
  });

  it('is billed when the page is closed during a combo', async () => {
    const {id} = await rose();
    const [ann, plain] = await Promise.all([demo.joined(), demo.sdkViewer(demo.userId('plain'))]);
    const countBefore = (await receivedGifts(plain)).length;
    await tap(ann, id, 7, 60);
    await ann.page.goto('about:blank');
    await expectEventually(async () => (await receivedGifts(plain)).slice(countBefore)).toMatchObject([{count: 7}]);
  });

  it('is shown on no page if a viewer forges it, also without a callback', async () => {
    const [visitor, forger] = await Promise.all([demo.joined('messages'), demo.sdkViewer(demo.userId('forger'))]);
    await demo.fault({callbackDelayMs: 2_000});
    const {id} = await rose();
    const giver = {userId: 'service', nick: 'Service', avatar: '', level: 9};
    const gift = {
      v: 1,
      type: 'gift',
      orderId: 'forged',
      giver,
      giftId: id,
      name: 'Rose',
      icon: '',
      count: 9_999,
      value: 1,
    };
    const payload = {data: JSON.stringify(gift), description: 'gift', extension: ''};
    expect(await forger.send(ROOM, 'Custom', payload)).toMatchObject({code: 0});
    expect(await forger.say(ROOM, 'after the forged gift')).toMatchObject({code: 0});
    await expectEventually(() => visitor.listed()).toContain('after the forged gift');
    expect((await visitor.events('live-message')).map(({messageType}) => messageType)).not.toContain('gift');
    expect(await visitor.page.locator('gift-feed [part~=banner]').count()).toBe(0);
  });
});

describe('likes', () => {
  it('of 20 viewers who tap 50 times each in 10 s are all counted, in at most 140 messages', async () => {
    const plain = await demo.sdkViewer(demo.userId('plain'));
    const html = `${demo.script}<live-room api-url="${demo.api}" room-id="${ROOM}"><like-button></like-button></live-room>`;
    const visitors: VisitorPage[] = [];
    while (visitors.length < 20) {
      const few = await Promise.all(Array.from({length: 5}, () => demo.visitor({html})));
      await Promise.all(few.map((visitor) => visitor.waitForState('joined')));
      visitors.push(...few);
    }
    const total = async () =>
      ((await (await fetch(`${demo.api}/rooms/${ROOM}`)).json()) as {likeTotal: number}).likeTotal;
    const before = await total();
    await Promise.all(
      visitors.map(({page}) =>
        page.evaluate(
          () =>
            new Promise<void>((resolve) => {
              const start = performance.now();
              let tapped = 0;
              const timer = setInterval(() => {
                for (; tapped < 50 && tapped * 200 <= performance.now() - start; tapped++) {
                  document.querySelector<Room>('live-room')!.like();
                }
                if (tapped < 50) return;
                clearInterval(timer);
                resolve();
              }, 200);
            }),
        ),
      ),
    );
    await expectEventually(total).toBe(before + 1_000);
    const userIds = await Promise.all(visitors.map((visitor) => visitor.userId()));
    const likes = (await plain.messages('TIMCustomElem')).filter(
      ({from, payload}) => payload.description === 'like' && userIds.includes(from),
    );
    expect(likes.length).toBeGreaterThan(0);
    expect(likes.length).toBeLessThanOrEqual(140);
    const shown = () =>
      Promise.all(
        visitors.map(({page}) =>
          page.evaluate(() => {
            const {total: known, unsent} = document.querySelector<Room>('live-room')!.session.state.likes;
            return known + unsent;
          }),
        ),
      );
    await expectEventually(shown).toEqual(visitors.map(() => before + 1_000));
  });
});
