import {beforeEach, describe, expect, test, vi} from 'vitest';
import {alice, later, options, serve} from '../../../support/session/session-fixture.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The true time at the start of a test. */
const BEGIN_MS = 1_780_000_000_000;

const served = serve();
let began = 0;
/** The time that the device has slept. */
let slept = 0;

const trueMs = () => BEGIN_MS + performance.now() - began + slept;
const trueS = () => Math.floor(trueMs() / 1_000);
const setPage = (aheadMs: number) => vi.setSystemTime(trueMs() + aheadMs);

beforeEach(() => {
  began = performance.now();
  slept = 0;
  setPage(0);
  served.service.now = trueS;
  served.backend.date = trueMs;
});

const viewer = () => served.session.state.viewer;
const broadcast = (broadcastId: string, expiresAt: number) =>
  ({type: 'broadcast', broadcastId, text: broadcastId, level: 'info', href: undefined, expiresAt}) as const;

/** Texts of comments and broadcasts that fired an event. */
function recordEvents(): string[] {
  const news: string[] = [];
  served.session.on('comment', ({content}) => news.push(content.text));
  served.session.on('broadcast', ({content}) => news.push(content.text));
  return news;
}

describe.each([
  ['40 days ahead', 40 * DAY_MS],
  ['40 days behind', -40 * DAY_MS],
  ['two minutes ahead', 120_000],
  ['two hours behind', -2 * HOUR_MS],
  ['right', 0],
])('on a page whose clock is %s', (_, aheadMs) => {
  beforeEach(() => void setPage(aheadMs));

  test('a comment after the join fires an event, and one from before does not', async () => {
    const news = recordEvents();
    const {service} = served;
    await served.session.join(options);
    service.now = () => trueS() - 60;
    service.comment('before');
    service.now = trueS;
    service.comment('now');
    expect(news).toEqual(['now']);
  });

  test('a broadcast fires events while it is valid', async () => {
    const news = recordEvents();
    await served.session.join(options);
    served.service.announce(broadcast('valid', trueS() + 60));
    served.service.announce(broadcast('over', trueS() - 1));
    expect(news).toEqual(['valid']);
  });

  test('a mute lasts for its stated time', async () => {
    await served.session.join(options);
    served.service.notify({type: 'muted', until: trueS() + 10});
    await later(9_000);
    expect(viewer().speakingDisabledUntil).toBe(trueS() + 1);
    await later(2_000);
    expect(viewer().speakingDisabledUntil).toBeUndefined();
    served.service.sinks((sink) => sink.speakingDisabled(10));
    await later(8_900);
    expect(viewer().speakingDisabledUntil).toBeDefined();
    await later(2_100);
    expect(viewer().speakingDisabledUntil).toBeUndefined();
  });

  test('slow mode waits for its stated time', async () => {
    served.backend.room.slowMode = 10;
    await served.session.join(options);
    await served.session.say('one');
    await later(9_900);
    expect(viewer().slowModeUntilMs).toBeDefined();
    await later(200);
    expect(viewer().slowModeUntilMs).toBeUndefined();
  });

  test('a signature is renewed once, after nine tenths of its validity', async () => {
    served.backend.lifeS = 1_000;
    await served.session.join(options);
    await later(890_000);
    expect(served.backend.sessions).toBe(1);
    await later(20_000);
    expect(served.backend.sessions).toBe(2);
    await later(800_000);
    expect(served.backend.sessions).toBe(2);
  });

  test("a lottery's winners are requested after its end and not before", async () => {
    const lottery = {
      lotteryId: 'l',
      keyword: 'tea',
      prize: 'A cup',
      seedHash: 'x',
      winners: undefined,
      seed: undefined,
    };
    const closesAt = trueS() + 90;
    served.backend.room.lottery = {...lottery, phase: 'open', closesAt};
    served.backend.lotteries = [{...lottery, phase: 'drawn', closesAt, winners: []}];
    await served.session.join({...options, guest: true});
    await later(89_000);
    expect(served.session.state.lottery.current?.phase).toBe('open');
    await later(8_000);
    expect(served.session.state.lottery.current?.phase).toBe('drawn');
  });

  test("a viewer's own comment has the service's time before the service responds", async () => {
    await served.session.join(options);
    const saying = served.session.say('hello');
    const [line] = served.session.state.comments.list;
    expect(line?.delivery).toBe('pending');
    expect(Math.abs(line!.time - trueS())).toBeLessThan(2);
    await saying;
  });
});

