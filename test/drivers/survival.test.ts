import {afterEach, describe, expect, inject, it, vi} from 'vitest';
import type {Credentials, DriverSink, GroupFacts} from '../../src/drivers/driver.ts';
import type {LiveError} from '../../src/protocol/errors.ts';
import {CloudTestService} from '../support/driver-services.ts';

const service = new CloudTestService();

/** A viewer or guest, and all that the driver told, in order. */
class Visitor {
  readonly driver = service.driver();
  readonly connected: boolean[] = [];
  readonly texts: string[] = [];
  readonly broadcasts: string[] = [];
  readonly facts: GroupFacts[] = [];
  readonly ended: LiveError[] = [];
  readonly abort = new AbortController();
  readonly sink: DriverSink = {
    messages: (batch) => {
      for (const {content} of batch) {
        if (content.type === 'comment') this.texts.push(content.text);
        if (content.type === 'broadcast') this.broadcasts.push(content.text);
      }
    },
    facts: (change) => this.facts.push(change),
    revoked: () => undefined,
    notified: () => undefined,
    muted: () => undefined,
    connected: (connected) => this.connected.push(connected),
    ended: (reason) => this.ended.push(reason),
  };

  async enter(roomId: string, credentials: Credentials | undefined): Promise<this> {
    const {sdkAppId, server} = service;
    await this.driver.join({roomId, sdkAppId, server, credentials, sink: this.sink, signal: this.abort.signal});
    return this;
  }

  get notice(): string | undefined {
    return this.facts.findLast(({notice}) => notice !== undefined)?.notice;
  }
}

const visitors: Visitor[] = [];
let count = 0;
const unique = (what: string) => `${what}-s-${++count}`;

const makeRoom = async () => {
  const roomId = unique('room');
  await service.makeRoom(roomId);
  return roomId;
};
const visit = async (roomId: string, userId?: string) => {
  const visitor = new Visitor();
  visitors.push(visitor);
  return visitor.enter(roomId, userId === undefined ? undefined : await service.sign(userId, 'right'));
};
const within = <T>(ms: number, look: () => T) => expect.poll(look, {timeout: ms, interval: 20});
/** The room was read, and the SDK has asked all that it asks at first. */
const settled = async (visitor: Visitor) => {
  await within(5_000, () => visitor.facts.length).toBeGreaterThan(0);
  return visitor;
};
const codes = (visitor: Visitor) => visitor.ended.map(({code}) => code);

for (const level of ['log', 'info', 'debug', 'warn', 'error'] as const) {
  vi.spyOn(console, level).mockImplementation(() => undefined);
}

// Cut within seconds of a login, the SDK sends some of its own first questions again before it signs in again, and leaves the
// refusal to nobody (3.6.6).
const NOT_LOGGED_IN = 60_004;
addEventListener(
  'unhandledrejection',
  (event) => {
    if ((event.reason as {code?: unknown} | undefined)?.code === NOT_LOGGED_IN) event.stopImmediatePropagation();
  },
  {capture: true},
);

afterEach(async () => {
  await service.restore();
  for (const {driver, abort} of visitors.splice(0)) {
    abort.abort();
    await driver.leave();
  }
  await service.pace();
});

describe.each(['push', 'poll'] as const)('a viewer in %s mode', (mode) => {
  it('whose socket is cut is back at once, and knows what the room changed meanwhile', async () => {
    await service.fault({mode});
    const [room, userId] = [await makeRoom(), unique('ann')];
    const visitor = await settled(await visit(room, userId));
    await service.fault({refuse: {seconds: 2}, cut: {userId}});
    await within(1_000, () => visitor.connected).toEqual([false]);
    await service.setNotice(room, 'Back at eight');
    await within(6_000, () => visitor.connected).toEqual([false, true]);
    expect(visitor.notice).toBe('Back at eight');
    await service.say(room, ['welcome back']);
    await within(5_000, () => visitor.texts).toContain('welcome back');
    expect(visitor.connected).toEqual([false, true]);
  });
});

it.each([
  ['a viewer in push mode', 'push', true],
  ['a viewer in poll mode', 'poll', true],
  ['a guest', 'push', false],
] as const)('%s hears what is said to every room', async (_who, mode, named) => {
  await service.fault({mode});
  const visitor = await visit(await makeRoom(), named ? unique('ann') : undefined);
  const content = {type: 'broadcast', broadcastId: unique('b'), text: 'Free shipping', level: 'info'} as const;
  await service.broadcast({...content, href: undefined, expiresAt: undefined});
  await within(6_000, () => visitor.broadcasts).toEqual(['Free shipping']);
});

