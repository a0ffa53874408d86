import {describe, expect, test} from 'vitest';
import {ROOM, expectEventually, succeeded, useCloud} from '../support/chat/chat-fixture.ts';

const SHOP = 'http://localhost:8080';
const use = useCloud({shopOrigin: SHOP});

function call(
  body: unknown,
  headers: Record<string, string> = {'X-Local-Cloud': '1'},
  method = 'POST',
): Promise<Response> {
  return fetch(`${use.cloud.url}/cloud/im/faults`, {
    method,
    headers,
    ...(method === 'POST' && {body: JSON.stringify(body)}),
  });
}

test('a request without the header is refused with 403', async () => {
  expect((await call({mode: 'poll'}, {})).status).toBe(403);
  expect((await call({mode: 'poll'}, {'X-Local-Cloud': '0'})).status).toBe(403);
});

test.each([
  [{explode: true}, 'explode'],
  [{constructor: true}, 'constructor'],
  [{messagesPerSecond: -1}, 'messagesPerSecond'],
  [{callbackDelayMs: '3000'}, 'callbackDelayMs'],
  [{cut: 'alice'}, 'cut'],
  [{cut: {}}, 'cut'],
  [{refuse: {seconds: -1}}, 'refuse'],
  [{refuse: {seconds: '5'}}, 'refuse'],
  [{silence: {userId: 'alice'}}, 'silence'],
  [{delayMs: 'long'}, 'delayMs'],
  [{dropPushes: 1}, 'dropPushes'],
  [{expireSignature: {userId: 'nobody-at-all'}}, 'expireSignature'],
  [{kick: {userId: 'administrator', type: 4}}, 'kick'],
  [{edition: 'gold'}, 'edition'],
  [{multiLogin: 'yes'}, 'multiLogin'],
  [{replayAfterLogin: 'yes'}, 'replayAfterLogin'],
  [{mode: 'pull'}, 'mode'],
])('%j is refused with the name of the wrong field', async (body, name) => {
  const response = await call({delayMs: 0, ...body});
  expect(response.status).toBe(400);
  expect(await response.text()).toContain(name);
});

test('one invalid value makes the cloud ignore the whole request', async () => {
  await call({mode: 'poll', edition: 'gold'});
  const alice = await use.client(use.userId('alice'));
  expect(await alice.ask('group_open_http_svc.apply_join_group', {GroupId: ROOM})).not.toHaveProperty('LongPollingKey');
});

test('a body that is not an object and another method are refused', async () => {
  expect((await call([])).status).toBe(400);
  expect((await call(undefined, {'X-Local-Cloud': '1'}, 'PUT')).status).toBe(405);
});

describe('origins of pages', () => {
  const ask = {'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'x-local-cloud'};

  test('a page of the shop may inject faults', async () => {
    const preflight = await call(undefined, {Origin: SHOP, ...ask}, 'OPTIONS');
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/x-local-cloud/i);
    const made = await call({dropPushes: false}, {Origin: SHOP, 'X-Local-Cloud': '1'});
    expect(made.headers.get('access-control-allow-origin')).toBe(SHOP);
  });

  test('a page of another origin may not inject faults', async () => {
    const preflight = await call(undefined, {Origin: 'https://evil.example', ...ask}, 'OPTIONS');
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    expect(preflight.headers.get('access-control-allow-headers')).toBeNull();
  });
});

test('signed-in viewers and viewers who sign in later receive a changed edition', async () => {
  const alice = await use.client(use.userId('alice'));
  await use.cloud.fault({edition: 'trial'});
  await expectEventually(() => alice.pushes).toMatchObject([
    {command: 'im_sdk_config_mgr.push_imsdk_purchase_bitsv2', body: {str_purchase_bits: '0'.repeat(64)}},
  ]);
  const bobId = use.userId('bob');
  const bob = await use.page();
  expect(succeeded(await bob.signIn(bobId, use.cloud.sign(bobId)))).toMatchObject({purchaseBits: '0'.repeat(64)});
  const counted = () => bob.call('increaseGroupCounter', {groupID: ROOM, key: 'like', value: 1});
  expect(await counted()).toMatchObject({code: 3122});
});

test('removing a delay keeps the order of frames', async () => {
  const alice = await use.client(use.userId('alice'), ROOM);
  const bob = await use.client(use.userId('bob'), ROOM);
  await use.cloud.fault({delayMs: 500});
  const slow = bob.send(ROOM, 'first');
  await expectEventually(() => use.requestsOf('group_open_http_svc.send_group_msg')).toHaveLength(1);
  await use.cloud.restore();
  await Promise.all([slow, bob.send(ROOM, 'second')]);
  await expectEventually(() =>
    alice.items().flatMap(({MsgBody}) => (Array.isArray(MsgBody) ? (MsgBody as unknown[]) : [])),
  ).toMatchObject([{MsgContent: {Text: 'first'}}, {MsgContent: {Text: 'second'}}]);
});

test('DELETE removes every fault', async () => {
  const userId = use.userId('alice');
  const alice = await use.client(userId, ROOM);
  await use.cloud.fault({
    edition: 'trial',
    mode: 'poll',
    multiLogin: true,
    dropPushes: true,
    silence: {userId, seconds: 60},
    refuse: {seconds: 60},
  });
  await use.cloud.restore();
  const bob = await use.client(use.userId('bob'), ROOM);
  await bob.send(ROOM, 'all is well');
  await expectEventually(() => JSON.stringify(alice.items())).toContain('all is well');
  expect(await alice.ask('im_sdk_config_mgr.fetch_imsdk_purchase_bitsv2')).toMatchObject({
    str_purchase_bits: '1'.repeat(64),
  });
});
