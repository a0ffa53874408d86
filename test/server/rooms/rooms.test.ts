import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {RoomResponse} from '../../../demo/server/src/features/rooms/room-shape.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** Matchers have the type `any`; these constants keep it out of the tests. */
const TEXT: unknown = expect.any(String);
const NUMBER: unknown = expect.any(Number);

interface GroupInfo {
  readonly Type: string;
  readonly Name: string;
  readonly Owner_Account: string;
  readonly Notification: string;
  readonly AppDefinedData?: {Key: string; Value: string}[];
}
const group = async (roomId: string): Promise<GroupInfo> => {
  const response = await server.cloud.rest('group_open_http_svc/get_group_info', {GroupIdList: [roomId]});
  return (response['GroupInfo'] as GroupInfo[])[0]!;
};
const statusField = async (roomId: string): Promise<{status: string; v: number}> =>
  JSON.parse((await group(roomId)).AppDefinedData!.find(({Key}) => Key === 'status')!.Value) as {
    status: string;
    v: number;
  };

let opened = 0;
const openRoom = async (): Promise<string> => {
  const roomId = `opened-${++opened}`;
  const {status} = await server.operate('POST', '/api/rooms', {roomId, title: 'A room', hostId: `host-of-${roomId}`});
  expect(status).toBe(201);
  return roomId;
};

describe('the rooms of the demo', () => {
  test('are listed with their status, the one on air first', async () => {
    const {status, body} = await server.call<RoomResponse[]>('GET', '/api/rooms');
    expect(status).toBe(200);
    expect(body[0]?.roomId).toBe('demo');
    const states = body.map((room) => room.status);
    expect(new Set(states)).toEqual(new Set(['live', 'paused', 'upcoming', 'ended']));
  });

  test('contain everything a page shows of a room', async () => {
    const {status, body} = await server.call('GET', '/api/rooms/demo');
    expect(status).toBe(200);
    expect(body).toEqual({
      roomId: 'demo',
      title: TEXT,
      host: {
        userId: expect.stringMatching(/^[\w-]{1,32}$/) as string,
        nick: TEXT,
        avatar: 'http://localhost:8081/media/avatars/host.svg',
      },
      operators: [TEXT],
      service: server.settings.imService,
      status: 'live',
      notice: TEXT,
      translations: {en: {title: TEXT, notice: TEXT}},
      likeTotal: 0,
      likeIntervalMs: 2_000,
      viewersNow: 0,
      heat: NUMBER,
      product: {id: 'gaiwan', v: NUMBER},
      products: [{id: 'gaiwan', v: NUMBER}],
      coGuests: [],
      slowMode: 0,
      refreshWithin: 1,
      mutedAll: false,
      streamUrl: 'http://localhost:8081/stream/host.m3u8',
    });
  });

  test('exist in Tencent Chat as live rooms owned by their host, with status and notice', async () => {
    for (const room of (await server.call<RoomResponse[]>('GET', '/api/rooms')).body) {
      const info = await group(room.roomId);
      expect(info).toMatchObject({Type: 'AVChatRoom', Owner_Account: room.host.userId, Notification: room.notice});
      expect(await statusField(room.roomId)).toMatchObject({status: room.status, v: NUMBER});
      expect(Buffer.byteLength(info.Name)).toBeLessThanOrEqual(30);
    }
  });
});

test.each(['nowhere', 'DEMO', "demo' or '1'='1"])(
  'a room that does not exist is NOT_FOUND or INVALID, never another room: %s',
  async (roomId) => {
    const {status} = await server.call('GET', `/api/rooms/${encodeURIComponent(roomId)}`);
    expect(status).toBe(/^[\w-]+$/.test(roomId) ? 404 : 422);
  },
);