it('an edition without counters is no trouble', async () => {
  const room = await makeRoom(); // Before: the edition allows few.
  await service.fault({edition: 'trial'});
  const visitor = await settled(await visit(room, unique('ann')));
  await service.pace();
  await service.say(room, ['all is well']);
  await within(5_000, () => visitor.texts).toEqual(['all is well']);
  expect(visitor.facts.some(({likeTotal}) => likeTotal !== undefined)).toBe(false);
  expect(visitor.connected).toEqual([]);
});

it('a guest who was cut hears the room again', async () => {
  const room = await makeRoom();
  const visitor = await visit(room);
  await service.fault({refuse: {seconds: 2}, cut: {userId: ''}});
  await within(1_000, () => visitor.connected).toEqual([false]);
  await within(6_000, () => visitor.connected).toEqual([false, true]);
  await service.say(room, ['welcome back']);
  await within(8_000, () => visitor.texts).toContain('welcome back');
});

it('a silent server is not taken for a connection, however often its socket opens', {timeout: 60_000}, async () => {
  const [room, userId] = [await makeRoom(), unique('ann')];
  const visitor = await settled(await visit(room, userId));
  await service.fault({silence: {userId, seconds: 20}});
  await within(19_000, () => visitor.connected).toEqual([false]);
  await service.say(room, ['unheard']);
  await within(20_000, () => visitor.connected).toEqual([false, true]);
  await service.say(room, ['welcome back']);
  await within(5_000, () => visitor.texts).toContain('welcome back');
});

it('a page that goes offline is told so, and that it is back', async () => {
  const room = await makeRoom();
  const visitor = await visit(room, unique('ann'));
  dispatchEvent(new Event('offline'));
  await within(1_000, () => visitor.connected).toEqual([false]);
  dispatchEvent(new Event('online'));
  await within(3_000, () => visitor.connected).toEqual([false, true]);
});

it('a page that is shown again asks whether it missed anything', async () => {
  const room = await makeRoom();
  const visitor = await visit(room, unique('ann'));
  await service.fault({dropPushes: true});
  await service.setNotice(room, 'Back at eight');
  document.dispatchEvent(new Event('visibilitychange'));
  await within(3_000, () => visitor.notice).toBe('Back at eight');
  expect(visitor.connected).toEqual([]);
});

it.each(['multipleAccount', 'multipleDevice', 'REST_API_Kick'])(
  'who is signed out as %s is told once and stays out',
  async (type) => {
    const [room, userId] = [await makeRoom(), unique('ann')];
    const visitor = await visit(room, userId);
    await service.fault({kick: {userId, type}});
    await within(5_000, () => codes(visitor)).toEqual(['KICKED_OUT']);
    expect(visitor.ended[0]?.retryable).toBe(true);
    dispatchEvent(new Event('online'));
    await service.say(room, ['still there?']);
    await service.pace();
    expect(visitor.texts).toEqual([]);
    expect(codes(visitor)).toEqual(['KICKED_OUT']);
  },
);

it('whom another terminal took out of the room hears of it when the page is looked at', async () => {
  await service.fault({multiLogin: true});
  const [room, userId] = [await makeRoom(), unique('ann')];
  const visitor = await settled(await visit(room, userId));
  const elsewhere = await service.listen(room, userId);
  await elsewhere.quit();
  document.dispatchEvent(new Event('visibilitychange'));
  await within(5_000, () => codes(visitor)).toEqual(['KICKED_OUT']);
  elsewhere.close();
});

it('and hears of it in a quiet room without looking', {timeout: 60_000}, async () => {
  await service.fault({multiLogin: true});
  const [room, userId] = [await makeRoom(), unique('ann')];
  const visitor = await settled(await visit(room, userId));
  const elsewhere = await service.listen(room, userId);
  await elsewhere.quit();
  await within(55_000, () => codes(visitor)).toEqual(['KICKED_OUT']);
  elsewhere.close();
});

