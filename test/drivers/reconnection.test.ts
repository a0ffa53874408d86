import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {Credentials, DriverSink, GroupInfo} from '../../src/drivers/chat-driver.ts';
import {LiveError} from '../../src/protocol/errors.ts';
import {CloudTestService} from '../support/chat/chat-services.ts';
import {eventually, rejection} from '../support/eventually.ts';
import {localCloud} from '../support/chat/emulator-address.ts';

const service = new CloudTestService();

/** A viewer or guest with its own driver. Records everything that the driver reports, in order. */
class TestViewer {
  readonly driver = service.driver();
  readonly connected: boolean[] = [];
  readonly texts: string[] = [];
  readonly broadcasts: string[] = [];
  readonly facts: GroupInfo[] = [];
  readonly ended: LiveError[] = [];
  readonly abort = new AbortController();
  readonly sink: DriverSink = {
    messages: (batch) => {
      for (const {content} of batch) {
        if (content.type === 'comment') this.texts.push(content.text);
        if (content.type === 'broadcast') this.broadcasts.push(content.text);
      }
    },
    groupChanged: (change) => this.facts.push(change),
    deleted: () => undefined,
    notified: () => undefined,
    speakingDisabled: () => undefined,
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

const visitors: TestViewer[] = [];
let count = 0;
const unique = (what: string) => `${what}-s-${++count}`;

const makeRoom = async () => {
  const roomId = unique('room');
  await service.makeRoom(roomId);
  return roomId;
};
const visit = async (roomId: string, userId?: string) => {
  const visitor = new TestViewer();
  visitors.push(visitor);
  return visitor.enter(roomId, userId === undefined ? undefined : await service.sign(userId, 'right'));
};
/** The room was read, and the SDK has sent its initial requests. */
const settled = async (visitor: TestViewer) => {
  await eventually(() => expect(visitor.facts.length).to.be.greaterThan(0));
  return visitor;
};
const codes = (visitor: TestViewer) => visitor.ended.map(({code}) => code);

for (const level of ['log', 'info', 'debug', 'warn', 'error'] as const) {
  sinon.stub(console, level);
}

/** Unhandled rejections: the page receives those that the driver does not prevent. */
const unhandled: PromiseRejectionEvent[] = [];
addEventListener('unhandledrejection', (event) => unhandled.push(event));

afterEach(async () => {
  await service.restore();
  for (const {driver, abort} of visitors.splice(0)) {
    abort.abort();
    await driver.leave();
  }
  await service.pace();
  const left = unhandled.splice(0).filter(({defaultPrevented}) => !defaultPrevented);
  expect(left.map(({reason}) => String(reason))).to.deep.equal([]);
});

for (const mode of ['push', 'poll'] as const) {
  describe(`a viewer in ${mode} mode`, () => {
    it('reconnects at once after a cut socket and reads the changes of the room', async () => {
      await service.fault({mode});
      const [room, userId] = [await makeRoom(), unique('ann')];
      const visitor = await settled(await visit(room, userId));
      await service.fault({refuse: {seconds: 2}, cut: {userId}});
      await eventually(() => expect(visitor.connected[0]).to.be.false);
      await service.setNotice(room, 'Back at eight');
      await eventually(() => expect(visitor.connected).to.deep.equal([false, true]));
      await eventually(() => expect(visitor.notice).to.equal('Back at eight'));
      await service.say(room, ['welcome back']);
      await eventually(() => expect(visitor.texts).to.include('welcome back'));
      expect(visitor.connected).to.deep.equal([false, true]);
    });
  });
}

for (const [who, mode, named] of [
  ['a viewer in push mode', 'push', true],
  ['a viewer in poll mode', 'poll', true],
  ['a guest', 'push', false],
] as const) {
  it(`${who} receives messages that are sent to every room`, async () => {
    await service.fault({mode});
    const visitor = await visit(await makeRoom(), named ? unique('ann') : undefined);
    const content = {type: 'broadcast', broadcastId: unique('b'), text: 'Free shipping', level: 'info'} as const;
    await service.broadcast({...content, href: undefined, expiresAt: undefined});
    await eventually(() => expect(visitor.broadcasts).to.deep.equal(['Free shipping']));
  });
}

it('a viewer joins on an edition without counters', async () => {
  const room = await makeRoom(); // Create the room first: the trial edition allows few rooms.
  await service.fault({edition: 'trial'});
  const visitor = await settled(await visit(room, unique('ann')));
  await service.pace();
  await service.say(room, ['all is well']);
  await eventually(() => expect(visitor.texts).to.deep.equal(['all is well']));
  expect(visitor.facts.some(({likeTotal}) => likeTotal !== undefined)).to.be.false;
  expect(visitor.connected).to.deep.equal([]);
});

it('a guest receives messages again after a cut', async () => {
  const room = await makeRoom();
  const visitor = await visit(room);
  await service.fault({refuse: {seconds: 2}, cut: {userId: ''}});
  await eventually(() => expect(visitor.connected[0]).to.be.false);
  await eventually(() => expect(visitor.connected).to.deep.equal([false, true]));
  await service.say(room, ['welcome back']);
  await eventually(() => expect(visitor.texts).to.include('welcome back'));
});

it('a viewer is not reconnected by a silent server, although the socket opens again', async () => {
  const [room, userId] = [await makeRoom(), unique('ann')];
  const visitor = await settled(await visit(room, userId));
  await service.fault({silence: {userId, seconds: 20}});
  await eventually(() => expect(visitor.connected[0]).to.be.false);
  await service.say(room, ['unheard']);
  await eventually(() => expect(visitor.connected).to.deep.equal([false, true]));
  await service.say(room, ['welcome back']);
  await eventually(() => expect(visitor.texts).to.include('welcome back'));
}).timeout(60_000);

it('a viewer is reported offline and online with the page', async () => {
  const room = await makeRoom();
  const visitor = await visit(room, unique('ann'));
  dispatchEvent(new Event('offline'));
  await eventually(() => expect(visitor.connected[0]).to.be.false);
  dispatchEvent(new Event('online'));
  await eventually(() => expect(visitor.connected).to.deep.equal([false, true]));
});

it('a viewer checks for missed messages when the page is shown again', async () => {
  const room = await makeRoom();
  const visitor = await visit(room, unique('ann'));
  await service.fault({dropPushes: true});
  await service.setNotice(room, 'Back at eight');
  document.dispatchEvent(new Event('visibilitychange'));
  await eventually(() => expect(visitor.notice).to.equal('Back at eight'));
  expect(visitor.connected).to.deep.equal([]);
});

for (const type of ['multipleAccount', 'multipleDevice', 'REST_API_Kick'] as const) {
  it(`a viewer who is signed out as ${type} is notified once and does not reconnect`, async () => {
    const [room, userId] = [await makeRoom(), unique('ann')];
    const visitor = await visit(room, userId);
    await service.fault({kick: {userId, type}});
    await eventually(() => expect(codes(visitor)).to.deep.equal(['KICKED_OUT']));
    expect(visitor.ended[0]?.retryable).to.be.true;
    dispatchEvent(new Event('online'));
    await service.say(room, ['still there?']);
    await service.pace();
    expect(visitor.texts).to.deep.equal([]);
    expect(codes(visitor)).to.deep.equal(['KICKED_OUT']);
  });
}

it('a viewer removed from the room by another terminal is notified when the page is shown', async () => {
  await service.fault({multiLogin: true});
  const [room, userId] = [await makeRoom(), unique('ann')];
  const visitor = await settled(await visit(room, userId));
  const elsewhere = await service.listen(room, userId);
  await elsewhere.quit();
  document.dispatchEvent(new Event('visibilitychange'));
  await eventually(() => expect(codes(visitor)).to.deep.equal(['KICKED_OUT']));
  elsewhere.close();
});

it('a viewer removed from a quiet room is notified without showing the page', async () => {
  await service.fault({multiLogin: true});
  const [room, userId] = [await makeRoom(), unique('ann')];
  const visitor = await settled(await visit(room, userId));
  const elsewhere = await service.listen(room, userId);
  await elsewhere.quit();
  await eventually(() => expect(codes(visitor)).to.deep.equal(['KICKED_OUT']), 55_000);
  elsewhere.close();
}).timeout(60_000);

it('a refused join to another app leaves the room of the first app joined', async () => {
  const room = await makeRoom();
  const visitor = await visit(room, unique('ann'));
  const other = new TestViewer();
  visitors.push(other);
  const {sink, abort} = other;
  const server = service.server;
  const joining = other.driver.join({roomId: room, sdkAppId: service.sdkAppId + 1, server, sink, signal: abort.signal});
  expect(await rejection(joining)).to.be.instanceOf(LiveError);
  await service.say(room, ['still here']);
  await eventually(() => expect(visitor.texts).to.deep.equal(['still here']));
  expect(visitor.ended).to.deep.equal([]);
});

it('a viewer whose signature expired reconnects with a new one in the same room connection', async () => {
  const [room, userId] = [await makeRoom(), unique('ann')];
  const visitor = await visit(room, userId);
  await service.fault({expireSignature: {userId}});
  document.dispatchEvent(new Event('visibilitychange'));
  await eventually(() => expect(codes(visitor)).to.deep.equal(['SIGNATURE_EXPIRED']));
  await visitor.driver.renew(await service.sign(userId, 'right'));
  await service.say(room, ['welcome back']);
  await eventually(() => expect(visitor.texts).to.include('welcome back'));
});

it('a viewer whose signature expired while offline reconnects', async () => {
  const [room, userId] = [await makeRoom(), unique('ann')];
  const visitor = await settled(await visit(room, userId));
  await service.fault({expireSignature: {userId}, cut: {userId}});
  await eventually(() => expect(codes(visitor)).to.deep.equal(['SIGNATURE_EXPIRED']));
  expect(visitor.connected.at(0)).to.be.false;
  await visitor.driver.renew(await service.sign(userId, 'right'));
  expect(visitor.connected.at(-1)).to.be.true;
  await service.say(room, ['welcome back']);
  await eventually(() => expect(visitor.texts).to.include('welcome back'));
});

it('a viewer who gets a new signature in time sees no interruption', async () => {
  const [room, userId] = [await makeRoom(), unique('ann')];
  const visitor = await visit(room, userId);
  await visitor.driver.renew(await service.sign(userId, 'right'));
  await service.say(room, ['hello']);
  await eventually(() => expect(visitor.texts).to.deep.equal(['hello']));
  expect(visitor.connected).to.deep.equal([]);
});

it('a guest becomes a viewer without leaving, and a guest again without a signature', async () => {
  const [room, userId] = [await makeRoom(), unique('ann')];
  const visitor = await visit(room);
  expect(await rejection(visitor.driver.renew(await service.sign(userId, 'wrong')))).to.have.property(
    'code',
    'SIGNATURE_INVALID',
  );
  await visitor.driver.renew(undefined);
  await service.say(room, ['dear guest']);
  await eventually(() => expect(visitor.texts).to.include('dear guest'));
  await visitor.driver.renew(await service.sign(userId, 'right'));
  await service.say(room, ['dear viewer']);
  await eventually(() => expect(visitor.texts).to.include('dear viewer'));
  expect((await visitor.driver.say({text: 'hello'})).id).to.be.ok;
  expect(visitor.ended).to.deep.equal([]);
});

it('a join to the same app at another address ends the first room', async () => {
  const [room, userId] = [await makeRoom(), unique('ann')];
  const visitor = await visit(room, userId);
  const other = new TestViewer();
  visitors.push(other);
  const request = {roomId: room, sdkAppId: service.sdkAppId, sink: other.sink, signal: other.abort.signal};
  const server = localCloud.wsUrl.replace('localhost', 'LOCALHOST');
  await other.driver.join({...request, server, credentials: await service.sign(unique('ben'), 'right')});
  expect(codes(visitor)).to.deep.equal(['KICKED_OUT']);
  await service.say(room, ['to ben']);
  await eventually(() => expect(other.texts).to.include('to ben'));
});

for (const sdkAppId of [Number.NaN, 1.5, 0, -1] as const) {
  it(`the app id ${sdkAppId} is refused before a request to the SDK`, async () => {
    const visitor = new TestViewer();
    const {sink, abort} = visitor;
    const joining = visitor.driver.join({roomId: 'any', sdkAppId, sink, signal: abort.signal});
    expect(await rejection(joining)).to.have.property('code', 'BAD_CONFIG');
  });
}

it('quick joins and leaves do not exceed the request limit', async () => {
  const room = await makeRoom();
  const userId = unique('ann');
  for (let times = 0; times < 4; times++) {
    const visitor = await visit(room, userId);
    await visitor.driver.leave();
  }
  const visitor = await visit(room, userId);
  await service.say(room, ['calm again']);
  await eventually(() => expect(visitor.texts).to.include('calm again'));
});
