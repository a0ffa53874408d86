import {afterAll, beforeAll, expect, test} from 'vitest';
import {launchSdkBrowser, type SdkBrowser, type SdkPage} from '../../support/chat/sdk-page.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

/** The sessions of the server, used by the real SDK in a page. */
let server: TestServer;
let browser: SdkBrowser;
beforeAll(async () => {
  server = await startServer();
  browser = await launchSdkBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function enter(form: object, bearer?: string): Promise<{page: SdkPage; userId: string}> {
  const {body} = await server.session(form, bearer);
  const page = await browser.open({sdkAppId: body.sdkAppId, wsUrl: body.imServer});
  expect(await page.signIn(body.userId, body.userSig)).toMatchObject({code: 0});
  expect(await page.join('demo')).toMatchObject({code: 0});
  return {page, userId: body.userId};
}

test('a session signs in and joins, and its first comment carries its name and picture', async () => {
  const listener = await enter({});
  const speaker = await enter({nick: '小满', avatar: 'https://pictures.example/a.png'});
  await speaker.page.say('demo', 'hello');
  await expect.poll(() => listener.page.texts()).toEqual(['hello']);
  const [comment] = await listener.page.messages('TIMTextElem');
  expect(comment).toMatchObject({from: speaker.userId, nick: '小满', avatar: 'https://pictures.example/a.png'});
  await Promise.all([listener.page.close(), speaker.page.close()]);
});

test('everybody in the room receives a new status, and reads the status and the notice in the profile', async () => {
  const {page} = await enter({});
  await server.operate('PUT', '/api/rooms/demo/status', {status: 'paused'});
  await server.operate('PUT', '/api/rooms/demo/notice', {text: 'Back at nine'});

  await expect.poll(() => page.messages('TIMCustomElem')).toHaveLength(1);
  const [message] = await page.messages('TIMCustomElem');
  expect(message).toMatchObject({from: server.settings.imService, priority: 'High', payload: {description: 'status'}});
  expect(JSON.parse(message!.payload['data'] as string)).toEqual({v: 1, type: 'status', status: 'paused'});

  const profile = await page.call('getGroupProfile', {groupID: 'demo', groupCustomFieldFilter: ['status']});
  const {group} = profile.data as {group: {notification: string; groupCustomField: {key: string; value: string}[]}};
  expect(group.notification).toBe('Back at nine');
  const field = group.groupCustomField.find(({key}) => key === 'status')!;
  expect(JSON.parse(field.value)).toEqual({status: 'paused', v: expect.any(Number) as number});
  await page.close();
});

test('the service itself can sign in and send a comment', async () => {
  const {page} = await enter({});
  const service = await enter({as: 'service'}, 'demo-operator');
  await service.page.say('demo', 'from the shop');
  // A new viewer receives the latest messages on joining.
  await expect.poll(async () => (await page.texts()).at(-1)).toBe('from the shop');
  await Promise.all([page.close(), service.page.close()]);
});