describe('a clock change while the room is open', () => {
  test.each([
    ['forward', 5 * HOUR_MS],
    ['back', -5 * HOUR_MS],
  ])('%s changes neither a mute nor the events', async (_, aheadMs) => {
    const news = recordEvents();
    await served.session.join(options);
    served.service.notify({type: 'muted', until: trueS() + 30});
    await later(10_000);
    setPage(aheadMs);
    served.service.comment('after');
    served.service.announce(broadcast('valid', trueS() + 60));
    expect(news).toEqual(['after', 'valid']);
    await later(18_000);
    expect(viewer().speakingDisabledUntil).toBeDefined();
    await later(4_000);
    expect(viewer().speakingDisabledUntil).toBeUndefined();
  });

  test('back delays no likes', async () => {
    await served.session.join(options);
    await later();
    served.session.like(3);
    await later(1_000);
    setPage(-5 * HOUR_MS);
    served.session.like(4);
    await later(10_000);
    expect(served.service.liked).toEqual([3, 4]);
  });
});

test('a device that slept lets the viewer comment as soon as the time is known', async () => {
  await served.session.join(options);
  served.service.notify({type: 'muted', until: trueS() + 3_600});
  await later(1_000);
  slept = 2 * HOUR_MS;
  setPage(0);
  served.service.comment('good morning');
  await later();
  expect(viewer().speakingDisabledUntil).toBeUndefined();
});

test('a page whose clock jumped requests the time from the business server', async () => {
  const requests: string[] = [];
  served.backend.beforeResponse = (path) => requests.push(path);
  await served.session.join(options);
  await later(15_000);
  requests.length = 0;
  setPage(3 * HOUR_MS);
  await later(15_000);
  expect(requests).toEqual(['/rooms/r1']);
  await later(60_000);
  expect(requests).toEqual(['/rooms/r1']);
});

test('one message or response with a wrong time ends no mute and renews no signature', async () => {
  await served.session.join(options);
  served.service.notify({type: 'muted', until: trueS() + 3_600});
  await later(10_000);
  served.service.now = () => trueS() + 86_400;
  served.service.comment('tomorrow');
  served.service.now = trueS;
  served.service.comment('today');
  served.backend.date = () => trueMs() + 2 * DAY_MS;
  await served.session.report(1, 'spam');
  await later(10_000);
  expect(viewer().speakingDisabledUntil).toBeDefined();
  expect(served.backend.sessions).toBe(1);
});

describe('any value of expiresAt', () => {
  const renewalsOf = async (expiresAt: () => number, ms: number) => {
    let asks = 0;
    const credentials = () => Promise.resolve({...alice, userSig: `sig-${++asks}`, expiresAt: expiresAt()});
    await served.session.join({roomId: 'r1', credentials});
    await later(ms);
    expect(served.session.status).toBe('joined');
    return asks - 1;
  };

  test.each([
    ['long ago', () => 1],
    ['never', () => 0],
    ['before 1970', () => -1e15],
    ['now', () => trueS()],
    ['in a second', () => trueS() + 1],
    ['in ten seconds', () => trueS() + 10],
  ])('causes no request storm: %s', async (_, expiresAt) => {
    expect(await renewalsOf(expiresAt, 600_000)).toBeLessThanOrEqual(18);
  });

  test.each([
    ['in milliseconds', () => trueMs() + DAY_MS],
    ['in a hundred years', () => trueS() + 100 * 365 * 86_400],
    ['infinite', () => Infinity],
  ])('beyond the limit of timers causes no request at once: %s', async (_, expiresAt) => {
    expect(await renewalsOf(expiresAt, DAY_MS)).toBe(0);
  });

  test('a signature valid for ten seconds is renewed in time at first', async () => {
    expect(await renewalsOf(() => trueS() + 10, 12_000)).toBe(1);
  });

  test('signatures that the service ends at once cause no request storm', async () => {
    let asks = 0;
    const credentials = () => Promise.resolve({...alice, userSig: `sig-${++asks}`});
    const {LiveError} = await import('../../../../src/protocol/errors.ts');
    await served.session.join({roomId: 'r1', credentials});
    for (let i = 0; i < 600; i++) {
      served.service.sinks((sink) => sink.ended(new LiveError('SIGNATURE_EXPIRED', 'old')));
      await later(1_000);
    }
    expect(asks).toBeGreaterThan(2);
    expect(asks).toBeLessThan(20);
  });
});
