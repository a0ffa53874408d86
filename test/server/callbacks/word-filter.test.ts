import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {
  afterSend,
  beforeSend,
  callback,
  customBody,
  textBody,
  type CallbackResult,
} from '../../support/server/callbacks.ts';
import {startServer, type TestServer} from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  await server.operate('PUT', '/api/words', {
    words: ['badword', 'İNDİRİM', '恭喜发财', '할인', {word: '笨蛋', mask: true}],
  });
});
afterAll(() => server?.close());

const text = (words: string) => textBody(words)[0]!;
const face = {MsgType: 'TIMFaceElem', MsgContent: {Index: 1, Data: '[TUIEmoji_Smile]'}};
const image = {
  MsgType: 'TIMImageElem',
  MsgContent: {
    UUID: 'u',
    ImageFormat: 1,
    ImageInfoArray: [{Type: 1, Size: 1, Width: 1, Height: 1, URL: 'https://a.example/a.png'}],
  },
};
let random = 1;
const ask = async (more: object): Promise<CallbackResult> =>
  (await callback(server, beforeSend({Random: random++, ...more}))).body;

describe('a listed word is refused', () => {
  test.each([
    ['over two texts', [text('bad'), text('word')]],
    ['over two texts and a face', [text('bad'), face, text('word')]],
    ['over many texts', [...'badword'].map(text)],
    ['over a text and a danmaku', [text('bad'), ...customBody({v: 1, type: 'danmaku', text: 'word'})]],
    ['around a picture', [text('ba'), image, text('dword')]],
    ['behind U+202E', [text('\u202edrowdab')]],
    ['behind U+202E, over two texts', [text('\u202edrow'), text('dab')]],
    ['with U+202E within', [text('bad\u202eword')]],
    ['with zero-width characters', [text('b\u200ba\u2060d\u00adw\u034fo\u180er\ufeffd')]],
    ['with a face as Tencent writes it', [text('bad[TUIEmoji_Smile]word')]],
    ['in Turkish', [text('büyük indirim var')]],
    ['in Turkish capitals', [text('BÜYÜK INDIRIM')]],
    ['in Chinese, spread', [text('恭 喜 发 财！')]],
    ['in Korean, taken apart', [text('할인'.normalize('NFD'))]],
    ['in full width', [text('ＢＡＤＷＯＲＤ')]],
    ['in a danmaku', customBody({v: 1, type: 'danmaku', text: '\u202edrowdab'})],
  ])('%s', async (_how, MsgBody) => {
    expect(await ask({MsgBody})).toMatchObject({ErrorCode: 10_101});
  });

  test.each(['text', 'nick'])('in the %s of a quote', async (field) => {
    const reply = {seq: 1, userId: 'mei', nick: 'Mei', text: 'fine', [field]: 'b\u200badw\u202eord'};
    expect(await ask({CloudCustomData: JSON.stringify({v: 1, reply})})).toMatchObject({ErrorCode: 10_101});
  });
});

test('a masked word over two texts is masked once, and the rest of the message is unchanged', async () => {
  const response = await ask({MsgBody: [text('你这个笨'), text('蛋'), image, text('，哈哈')]});
  expect(response).toMatchObject({ErrorCode: 0, MsgBody: [text('你这个***'), image, text('，哈哈')]});
});

test('a harmless message of several elements passes unchanged', async () => {
  const response = await ask({MsgBody: [text('bad weather, '), face, text('word')]});
  expect(response.ErrorCode).toBe(0);
  expect(response).not.toHaveProperty('MsgBody');
});

test('too many texts, and texts too long together, are refused', async () => {
  expect(await ask({MsgBody: [text('汉'.repeat(1_400)), text('汉'.repeat(1_400))]})).toMatchObject({ErrorCode: 10_101});
  expect(await ask({MsgBody: Array.from({length: 21}, () => text('x'))})).toMatchObject({ErrorCode: 10_101});
});

test('the history holds all elements of a message, and omits unknown ones', async () => {
  const MsgBody = [text('before '), face, ...customBody({v: 1, type: 'member-level', level: 3}), image, text(' after')];
  await callback(server, afterSend(901, {Random: random++, MsgBody}));
  const page = () => server.call<{messages: {seq: number; body: object[]}[]}>('GET', '/api/rooms/demo/messages');
  await expect
    .poll(async () => (await page()).body.messages.find(({seq}) => seq === 901)?.body)
    .toMatchObject([text('before '), face, {MsgType: 'TIMImageElem'}, text(' after')]);
});

test('the history has the name from the session with a signature', async () => {
  const {body: viewer} = await server.session({nick: 'before'});
  const {userId, userSig} = viewer;
  const {body: named} = await server.session({userId, userSig, nick: 'Tom\u202e 汤姆'});
  expect(named.nick).toBe('Tom 汤姆');
  await callback(server, afterSend(902, {Random: random++, From_Account: userId}));
  const page = () => server.call<{messages: {seq: number; from: {nick: string}}[]}>('GET', '/api/rooms/demo/messages');
  await expect.poll(async () => (await page()).body.messages.find(({seq}) => seq === 902)?.from.nick).toBe('Tom 汤姆');
});
