import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import type {RoomResponse} from '../../../demo/server/src/features/rooms/room-shape.ts';
import {afterSend, beforeSend, callback, textBody} from '../../support/server/callbacks.ts';
import {listenTo} from '../../support/server/room-listener.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

let opened = 0;
const openRoom = async (): Promise<string> => {
  const roomId = `plan-${++opened}`;
  await server.operate('POST', '/api/rooms', {roomId, title: 'A show', hostId: `host-of-${roomId}`});
  return roomId;
};
const put = async (roomId: string, call: string, body: object, from = server) => {
  const response = await from.operate('PUT', `/api/rooms/${roomId}/${call}`, body);
  return {status: response.status, body: response.body as unknown as RoomResponse};
};
const read = async (roomId: string) => (await server.call<RoomResponse>('GET', `/api/rooms/${roomId}`)).body;

describe('the schedule of a room', () => {
  test('is public and sent to the room, and omitted fields are removed', async () => {
    const [roomId, next] = [await openRoom(), await openRoom()];
    const messages = await listenTo(server.cloud, roomId, 'schedule');
    const schedule = {
      startsAt: 1_900_000_000,
      poster: 'https://cdn.example/poster.jpg',
      trailerUrl: 'https://cdn.example/trailer.mp4',
      nextRoomId: next,
    };
    expect(await put(roomId, 'schedule', schedule)).toMatchObject({status: 200, body: schedule});
    expect(await read(roomId)).toMatchObject(schedule);
    await put(roomId, 'schedule', {startsAt: null});
    await expect.poll(() => messages()).toMatchObject([schedule, {v: 1, type: 'schedule'}]);
    expect(messages()[1]).not.toHaveProperty('poster');
    const {startsAt, poster, trailerUrl, nextRoomId} = await read(roomId);
    expect([startsAt, poster, trailerUrl, nextRoomId]).toEqual(Array(4).fill(undefined));
  });

  test('contains the end of the show until it starts again', async () => {
    const roomId = await openRoom();
    expect((await read(roomId)).endedAt).toBeUndefined();
    const {endedAt} = (await put(roomId, 'status', {status: 'ended'})).body;
    expect(endedAt).toBeGreaterThan(1_700_000_000);
    expect((await put(roomId, 'status', {status: 'ended'})).body.endedAt).toBe(endedAt);
    expect((await put(roomId, 'status', {status: 'live'})).body.endedAt).toBeUndefined();
  });

  test.each([
    [422, {}],
    [422, {startsAt: -1}],
    [422, {startsAt: 'tomorrow'}],
    [422, {startsAt: 1, poster: 'javascript:alert(1)'}],
    [422, {startsAt: 1, trailerUrl: 'http://cdn.example/trailer.mp4'}],
    [422, {startsAt: 1, nextRoomId: 'itself'}],
    [404, {startsAt: 1, nextRoomId: 'nowhere'}],
  ])('is refused with %i as %j', async (status, schedule) => {
    const roomId = await openRoom();
    const body = {
      ...schedule,
      ...('nextRoomId' in schedule && schedule.nextRoomId === 'itself' && {nextRoomId: roomId}),
    };
    expect((await put(roomId, 'schedule', body)).status).toBe(status);
    expect((await read(roomId)).startsAt).toBeUndefined();
  });
});

