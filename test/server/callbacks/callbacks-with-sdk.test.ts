import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import {DEMO_SECRETS} from '../../../demo/server/src/settings/demo-settings.ts';
import {startCloud, type CloudServer} from '../../support/chat/chat-emulator.ts';
import {launchSdkBrowser, type SdkBrowser, type SdkPage} from '../../support/chat/sdk-page.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

/** The real SDK sends messages, the local cloud sends callbacks, the business server decides and stores. */
let cloud: CloudServer;
let server: TestServer | undefined;
let browser: SdkBrowser;
let listener: SdkPage;
let speaker: SdkPage;
let speakerId: string;
beforeAll(async () => {
  cloud = await startCloud({
    callbackUrl: () => server && server.url + server.settings.callbackPath,
    callbackToken: DEMO_SECRETS.IM_CALLBACK_TOKEN,
  });
  server = await startServer({cloud, settings: {readCacheMs: 0}});
  browser = await launchSdkBrowser();
  [listener, speaker] = [(await enter()).page, (await enter((id) => (speakerId = id))).page];
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await cloud?.close();
});
beforeEach(() => cloud.restore());

async function enter(named: (userId: string) => void = () => undefined): Promise<{page: SdkPage}> {
  const {body} = await server!.session();
  named(body.userId);
  // The package's main file, because the split modules hide the code of a refusal (SDK 3.6.6).
  const page = await browser.open({sdkAppId: body.sdkAppId, wsUrl: body.imServer}, {build: 'whole'});
  expect(await page.signIn(body.userId, body.userSig)).toMatchObject({code: 0});
  expect(await page.join('demo')).toMatchObject({code: 0});
  return {page};
}

interface Page {
  readonly messages: readonly {seq: number; from: {userId: string; level: number}; body: object[]}[];
}
const history = async () => (await server!.call<Page>('GET', '/api/rooms/demo/messages')).body.messages;
const receivedMessage = async (text: string) =>
  (await listener.messages('TIMTextElem')).find(({payload}) => payload['text'] === text);

test('a comment reaches the room with its sender’s level, and the history with its number', async () => {
  const boast = JSON.stringify({v: 1, level: 99, badges: ['host']});
  await speaker.send('demo', 'Text', {text: 'good evening'}, {cloudCustomData: boast});
  await expect.poll(() => receivedMessage('good evening')).toBeDefined();
  const {cloudCustomData, sequence} = (await receivedMessage('good evening'))!;
  expect(JSON.parse(cloudCustomData as string)).toEqual({v: 1, level: 1, badges: []});
  await expect.poll(history).toMatchObject([
    {
      seq: sequence,
      from: {userId: speakerId, level: 1},
      body: [{MsgType: 'TIMTextElem', MsgContent: {Text: 'good evening'}}],
    },
  ]);
});

test('a forged gift is refused to its sender with 10101 and reaches nobody', async () => {
  const data = JSON.stringify({v: 1, type: 'gift', orderId: 'o1', giftId: 'rocket', count: 99});
  const response = await speaker.send('demo', 'Custom', {data, description: 'gift', extension: ''});
  expect(response.code).toBe(10_101);
  await speaker.say('demo', 'after the gift');
  await expect.poll(() => receivedMessage('after the gift')).toBeDefined();
  expect(await listener.messages('TIMCustomElem')).toEqual([]);
});

test('a message passes unchanged when the callback takes longer than Tencent’s timeout', async () => {
  await cloud.fault({callbackDelayMs: 3_000});
  await speaker.send('demo', 'Text', {text: 'unasked'}, {cloudCustomData: 'my own'});
  await expect.poll(() => receivedMessage('unasked')).toMatchObject({cloudCustomData: 'my own'});
});