it('an app that does not let us in leaves the room of another app alone', async () => {
  const room = await makeRoom();
  const visitor = await visit(room, unique('ann'));
  const other = new Visitor();
  visitors.push(other);
  const {sink, abort} = other;
  const server = service.server;
  await expect(
    other.driver.join({roomId: room, sdkAppId: service.sdkAppId + 1, server, sink, signal: abort.signal}),
  ).rejects.toMatchObject({code: expect.any(String) as string});
  await service.say(room, ['still here']);
  await within(5_000, () => visitor.texts).toEqual(['still here']);
  expect(visitor.ended).toEqual([]);
});

it('whose signature lapsed comes back in the same stay with a new one', async () => {
  const [room, userId] = [await makeRoom(), unique('ann')];
  const visitor = await visit(room, userId);
  await service.fault({expireSignature: {userId}});
  document.dispatchEvent(new Event('visibilitychange'));
  await within(5_000, () => codes(visitor)).toEqual(['SIGNATURE_EXPIRED']);
  await visitor.driver.renew(await service.sign(userId, 'right'));
  await service.say(room, ['welcome back']);
  await within(5_000, () => visitor.texts).toContain('welcome back');
});

it('whose signature lapsed in a tunnel comes back connected', async () => {
  const [room, userId] = [await makeRoom(), unique('ann')];
  const visitor = await settled(await visit(room, userId));
  await service.fault({expireSignature: {userId}, cut: {userId}});
  await within(8_000, () => codes(visitor)).toEqual(['SIGNATURE_EXPIRED']);
  expect(visitor.connected.at(0)).toBe(false);
  await visitor.driver.renew(await service.sign(userId, 'right'));
  expect(visitor.connected.at(-1)).toBe(true);
  await service.say(room, ['welcome back']);
  await within(5_000, () => visitor.texts).toContain('welcome back');
});

it('who is given a new signature in time notices nothing', async () => {
  const [room, userId] = [await makeRoom(), unique('ann')];
  const visitor = await visit(room, userId);
  await visitor.driver.renew(await service.sign(userId, 'right'));
  await service.say(room, ['hello']);
  await within(5_000, () => visitor.texts).toEqual(['hello']);
  expect(visitor.connected).toEqual([]);
});

it('a guest becomes a viewer without leaving, and is one no more when nobody vouches for it', async () => {
  const [room, userId] = [await makeRoom(), unique('ann')];
  const visitor = await visit(room);
  await expect(visitor.driver.renew(await service.sign(userId, 'wrong'))).rejects.toMatchObject({
    code: 'SIGNATURE_INVALID',
  });
  await visitor.driver.renew(undefined);
  await service.say(room, ['dear guest']);
  await within(5_000, () => visitor.texts).toContain('dear guest');
  await visitor.driver.renew(await service.sign(userId, 'right'));
  await service.say(room, ['dear viewer']);
  await within(5_000, () => visitor.texts).toContain('dear viewer');
  expect((await visitor.driver.say({text: 'hello'})).id).toBeTruthy();
  expect(visitor.ended).toEqual([]);
});

it('rooms of one app at two addresses take turns, each at its own', async () => {
  const [room, userId] = [await makeRoom(), unique('ann')];
  const visitor = await visit(room, userId);
  const other = new Visitor();
  visitors.push(other);
  const request = {roomId: room, sdkAppId: service.sdkAppId, sink: other.sink, signal: other.abort.signal};
  const server = inject('cloudWsUrl').replace('localhost', 'LOCALHOST');
  await other.driver.join({...request, server, credentials: await service.sign(unique('ben'), 'right')});
  expect(codes(visitor)).toEqual(['KICKED_OUT']);
  await service.say(room, ['to ben']);
  await within(5_000, () => other.texts).toContain('to ben');
});

it.each([Number.NaN, 1.5, 0, -1])('the app id %d is refused before the SDK is asked', async (sdkAppId) => {
  const visitor = new Visitor();
  const {sink, abort} = visitor;
  const joining = visitor.driver.join({roomId: 'any', sdkAppId, sink, signal: abort.signal});
  await expect(joining).rejects.toMatchObject({code: 'BAD_CONFIG'});
});

it('quick joins and leaves are not taken for too many requests', async () => {
  const room = await makeRoom();
  const userId = unique('ann');
  for (let times = 0; times < 4; times++) {
    const visitor = await visit(room, userId);
    await visitor.driver.leave();
  }
  const visitor = await visit(room, userId);
  await service.say(room, ['calm again']);
  await within(5_000, () => visitor.texts).toContain('calm again');
});
