/** Any response of a business server and any message of a room lead to typed errors and a valid state. */
import {expect, test, vi} from 'vitest';
import {LiveError} from '../../../src/protocol/errors.ts';
import {safeUrl} from '../../../src/protocol/safe-url.ts';
import type {Lottery} from '../../../src/protocol/messages.ts';
import type {LiveState} from '../../../src/session/session.ts';
import {Mutator} from '../../support/mutate.ts';
import {later, options, serve} from '../../support/session/session-fixture.ts';

const SEED = 20_251_125;
const ROUNDS = 150;

const served = serve();

const lottery: Lottery = {
  lotteryId: 'l-1',
  phase: 'open',
  keyword: 'tea',
  prize: 'A cup',
  closesAt: 1_795_434_659,
  seedHash: 'ab'.repeat(32),
  winners: [{userId: 'bob', nick: 'Bob'}],
  seed: undefined,
};
const product = {id: 'tea', v: 1, title: 'Tea', image: '', price: 1, currency: 'CNY', stock: 1, href: ''};

const NOTICES = [
  {v: 1, type: 'muted', until: 4_000_000_000, reason: 'spam'},
  {v: 1, type: 'slow', seconds: 5},
  {v: 1, type: 'revoked', seq: 3, reason: 'rude'},
];

test('mutated responses and notifications break nothing', async () => {
  const mutator = new Mutator(SEED);
  const {backend, service, session} = served;
  backend.products = [product];
  backend.lotteries = [{...lottery, phase: 'drawn'}];
  Object.assign(backend.room, {product: {id: 'tea', v: 1}, lottery});
  // A final refusal ends a request at once; a repeated request waits for the end of the test.
  const outcomes = {resolved: 0, refused: 0};
  let mutates = false;
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    const response = await backend.fetch(address, init);
    if (!mutates || response.status === 204) return response;
    const body = JSON.stringify(mutator.mutate(await response.json())) as string | undefined;
    return new Response(body ?? '', {status: response.status});
  });
  const settle = (request: Promise<unknown>) =>
    request.then(
      () => (outcomes.resolved += 1),
      (reason: unknown) => {
        expect(reason).toBeInstanceOf(LiveError);
        outcomes.refused += 1;
      },
    );
  for (let round = 0; round < ROUNDS; round++) {
    mutates = round % 2 === 1; // Every other round joins with an unchanged session response.
    await settle(session.join({...options, roomId: `r${round % 3}`}));
    mutates = true;
    if (session.status !== 'joined') continue;
    const requests = [
      session.loadGifts(),
      session.give('rose', 2),
      session.give('rose'),
      session.follow(true),
      session.report(3, 'spam'),
      session.enterLottery(),
    ];
    const settled = requests.map(settle);
    service.comment('hello');
    for (const notice of NOTICES) {
      const text = JSON.stringify(mutator.mutate(notice)) as string | undefined;
      service.sinks((sink) => sink.notified(text ?? ''));
    }
    const fields = mutator.mutate({product: '{"id":"tea","v":1}'}) as Record<string, string>;
    service.sinks((sink) => sink.groupChanged({fields: fields && typeof fields === 'object' ? fields : {}}));
    service.sinks((sink) => sink.connected(false));
    await later(10);
    service.sinks((sink) => sink.connected(true));
    await later(4_000);
    check(session.state);
    await session.leave();
    await later();
    await Promise.all(settled);
  }
  expect(outcomes.resolved).toBeGreaterThan(ROUNDS / 2);
  expect(outcomes.refused).toBeGreaterThan(ROUNDS / 2);
});

/** Checks the type of every value that an element draws. */
function check({likes, gifts, product: {current}, lottery: {current: draw}, viewer, room, comments}: LiveState): void {
  for (const count of [likes.total, likes.unsent, gifts.pendingOrders, viewer.level, room.slowModeS])
    expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
  for (const maybe of [gifts.balance, viewer.speakingDisabledUntil])
    if (maybe !== undefined) expect(Number.isSafeInteger(maybe) && maybe >= 0).toBe(true);
  for (const gift of gifts.catalogue ?? []) {
    expect([typeof gift.id, typeof gift.name, typeof gift.combo]).toEqual(['string', 'string', 'boolean']);
    expect(Number.isSafeInteger(gift.price) && gift.price >= 0).toBe(true);
    expect(gift.icon === '' || safeUrl(gift.icon) === gift.icon).toBe(true);
  }
  if (current) {
    expect(current.title).toBeTypeOf('string');
    expect(current.currency).toMatch(/^[A-Z]{3}$/);
    expect(Number.isSafeInteger(current.price) && Number.isSafeInteger(current.stock)).toBe(true);
    for (const address of [current.image, current.href]) expect(address === '' || !!safeUrl(address)).toBe(true);
  }
  if (draw) {
    expect(['open', 'drawn']).toContain(draw.phase);
    expect(draw.keyword.length).toBeGreaterThan(0);
    for (const {nick} of draw.winners ?? []) expect(nick).toBeTypeOf('string');
  }
  expect(comments.list.length).toBeLessThanOrEqual(1_000);
}
