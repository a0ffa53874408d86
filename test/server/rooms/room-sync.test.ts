import {sql} from 'kysely';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {callback} from '../../support/server/callbacks.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const nameOf = async (roomId: string) => {
  const response = await server.cloud.rest('group_open_http_svc/get_group_info', {GroupIdList: [roomId]});
  return (response['GroupInfo'] as {Name?: string}[])[0]?.Name;
};

test('a room beyond the listed ones gets its dismissed group back, and no other room is checked', async () => {
  await server.operate('POST', '/api/rooms', {roomId: 'unlisted', title: 'Unlisted', hostId: 'unlisted-host'});
  // Adds as many newer rooms on air as the list contains.
  await sql`
    insert into rooms (room_id, title, host_id, operators, status, notice)
    select 'newer-' || n, 'Newer', (select host_id from rooms where room_id = 'demo'), '{}', 'live', ''
    from generate_series(1, 200) as n`.execute(server.db);
  await server.cloud.rest('group_open_http_svc/destroy_group', {GroupId: 'unlisted'});
  expect(await nameOf('unlisted')).toBe(undefined);

  for (const GroupId of ['unlisted', 'of-another-app', '\ud800\0', 7, undefined]) {
    await callback(server, {CallbackCommand: 'Group.CallbackAfterGroupDestroyed', GroupId});
  }
  await expect.poll(() => nameOf('unlisted')).toBe('Unlisted');
  expect(await nameOf('newer-1')).toBe(undefined);
});
