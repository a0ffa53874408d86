/** Every field of every documented call, with invalid values. */
import {connect as connectSocket} from 'node:net';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {afterSend, beforeSend, callback, customBody} from '../../support/server/callbacks.ts';
import {OPERATOR, startServer, type ApiResult, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

interface Schema {
  readonly type?: string | readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Operation {
  readonly parameters?: readonly {readonly name: string; readonly in: string; readonly schema: Schema}[];
  readonly requestBody?: {readonly content: Readonly<Record<string, {readonly schema: Schema}>>};
  readonly responses: Readonly<
    Record<string, {readonly content?: Readonly<Record<string, {readonly schema: Schema}>>}>
  >;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
}

interface Call {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

async function documented(): Promise<Call[]> {
  const {body} = await server.call<{paths: Record<string, Record<string, Operation>>}>('GET', '/api/openapi.json');
  return Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([verb, operation]) => {
      const method = verb.toUpperCase();
      return {name: `${method} ${path}`, method, path, operation};
    }),
  );
}

const bodyOf = ({requestBody}: Operation): Schema | undefined => requestBody?.content['application/json']?.schema;

/** Every nested schema, with its path. */
function* walk(schema: Schema, at: string): Generator<readonly [string, Schema]> {
  yield [at, schema];
  for (const [name, inner] of Object.entries(schema.properties ?? {})) yield* walk(inner, `${at}.${name}`);
  for (const inner of schema.anyOf ?? []) yield* walk(inner, at);
  if (schema.items) yield* walk(schema.items, `${at}[]`);
}

function isUnbounded({
  type,
  minimum,
  maximum,
  maxLength,
  pattern,
  maxItems,
  const: only,
  enum: words,
}: Schema): boolean {
  if (type === 'number') return true; // The document allows no fractions.
  if (type === 'integer') return minimum === undefined || maximum === undefined;
  if (type === 'string') return maxLength === undefined && pattern === undefined && only === undefined && !words;
  return type === 'array' && maxItems === undefined;
}

test('every documented number is an integer with two bounds, and every request text and list has a limit', async () => {
  const loose: string[] = [];
  for (const {name, operation} of await documented()) {
    const requestSchemas = [
      ...(operation.parameters ?? []).map(({name, schema}) => [`?${name}`, schema] as const),
      ...[bodyOf(operation)].flatMap((schema) => (schema ? [['body', schema] as const] : [])),
    ];
    const responseSchemas = Object.values(operation.responses).flatMap(({content = {}}) =>
      Object.values(content).map(({schema}) => schema),
    );
    for (const [at, schema] of requestSchemas.flatMap(([at, schema]) => [...walk(schema, at)])) {
      if (isUnbounded(schema)) loose.push(`${name} ${at}`);
    }
    for (const [at, schema] of responseSchemas.flatMap((schema) => [...walk(schema, 'response')])) {
      if ((schema.type === 'integer' || schema.type === 'number') && isUnbounded(schema)) loose.push(`${name} ${at}`);
    }
  }
  expect(loose).toEqual([]);
});

/** JSON texts, because JavaScript values cannot represent some of them. */
const MALFORMED_JSON: readonly string[] = [
  ...[
    '1e308',
    '-1e308',
    '1e400',
    '-1',
    '1.5',
    '0',
    '-0',
    '9007199254740992',
    '9007199254740993',
    '18446744073709551616',
  ],
  ...['2147483648', '1e-7', 'null', 'true', '[]', '{}', '[[]]', '[null]', '{"length":1e308}', '{"__proto__":{"a":1}}'],
  ...['""', '" "', '"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udc00a"', '"\\u202e"', '"\\u200b"', '"NaN"', '"1e308"'],
  ...['"-1"', '"9007199254740993"', '"\\uffff"', `"${'x'.repeat(5_000)}"`, `"${'\u{1f600}'.repeat(1_000)}"`],
  `${'['.repeat(2_000)}${']'.repeat(2_000)}`,
];

/** Parts of a URL, encoded or not. */
const MALFORMED_TEXT: readonly string[] = [
  ...[
    '1e308',
    '-1',
    '1.5',
    '9007199254740993',
    '999999999999999',
    '0',
    'null',
    '%00',
    '%ED%A0%80',
    '%FF',
    '%',
    '%2e%2e',
  ],
  ...['..%2f..', '%5c', '%0d%0a', "'", '%20', encodeURIComponent('\u{1f600}'), '__proto__', 'constructor', 'toString'],
  ...['x'.repeat(90), 'x'.repeat(2_000), '9'.repeat(15), '9'.repeat(100)],
];

/** A value that a schema allows. */
function fitting(schema: Schema, name: string): unknown {
  if (name in KNOWN) return KNOWN[name];
  if (schema.anyOf) return fitting(schema.anyOf[0]!, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'object') {
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([inner, its]) => [inner, fitting(its, inner)]),
    );
  }
  if (schema.type === 'array') return [fitting(schema.items!, name)];
  if (schema.type === 'integer') return Math.max(1, schema.minimum ?? 1);
  return schema.type === 'boolean' ? true : 'text';
}

