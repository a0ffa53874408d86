import {writeStored} from '../../../../src/session/device-storage.ts';
import {afterEach, describe, expect, onTestFinished, test, vi} from 'vitest';
import type {ContentOf, Lottery} from '../../../../src/protocol/messages.ts';
import {eventually} from '../../../support/eventually.ts';
import {alice, later, options, serve} from '../../../support/session/session-fixture.ts';

const served = serve();

const nowS = () => Math.floor(Date.now() / 1_000);

describe('a broadcast', () => {
  const broadcast = (more: Partial<ContentOf<'broadcast'>> = {}): ContentOf<'broadcast'> => ({
    type: 'broadcast',
    broadcastId: 'b-1',
    text: 'Free shipping',
    level: 'info',
    href: undefined,
    expiresAt: undefined,
    ...more,
  });
  /** Texts of the broadcasts that fired an event. */
  function recordTexts(): string[] {
    const texts: string[] = [];
    served.session.on('broadcast', ({content}) => texts.push(content.text));
    return texts;
  }

  test('fires one event although it arrives in several ways', async () => {
    await served.session.join(options);
    const texts = recordTexts();
    served.service.announce(broadcast());
    served.service.announce(broadcast());
    connectedAgain();
    served.service.announce(broadcast());
    served.service.announce(broadcast({broadcastId: 'b-2', text: 'Last call'}));
    expect(texts).toEqual(['Free shipping', 'Last call']);
  });

  test('fires one event although the room is joined again', async () => {
    await served.session.join(options);
    const texts = recordTexts();
    served.service.announce(broadcast());
    await served.session.join(options);
    served.service.announce(broadcast());
    expect(texts).toHaveLength(1);
  });

  test('fires no event after it expired', async () => {
    await served.session.join(options);
    const texts = recordTexts();
    served.service.announce(broadcast({expiresAt: nowS()}));
    served.service.announce(broadcast({broadcastId: 'b-2', expiresAt: nowS() - 60}));
    served.service.announce(broadcast({broadcastId: 'b-3', text: 'Still good', expiresAt: nowS() + 60}));
    expect(texts).toEqual(['Still good']);
  });

  test("is accepted from the service only, and another sender's does not block it", async () => {
    await served.session.join(options);
    const texts = recordTexts();
    served.service.says(broadcast({text: 'free gold'}), {userId: 'mallory'});
    served.service.says(broadcast({text: 'free gold'}), {userId: 'host'});
    served.service.announce(broadcast());
    expect(texts).toEqual(['Free shipping']);
  });

  test('can have the same id as a gift', async () => {
    await served.session.join(options);
    const texts = recordTexts();
    const giver = {userId: 'bob', nick: 'Bob', avatar: '', level: 0};
    const gift = {orderId: 'b-1', giver, giftId: 'rose', name: 'Rose', icon: '', count: 1, value: 1} as const;
    const more = {comboId: undefined, comboTotal: undefined, effect: undefined};
    served.service.announce({type: 'gift', ...gift, ...more});
    served.service.announce(broadcast());
    expect(texts).toHaveLength(1);
  });

  test('from a time without a connection fires an event after the reconnect', async () => {
    await served.session.join(options);
    await later(3_000);
    const texts = recordTexts();
    served.service.sinks((sink) => sink.connected(false));
    await later(10);
    served.backend.keep(served.service.nextSeq(), broadcast(), 'service');
    served.backend.keep(served.service.nextSeq(), broadcast({broadcastId: 'b-2', expiresAt: 1}), 'service');
    served.backend.keep(served.service.nextSeq(), broadcast({broadcastId: 'b-3'}), 'mallory');
    served.service.sinks((sink) => sink.connected(true));
    await later(3_000);
    expect(texts).toEqual(['Free shipping']);
  });

  const connectedAgain = () => {
    served.service.sinks((sink) => sink.connected(false));
    served.service.sinks((sink) => sink.connected(true));
  };
});