describe('the pin of a room', () => {
  interface GroupInfo {
    readonly AppDefinedData?: {Key: string; Value: string}[];
  }
  const field = async (roomId: string): Promise<unknown> => {
    const response = await server.cloud.rest('group_open_http_svc/get_group_info', {GroupIdList: [roomId]});
    const fields = (response['GroupInfo'] as GroupInfo[])[0]!.AppDefinedData ?? [];
    return JSON.parse(fields.find(({Key}) => Key === 'pin')?.Value ?? 'null');
  };
  const comment = async (GroupId: string, MsgSeq: number) => {
    const MsgBody = textBody('Is the cup dishwasher-safe?');
    await callback(server, afterSend(MsgSeq, {GroupId, Random: MsgSeq, From_Account: 'viewer-1', MsgBody}));
    const known = () => server.call<{messages: object[]}>('GET', `/api/rooms/${GroupId}/messages?after=${MsgSeq - 1}`);
    await expect.poll(async () => (await known()).body.messages).toHaveLength(1);
  };

  test('is a text or a comment, in the room and in the group field, with a growing version', async () => {
    const roomId = await openRoom();
    expect([(await read(roomId)).pin, await field(roomId)]).toEqual([undefined, null]);
    await comment(roomId, 7);
    const versions: number[] = [];
    const text = {text: 'Last minutes', translations: {de: {text: 'Letzte Minuten'}}};
    for (const pin of [{text: 'Free tea at nine 🍵'}, {seq: 7}, text]) {
      const {status, body} = await put(roomId, 'pin', pin);
      expect([status, body.pin]).toEqual([200, {...pin, v: expect.any(Number) as number}]);
      expect([(await read(roomId)).pin, await field(roomId)]).toEqual([body.pin, body.pin]);
      versions.push(body.pin!.v);
    }
    await put(roomId, 'pin', {});
    expect((await read(roomId)).pin).toBeUndefined();
    versions.push(((await field(roomId)) as {v: number}).v);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });

  test('is removed with its comment, and another pin stays', async () => {
    const roomId = await openRoom();
    await comment(roomId, 3);
    await comment(roomId, 4);
    await put(roomId, 'pin', {seq: 4});
    await server.operate('DELETE', `/api/rooms/${roomId}/messages/3`);
    expect((await read(roomId)).pin).toMatchObject({seq: 4});
    await server.operate('DELETE', `/api/rooms/${roomId}/messages/4`);
    expect((await read(roomId)).pin).toBeUndefined();
    expect(await field(roomId)).toEqual({v: expect.any(Number) as number});
  });

  test('is written into the group field again if a server finds another one there', async () => {
    const roomId = await openRoom();
    const {pin} = (await put(roomId, 'pin', {text: 'Free tea'})).body;
    await server.cloud.rest('group_open_http_svc/modify_group_base_info', {
      GroupId: roomId,
      AppDefinedData: [{Key: 'pin', Value: '{"v":0,"text":"forged"}'}],
    });
    const again = await startServer({cloud: server.cloud, databaseUrl: server.databaseUrl});
    onTestFinished(() => again.close());
    await expect.poll(() => field(roomId)).toEqual(pin);
  });

  test.each([
    [404, {seq: 9}],
    [422, {seq: 0}],
    [422, {seq: 1, text: 'both'}],
    [422, {text: ' '}],
    [422, {text: 'two\nlines'}],
    [422, {text: '茶'.repeat(170)}],
    [422, {text: 'tea', translations: {zh: {text: '茶'.repeat(170)}}}],
    [422, {seq: 1, translations: {zh: {text: '茶'}}}],
  ])('is refused with %i as %j', async (status, pin) => {
    const roomId = await openRoom();
    expect((await put(roomId, 'pin', pin)).status).toBe(status);
    expect([(await read(roomId)).pin, await field(roomId)]).toEqual([undefined, null]);
  });

  test('is set by the staff of its room, and by no other viewer', async () => {
    const {body} = await server.session();
    const pin = () => server.call('PUT', '/api/rooms/demo/pin', {body: {text: 'x'}, bearer: body.token});
    expect((await pin()).status).toBe(403);
    const host = (await server.session({as: 'host'}, 'demo-operator')).body.token;
    expect((await server.call('PUT', '/api/rooms/demo/pin', {body: {text: 'x'}, bearer: host})).status).toBe(200);
  });
});

describe('a question', () => {
  const CloudCustomData = '{"v":1,"question":true}';
  const ask = async (GroupId: string, MsgSeq: number, more: object = {CloudCustomData}) => {
    const MsgBody = textBody(`Question ${MsgSeq}?`);
    await callback(server, afterSend(MsgSeq, {GroupId, Random: MsgSeq, From_Account: 'asker', MsgBody, ...more}));
  };
  const queue = async (roomId: string, state = '') =>
    (await server.operate('GET', `/api/rooms/${roomId}/questions${state}`)).body as unknown as {
      readonly seq: number;
      readonly state: string;
      readonly text: string;
    }[];
  const answer = (roomId: string, seq: number, state: string) =>
    server.operate('PUT', `/api/rooms/${roomId}/questions/${seq}`, {state});

  test('keeps its mark in transit, and a forged mark is removed', async () => {
    const send = async (data: string) =>
      JSON.parse((await callback(server, beforeSend({CloudCustomData: data}))).body.CloudCustomData!) as object;
    expect(await send(CloudCustomData)).toMatchObject({v: 1, question: true});
    expect(await send('{"v":1,"question":"<b>"}')).not.toHaveProperty('question');
  });

  test('is in the queue, is pinned while the host answers it, and leaves the queue', async () => {
    const roomId = await openRoom();
    await ask(roomId, 1);
    await ask(roomId, 2, {});
    await ask(roomId, 3);
    const seqs = async (state?: string) => (await queue(roomId, state)).map(({seq}) => seq);
    await expect.poll(() => seqs()).toEqual([1, 3]);
    expect((await queue(roomId))[0]).toMatchObject({state: 'open', text: 'Question 1?'});
    expect((await answer(roomId, 1, 'answering')).status).toBe(204);
    expect((await read(roomId)).pin).toMatchObject({seq: 1, question: true});
    await answer(roomId, 3, 'answering');
    expect([await seqs(), await seqs('?state=answered')]).toEqual([[3], [1]]);
    await answer(roomId, 3, 'answered');
    expect([await seqs(), (await read(roomId)).pin]).toEqual([[], undefined]);
    const messages = (await server.call<{messages: object[]}>('GET', `/api/rooms/${roomId}/messages`)).body.messages;
    expect(messages.map((message) => 'question' in message)).toEqual([true, false, true]);
    expect((await answer(roomId, 2, 'answered')).status).toBe(404);
    expect((await answer(roomId, 1, 'maybe')).status).toBe(422);
  });
});
