import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {LiveError} from '../../../../src/protocol/errors.ts';
import type {RoomMessage} from '../../../../src/protocol/messages.ts';
import '../../../../src/session/features/room-features.ts'; // The session loads it on joining; this test uses fake timers.
import {LiveSession} from '../../../../src/session/live-session.ts';
import {MemoryBackend} from '../../../support/session/memory-backend.ts';
import {deferred, MemoryService} from '../../../support/session/memory-service.ts';
import {later} from '../../../support/session/session-fixture.ts';

const options = {roomId: 'r1', apiUrl: 'https://shop.example/api'};
const alice = {sdkAppId: 1, userId: 'alice', userSig: 'sig'};

let service: MemoryService;
let backend: MemoryBackend;
let session: LiveSession;
/** The text of every `message` event, in order. */
let received: string[];

beforeEach(() => {
  vi.useFakeTimers();
  service = new MemoryService();
  backend = new MemoryBackend();
  vi.stubGlobal('fetch', backend.fetch);
  session = new LiveSession(service.load);
  received = [];
  session.on('message', ({content}) => received.push('text' in content ? content.text : content.type));
});

afterEach(async () => {
  await session.leave();
  expect(vi.getTimerCount()).toBe(0);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const listed = () => session.state.comments.list.map(({text}) => text);
const connected = (is: boolean) => service.sinks((sink) => sink.connected(is));
const range = (from: number, to: number) => Array.from({length: to - from + 1}, (_, index) => `${from + index}`);

/** Sends numbered comments in the room and stores them in its history. */
function say(from: number, to: number): void {
  for (const text of range(from, to)) backend.comment(service, text);
}

describe('a viewer who joins', () => {
  test('sees earlier comments with their senders and gets no events for them', async () => {
    say(1, 3);
    await session.join(options);
    await later();
    expect(listed()).toEqual(['1', '2', '3']);
    expect(session.state.comments.list[0]).toMatchObject({from: {nick: 'Bob', level: 3, badges: ['fan']}, own: false});
    expect(session.state.comments.history).toBe('complete');
    expect(received).toEqual([]);
  });

  test('sees each comment once, live or from the history', async () => {
    say(1, 2);
    backend.lagMs = 1_500;
    await session.join(options);
    say(3, 4);
    await later(3_000);
    expect(listed()).toEqual(['1', '2', '3', '4']);
    expect(received).toEqual(['3', '4']);
  });

  test('gets no events for past messages that the service repeats', async () => {
    const {now} = service;
    service.now = () => now() - 60;
    service.onJoin = () => service.saysAll([1, 2].map((text) => ({type: 'comment', kind: 'text', text: `${text}`})));
    await session.join({roomId: 'r1', credentials: alice});
    await later();
    expect(listed()).toEqual(['1', '2']);
    expect(received).toEqual([]);
    service.now = now;
    service.comment('3');
    expect(listed()).toEqual(['1', '2', '3']);
    expect(received).toEqual(['3']);
  });

  test('loads earlier comments up to the beginning of the room', async () => {
    say(1, 120);
    await session.join(options);
    await later();
    expect(listed()).toEqual(range(71, 120));
    expect(session.state.comments.history).toBe('more');
    await session.loadEarlier();
    expect(listed()).toEqual(range(21, 120));
    await session.loadEarlier();
    expect(listed()).toEqual(range(1, 120));
    expect(session.state.comments.history).toBe('complete');
    const reads = backend.reads.length;
    await session.loadEarlier();
    expect(backend.reads).toHaveLength(reads);
  });

  test('can load earlier comments again after a server error', async () => {
    say(1, 60);
    await session.join(options);
    await later();
    backend.down = true;
    await expect(session.loadEarlier()).rejects.toMatchObject({code: 'BACKEND_UNAVAILABLE'});
    backend.down = false;
    expect(session.state.comments.history).toBe('more');
    await session.loadEarlier();
    expect(listed()).toEqual(range(1, 60));
  });

  test('stays in the room if the server stores no history', async () => {
    vi.stubGlobal('fetch', (address: string, init: RequestInit) =>
      address.includes('/messages')
        ? Promise.resolve(new Response('{"error":{"code":"NOT_FOUND","message":"no such call"}}', {status: 404}))
        : backend.fetch(address, init),
    );
    await session.join(options);
    await later(60_000);
    expect(session.status).toBe('joined');
    expect(session.state.comments.history).toBe('none');
  });
});

describe('a lost connection', () => {
  /** Joins, receives two comments, and loses the connection. */
  async function cut(): Promise<void> {
    say(1, 2);
    await session.join(options);
    await later(3_000);
    connected(false);
  }

  test('appears in the state, and missed comments are inserted once each and in order', async () => {
    await cut();
    expect(session.status).toBe('reconnecting');
    for (const text of ['3', '4', '5']) backend.store(service.nextSeq(), text);
    connected(true);
    say(6, 6);
    expect(session.status).toBe('joined');
    expect(listed()).toEqual(['1', '2', '6']);
    await later();
    expect(listed()).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(received).toEqual(['6', '3', '4', '5']);
  });

  test('reads missed comments again after two seconds, because the callback is slower than the room', async () => {
    await cut();
    backend.lagMs = 1_900;
    for (const text of ['3', '4']) backend.store(service.nextSeq(), text);
    connected(true);
    await later(1_000);
    expect(listed()).toEqual(['1', '2']);
    await later(1_500);
    expect(listed()).toEqual(['1', '2', '3', '4']);
  });

  test('reads all missed comments of a minute at 40 per second', async () => {
    await cut();
    for (const text of range(3, 2_402)) backend.store(service.nextSeq(), text);
    connected(true);
    await later(3_000);
    expect(received).toEqual(range(3, 2_402));
    expect(listed()).toEqual(range(2_203, 2_402));
  });

  test('loses no comment if it is lost again while reading', async () => {
    await cut();
    for (const text of range(3, 80)) backend.store(service.nextSeq(), text);
    backend.down = true;
    connected(true);
    await later(1_000);
    say(81, 81);
    connected(false);
    for (const text of range(82, 90)) backend.store(service.nextSeq(), text);
    backend.down = false;
    connected(true);
    await later(3_000);
    expect(listed()).toEqual(range(1, 90));
    expect([...received].sort((a, b) => Number(a) - Number(b))).toEqual(range(3, 90));
  });

  test('repeats the request to a failing business server until it succeeds', async () => {
    await cut();
    backend.store(service.nextSeq(), '3');
    backend.down = true;
    connected(true);
    await later(30_000);
    backend.down = false;
    await later(60_000);
    expect(listed()).toEqual(['1', '2', '3']);
  });

  test('reports a repeated message of the service once', async () => {
    await cut();
    backend.store(service.nextSeq(), '3');
    connected(true);
    await later(3_000);
    service.repeat('3');
    expect(listed()).toEqual(['1', '2', '3']);
    expect(received).toEqual(['3']);
  });

  test('keeps the position of a comment that the service dropped', async () => {
    await session.join(options);
    await later(3_000);
    say(1, 1);
    service.dropsComments = true;
    await session.say('dropped');
    await session.say('dropped too');
    service.dropsComments = false;
    say(2, 2);
    expect(listed()).toEqual(['1', 'dropped', 'dropped too', '2']);
    expect(received).toEqual(['1', 'dropped', 'dropped too', '2']);
  });

  test("adds the viewer's own comment once, also if the history has it before the response", async () => {
    await session.join(options);
    await later(3_000);
    service.commentsWaitFor = deferred();
    const sending = session.say('mine');
    backend.store(1, 'mine');
    connected(false);
    connected(true);
    await later(3_000);
    service.commentsWaitFor.resolve();
    await sending;
    expect(listed()).toEqual(['mine']);
    expect(session.state.comments.list[0]).toMatchObject({own: true, delivery: 'sent'});
    expect(received).toEqual(['mine']);
  });
});

describe('a guest who signs in', () => {
  test('stays in the room and receives each comment once', async () => {
    await session.join({...options, guest: true});
    const statuses: string[] = [];
    session.subscribe(() => statuses.push(session.status));
    service.joinsWaitFor = deferred();
    const signed = session.signIn();
    say(1, 2);
    await later();
    backend.store(service.nextSeq(), '3');
    service.joinsWaitFor.resolve();
    await signed;
    say(4, 4);
    await later(3_000);
    expect(session.userId).toBe('alice');
    expect(new Set(statuses)).toEqual(new Set(['joined']));
    expect(listed()).toEqual(['1', '2', '3', '4']);
    expect([...received].sort()).toEqual(['1', '2', '3', '4']);
  });

  test('stays a guest in the room if the business server refuses the sign-in', async () => {
    await session.join({...options, guest: true});
    backend.refusesViewers = true;
    await expect(session.signIn()).rejects.toMatchObject({code: 'REFUSED'});
    service.comment('still here');
    expect(session.status).toBe('joined');
    expect(listed()).toEqual(['still here']);
  });

  test('becomes a guest again if the chat service refuses the signature', async () => {
    await session.join({...options, guest: true});
    service.refusedSignatures.set('sig-1', 'SIGNATURE_INVALID');
    await expect(session.signIn()).rejects.toMatchObject({code: 'SIGNATURE_INVALID'});
    service.comment('still here');
    expect(session.status).toBe('joined');
    expect(session.userId).toBeUndefined();
    expect(listed()).toEqual(['still here']);
  });

  test('rejects with LOGIN_NEEDED without a business server', async () => {
    await session.join({roomId: 'r1', sdkAppId: 1});
    await expect(session.signIn()).rejects.toMatchObject({code: 'LOGIN_NEEDED'});
    expect(session.status).toBe('joined');
  });
});

describe('a signature', () => {
  test('is renewed in the room before it expires', async () => {
    backend.lifeS = 100;
    await session.join(options);
    await later(89_000);
    expect(service.joins).toHaveLength(1);
    await later(2_000);
    expect(service.joins.map(({credentials}) => credentials?.userSig)).toEqual(['sig-1', 'sig-2']);
    expect(session.status).toBe('joined');
    expect(service.occupied).toEqual(['r1']);
  });

  test('is renewed at once after it expires', async () => {
    await session.join(options);
    service.sinks((sink) => sink.ended(new LiveError('SIGNATURE_EXPIRED', 'old')));
    await later();
    expect(service.joins.map(({credentials}) => credentials?.userSig)).toEqual(['sig-1', 'sig-2']);
    expect(session.status).toBe('joined');
  });

  test('ends the room connection if its renewal fails', async () => {
    await session.join({roomId: 'r1', credentials: alice});
    service.sinks((sink) => sink.ended(new LiveError('SIGNATURE_EXPIRED', 'old')));
    expect(session.state.connection).toMatchObject({status: 'failed', error: {code: 'SIGNATURE_EXPIRED'}});
  });

  test('fails after 20 s if the credentials function does not respond', async () => {
    const join = session.join({roomId: 'r1', credentials: () => new Promise(() => undefined)});
    const refused = expect(join).rejects.toMatchObject({code: 'SIGNATURE_INVALID'});
    await later(20_000);
    await refused;
  });
});

describe('a sign-in elsewhere', () => {
  test('ends the room connection until the viewer joins again', async () => {
    say(1, 2);
    await session.join(options);
    await later(3_000);
    service.sinks((sink) => sink.ended(new LiveError('KICKED_OUT', 'elsewhere', {retryable: true})));
    await later(120_000);
    expect(session.status).toBe('kicked');
    expect(service.joins).toHaveLength(1);
    backend.store(service.nextSeq(), '3');
    await session.join(options);
    await later(3_000);
    expect(listed()).toEqual(['1', '2', '3']);
  });
});

describe('a flood', () => {
  const flood = (count: number, message: Partial<RoomMessage>) =>
    service.sinks((sink) =>
      sink.messages(
        Array.from({length: count}, () => {
          const seq = service.nextSeq();
          const from = {userId: 'bob', nick: '', avatar: '', level: 0, badges: []};
          const content = {type: 'comment', kind: 'text', text: `${seq}`} as const;
          return {id: `${seq}`, seq, time: service.now(), from, own: false, content, ...message};
        }),
      ),
    );

  test("lists the newest comments of a frame, keeps the viewer's own, and counts the dropped ones", async () => {
    await session.join({roomId: 'r1', credentials: alice});
    flood(1, {own: true, content: {type: 'comment', kind: 'text', text: 'mine'}});
    flood(999, {});
    flood(500, {content: {type: 'join'}});
    await later(300);
    const {list, listDropped} = session.state.comments;
    expect(list).toHaveLength(200);
    expect(list[0]?.text).toBe('mine');
    expect(list.at(-1)?.text).toBe('1000');
    expect(listDropped).toBe(800);
    expect(received).toHaveLength(1_500);
  });

  test('changes the state once per frame', async () => {
    await session.join({roomId: 'r1', credentials: alice});
    await later(0);
    const changed = vi.fn();
    session.subscribe(changed);
    for (let event = 0; event < 10; event++) flood(5, {});
    await later(300);
    expect(changed).toHaveBeenCalledOnce();
    expect(session.state.comments.listDropped).toBe(0);
  });
});
