import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {fitBytes} from '../../../demo/server/src/tencent/groups.ts';
import {ImError} from '../../../demo/server/src/tencent/im-error.ts';
import {PUBLISH, signPrivateMapKey, unpackRights, WATCH} from '../../../demo/server/src/tencent/private-map-key.ts';
import {RestClient} from '../../../demo/server/src/tencent/rest-client.ts';
import {verifyUserSig} from '../../../demo/server/src/tencent/user-sig.ts';
import {OK, startRestStub, type RestStub} from '../../support/server/rest-stub.ts';

const key = {sdkAppId: 1_400_000_001, secretKey: 'a-secret-for-tests-only'};
const COMMAND = 'group_open_http_svc/get_group_info';
let stub: RestStub;
let client: RestClient;

beforeEach(async () => {
  stub = await startRestStub();
  client = new RestClient({key, admin: 'administrator', baseUrl: stub.url, timeoutMs: 400});
});
afterEach(async () => {
  client.close();
  await stub.close();
});

const failure = async (call: Promise<unknown>): Promise<ImError> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ImError);
  return error as ImError;
};

describe('a call to Tencent', () => {
  test('is signed by the administrator, with a new random, over one kept connection', async () => {
    for (let call = 0; call < 3; call++) await client.call(COMMAND, {GroupIdList: ['demo']});
    for (const {command, query, body} of stub.requests) {
      expect(command).toBe(COMMAND);
      expect(body).toEqual({GroupIdList: ['demo']});
      expect(query.get('sdkappid')).toBe('1400000001');
      expect(query.get('identifier')).toBe('administrator');
      expect(query.get('contenttype')).toBe('json');
      expect(verifyUserSig(key, query.get('usersig')!, 'administrator').ok).toBe(true);
    }
    expect(new Set(stub.requests.map(({query}) => query.get('random'))).size).toBe(3);
    expect(new Set(stub.requests.map(({query}) => query.get('usersig'))).size).toBe(1);
    expect(new Set(stub.requests.map(({connection}) => connection)).size).toBe(1);
  });

  test('fails with Tencent’s code when refused, without a retry', async () => {
    stub.behave(() => ({ActionStatus: 'FAIL', ErrorCode: 10010, ErrorInfo: 'no such group'}));
    const error = await failure(client.call(COMMAND, {}));
    expect(error).toMatchObject({failure: 'refused', errorCode: 10010});
    expect(stub.requests).toHaveLength(1);
  });

  test.each([60008, 60007, 10002])('is repeated once after a temporary error (%i)', async (ErrorCode) => {
    stub.behave(() => (stub.requests.length === 1 ? {ActionStatus: 'FAIL', ErrorCode, ErrorInfo: 'busy'} : OK));
    await client.call(COMMAND, {});
    expect(stub.requests).toHaveLength(2);
  });

  test('is not repeated if it is not idempotent', async () => {
    stub.behave(() => 502);
    await failure(client.call(COMMAND, {}, {again: false}));
    expect(stub.requests).toHaveLength(1);
  });

  test('is signed again when the signature has expired on Tencent’s clock', async () => {
    stub.behave(() =>
      stub.requests.length === 1 ? {ActionStatus: 'FAIL', ErrorCode: 70001, ErrorInfo: 'expired'} : OK,
    );
    await client.call(COMMAND, {}, {again: false});
    expect(stub.requests).toHaveLength(2);
  });

  test.each([
    ['silence', undefined, 'timeout'],
    ['HTTP 500', 500, 'garbled'],
    ['HTML', '<html>Bad gateway</html>', 'garbled'],
    ['JSON of another kind', '[]', 'garbled'],
    ['null', 'null', 'garbled'],
    ['far too much', 'x'.repeat(5_000_000), 'unreachable'],
  ])('fails if the response is %s, with an error that holds no signature', async (_what, response, expected) => {
    stub.behave(() => response);
    const error = await failure(client.call(COMMAND, {}));
    expect(error.failure).toBe(expected);
    expect(stub.requests).toHaveLength(2);
    expect(JSON.stringify([error.message, error.stack, error.cause])).not.toMatch(/eJ|usersig/);
  });

  test('fails if no server listens', async () => {
    await stub.close();
    expect(await failure(client.call(COMMAND, {}))).toMatchObject({failure: 'unreachable'});
  });

  test('ends when the client is closed', async () => {
    stub.behave(() => {
      client.close();
      return undefined;
    });
    await failure(client.call(COMMAND, {}));
  });
});

describe('a privateMapKey', () => {
  test('is a UserSig with the room and the rights, in the layout that TRTC reads', () => {
    const now = 1_700_000_000;
    const signed = signPrivateMapKey(key, {
      userId: 'v_1--00112233',
      roomId: 'demo',
      rights: WATCH,
      expiresInS: 86_400,
      now,
    });
    const check = verifyUserSig(key, signed, 'v_1--00112233', now);
    expect(check.ok).toBe(true);
    const {userBuf} = check as {userBuf: Uint8Array};
    // version, length, account | app | room 0 | expiry | rights | type 0 | length, room
    const account = Buffer.from('v_1--00112233').toString('hex');
    expect(Buffer.from(userBuf).toString('hex')).toBe(
      `01000d${account}` +
        '53724e01' +
        '00000000' +
        '6555' +
        '42' +
        '80' +
        '0000002a' +
        '00000000' +
        '0004' +
        Buffer.from('demo').toString('hex'),
    );
  });

  test('is read back, and any other text is refused', () => {
    const signed = signPrivateMapKey(key, {
      userId: 'host',
      roomId: 'demo',
      rights: PUBLISH,
      expiresInS: 60,
      now: 1_700_000_000,
    });
    const {userBuf} = verifyUserSig(key, signed, 'host', 1_700_000_000) as {userBuf: Uint8Array};
    expect(unpackRights(userBuf)).toEqual({
      sdkAppId: 1_400_000_001,
      userId: 'host',
      roomId: 'demo',
      rights: 255,
      expiresAt: 1_700_000_060,
    });
    for (const wrong of [
      [],
      [0],
      [1, 0],
      [1, 255, 255],
      [...userBuf, 0],
      [...userBuf].slice(0, -1),
      [2, ...[...userBuf].slice(1)],
    ]) {
      expect(unpackRights(Uint8Array.from(wrong))).toBeUndefined();
    }
  });
});

test('a title is cut for Tencent between characters', () => {
  expect(fitBytes('周末山野市集 · Weekend', 28)).toBe('周末山野市集 · Weeken');
  expect(fitBytes('👩‍👩‍👧‍👦', 6)).toBe('👩');
  expect(fitBytes('', 30)).toBe('');
});
