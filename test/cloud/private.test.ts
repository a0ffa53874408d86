import {describe, expect, test} from 'vitest';
import {expectEventually, succeeded, useCloud} from '../support/chat/chat-fixture.ts';
import type {SdkPage} from '../support/chat/sdk-page.ts';

const fixture = useCloud();

interface Conversation {
  readonly conversationID: string;
  readonly unreadCount: number;
  readonly lastMessage: {readonly messageForShow: string};
}

const say = (page: SdkPage, to: string, words: string) =>
  page.send(to, 'Text', {text: words}, {conversationType: 'C2C'});

const history = async (page: SdkPage, peer: string, nextReqMessageID?: string) => {
  const data = succeeded(
    await page.call('getMessageList', {conversationID: `C2C${peer}`, ...(nextReqMessageID && {nextReqMessageID})}),
  ) as {
    messageList: {ID: string; payload: {text: string}; flow: string; isPeerRead: boolean}[];
    isCompleted: boolean;
    nextReqMessageID: string;
  };
  return {...data, texts: data.messageList.map(({payload}) => payload.text)};
};

async function conversationsOf(page: SdkPage): Promise<Conversation[]> {
  return (succeeded(await page.call('getConversationList')) as {conversationList: Conversation[]}).conversationList;
}

/** Two users of a conversation, and a third outside it. */
async function threeUsers(): Promise<{
  ann: SdkPage;
  ben: SdkPage;
  eve: SdkPage;
  ids: {ann: string; ben: string; eve: string};
}> {
  const ids = {ann: fixture.userId('ann'), ben: fixture.userId('ben'), eve: fixture.userId('eve')};
  const [ann, ben, eve] = await Promise.all([
    fixture.viewer(ids.ann),
    fixture.viewer(ids.ben),
    fixture.viewer(ids.eve),
  ]);
  return {ann, ben, eve, ids};
}

describe('a private chat', () => {
  test('delivers a message to the other user at once, and to nobody else', async () => {
    const {ann, ben, eve, ids} = await threeUsers();
    const witness = await fixture.client(fixture.userId('witness'));
    succeeded(await say(ann, ids.ben, 'for ben alone'));
    await expectEventually(() => ben.texts()).toEqual(['for ben alone']);
    const [message] = await ben.messages('TIMTextElem');
    expect(message).toMatchObject({from: ids.ann, conversationID: `C2C${ids.ann}`, flow: 'in'});
    succeeded(await say(ben, ids.ann, 'for ann alone'));
    await expectEventually(() => ann.texts()).toEqual(['for ann alone']);
    expect(await eve.texts()).toEqual([]);
    for (const peer of [ids.ann, ids.ben]) {
      const response = await witness.ask('openim.getroammsg', {Peer_Account: peer, MaxCnt: 15});
      expect(response.MsgList).toEqual([]);
    }
    const forged = await witness.ask('openim.getroammsg', {From_Account: ids.ann, Peer_Account: ids.ben, MaxCnt: 15});
    expect(forged.MsgList).toEqual([]);
  });

  test('is kept for both after a reload, oldest message first, page by page', async () => {
    const {ann, ids} = await threeUsers();
    for (let i = 0; i < 20; i++) succeeded(await say(ann, ids.ben, `line ${i}`));
    for (const [me, peer] of [
      [ids.ann, ids.ben],
      [ids.ben, ids.ann],
    ] as const) {
      const again = await fixture.viewer(me);
      const newest = await history(again, peer);
      expect(newest.texts.at(-1)).toBe('line 19');
      expect(newest.isCompleted).toBe(false);
      const older = await history(again, peer, newest.nextReqMessageID);
      expect([...older.texts, ...newest.texts]).toEqual(Array.from({length: 20}, (_, index) => `line ${index}`));
    }
  });

  test('counts unread messages until they are read, also after a reload, and the sender gets the receipt', async () => {
    const {ann, ids} = await threeUsers();
    for (const words of ['one', 'two', 'three']) succeeded(await say(ann, ids.ben, words));
    const ben = await fixture.viewer(ids.ben);
    await expectEventually(async () => (await conversationsOf(ben))[0]).toMatchObject({
      conversationID: `C2C${ids.ann}`,
      unreadCount: 3,
      lastMessage: {messageForShow: 'three'},
    });
    succeeded(await ben.call('setMessageRead', {conversationID: `C2C${ids.ann}`}));
    await expectEventually(async () => (await ann.events('onMessageReadByPeer')).length).toBeGreaterThan(0);
    const again = await fixture.viewer(ids.ben);
    await expectEventually(async () => (await conversationsOf(again))[0]).toMatchObject({unreadCount: 0});
    const annAgain = await fixture.viewer(ids.ann);
    expect((await history(annAgain, ids.ben)).messageList.map(({isPeerRead}) => isPeerRead)).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('lets the sender recall a fresh message', async () => {
    const {ann, ben, eve, ids} = await threeUsers();
    const sent = succeeded(await say(ann, ids.ben, 'oops')) as {message: {ID: string}};
    await expectEventually(() => ben.texts()).toEqual(['oops']);
    succeeded(await ann.revoke(sent.message.ID));
    await expectEventually(() => ben.events('onMessageRevoked')).toMatchObject([{data: [{ID: sent.message.ID}]}]);
    const again = await fixture.viewer(ids.ben);
    expect((await history(again, ids.ann)).texts).toEqual([]);

    const kept = succeeded(await say(ann, ids.ben, 'kept')) as {
      message: {sequence: number; random: number; time: number};
    };
    const {sequence: MsgSeq, random: MsgRandom, time: MsgTimeStamp} = kept.message;
    const thief = await fixture.client(fixture.userId('thief'));
    for (const [From_Account, To_Account] of [
      [ids.ann, ids.ben],
      [ids.ben, ids.ann],
    ]) {
      const response = await thief.ask('openim.msgwithdraw', {
        MsgInfo: {From_Account, To_Account, MsgSeq, MsgRandom, MsgTimeStamp},
      });
      expect(response.ErrorCode).toBe(10_007);
    }
    expect(await eve.texts()).toEqual([]);
    expect((await history(await fixture.viewer(ids.ben), ids.ann)).texts).toEqual(['kept']);
  });

  test('is refused with an account that does not exist, and for a guest', async () => {
    const {ann} = await threeUsers();
    expect(await say(ann, 'nobody-at-all', 'hello')).toMatchObject({code: 20_003});
    const stranger = await fixture.stranger();
    for (const command of ['openim.sendmsg', 'openim.getroammsg', 'openim.getmsg', 'recentcontact.page_get'])
      expect((await stranger.ask(command, {To_Account: 'x', Peer_Account: 'x'})).ErrorCode).not.toBe(0);
  });

  test('delivers a message of the business server once, although it is sent several times', async () => {
    const {ann, ids} = await threeUsers();
    const message = {
      From_Account: 'administrator',
      To_Account: ids.ann,
      MsgRandom: 77,
      MsgBody: [{MsgType: 'TIMTextElem', MsgContent: {Text: 'your order is on its way'}}],
    };
    for (let i = 0; i < 2; i++)
      expect(await fixture.cloud.rest('openim/sendmsg', message)).toMatchObject({ErrorCode: 0});
    await expectEventually(() => ann.texts()).toEqual(['your order is on its way']);
    expect((await history(ann, 'administrator')).texts).toEqual(['your order is on its way']);
  });
});
