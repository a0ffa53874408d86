import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {LiveError} from '../../../src/protocol/errors.ts';
import '../../../src/session/features/room-features.ts'; // The session loads it when a room is joined. Fake timers would stop the load.
import {LiveSession} from '../../../src/session/live-session.ts';
import type {LiveState} from '../../../src/session/state/live-state.ts';
import {deferred, MemoryService} from '../../support/session/memory-service.ts';

const alice = {sdkAppId: 1, userId: 'alice', userSig: 'sig', nick: 'Alice'};
const room = (roomId: string) => ({roomId, credentials: alice});

let service: MemoryService;
let session: LiveSession;

beforeEach(() => {
  vi.useFakeTimers();
  service = new MemoryService();
  session = new LiveSession(service.load);
});

afterEach(async () => {
  await session.leave();
  vi.useRealTimers();
});

async function refusal(promise: Promise<unknown>): Promise<LiveError> {
  const reason: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(reason).toBeInstanceOf(LiveError);
  return reason as LiveError;
}

const texts = ({comments}: LiveState) => comments.list.map(({text, delivery}) => `${text} ${delivery}`);

describe('joining', () => {
  test('joins the viewer by name', async () => {
    await session.join(room('r1'));
    expect(session.status).toBe('joined');
    expect(session.userId).toBe('alice');
    expect(session.state.room.title).toBe('Tea time');
    expect(service.occupied).toEqual(['r1']);
  });

  test('reads the host and the number of viewers from the chat service without a business server', async () => {
    await session.join(room('r1'));
    await vi.waitFor(() => expect(session.state.room.host?.nick).toBe('Mei'), {timeout: 30_000});
    expect(session.state.room.online).toBe(12);
  });

  test('requests the number of viewers every 10 seconds until the viewer leaves', async () => {
    await session.join(room('r1'));
    service.online = 30;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(session.state.room.online).toBe(30);
    await session.leave();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a second room replaces the first while that is being joined', async () => {
    service.joinsWaitFor = deferred();
    const first = refusal(session.join(room('r1')));
    const second = session.join(room('r2'));
    service.joinsWaitFor.resolve();
    expect((await first).code).toBe('JOIN_FAILED');
    await second;
    expect(session.state.connection).toMatchObject({status: 'joined', roomId: 'r2'});
    expect(service.occupied).toEqual(['r2']);
  });

  test('leaving aborts a join in progress', async () => {
    service.joinsWaitFor = deferred();
    const join = refusal(session.join(room('r1')));
    await session.leave();
    service.joinsWaitFor.resolve();
    await join;
    expect(session.status).toBe('ended');
    expect(service.occupied).toEqual([]);
  });

  test('rejects with the reason and can be retried', async () => {
    service.joinError = new LiveError('ROOM_NOT_FOUND', 'no such room');
    expect((await refusal(session.join(room('r1')))).code).toBe('ROOM_NOT_FOUND');
    expect(session.state.connection).toMatchObject({status: 'failed', error: {code: 'ROOM_NOT_FOUND'}});
    service.joinError = undefined;
    await session.join(room('r1'));
    expect(session.state.connection).toMatchObject({status: 'joined', error: undefined});
  });

  test('reports an SDK that cannot be loaded and a missing room as different errors', async () => {
    session = new LiveSession(() => Promise.reject(new Error('404')));
    expect((await refusal(session.join(room('r1')))).code).toBe('CONNECTION_LOST');
  });

  test.each([
    ['no room', {roomId: '', credentials: alice}],
    ['no credentials', {roomId: 'r1'}],
    ['a signature without a user', {roomId: 'r1', credentials: {...alice, userId: ''}}],
    ['a user id with a space', {roomId: 'r1', credentials: {...alice, userId: 'a b'}}],
    ['an invalid app id', {roomId: 'r1', credentials: {...alice, sdkAppId: 0}}],
    ['an im-server that is no WebSocket address', {...room('r1'), imServer: 'http://localhost'}],
    ['an api-url that is not https', {roomId: 'r1', apiUrl: 'ftp://shop.example/api'}],
  ])('with %s rejects with BAD_CONFIG', async (_, options) => {
    expect((await refusal(session.join(options))).code).toBe('BAD_CONFIG');
    expect(session.status).toBe('failed');
    expect(service.joins).toEqual([]);
  });

  test('requests one new signature from the page after one has expired', async () => {
    const credentials = vi.fn(() => Promise.resolve({...alice, userSig: `sig-${credentials.mock.calls.length}`}));
    service.joinError = new LiveError('SIGNATURE_EXPIRED', 'old');
    expect((await refusal(session.join({roomId: 'r1', credentials}))).code).toBe('SIGNATURE_EXPIRED');
    expect(service.joins.map((join) => join.credentials?.userSig)).toEqual(['sig-1', 'sig-2']);
  });

  test("reports an error of the page's credentials function as an invalid signature", async () => {
    const error = await refusal(session.join({roomId: 'r1', credentials: () => Promise.reject(new Error('401'))}));
    expect(error.code).toBe('SIGNATURE_INVALID');
  });
});