describe('a lottery', () => {
  const lottery = (more: Partial<Lottery> = {}): Lottery => ({
    lotteryId: 'l-1',
    phase: 'open',
    keyword: '福',
    prize: 'A cup',
    closesAt: nowS() + 60,
    seedHash: 'ab'.repeat(32),
    winners: undefined,
    seed: undefined,
    ...more,
  });
  const state = () => served.session.state.lottery;
  const drawn = (more: Partial<Lottery> = {}) =>
    lottery({phase: 'drawn', seed: '00', winners: [{userId: 'alice', nick: 'Alice'}], ...more});
  const announce = (lottery: Lottery) => served.service.announce({type: 'lottery', ...lottery});

  test('opens, is entered by its keyword, and names its winners', async () => {
    await served.session.join(options);
    announce(lottery());
    expect(state()).toMatchObject({current: {lotteryId: 'l-1', phase: 'open'}, entered: false});
    await served.session.enterLottery();
    await later();
    expect(served.service.sentTexts).toEqual(['福']);
    expect(state().entered).toBe(true);
    announce(drawn());
    expect(state()).toMatchObject({current: {phase: 'drawn', winners: [{userId: 'alice'}]}, entered: true});
  });

  // Node has no storage: the entry stays in memory.
  afterEach(() => writeStored('live-room:entered', '', 'sessionStorage'));

  test('is entered by each viewer who sends the keyword, and by no other', async () => {
    await served.session.join(options);
    announce(lottery());
    await served.session.say('what luck');
    await later();
    expect(state().entered).toBe(false);
    await served.session.say('福');
    await later();
    expect(state().entered).toBe(true);
  });

  test('is entered in any case and width, and stays entered for the same viewer after a reload', async () => {
    const kept = new Map<string, string>();
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    });
    onTestFinished(() => void vi.unstubAllGlobals());
    await served.session.join(options);
    announce(lottery({keyword: 'Lucky 7'}));
    await served.session.say('I am ｌＵＣＫＹ ７!');
    await eventually(() => expect(state().entered).toBe(true));

    await served.session.leave();
    served.backend.room.lottery = lottery({keyword: 'Lucky 7'});
    await served.session.join({...options, roomId: 'elsewhere'});
    await served.session.join(options);
    await later();
    expect(state()).toMatchObject({current: {lotteryId: 'l-1'}, entered: true});
    expect([...kept.values()]).toEqual([expect.stringContaining('l-1')]);
  });

  test('is in the state of viewers who join late', async () => {
    served.backend.room.lottery = lottery();
    await served.session.join({...options, guest: true});
    expect(state().current).toMatchObject({keyword: '福', phase: 'open'});
  });

  test('of a new round replaces the previous one', async () => {
    await served.session.join(options);
    announce(drawn());
    announce(lottery({lotteryId: 'l-2'}));
    expect(state()).toMatchObject({current: {lotteryId: 'l-2', phase: 'open'}, entered: false});
  });

  test('does not open again after its draw', async () => {
    await served.session.join(options);
    announce(drawn());
    announce(lottery());
    expect(state().current?.phase).toBe('drawn');
  });

  test('requests the winners if no message names them', async () => {
    served.backend.lotteries = [lottery()];
    await served.session.join(options);
    announce(lottery());
    await later(70_000);
    expect(state().current?.phase).toBe('open');
    served.backend.lotteries = [drawn()];
    await later(15_000);
    expect(state().current).toMatchObject({phase: 'drawn', winners: [{userId: 'alice'}]});
  });

  test('requests the winners once if they do not fit into the message', async () => {
    served.backend.lotteries = [drawn({winners: []})];
    await served.session.join(options);
    announce(drawn({winners: undefined}));
    await later(2_000);
    expect(state().current?.winners).toEqual([]);
    served.backend.lotteries = [drawn()];
    await later(60_000);
    expect(state().current?.winners).toEqual([]);
  });

  test('is accepted from the service only', async () => {
    await served.session.join(options);
    served.service.says({type: 'lottery', ...drawn()}, {userId: 'mallory'});
    expect(state().current).toBeUndefined();
  });

  test('is entered only while it is open', async () => {
    await served.session.join(options);
    await expect(served.session.enterLottery()).rejects.toMatchObject({code: 'REFUSED'});
    announce(drawn());
    await expect(served.session.enterLottery()).rejects.toMatchObject({code: 'REFUSED'});
  });

  test('is not entered by a refused comment', async () => {
    await served.session.join({...options, guest: true});
    announce(lottery());
    await expect(served.session.enterLottery()).rejects.toMatchObject({code: 'LOGIN_NEEDED'});
    expect(state().entered).toBe(false);
  });

  test('does not carry over to another room', async () => {
    await served.session.join({roomId: 'r1', apiUrl: options.apiUrl, credentials: alice});
    announce(lottery());
    await served.session.join({...options, roomId: 'r2'});
    expect(state().current).toBeUndefined();
  });
});
