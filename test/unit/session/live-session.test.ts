import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {LiveError} from '../../../src/protocol/errors.ts';
import '../../../src/session/features/room-features.ts'; // Loaded by the session when a room is joined; here the clock stands still.
import {LiveSession} from '../../../src/session/live-session.ts';
import type {LiveState} from '../../../src/session/state/live-state.ts';
import {gate, MemoryService} from '../../support/session/memory-service.ts';

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
  test('takes the viewer in, by name', async () => {
    await session.join(room('r1'));
    expect(session.status).toBe('joined');
    expect(session.userId).toBe('alice');
    expect(session.state.room.title).toBe('Tea time');
    expect(service.occupied).toEqual(['r1']);
  });

  test('finds the host and the number of viewers where no business server tells them', async () => {
    await session.join(room('r1'));
    await vi.waitFor(() => expect(session.state.room.host?.nick).toBe('Mei'));
    expect(session.state.room.online).toBe(12);
  });

  test('asks again how many watch, every 10 seconds, until the viewer leaves', async () => {
    await session.join(room('r1'));
    service.online = 30;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(session.state.room.online).toBe(30);
    await session.leave();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a second room takes the place of the first while that is being joined', async () => {
    service.joining = gate();
    const first = refusal(session.join(room('r1')));
    const second = session.join(room('r2'));
    service.joining.open();
    expect((await first).code).toBe('JOIN_FAILED');
    await second;
    expect(session.state.connection).toMatchObject({status: 'joined', roomId: 'r2'});
    expect(service.occupied).toEqual(['r2']);
  });

  test('leaving ends a join under way', async () => {
    service.joining = gate();
    const join = refusal(session.join(room('r1')));
    await session.leave();
    service.joining.open();
    await join;
    expect(session.status).toBe('ended');
    expect(service.occupied).toEqual([]);
  });

  test('that fails says why, and can be tried again', async () => {
    service.joinError = new LiveError('ROOM_NOT_FOUND', 'no such room');
    expect((await refusal(session.join(room('r1')))).code).toBe('ROOM_NOT_FOUND');
    expect(session.state.connection).toMatchObject({status: 'failed', error: {code: 'ROOM_NOT_FOUND'}});
    service.joinError = undefined;
    await session.join(room('r1'));
    expect(session.state.connection).toMatchObject({status: 'joined', error: undefined});
  });

  test('an SDK that cannot be loaded is told apart from a room that is not there', async () => {
    session = new LiveSession(() => Promise.reject(new Error('404')));
    expect((await refusal(session.join(room('r1')))).code).toBe('CONNECTION_LOST');
  });

  test.each([
    ['no room', {roomId: '', credentials: alice}],
    ['nobody', {roomId: 'r1'}],
    ['a signature without a user', {roomId: 'r1', credentials: {...alice, userId: ''}}],
    ['a user id with a space', {roomId: 'r1', credentials: {...alice, userId: 'a b'}}],
    ['an app id that is none', {roomId: 'r1', credentials: {...alice, sdkAppId: 0}}],
    ['an im-server that is no socket', {...room('r1'), imServer: 'http://localhost'}],
    ['an api-url that is not https', {roomId: 'r1', apiUrl: 'ftp://shop.example/api'}],
  ])('with %s is BAD_CONFIG', async (_, options) => {
    expect((await refusal(session.join(options))).code).toBe('BAD_CONFIG');
    expect(session.status).toBe('failed');
    expect(service.joins).toEqual([]);
  });

  test('asks the page for a new signature once when one has lapsed', async () => {
    const credentials = vi.fn(() => Promise.resolve({...alice, userSig: `sig-${credentials.mock.calls.length}`}));
    service.joinError = new LiveError('SIGNATURE_EXPIRED', 'old');
    expect((await refusal(session.join({roomId: 'r1', credentials}))).code).toBe('SIGNATURE_EXPIRED');
    expect(service.joins.map((join) => join.credentials?.userSig)).toEqual(['sig-1', 'sig-2']);
  });

  test("the page's own failing credentials function is a signature that is not valid", async () => {
    const error = await refusal(session.join({roomId: 'r1', credentials: () => Promise.reject(new Error('401'))}));
    expect(error.code).toBe('SIGNATURE_INVALID');
  });
});