describe('comments of others', () => {
  test('are listed and fire events, in order', async () => {
    await session.join(room('r1'));
    const received: string[] = [];
    session.on('comment', ({content}) => received.push(content.text));
    service.comment('one');
    service.comment('two');
    expect(texts(session.state)).toEqual(['one sent', 'two sent']);
    expect(received).toEqual(['one', 'two']);
  });

  test('are limited to the last 200', async () => {
    await session.join(room('r1'));
    for (let i = 0; i < 230; i++) service.comment(`line ${i}`);
    expect(session.state.comments.list).toHaveLength(200);
    expect(session.state.comments.list[0]?.text).toBe('line 30');
  });

  test('change the state once per frame and leave other slices unchanged', async () => {
    await session.join(room('r1'));
    await vi.advanceTimersByTimeAsync(0);
    const before = session.state;
    const changed = vi.fn();
    session.subscribe(changed);
    for (let i = 0; i < 500; i++) service.comment('x');
    await vi.advanceTimersByTimeAsync(250);
    expect(changed).toHaveBeenCalledTimes(1);
    expect(session.state.room).toBe(before.room);
    expect(Object.isFrozen(session.state.comments)).toBe(true);
  });

  test('reach the next listener after one that throws', async () => {
    await session.join(room('r1'));
    const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const listener = vi.fn();
    session.on('comment', () => {
      throw new Error('of the page');
    });
    session.on('comment', listener);
    service.comment('x');
    expect(listener).toHaveBeenCalledOnce();
    expect(reported).toHaveBeenCalledOnce();
  });

  test('fire no event after the signal ended the subscription', async () => {
    await session.join(room('r1'));
    const {signal, abort} = ((controller) => ({signal: controller.signal, abort: () => controller.abort()}))(
      new AbortController(),
    );
    const listener = vi.fn();
    session.on('comment', listener, {signal});
    abort();
    service.comment('x');
    expect(listener).not.toHaveBeenCalled();
  });
});

describe('trust', () => {
  test('ignores a status and a broadcast from a viewer', async () => {
    await session.join(room('r1'));
    const listener = vi.fn();
    session.on('status', listener);
    session.on('broadcast', listener);
    session.on('message', listener);
    service.says({type: 'status', status: 'ended'}, {userId: 'mallory'});
    service.says({
      type: 'broadcast',
      broadcastId: 'b',
      text: 'free gold',
      level: 'info',
      href: undefined,
      expiresAt: undefined,
    });
    expect(session.state.room.status).toBeUndefined();
    expect(listener).not.toHaveBeenCalled();
  });

  test('accepts the status of the group field without a business server', async () => {
    await session.join(room('r1'));
    service.sinks((sink) => sink.groupChanged({fields: {status: '{"status":"paused","v":2}'}}));
    expect(session.state.room.status).toBe('paused');
  });
});

