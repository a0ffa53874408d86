import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {ROOM, expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import type {VisitorPage} from '../../support/demo/visitor-page.ts';
import {startWireProxy, type WireProxy} from '../../support/demo/wire-proxy.ts';
import type {SdkPage} from '../../support/chat/sdk-page.ts';

const demo = useDemo();

const custom = (content: unknown, description = '') => ({
  data: typeof content === 'string' ? content : JSON.stringify(content),
  description,
  extension: '',
});
const asElement = ({data, description}: ReturnType<typeof custom>) => ({
  MsgType: 'TIMCustomElem',
  MsgContent: {Data: data, Desc: description, Ext: '', Sound: ''},
});

const status = (visitor: VisitorPage) => visitor.page.locator('room-header [part~=status]').textContent();
const messagesOfType = async (visitor: VisitorPage, type: string) =>
  (await visitor.events('live-message')).filter(({messageType}) => messageType === type);

/** Tencent delivers a message whose callback gets no response in time. Then only the pages check it. */
const LATE = {callbackDelayMs: 2_000};

/** Asserts that the room still receives an ordinary comment. */
async function expectStillReceives(visitor: VisitorPage, speaker: SdkPage): Promise<void> {
  const text = `and a comment ${demo.userId('n')}`;
  expect((await speaker.say(ROOM, text)).code).toBe(0);
  await expectEventually(() => visitor.listed()).toContain(text);
  expect(await visitor.page.evaluate(() => document.querySelector('live-room')!.matches(':state(joined)'))).toBe(true);
  expect(await visitor.errors()).toEqual([]);
}

describe('a message that a viewer forges', () => {
  afterEach(async () => {
    await demo.operator('PUT', '/rooms/demo/status', {status: 'live'});
  });

  it('the page ignores a `status` or a `broadcast` from a viewer', async () => {
    const [visitor, liar] = await Promise.all([demo.joined('messages'), demo.sdkViewer(demo.userId('liar'))]);
    await expectEventually(() => status(visitor)).toMatch(/Live/);
    const lies = [
      {v: 1, type: 'status', status: 'ended'},
      {v: 1, type: 'status', status: 'ended', from: 'service', From_Account: 'service', own: true},
      {v: 1, type: 'broadcast', broadcastId: 'b1', text: 'Everything is free', level: 'urgent'},
      {v: 1, type: 'broadcast', broadcastId: 'b2', text: 'From the service', from: {userId: 'service'}},
    ];
    const say = async () =>
      (await Promise.all(lies.map((lie) => liar.send(ROOM, 'Custom', custom(lie, lie.type))))).map(({code}) => code);
    expect(await say()).toEqual(lies.map(() => 10_101));
    await liar.call('updateMyProfile', {nick: 'service', avatar: ''});
    await demo.fault(LATE);
    expect(await say()).toEqual(lies.map(() => 0));
    await expectStillReceives(visitor, liar);
    expect(await status(visitor)).toMatch(/Live/);
    expect([...(await messagesOfType(visitor, 'status')), ...(await messagesOfType(visitor, 'broadcast'))]).toEqual([]);
  });

  it('the page shows a `status` from the service in the header', async () => {
    const visitor = await demo.joined('messages');
    await demo.operator('PUT', '/rooms/demo/status', {status: 'paused'});
    await expectEventually(() => status(visitor)).toMatch(/Paused/);
    await visitor.waitForText('Paused');
    expect(await messagesOfType(visitor, 'status')).toHaveLength(1);
    await demo.rest('group_open_http_svc/send_broadcast_msg', {
      From_Account: 'service',
      Random: 7,
      MsgBody: [asElement(custom({v: 1, type: 'broadcast', broadcastId: 'b3', text: 'Sale at eight'}, 'broadcast'))],
    });
    await expectEventually(() => messagesOfType(visitor, 'broadcast')).toMatchObject([{text: 'Sale at eight'}]);
    await demo.operator('PUT', '/rooms/demo/status', {status: 'live'});
    await expectEventually(() => status(visitor)).toMatch(/Live/);
  });

  it('the header shows the operator’s notice as text', async () => {
    const visitor = await demo.joined();
    const notice = visitor.page.locator('room-header [part~=notice]');
    const before = (await notice.textContent())!;
    try {
      await demo.operator('PUT', '/rooms/demo/notice', {text: '<b>Tonight</b> at eight'});
      await expectEventually(() => notice.textContent()).toBe('<b>Tonight</b> at eight');
      await visitor.waitForText('<b>Tonight</b> at eight');
    } finally {
      await demo.operator('PUT', '/rooms/demo/notice', {text: before});
    }
    await expectEventually(() => notice.textContent()).toBe(before);
  });
});

describe('garbage in custom messages', () => {
  it('is skipped by the page, which receives the next comment', async () => {
    const [visitor, speaker] = await Promise.all([demo.joined('messages'), demo.sdkViewer(demo.userId('garbage'))]);
    await demo.fault(LATE);
    const garbage: unknown[] = [
      'not json',
      '{',
      'null',
      '[]',
      '42',
      '"like"',
      '{"v":1,"type":"like","count":1e999}',
      {v: 1},
      {v: 2, type: 'danmaku', text: 'of another version'},
      {v: '1', type: 'danmaku', text: 'of a version of another type'},
      {v: 1, type: 'no-such-type', text: 'unknown'},
      {v: 1, type: ['danmaku'], text: 'a list for a type'},
      {v: 1, type: {toString: 'danmaku'}},
      {v: 1, type: 'toString'},
      {v: 1, type: '__proto__'},
      {v: 1, type: 'constructor'},
      '{"v":1,"__proto__":{"type":"danmaku","text":"by prototype"}}',
      '{"v":1,"type":"danmaku","text":"a","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
      {v: 1, type: 'like', count: -5},
      {v: 1, type: 'like', count: 1_001},
      {v: 1, type: 'like', count: 'many'},
      {v: 1, type: 'danmaku', text: {toString: 'x'}},
      {v: 1, type: 'danmaku', text: ''},
      {v: 1, type: 'danmaku', text: 'x'.repeat(201)},
      {v: 1, type: 'danmaku', text: ['a']},
      `{"v":1,"type":"like","count":1,"deep":${'['.repeat(1_500)}${']'.repeat(1_500)}}`,
      {v: 1, type: 'danmaku', padding: 'x'.repeat(7_000), text: 'y'.repeat(500)},
    ];
    const responses = await Promise.all(garbage.map((one) => speaker.send(ROOM, 'Custom', custom(one))));
    expect(responses.map(({code}) => code)).toEqual(garbage.map(() => 0));
    await expectStillReceives(visitor, speaker);
    // A valid message with unknown fields is accepted without these fields.
    expect(await messagesOfType(visitor, 'danmaku')).toMatchObject([{text: 'a'}]);
    expect(await messagesOfType(visitor, 'like')).toHaveLength(1);
    expect(await messagesOfType(visitor, 'comment')).toHaveLength(1);
    expect(await visitor.page.evaluate(() => 'polluted' in {})).toBe(false);
  });

  it('a line with an invalid style flies unstyled, and none of its text becomes markup', async () => {
    const [visitor, speaker] = await Promise.all([demo.joined(), demo.sdkViewer(demo.userId('style'))]);
    const evil = {color: 'red;position:fixed;inset:0', mode: '"><script>', text: '<b onclick=alert(1)>styled</b>'};
    await speaker.send(ROOM, 'Custom', custom({v: 1, type: 'danmaku', ...evil}, 'danmaku'));
    await expectEventually(() => visitor.listed()).toContain(evil.text);
    await expectEventually(() => visitor.flying()).toContain(evil.text);
    const line = visitor.page.locator('[part~=line]').filter({hasText: evil.text});
    expect(await line.evaluate((element) => getComputedStyle(element).position)).not.toBe('fixed');
    expect(await line.locator('*').count()).toBe(0);
  });

  it('the page runs no picture address as a script and renders names as text', async () => {
    const owner = demo.userId('owner');
    const roomId = demo.userId('room');
    const [nick, avatar] = ['<img src=x onerror=alert(1)>', 'javascript:alert(1)'];
    await demo.rest('im_open_login_svc/account_import', {UserID: owner, Nick: nick, FaceUrl: avatar});
    const group = {Type: 'AVChatRoom', GroupId: roomId, Name: '<i>Room</i>', Owner_Account: owner};
    await demo.rest('group_open_http_svc/create_group', group);
    const me = demo.userId('me');
    const visitor = await demo.visitor({
      html: `${demo.script}<live-room messages room-id="${roomId}" im-server="${demo.imServer}"
        sdk-app-id="${demo.sdkAppId}" user-id="${me}" user-sig="${demo.sign(me)}"></live-room>`,
    });
    await visitor.waitForState('joined');
    await demo.sayAs(owner, {MsgType: 'TIMTextElem', MsgContent: {Text: 'hello'}}, roomId);
    await expectEventually(() => visitor.listed()).toEqual(['hello']);
    await expectEventually(() => visitor.page.locator('chat-panel [part~=author]').allInnerTexts()).toEqual([nick]);
    await expectEventually(() => visitor.page.locator('room-header [part~=host]').innerText()).toContain(nick);
    expect((await visitor.events('live-message')).find(({text}) => text === 'hello')).toMatchObject({avatar: ''});
    expect(await visitor.page.locator('img').count()).toBe(0);
  });
});

describe('a push that the service never sends', () => {
  let wire: WireProxy;
  beforeEach(async () => {
    wire = await startWireProxy(demo.imServer);
  });
  afterEach(() => wire.close());

  let seq = 2_000_000_000;
  /** A pushed item, like the room's messages, with any content. */
  const item = (MsgBody: unknown, more: object = {}) => {
    const message = {
      From_Account: 'mallory',
      TinyId: '144115200000009999',
      GroupId: ROOM,
      ToGroupId: ROOM,
      MsgSeq: ++seq,
      MsgRandom: seq,
      MsgTimeStamp: 1_795_000_000,
      MsgClientTime: 1_795_000_000,
      MsgBody,
      CloudCustomData: '',
      GroupInfo: {GroupId: ROOM, GroupName: 'x', GroupType: 'AVChatRoom'},
      ...more,
    };
    return {Event: 3, GroupMsgArray: [message]};
  };

  it('the page survives unknown kinds, empty bodies, wrong types and broken frames', async () => {
    const visitor = await demo.visitor({
      html: demo.twoLines(`im-server="${wire.url}" messages`),
    });
    await visitor.waitForState('joined');
    const text = (Text: unknown) => [{MsgType: 'TIMTextElem', MsgContent: {Text}}];
    const items = [
      item([{MsgType: 'TIMHologramElem', MsgContent: {Data: 'x'}}]),
      item([]),
      item([{MsgType: 'TIMTextElem', MsgContent: {}}]),
      item(text(null)),
      item(text(42)),
      item(text({toString: 'x'})),
      item([{MsgType: 'TIMCustomElem', MsgContent: {Data: {v: 1, type: 'status', status: 'ended'}}}]),
      item(text('x'.repeat(20_000))),
      item([{MsgType: 'TIMCustomElem', MsgContent: {}}]),
      item([{MsgType: 'TIMCustomElem', MsgContent: {Data: 'x'.repeat(100_000)}}]),
      item([{MsgType: 'TIMImageElem', MsgContent: {ImageInfoArray: [{URL: 'javascript:alert(1)'}]}}]),
      item(text('a level of no kind'), {CloudCustomData: '{"v":1,"level":"<b>","badges":{"length":1e9}}'}),
      item(text('no custom data'), {CloudCustomData: '{"v":1,"__proto__":{"level":9}'}),
    ];
    for (const one of items) wire.push([one]);
    wire.pushRaw('not json');
    wire.pushRaw('null');
    const speaker = await demo.sdkViewer(demo.userId('honest'));
    await expectStillReceives(visitor, speaker);
    const listed = await visitor.listed();
    for (const text of ['a level of no kind', 'no custom data']) expect(listed).toContain(text);
    expect(await status(visitor)).toMatch(/Live/);
  });
});