describe('an operator', () => {
  test('opens a room, which is upcoming and can be joined at once', async () => {
    const room = {roomId: 'new-room', title: "It's <b>new</b> 新 🎉", hostId: 'new-host'};
    const {status, body} = await server.operate('POST', '/api/rooms', room);
    expect(status).toBe(201);
    expect(body).toMatchObject({roomId: 'new-room', title: room.title, status: 'upcoming', host: {userId: 'new-host'}});
    expect(await group('new-room')).toMatchObject({Type: 'AVChatRoom', Owner_Account: 'new-host'});
    expect((await server.session({roomId: 'new-room'})).status).toBe(200);
  });

  test('cannot open a room twice', async () => {
    const roomId = await openRoom();
    const {status, body} = await server.operate('POST', '/api/rooms', {roomId, title: 'Other', hostId: 'other-host'});
    expect([status, body.error.code]).toEqual([409, 'CONFLICT']);
    expect((await server.call('GET', `/api/rooms/${roomId}`)).body.title).toBe('A room');
  });

  test('opens one room with five simultaneous requests', async () => {
    const room = {roomId: 'contended', title: 'One', hostId: 'host-contended'};
    const responses = await Promise.all(Array.from({length: 5}, () => server.operate('POST', '/api/rooms', room)));
    expect(responses.map(({status}) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  });

  test('changes the status in the room and in its group, each time under a higher version', async () => {
    const roomId = await openRoom();
    let last = (await statusField(roomId)).v;
    for (const status of ['live', 'paused', 'live', 'ended']) {
      const response = await server.operate('PUT', `/api/rooms/${roomId}/status`, {status});
      expect([response.status, response.body.status]).toEqual([200, status]);
      const field = await statusField(roomId);
      expect(field.status).toBe(status);
      expect(field.v).toBeGreaterThan(last);
      last = field.v;
      expect((await server.call('GET', `/api/rooms/${roomId}`)).body.status).toBe(status);
    }
  });

  test('and a second operator who change the status at once leave the room and its group in agreement', async () => {
    const roomId = await openRoom();
    const states = ['live', 'paused', 'ended', 'live', 'paused', 'ended', 'upcoming', 'live'];
    await Promise.all(states.map((status) => server.operate('PUT', `/api/rooms/${roomId}/status`, {status})));
    expect((await statusField(roomId)).status).toBe((await server.call('GET', `/api/rooms/${roomId}`)).body.status);
  });

  test('sets a notice and removes it', async () => {
    const roomId = await openRoom();
    const text = '第一行\nsecond <script>alert(1)</script> line 😀';
    const written = await server.operate('PUT', `/api/rooms/${roomId}/notice`, {text});
    expect([written.status, written.body.notice]).toEqual([200, text]);
    expect((await group(roomId)).Notification).toBe(text);
    await server.operate('PUT', `/api/rooms/${roomId}/notice`, {text: ''});
    expect((await group(roomId)).Notification).toBe('');
    expect((await server.call('GET', `/api/rooms/${roomId}`)).body.notice).toBe('');
  });

  test('can set a notice of 300 bytes, but not of 301', async () => {
    const roomId = await openRoom();
    expect((await server.operate('PUT', `/api/rooms/${roomId}/notice`, {text: '汉'.repeat(100)})).status).toBe(200);
    const {status} = await server.operate('PUT', `/api/rooms/${roomId}/notice`, {text: `${'汉'.repeat(100)}!`});
    expect(status).toBe(422);
    expect((await group(roomId)).Notification).toBe('汉'.repeat(100));
  });

  const senseless: [string, string, object][] = [
    ['PUT', '/api/rooms/demo/status', {status: 'gone'}],
    ['PUT', '/api/rooms/demo/status', {}],
    ['PUT', '/api/rooms/demo/status', {status: ['live']}],
    ['PUT', '/api/rooms/demo/notice', {text: 'a\u0000b'}],
    ['PUT', '/api/rooms/demo/notice', {text: 'a\u0007b'}],
    ['PUT', '/api/rooms/demo/notice', {text: 7}],
    ['POST', '/api/rooms', {roomId: 'x', title: '', hostId: 'h'}],
    ['POST', '/api/rooms', {roomId: 'x', title: '   ', hostId: 'h'}],
    ['POST', '/api/rooms', {roomId: 'x', title: 'two\nlines', hostId: 'h'}],
    ['POST', '/api/rooms', {roomId: 'x', title: 'x'.repeat(101), hostId: 'h'}],
    ['POST', '/api/rooms', {roomId: 'a b', title: 'x', hostId: 'h'}],
    ['POST', '/api/rooms', {roomId: 'x', title: 'x', hostId: 'x'.repeat(33)}],
    ['POST', '/api/rooms', {roomId: 'x', title: 'x', hostId: 'guest--0011aabb'}],
    ['POST', '/api/rooms', {roomId: 'x', title: 'x', hostId: 'administrator'}],
  ];
  test.each(senseless)('gets an error for an invalid request: %s %s %j', async (method, path, body) => {
    const before = (await server.call<RoomResponse[]>('GET', '/api/rooms')).body;
    const response = await server.operate(method, path, body);
    expect([response.status, response.body.error.code]).toEqual([422, 'INVALID']);
    expect((await server.call<RoomResponse[]>('GET', '/api/rooms')).body).toEqual(before);
  });

  test('gets an error for a room that does not exist', async () => {
    expect((await server.operate('PUT', '/api/rooms/nowhere/status', {status: 'live'})).status).toBe(404);
    expect((await server.operate('PUT', '/api/rooms/nowhere/notice', {text: 'x'})).status).toBe(404);
  });
});

describe('requests of others', () => {
  const calls: [string, string, object][] = [
    ['POST', '/api/rooms', {roomId: 'stolen', title: 'x', hostId: 'h'}],
    ['PUT', '/api/rooms/demo/status', {status: 'ended'}],
    ['PUT', '/api/rooms/demo/notice', {text: 'hacked'}],
    ['PUT', '/api/rooms/nowhere/notice', {text: 'hacked'}],
    ['PUT', '/api/rooms/demo/notice', {nonsense: true}],
  ];
  test.each(calls)('cannot manage rooms: %s %s %j', async (method, path, body) => {
    const before = (await server.call<RoomResponse[]>('GET', '/api/rooms')).body;
    const {token} = (await server.session()).body;
    for (const [bearer, status, code] of [
      [undefined, 401, 'UNAUTHORIZED'],
      ['demo-operator2', 401, 'UNAUTHORIZED'],
      ['demo-operato', 401, 'UNAUTHORIZED'],
      [token, 403, 'FORBIDDEN'],
    ] as const) {
      const response = await server.call(method, path, {body, bearer});
      expect([response.status, response.body.error.code]).toEqual([status, code]);
    }
    const basic = await server.call(method, path, {body, headers: {Authorization: 'Basic ZGVtby1vcGVyYXRvcg=='}});
    expect(basic.status).toBe(401);
    expect((await server.call<RoomResponse[]>('GET', '/api/rooms')).body).toEqual(before);
  });
});
