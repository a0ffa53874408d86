import {afterEach, beforeEach, expect, test} from 'vitest';
import {AccountImporter} from '../../../demo/server/src/tencent/account-importer.ts';
import {RestClient} from '../../../demo/server/src/tencent/rest-client.ts';
import {OK, startRestStub, type RestRequest, type RestStub} from '../../support/server/rest-stub.ts';

let stub: RestStub;
let client: RestClient;
let importer: AccountImporter;

beforeEach(async () => {
  stub = await startRestStub();
  client = new RestClient({key: {sdkAppId: 1, secretKey: 'a secret'}, admin: 'administrator', baseUrl: stub.url});
  importer = new AccountImporter(client);
});
afterEach(async () => {
  client.close();
  await stub.close();
});

const idsOf = ({body}: RestRequest) => (body['AccountList'] as {UserID: string}[]).map(({UserID}) => UserID);
const write = (userId: string) => importer.write({userId, nick: userId, avatar: ''});
const newcomers = (count: number) => Array.from({length: count}, (_, index) => `viewer-${index}`);
const results = async (ids: readonly string[]) =>
  (await Promise.allSettled(ids.map(write))).map(({status}) => status === 'fulfilled');

test('250 newcomers take three calls of at most 100 accounts', async () => {
  expect(await results(newcomers(250))).not.toContain(false);
  // The calls are made at once, so they may arrive in any order.
  const sizes = stub.requests.map((request) => idsOf(request).length);
  expect(sizes.sort((a, b) => b - a)).toEqual([100, 100, 50]);
  expect(new Set(stub.requests.flatMap(idsOf)).size).toBe(250);
});

test('an account that Tencent refuses fails without affecting others', async () => {
  stub.behave(() => ({...OK, FailAccounts: ['viewer-3']}));
  expect(await results(newcomers(5))).toEqual([true, true, true, false, true]);
});

test('an account whose call Tencent refuses fails without affecting others', async () => {
  stub.behave((request) =>
    idsOf(request).includes('viewer-13') ? {ActionStatus: 'FAIL', ErrorCode: 40_003, ErrorInfo: 'invalid'} : OK,
  );
  const done = await results(newcomers(40));
  expect(done.flatMap((isDone, index) => (isDone ? [] : [index]))).toEqual([13]);
});

test('a call that Tencent refuses as too frequent is repeated later', async () => {
  stub.behave(() =>
    stub.requests.length <= 4 ? {ActionStatus: 'FAIL', ErrorCode: 60_011, ErrorInfo: 'too frequent'} : OK,
  );
  expect(await results(newcomers(3))).not.toContain(false);
});

test('one viewer twice is one account with the last name', async () => {
  await Promise.all([
    importer.write({userId: 'a', nick: 'Old', avatar: 'x'}),
    importer.write({userId: 'a', nick: 'New', avatar: ''}),
  ]);
  expect(stub.requests.map(({body}) => body['AccountList'])).toEqual([[{UserID: 'a', Nick: 'New', FaceUrl: 'x'}]]);
});