/** Valid values, so that only the malformed value in the same request is refused. */
const KNOWN: Readonly<Record<string, unknown>> = {
  roomId: 'demo',
  hostId: 'host-linxi',
  productId: 'teapot',
  giftId: 'heart',
  currency: 'EUR',
  image: 'https://shop.example/a.png',
  href: 'https://shop.example/a',
  avatar: 'https://shop.example/a.png',
  expiresAt: 4_000_000_000,
  as: undefined,
  guest: undefined,
  userId: undefined,
  userSig: undefined,
  jwt: undefined,
  limit: '50',
  after: undefined,
  before: '100',
};

/** Bodies that each have one value replaced by a malformed JSON value. */
function bodiesOf(schema: Schema): [string, string][] {
  const good = fitting(schema, '') as Record<string, unknown>;
  return Object.keys(schema.properties ?? {}).flatMap((name) =>
    MALFORMED_JSON.map((malformed): [string, string] => {
      const rest = JSON.stringify({...good, [name]: undefined}).slice(1, -1);
      return [`${name}: ${malformed.slice(0, 40)}`, `{${JSON.stringify(name)}:${malformed}${rest ? `,${rest}` : ''}}`];
    }),
  );
}

const CODES = /^(INVALID|UNAUTHORIZED|FORBIDDEN|NOT_FOUND|CONFLICT|INSUFFICIENT_BALANCE|ROOM_ENDED|TOO_FAST)$/;

/** The reason if a response violates the contract. */
function wrongWith({status, body}: Pick<ApiResult, 'status' | 'body'>): string | undefined {
  if (status < 400) return undefined;
  if (status >= 500) return `${status}`;
  const {code, message} = (body as Partial<ApiResult['body']> | undefined)?.error ?? {};
  return CODES.test(code ?? '') && message ? undefined : `${status} without the contract's error`;
}

/** Runs all tasks, a few at a time, and returns the failures. */
async function failuresOf(asks: readonly (readonly [string, () => Promise<ApiResult>])[]): Promise<string[]> {
  const wrong: string[] = [];
  const left = [...asks];
  const work = async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      const [name, ask] = next;
      const why = await ask().then(wrongWith, (error: unknown) => String(error));
      if (why) wrong.push(`${name} → ${why}`);
    }
  };
  await Promise.all(Array.from({length: 8}, work));
  return wrong.sort();
}