describe('sending a comment', () => {
  test('shows it at once as pending, then as sent, and fires an event once it is accepted', async () => {
    await session.join(room('r1'));
    const flown: string[] = [];
    session.on('comment', ({own, content}) => flown.push(`${own} ${content.text}`));
    service.commentsWaitFor = deferred();
    const sending = session.say('  hello 😀 ');
    expect(texts(session.state)).toEqual(['hello 😀 pending']);
    expect(flown).toEqual([]);
    service.commentsWaitFor.resolve();
    expect(await sending).toEqual({id: 'm-1', text: 'hello 😀'});
    expect(texts(session.state)).toEqual(['hello 😀 sent']);
    expect(flown).toEqual(['true hello 😀']);
  });

  test('keeps a refused comment with its mark, and sends it again for all', async () => {
    await session.join(room('r1'));
    service.commentError = new LiveError('MUTED', 'shh');
    expect((await refusal(session.say('hello'))).code).toBe('MUTED');
    service.comment('from bob');
    const [line] = session.state.comments.list;
    expect(line).toMatchObject({text: 'hello', delivery: 'failed', refusal: 'MUTED'});
    service.commentError = undefined;
    await session.resend(line!.key);
    expect(texts(session.state)).toEqual(['from bob sent', 'hello sent']);
  });

  test('refuses a comment over 8,000 bytes before the request', async () => {
    await session.join(room('r1'));
    expect((await refusal(session.say('x'.repeat(8_001)))).code).toBe('TOO_LONG');
    expect((await refusal(session.say('你'.repeat(2_667)))).code).toBe('TOO_LONG');
    expect(service.sentTexts).toEqual([]);
    await session.say('x'.repeat(8_000));
    expect(service.sentTexts).toHaveLength(1);
  });

  test('rejects without a room', async () => {
    expect((await refusal(session.say('hello'))).code).toBe('NOT_JOINED');
  });

  test('rejects without a name', async () => {
    await session.join({roomId: 'r1', guest: true, sdkAppId: 1});
    expect(session.userId).toBeUndefined();
    expect((await refusal(session.say('hello'))).code).toBe('LOGIN_NEEDED');
    expect((await refusal(session.signIn())).code).toBe('LOGIN_NEEDED');
  });
});

describe('the room connection', () => {
  test('reports a lost connection and its return', async () => {
    await session.join(room('r1'));
    service.sinks((sink) => sink.connected(false));
    expect(session.status).toBe('reconnecting');
    service.sinks((sink) => sink.connected(true));
    expect(session.status).toBe('joined');
  });

  test.each([
    ['ROOM_ENDED', 'ended'],
    ['KICKED_OUT', 'kicked'],
    ['BANNED', 'kicked'],
    ['SIGNATURE_EXPIRED', 'failed'],
  ] as const)('ended by the service with %s is %s', async (code, status) => {
    await session.join(room('r1'));
    service.sinks((sink) => sink.ended(new LiveError(code, 'over')));
    expect(session.state.connection).toMatchObject({status, error: {code}});
    expect(service.occupied).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('has ended if the service ends it during the join', async () => {
    service.onJoin = (request) => request.sink.ended(new LiveError('KICKED_OUT', 'another room took its place'));
    expect((await refusal(session.join(room('r1')))).code).toBe('JOIN_FAILED');
    expect(session.state.connection).toMatchObject({status: 'kicked', error: {code: 'KICKED_OUT'}});
    expect(vi.getTimerCount()).toBe(0);
  });

  test('marks a pending comment as failed when it ends, so that it can be sent again', async () => {
    await session.join(room('r1'));
    service.commentsWaitFor = deferred();
    const sending = session.say('hello');
    await session.join(room('r1'));
    expect(texts(session.state)).toEqual(['hello failed']);
    service.commentsWaitFor.resolve();
    await sending.catch(() => undefined);
  });

  test("shows another viewer's comments as not own", async () => {
    await session.join(room('r1'));
    await session.say('as Alice');
    await session.join({roomId: 'r1', credentials: {...alice, userId: 'bob'}});
    expect(session.state.comments.list).toMatchObject([{text: 'as Alice', own: false}]);
  });

  test('fires no event after the viewer left the room', async () => {
    await session.join(room('r1'));
    const [request] = service.joins;
    await session.leave();
    const listener = vi.fn();
    session.on('message', listener);
    request!.sink.messages([
      {
        id: 'late',
        seq: 9,
        time: 1,
        own: false,
        from: {userId: 'b', nick: '', avatar: '', level: 0, badges: []},
        content: {type: 'comment', kind: 'text', text: 'late'},
      },
    ]);
    expect(listener).not.toHaveBeenCalled();
    expect(session.state.comments.list).toEqual([]);
  });

  test('begins with an empty chat in another room, and keeps the chat in the same room', async () => {
    await session.join(room('r1'));
    service.comment('x');
    await session.join(room('r1'));
    expect(session.state.comments.list).toHaveLength(1);
    await session.join(room('r2'));
    expect(session.state.comments.list).toEqual([]);
  });
});