describe('what others say', () => {
  test('is listed and heard, in order', async () => {
    await session.join(room('r1'));
    const heard: string[] = [];
    session.on('comment', ({content}) => heard.push(content.text));
    service.comment('one');
    service.comment('two');
    expect(texts(session.state)).toEqual(['one sent', 'two sent']);
    expect(heard).toEqual(['one', 'two']);
  });

  test('keeps the last 200 lines', async () => {
    await session.join(room('r1'));
    for (let i = 0; i < 230; i++) service.comment(`line ${i}`);
    expect(session.state.comments.list).toHaveLength(200);
    expect(session.state.comments.list[0]?.text).toBe('line 30');
  });

  test('changes the state once per frame, and leaves other slices as they were', async () => {
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

  test('a listener that throws does not keep the next from hearing', async () => {
    await session.join(room('r1'));
    const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const heard = vi.fn();
    session.on('comment', () => {
      throw new Error('of the page');
    });
    session.on('comment', heard);
    service.comment('x');
    expect(heard).toHaveBeenCalledOnce();
    expect(reported).toHaveBeenCalledOnce();
  });

  test('is not heard after the signal ended the subscription', async () => {
    await session.join(room('r1'));
    const {signal, abort} = ((controller) => ({signal: controller.signal, abort: () => controller.abort()}))(
      new AbortController(),
    );
    const heard = vi.fn();
    session.on('comment', heard, {signal});
    abort();
    service.comment('x');
    expect(heard).not.toHaveBeenCalled();
  });
});

describe('whom to believe', () => {
  test('a status from a viewer moves nothing and is heard by nobody', async () => {
    await session.join(room('r1'));
    const heard = vi.fn();
    session.on('status', heard);
    session.on('broadcast', heard);
    session.on('message', heard);
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
    expect(heard).not.toHaveBeenCalled();
  });

  test('the group field tells the status to those without a business server', async () => {
    await session.join(room('r1'));
    service.sinks((sink) => sink.groupChanged({fields: {status: '{"status":"paused","v":2}'}}));
    expect(session.state.room.status).toBe('paused');
  });
});

describe('saying something', () => {
  test('shows it at once as pending, then as sent, and lets it fly when it is taken', async () => {
    await session.join(room('r1'));
    const flown: string[] = [];
    session.on('comment', ({own, content}) => flown.push(`${own} ${content.text}`));
    service.saying = gate();
    const said = session.say('  hello 😀 ');
    expect(texts(session.state)).toEqual(['hello 😀 pending']);
    expect(flown).toEqual([]);
    service.saying.open();
    expect(await said).toEqual({id: 'm-1', text: 'hello 😀'});
    expect(texts(session.state)).toEqual(['hello 😀 sent']);
    expect(flown).toEqual(['true hello 😀']);
  });

  test('that is refused stays, marked, and can be sent again, to where others see it', async () => {
    await session.join(room('r1'));
    service.sayError = new LiveError('MUTED', 'shh');
    expect((await refusal(session.say('hello'))).code).toBe('MUTED');
    service.comment('from bob');
    const [line] = session.state.comments.list;
    expect(line).toMatchObject({text: 'hello', delivery: 'failed', refusal: 'MUTED'});
    service.sayError = undefined;
    await session.resend(line!.key);
    expect(texts(session.state)).toEqual(['from bob sent', 'hello sent']);
  });

  test('over 8,000 bytes is refused before it leaves', async () => {
    await session.join(room('r1'));
    expect((await refusal(session.say('x'.repeat(8_001)))).code).toBe('TOO_LONG');
    expect((await refusal(session.say('你'.repeat(2_667)))).code).toBe('TOO_LONG');
    expect(service.said).toEqual([]);
    await session.say('x'.repeat(8_000));
    expect(service.said).toHaveLength(1);
  });

  test('needs a room', async () => {
    expect((await refusal(session.say('hello'))).code).toBe('NOT_JOINED');
  });

  test('needs a name', async () => {
    await session.join({roomId: 'r1', guest: true, sdkAppId: 1});
    expect(session.userId).toBeUndefined();
    expect((await refusal(session.say('hello'))).code).toBe('LOGIN_NEEDED');
    expect((await refusal(session.signIn())).code).toBe('LOGIN_NEEDED');
  });
});

describe('the stay', () => {
  test('shows a lost connection, and its return', async () => {
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
  ] as const)('that the service ends with %s is %s', async (code, status) => {
    await session.join(room('r1'));
    service.sinks((sink) => sink.ended(new LiveError(code, 'over')));
    expect(session.state.connection).toMatchObject({status, error: {code}});
    expect(service.occupied).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('that ends in the moment it begins has ended', async () => {
    service.joined = (request) => request.sink.ended(new LiveError('KICKED_OUT', 'another room took its place'));
    expect((await refusal(session.join(room('r1')))).code).toBe('JOIN_FAILED');
    expect(session.state.connection).toMatchObject({status: 'kicked', error: {code: 'KICKED_OUT'}});
    expect(vi.getTimerCount()).toBe(0);
  });

  test('that ends with a comment on its way leaves it to be sent again', async () => {
    await session.join(room('r1'));
    service.saying = gate();
    const said = session.say('hello');
    await session.join(room('r1'));
    expect(texts(session.state)).toEqual(['hello failed']);
    service.saying.open();
    await said.catch(() => undefined);
  });

  test("keeps another viewer's lines as anybody's", async () => {
    await session.join(room('r1'));
    await session.say('as Alice');
    await session.join({roomId: 'r1', credentials: {...alice, userId: 'bob'}});
    expect(session.state.comments.list).toMatchObject([{text: 'as Alice', own: false}]);
  });

  test('after the room was left, nothing of it is heard', async () => {
    await session.join(room('r1'));
    const [request] = service.joins;
    await session.leave();
    const heard = vi.fn();
    session.on('message', heard);
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
    expect(heard).not.toHaveBeenCalled();
    expect(session.state.comments.list).toEqual([]);
  });

  test('in another room begins with an empty chat; in the same again it goes on', async () => {
    await session.join(room('r1'));
    service.comment('x');
    await session.join(room('r1'));
    expect(session.state.comments.list).toHaveLength(1);
    await session.join(room('r2'));
    expect(session.state.comments.list).toEqual([]);
  });
});
