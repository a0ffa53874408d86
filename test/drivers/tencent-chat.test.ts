import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {DriverSink, GroupInfo, ChatDriver, JoinRequest} from '../../src/drivers/chat-driver.ts';
import {LiveError} from '../../src/protocol/errors.ts';
import type {RoomMessage} from '../../src/protocol/messages.ts';
import {CloudTestService, MemoryTestService, type Listener, type Signature} from '../support/chat/chat-services.ts';
import {eventually} from '../support/eventually.ts';
import '../support/browser/chai-like.ts';

/** A driver and everything that it reported to its sink. */
class TestViewer {
  readonly driver: ChatDriver;
  readonly messages: RoomMessage[] = [];
  readonly facts: GroupInfo[] = [];
  readonly revoked: number[] = [];
  readonly notified: string[] = [];
  readonly disabledS: number[] = [];
  readonly ended: LiveError[] = [];
  readonly abort = new AbortController();
  readonly sink: DriverSink = {
    messages: (batch) => this.messages.push(...batch),
    groupChanged: (change) => this.facts.push(change),
    deleted: (seqs) => this.revoked.push(...seqs),
    notified: (text) => this.notified.push(text),
    speakingDisabled: (seconds) => this.disabledS.push(seconds),
    connected: () => undefined,
    ended: (reason) => this.ended.push(reason),
  };

  constructor(driver: ChatDriver) {
    this.driver = driver;
  }

  /** Received comments, in order. */
  get texts(): string[] {
    return this.messages.flatMap(({content}) => (content.type === 'comment' ? content.text : []));
  }
}

/** The code of a `LiveError`, or the name of any other error. */
const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'not refused',
    (error: Error) => (error instanceof LiveError ? error.code : error.name),
  );

// The bundled SDK writes nothing to the console. Its own files write at any log level (3.6.6).
for (const level of ['log', 'info', 'debug', 'warn', 'error'] as const) {
  sinon.stub(console, level);
}

