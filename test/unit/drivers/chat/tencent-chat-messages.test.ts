import {describe, expect, test} from 'vitest';
import type {GroupInfo} from '../../../../src/drivers/chat-driver.ts';
import {decodeBatch, isForRoom, type SdkMessage} from '../../../../src/drivers/chat/tencent-chat-messages.ts';
import type {RoomMessage} from '../../../../src/protocol/messages.ts';

const message = (given: Partial<SdkMessage>): SdkMessage => ({
  ID: 'm-1',
  type: 'TIMTextElem',
  payload: {text: 'hello'},
  conversationID: 'GROUPdemo',
  from: 'bob',
  sequence: 1,
  time: 1_795_434_659,
  ...given,
});

describe('a message', () => {
  test('of the room is of the room', () => {
    expect(isForRoom('demo', message({}))).toBe(true);
  });

  test('to every room, which names none, is of this one too', () => {
    expect(isForRoom('demo', message({conversationID: null}))).toBe(true);
  });

  test('of a private conversation never reaches the room', () => {
    expect(isForRoom('demo', message({conversationID: 'C2Cmallory'}))).toBe(false);
  });

  test.each([
    ['another room', {conversationID: 'GROUPother'}],
    ['a room whose name begins alike', {conversationID: 'GROUPdemo2'}],
    [
      'the system, about nothing',
      {conversationID: '@TIM#SYSTEM', type: 'TIMGroupSystemNoticeElem', payload: undefined},
    ],
    ['the system, in words', {conversationID: '@TIM#SYSTEM'}],
    ['a viewer who plays the system', {type: 'TIMGroupSystemNoticeElem', conversationID: 'C2Cmallory'}],
  ])('of %s is not of the room', (_, given) => {
    expect(isForRoom('demo', message(given))).toBe(false);
  });

  test.each([
    ['no type', {type: undefined as unknown as string, payload: undefined}],
    ['a custom type without a payload', {type: 'TIMCustomElem', payload: undefined}],
    ['a tip without a payload', {type: 'TIMGroupTipElem', payload: null}],
    ['a text that is no text', {payload: {text: {}}}],
    ['an empty text', {payload: {text: ''}}],
  ])('with %s says nothing, throws nothing and leaves the others their say', (_, given) => {
    expect(ear(message(given), message({ID: 'm-2'})).messages).toEqual([[expect.objectContaining({id: 'm-2'})]]);
  });
});

/** The messages that Alice receives when several arrive together. */
function ear(...batch: SdkMessage[]) {
  const messages: (readonly RoomMessage[])[] = [];
  const facts: GroupInfo[] = [];
  const notified: string[] = [];
  const muted: number[] = [];
  const sink = {
    messages: (said: readonly RoomMessage[]) => messages.push(said),
    groupChanged: (one: GroupInfo) => facts.push(one),
    notified: (text: string) => notified.push(text),
    muted: (seconds: number) => muted.push(seconds),
  };
  const over = decodeBatch(batch, {roomId: 'demo', credentials: {userId: 'alice'}, sink});
  return {messages, facts, notified, muted, over};
}

const notice = (operationType: number, reason?: string) =>
  message({
    conversationID: '@TIM#SYSTEM',
    type: 'TIMGroupSystemNoticeElem',
    payload: {operationType, reason, groupProfile: {groupID: 'demo'}},
  });

describe('what arrives together', () => {
  test('is told together, and one’s own is known', () => {
    const {messages} = ear(message({}), message({ID: 'm-2', from: 'alice'}));
    expect(messages.map((batch) => batch.map(({id, own}) => [id, own]))).toEqual([
      [
        ['m-1', false],
        ['m-2', true],
      ],
    ]);
  });

  test('names everybody who came, and knows the viewer', () => {
    const payload = {operationType: 1, userIDList: ['bob', 'cid', 'alice'], memberList: [{userID: 'cid', nick: 'Cid'}]};
    const [batch] = ear(message({type: 'TIMGroupTipElem', payload})).messages;
    expect(batch?.map(({from, own, content}) => [from.userId, from.nick, own, content.type])).toEqual([
      ['bob', '', false, 'join'],
      ['cid', 'Cid', false, 'join'],
      ['alice', '', true, 'join'],
    ]);
  });

  test.each([
    ['dismissed', 5, 'ROOM_ENDED'],
    ['a banned viewer', 21, 'BANNED'],
    ['a removed viewer', 4, 'BANNED'],
  ])('ends the room for %s, after what was said', (_, operationType, code) => {
    const {messages, over} = ear(notice(operationType, 'rude'), message({}));
    expect(over?.code).toBe(code);
    expect(messages).toHaveLength(1);
  });

  test('without anything for the room tells nothing', () => {
    const {messages, facts, over} = ear(notice(255), message({conversationID: 'C2Cmallory'}));
    expect([messages, facts, over]).toEqual([[], [], undefined]);
  });
});
