import {afterAll, beforeAll, expect, test} from 'vitest';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
}

interface Operation {
  readonly summary?: string;
  readonly responses: Record<string, {content?: Record<string, {schema: unknown}>}>;
  readonly security?: Record<string, unknown>[];
}

/** Callers that may use a call. All callers may use the others, and the session with or without a token. */
const WHO: readonly [RegExp, string][] = [
  [/^POST \/api\/rooms\/\{roomId\}\/(gifts|reports)$|^POST .*\/votes$|^GET \/api\/wallet$|\/api\/follows\//, 'bearer'],
  [
    /^(PUT|DELETE|POST \/api\/(rooms|wallets|broadcasts|lotteries|polls)|GET .*\/(reports?|stats|questions)$)/,
    'operator',
  ],
  [/^POST \/api\/purchases$/, 'site'],
];

test('the OpenAPI document lists exactly the server’s calls, with summary, responses and security', async () => {
  const {status, body} = await server.call<Document>('GET', '/api/openapi.json');
  expect(status).toBe(200);
  expect(body.openapi).toBe('3.1.0');
  const operations = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({call: `${method.toUpperCase()} ${path}`, operation})),
  );
  expect(operations.map(({call}) => call).sort()).toEqual([
    'DELETE /api/follows/{hostId}',
    'DELETE /api/gifts/{giftId}',
    'DELETE /api/rooms/{roomId}/messages/{seq}',
    'GET /api/gifts',
    'GET /api/lotteries/{lotteryId}',
    'GET /api/openapi.json',
    'GET /api/polls/{pollId}',
    'GET /api/rooms',
    'GET /api/rooms/{roomId}',
    'GET /api/rooms/{roomId}/messages',
    'GET /api/rooms/{roomId}/products',
    'GET /api/rooms/{roomId}/products/{productId}',
    'GET /api/rooms/{roomId}/questions',
    'GET /api/rooms/{roomId}/receipt',
    'GET /api/rooms/{roomId}/report',
    'GET /api/rooms/{roomId}/reports',
    'GET /api/rooms/{roomId}/stats',
    'GET /api/wallet',
    'GET /healthz',
    'GET /livez',
    'GET /metrics',
    'GET /readyz',
    'POST /api/broadcasts',
    'POST /api/callbacks/im',
    'POST /api/follows/{hostId}',
    'POST /api/lotteries/{lotteryId}/draw',
    'POST /api/polls/{pollId}/close',
    'POST /api/polls/{pollId}/votes',
    'POST /api/purchases',
    'POST /api/rooms',
    'POST /api/rooms/{roomId}/bans',
    'POST /api/rooms/{roomId}/gifts',
    'POST /api/rooms/{roomId}/lotteries',
    'POST /api/rooms/{roomId}/messages',
    'POST /api/rooms/{roomId}/mutes',
    'POST /api/rooms/{roomId}/polls',
    'POST /api/rooms/{roomId}/reports',
    'POST /api/session',
    'POST /api/track',
    'POST /api/wallets/{userId}',
    'PUT /api/gifts/{giftId}',
    'PUT /api/rooms/{roomId}/featured-product',
    'PUT /api/rooms/{roomId}/featured-products',
    'PUT /api/rooms/{roomId}/mute-all',
    'PUT /api/rooms/{roomId}/notice',
    'PUT /api/rooms/{roomId}/pin',
    'PUT /api/rooms/{roomId}/products/{productId}',
    'PUT /api/rooms/{roomId}/questions/{seq}',
    'PUT /api/rooms/{roomId}/schedule',
    'PUT /api/rooms/{roomId}/slow-mode',
    'PUT /api/rooms/{roomId}/status',
    'PUT /api/words',
  ]);
  for (const {call, operation} of operations) {
    expect(operation.summary, call).toBeTruthy();
    const good = Object.keys(operation.responses).find((code) => code.startsWith('2'))!;
    if (good !== '204') expect(operation.responses[good]!.content, call).toBeDefined();
    const who = WHO.find(([calls]) => calls.test(call))?.[1];
    const staffToo = /\/(pin|mutes|bans|messages\/\{seq\}|questions(\/\{seq\})?)$/.test(call) ? [{bearer: []}] : [];
    if (call !== 'POST /api/session') expect(operation.security, call).toEqual(who && [{[who]: []}, ...staffToo]);
  }
});

test('documented calls respond as documented, in success and in failure', async () => {
  const {paths} = (await server.call<Document>('GET', '/api/openapi.json')).body;
  const calls: [string, string, string, object | undefined][] = [
    ['post', '/api/session', '/api/session', {roomId: 'demo'}],
    ['post', '/api/session', '/api/session', {roomId: 'nowhere'}],
    ['post', '/api/session', '/api/session', {}],
    ['get', '/api/rooms', '/api/rooms', undefined],
    ['get', '/api/rooms/{roomId}', '/api/rooms/nowhere', undefined],
    ['get', '/api/rooms/{roomId}/messages', '/api/rooms/demo/messages', undefined],
    ['get', '/api/rooms/{roomId}/messages', '/api/rooms/nowhere/messages', undefined],
    ['get', '/api/rooms/{roomId}/messages', '/api/rooms/demo/messages?limit=51', undefined],
    ['get', '/api/gifts', '/api/gifts', undefined],
    ['get', '/api/wallet', '/api/wallet', undefined],
    ['post', '/api/rooms/{roomId}/gifts', '/api/rooms/demo/gifts', {}],
    ['post', '/api/wallets/{userId}', '/api/wallets/mei', {amount: 1}],
    ['post', '/api/callbacks/im', '/api/callbacks/im', {}],
    ['put', '/api/rooms/{roomId}/status', '/api/rooms/demo/status', {status: 'live'}],
    ['get', '/healthz', '/healthz', undefined],
  ];
  for (const [method, path, address, body] of calls) {
    const {status} = await server.call(method.toUpperCase(), address, {body});
    expect(Object.keys(paths[path]![method]!.responses), `${method} ${address}`).toContain(String(status));
  }
});