for (const [name, create] of [
  ['Tencent Chat', () => new CloudTestService()],
  ['memory', () => new MemoryTestService()],
] as const) {
  describe(`a room of ${name}`, () => {
    const service = create();
    const viewers: TestViewer[] = [];
    const listeners: Listener[] = [];
    let count = 0;
    let room: string;

    const unique = (what: string) => `${what}-${name.length}-${++count}`;

    const makeRoom = async () => {
      const roomId = unique('room');
      await service.makeRoom(roomId);
      return roomId;
    };

    const createViewer = () => {
      const viewer = new TestViewer(service.driver());
      viewers.push(viewer);
      return viewer;
    };

    const request = async (
      viewer: TestViewer,
      roomId: string,
      userId?: string,
      signature: Signature = 'right',
    ): Promise<JoinRequest> => ({
      roomId,
      sdkAppId: service.sdkAppId,
      server: service.server,
      credentials: userId === undefined ? undefined : await service.sign(userId, signature),
      sink: viewer.sink,
      signal: viewer.abort.signal,
    });

    const enter = async (roomId: string, userId?: string): Promise<TestViewer> => {
      const viewer = createViewer();
      await viewer.driver.join(await request(viewer, roomId, userId));
      return viewer;
    };

    beforeEach(async () => {
      room = await makeRoom();
    });
    afterEach(async () => {
      for (const listener of listeners.splice(0)) listener.close();
      for (const {driver, abort} of viewers.splice(0)) {
        abort.abort();
        await driver.leave();
      }
      await service.pace();
    });

    it('reports its name and host to joining viewers', async () => {
      const viewer = createViewer();
      const facts = await viewer.driver.join(await request(viewer, room, unique('ann')));
      expect(facts).to.include({title: 'Tea time', ownerId: 'host'});
    });

    it('is not found by viewers and guests if it does not exist', async () => {
      for (const userId of [unique('ann'), undefined]) {
        const viewer = createViewer();
        expect(await refusal(viewer.driver.join(await request(viewer, 'nobody-made-this', userId)))).to.equal(
          'ROOM_NOT_FOUND',
        );
        await viewer.driver.leave();
      }
    });

    for (const [how, code] of [
      ['wrong', 'SIGNATURE_INVALID'],
      ['expired', 'SIGNATURE_EXPIRED'],
    ] as const) {
      it(`refuses a signature that is ${how}, and accepts the same driver with a valid one`, async () => {
        const viewer = createViewer();
        const userId = unique('ann');
        expect(await refusal(viewer.driver.join(await request(viewer, room, userId, how)))).to.equal(code);
        await viewer.driver.join(await request(viewer, room, userId));
        await service.say(room, ['hello']);
        await eventually(() => expect(viewer.texts).to.deep.equal(['hello']), 60_000);
        expect(viewer.ended).to.deep.equal([]);
      });
    }

    it('gives a comment an id, a number and a time; others receive the same id and the mark of a question, the sender no echo', async () => {
      const viewer = await enter(room, unique('ann'));
      const ben = await service.listen(room, unique('ben'));
      listeners.push(ben);
      const first = await viewer.driver.say({text: 'first'});
      const second = await viewer.driver.say({text: 'second', question: true});
      expect(first.id).to.be.ok;
      expect(second.id).not.to.equal(first.id);
      expect(second.seq).to.be.greaterThan(first.seq);
      expect(first.time).to.be.greaterThan(1_600_000_000);
      await eventually(() => expect(ben.receivedIds()).to.deep.equal([first.id, second.id]), 60_000);
      expect(ben.questions()).to.deep.equal([second.id]);
      await service.say(room, ['an answer']);
      await eventually(() => expect(viewer.texts).to.deep.equal(['an answer']), 60_000);
    });

    it('delivers comments in order, with their senders', async () => {
      const viewer = await enter(room, unique('ann'));
      const texts = Array.from({length: 12}, (_, index) => `line ${index}`);
      await service.say(room, texts);
      await eventually(() => expect(viewer.texts).to.deep.equal(texts), 60_000);
      const comments = viewer.messages.filter(({content}) => content.type === 'comment');
      const seqs = comments.map(({seq}) => seq);
      expect(seqs).to.deep.equal([...seqs].sort((one, other) => one - other));
      expect(new Set(comments.map(({id}) => id)).size).to.equal(texts.length);
      expect(comments[0]).to.be.like({from: {userId: 'host', nick: 'Mei'}, own: false, content: {kind: 'text'}});
    });

    for (const [who, named] of [
      ['viewer', true],
      ['guest', false],
    ] as const) {
      it(`is left by a ${who} whose driver joins another room`, async () => {
        const userId = named ? unique('ann') : undefined;
        const other = await makeRoom();
        const viewer = await enter(room, userId);
        await viewer.driver.join(await request(viewer, other, userId));
        await service.say(room, ['in the first room']);
        await service.say(other, ['in the second room']);
        await eventually(() => expect(viewer.texts).to.include('in the second room'), 60_000);
        expect(viewer.texts).to.deep.equal(['in the second room']);
      });
    }

    it('is not joined if the join is aborted on the way', async () => {
      const viewer = createViewer();
      const joining = viewer.driver.join(await request(viewer, room, unique('ann')));
      viewer.abort.abort();
      expect(await refusal(joining)).to.equal('AbortError');
      await viewer.driver.leave();
      await service.say(room, ['anybody there?']);
      const ben = await enter(room, unique('ben'));
      await service.say(room, ['to ben']);
      await eventually(() => expect(ben.texts).to.include('to ben'), 60_000);
      expect(viewer.messages).to.deep.equal([]);
    });

    it('is not joined if the join is aborted before it starts', async () => {
      const viewer = createViewer();
      viewer.abort.abort();
      expect(await refusal(viewer.driver.join(await request(viewer, room, unique('ann'))))).to.equal('AbortError');
    });

    it('delivers nothing to viewers who left, and lets them join again', async () => {
      const userId = unique('ann');
      const viewer = await enter(room, userId);
      await viewer.driver.leave();
      await service.say(room, ['behind your back']);
      expect(await refusal(viewer.driver.say({text: 'still here'}))).to.equal('NOT_JOINED');
      expect(await refusal(viewer.driver.onlineCount())).to.equal('NOT_JOINED');
      await viewer.driver.leave();

      const again = await enter(room, userId);
      await service.say(room, ['welcome back']);
      await eventually(() => expect(again.texts).to.include('welcome back'), 60_000);
      expect(viewer.texts).to.deep.equal([]);
      expect(viewer.ended).to.deep.equal([]);
    });

    it('delivers comments to a guest, who cannot comment or read profiles', async () => {
      const guest = await enter(room);
      await service.say(room, ['for all']);
      await eventually(() => expect(guest.texts).to.deep.equal(['for all']), 60_000);
      expect(await refusal(guest.driver.say({text: 'me too'}))).to.equal('LOGIN_NEEDED');
      expect(await guest.driver.profile('host')).to.be.undefined;
    });

    it('lets a guest become a viewer without leaving, and then comment', async () => {
      const viewer = await enter(room);
      await viewer.driver.renew(await service.sign(unique('ann'), 'right'));
      expect((await viewer.driver.say({text: 'now I may'})).id).to.be.ok;
      await service.say(room, ['dear viewer']);
      await eventually(() => expect(viewer.texts).to.include('dear viewer'), 60_000);
      expect(viewer.ended).to.deep.equal([]);
    });

    it('refuses a new sign-in with a wrong signature, and accepts the guest again', async () => {
      const viewer = await enter(room);
      const userId = unique('ann');
      expect(await refusal(viewer.driver.renew(await service.sign(userId, 'wrong')))).to.equal('SIGNATURE_INVALID');
      await viewer.driver.renew(undefined);
      await service.say(room, ['dear guest']);
      await eventually(() => expect(viewer.texts).to.include('dear guest'), 60_000);
      expect(await refusal(viewer.driver.say({text: 'me too'}))).to.equal('LOGIN_NEEDED');
    });

    it('refuses a new sign-in from a driver that has not joined', async () => {
      expect(await refusal(createViewer().driver.renew(undefined))).to.equal('NOT_JOINED');
    });

    it('reports a changed notice', async () => {
      const viewer = await enter(room, unique('ann'));
      await service.setNotice(room, 'Back at eight');
      await eventually(() => expect(viewer.facts.map(({notice}) => notice)).to.include('Back at eight'), 60_000);
    });

    it('accepts likes with low priority and their count; the sender receives no echo', async () => {
      const viewer = await enter(room, unique('ann'));
      const ben = await service.listen(room, unique('ben'));
      listeners.push(ben);
      await viewer.driver.like(7);
      await viewer.driver.like(1_000);
      await eventually(
        () =>
          expect(ben.customs()).to.deep.equal([
            'Low {"v":1,"type":"like","count":7}',
            'Low {"v":1,"type":"like","count":1000}',
          ]),
        60_000,
      );
      await service.say(room, ['and then']);
      await eventually(() => expect(viewer.texts).to.deep.equal(['and then']), 60_000);
      expect(viewer.messages.filter(({content}) => content.type === 'like')).to.deep.equal([]);
    });

    it('refuses likes of guests', async () => {
      const guest = await enter(room);
      expect(await refusal(guest.driver.like(1))).to.equal('LOGIN_NEEDED');
    });

    const likes = (viewer: TestViewer) => viewer.facts.findLast(({likeTotal}) => likeTotal !== undefined)?.likeTotal;
    const heat = (viewer: TestViewer) => viewer.facts.findLast((info) => info.heat !== undefined)?.heat;
    const field = (viewer: TestViewer, name: string) =>
      viewer.facts.findLast(({fields}) => fields?.[name] !== undefined)?.fields?.[name];

    it('reports its like total and its heat to present viewers and later ones', async () => {
      const viewer = await enter(room, unique('ann'));
      await service.setCounter(room, 'like', 41);
      await eventually(() => expect(likes(viewer)).to.equal(41), 60_000);
      await service.setCounter(room, 'like', 42);
      await service.setCounter(room, 'heat', 7);
      await eventually(() => expect([likes(viewer), heat(viewer)]).to.deep.equal([42, 7]), 60_000);
      await viewer.driver.leave();
      await service.pace();
      const later = await enter(room, unique('ben'));
      await eventually(() => expect([likes(later), heat(later)]).to.deep.equal([42, 7]), 60_000);
    });

    it('reports its custom fields to present viewers and later ones', async () => {
      const viewer = await enter(room, unique('ann'));
      await service.setField(room, 'product', '{"id":"tea","v":3}');
      await eventually(() => expect(field(viewer, 'product')).to.equal('{"id":"tea","v":3}'), 60_000);
      await viewer.driver.leave();
      await service.pace();
      const later = await enter(room, unique('ben'));
      await eventually(() => expect(field(later, 'product')).to.equal('{"id":"tea","v":3}'), 60_000);
      await service.setField(room, 'product', '');
      await eventually(() => expect(field(later, 'product')).to.equal(''), 60_000);
    });

    it('delivers a notification of the business server to one viewer only', async () => {
      const userId = unique('ann');
      const viewer = await enter(room, userId);
      await service.notify(room, unique('ben'), 'to another');
      await service.notify(room, userId, '{"v":1,"type":"slow","seconds":5}');
      await eventually(() => expect(viewer.notified).to.deep.equal(['{"v":1,"type":"slow","seconds":5}']), 60_000);
      expect(viewer.messages.filter(({content}) => content.type === 'comment')).to.deep.equal([]);
    });

    it('reports a mute and its duration, refuses comments until it ends, and reports the end', async () => {
      const userId = unique('ann');
      const viewer = await enter(room, userId);
      await service.mute(room, unique('ben'), 60);
      await service.mute(room, userId, 60);
      await eventually(() => expect(viewer.disabledS.at(-1)).to.equal(60), 60_000);
      expect(await refusal(viewer.driver.say({text: 'let me speak'}))).to.equal('MUTED');
      expect(await refusal(viewer.driver.like(1))).to.equal('MUTED');
      await service.mute(room, userId, 0);
      await eventually(() => expect(viewer.disabledS.at(-1)).to.equal(0), 60_000);
      expect((await viewer.driver.say({text: 'thanks'})).id).to.be.ok;
    });

    for (const [who, named] of [
      ['a viewer', true],
      ['a guest', false],
    ] as const) {
      it(`reports a recalled comment to ${who}`, async () => {
        const viewer = await enter(room, named ? unique('ann') : undefined);
        await service.say(room, ['one', 'two']);
        await eventually(() => expect(viewer.texts).to.deep.equal(['one', 'two']), 60_000);
        const seq = viewer.messages.findLast(({content}) => content.type === 'comment')!.seq;
        await service.takeBack(room, seq);
        await eventually(() => expect(viewer.revoked).to.deep.equal([seq]), 60_000);
      });
    }

    it('ends for all viewers when it is dismissed', async () => {
      const viewer = await enter(room, unique('ann'));
      await service.dismiss(room);
      await eventually(() => expect(viewer.ended.map(({code}) => code)).to.deep.equal(['ROOM_ENDED']), 60_000);
    });

    it('ends for a viewer whom the service signs out', async () => {
      const userId = unique('ann');
      const viewer = await enter(room, userId);
      await service.kick(userId);
      await eventually(() => expect(viewer.ended.map(({code}) => code)).to.deep.equal(['KICKED_OUT']), 60_000);
    });

    it('counts its viewers and reads their profiles', async () => {
      const viewer = await enter(room, unique('ann'));
      const online = await viewer.driver.onlineCount();
      expect(Number.isInteger(online) && online >= 1).to.be.true;
      expect(await viewer.driver.profile('host')).to.deep.equal({userId: 'host', nick: 'Mei', avatar: ''});
      expect(await viewer.driver.profile('nobody-at-all')).to.be.undefined;
    });
  });
}