describe('an invalid value gets a response of the contract and never a server error', () => {
  /** A viewer for a few calls: one viewer’s calls are limited. */
  let viewer: Promise<string> | undefined;
  let uses = 0;
  const bearerFor = async ({operation}: Call): Promise<string | undefined> => {
    if (!operation.security?.some((way) => 'bearer' in way)) return OPERATOR;
    if (operation.security.some((way) => 'operator' in way)) return OPERATOR;
    if (!viewer || ++uses % 8 === 0) viewer = server.session().then(({body}) => body.token);
    return viewer;
  };
  const address = ({path, operation}: Call, changed: Readonly<Record<string, string>> = {}): string => {
    const values = new Map(
      (operation.parameters ?? [])
        .filter(({in: place}) => place === 'path' || place === 'query')
        .map(({name, in: place, schema}) => [name, {place, value: changed[name] ?? fitting(schema, name)}]),
    );
    const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => String(values.get(name)!.value));
    const query = [...values].filter(([, {place, value}]) => place === 'query' && value !== undefined);
    return filled + (query.length ? `?${query.map(([name, {value}]) => `${name}=${String(value)}`).join('&')}` : '');
  };
  const headers = {'Idempotency-Key': 'malformed'};

  test('in a body', async () => {
    const asks = (await documented())
      .filter(({path}) => path !== server.settings.callbackPath)
      .flatMap((call) => {
        const schema = bodyOf(call.operation);
        return (schema ? bodiesOf(schema) : []).map(
          ([what, body]) =>
            [
              `${call.name} ${what}`,
              async () => server.call(call.method, address(call), {body, bearer: await bearerFor(call), headers}),
            ] as const,
        );
      });
    expect(asks.length).toBeGreaterThan(500);
    expect(await failuresOf(asks)).toEqual([]);
  });

  test('in a path, a query or a header', async () => {
    const asks = (await documented()).flatMap((call) => {
      const schema = bodyOf(call.operation);
      const body = schema && fitting(schema, '');
      return (call.operation.parameters ?? []).flatMap(({name, in: place}) =>
        MALFORMED_TEXT.map((malformed) => {
          const isHeader = place === 'header';
          const requestHeaders = isHeader ? {...headers, [name]: malformed} : headers;
          const to = isHeader ? address(call) : address(call, {[name]: malformed});
          return [
            `${call.name} ${name}: ${malformed.slice(0, 40)}`,
            async () => server.call(call.method, to, {body, bearer: await bearerFor(call), headers: requestHeaders}),
          ] as const;
        }),
      );
    });
    expect(asks.length).toBeGreaterThan(300);
    expect(await failuresOf(asks)).toEqual([]);
  });

  test('in any field of a callback, which succeeds', async () => {
    const members = [{Member_Account: 'mei'}];
    const bodies: readonly object[] = [
      beforeSend({CloudCustomData: JSON.stringify({reply: {seq: 1, id: 'a', text: 'b'}})}),
      beforeSend({MsgBody: customBody({v: 1, type: 'like', count: 3})}),
      beforeSend({MsgBody: customBody({v: 1, type: 'danmaku', text: 'x', mode: 'top', color: 'red'})}),
      afterSend(7),
      {CallbackCommand: 'Group.CallbackAfterNewMemberJoin', GroupId: 'demo', NewMemberList: members, EventTime: '1'},
      {CallbackCommand: 'Group.CallbackAfterMemberExit', GroupId: 'demo', ExitMemberList: members, EventTime: '1'},
      {
        ...{CallbackCommand: 'Group.CallbackOnMemberStateChange', GroupId: 'demo', MemberList: members},
        ...{EventType: 'Online', EventTime: '1'},
      },
      {CallbackCommand: 'C2C.CallbackBeforeSendMsg', From_Account: 'mei', To_Account: 'tom', MsgSeq: 1, MsgTime: 1},
      {CallbackCommand: 'Group.CallbackBeforeCreateGroup', Operator_Account: 'mei', Owner_Account: 'mei', Type: 'x'},
    ];
    const asks = bodies.flatMap((body) =>
      Object.keys(body).flatMap((name) =>
        MALFORMED_JSON.map((malformed) => {
          const {CallbackCommand} = body as {CallbackCommand: string};
          const rest = JSON.stringify({...body, [name]: undefined}).slice(1);
          const json = `{${JSON.stringify(name)}:${malformed}${rest.length > 1 ? `,${rest}` : rest}`;
          const query = {CallbackCommand};
          const ask = () => callback(server, json, {query}) as Promise<unknown> as Promise<ApiResult>;
          return [`${CallbackCommand} ${name}: ${malformed.slice(0, 40)}`, ask] as const;
        }),
      ),
    );
    expect(await failuresOf(asks)).toEqual([]);
    expect((await server.call('GET', '/api/rooms/demo/messages')).status).toBe(200);
    expect(server.log.filter((line) => line.includes('is invalid and was not stored'))).toEqual([]);
  });
});

test('a report whose comment is not named by a number is INVALID', async () => {
  const {token} = (await server.session()).body;
  for (const seq of ['1e308', '-1', '1.5', '0', '9007199254740993']) {
    const body = `{"seq":${seq},"reason":"spam"}`;
    const {status} = await server.call('POST', '/api/rooms/demo/reports', {body, bearer: token});
    expect([seq, status]).toEqual([seq, 422]);
  }
});

describe('a malformed HTTP request', () => {
  const send = async (head: string): Promise<string> => {
    const socket = connectSocket(server.port, '127.0.0.1');
    socket.write(head);
    let response = '';
    for await (const chunk of socket) {
      response += String(chunk);
      const [, length] = /content-length: (\d+)/i.exec(response) ?? [];
      const body = response.split('\r\n\r\n')[1];
      if (length && body && Buffer.byteLength(body) >= Number(length)) break;
    }
    return response;
  };
  const json = 'Content-Type: application/json\r\n';
  test.each([
    ['headers of 100 kB', `GET /api/rooms HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
    ['two lengths', `POST /api/session HTTP/1.1\r\nHost: x\r\n${json}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
    ['an odd length', `POST /api/session HTTP/1.1\r\nHost: x\r\n${json}Content-Length: 1e3\r\n\r\n{}`],
    ['an unknown method', 'FROB /api/rooms HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['no host', 'GET /api/rooms/nowhere HTTP/1.1\r\n\r\n'],
    ['a chunk of no size', `POST /api/session HTTP/1.1\r\nHost: x\r\n${json}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    [
      'the same key twice',
      `POST /api/session HTTP/1.1\r\nHost: x\r\n${json}Content-Length: 31\r\n\r\n{"roomId":"a","roomId":{"a":1}}`,
    ],
    [
      'an unknown encoding',
      `POST /api/session HTTP/1.1\r\nHost: x\r\n${json}Content-Encoding: zstd\r\nContent-Length: 1\r\n\r\n{`,
    ],
    ['a strange upgrade', 'GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
  ])('gets a response of the contract: %s', async (_what, head) => {
    const response = await send(head);
    expect(response).toMatch(/^HTTP\/1\.1 4\d\d /);
    const {error} = JSON.parse(response.split('\r\n\r\n')[1]!) as {error?: {code: string}};
    expect(error?.code).toMatch(CODES);
  });
});
