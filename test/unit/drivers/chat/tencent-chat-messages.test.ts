import {describe, expect, test} from 'vitest';
import type {GroupInfo} from '../../../../src/drivers/chat-driver.ts';
import {decodeBatch, isForRoom, type SdkMessage} from '../../../../src/drivers/chat/tencent-chat-messages.ts';
import type {RoomMessage} from '../../../../src/protocol/messages.ts';

const message = (fields: Partial<SdkMessage>): SdkMessage => ({
  ID: 'm-1',
  type: 'TIMTextElem',
  payload: {text: 'hello'},
  conversationID: 'GROUPdemo',
  from: 'bob',
  sequence: 1,
  time: 1_795_434_659,
  ...fields,
});

describe('a message', () => {
  test('of the room is for the room', () => {
    expect(isForRoom('demo', message({}))).toBe(true);
  });

  test('to every room, without a room id, is for this room', () => {
    expect(isForRoom('demo', message({conversationID: null}))).toBe(true);
  });

  test('of a private conversation is never for the room', () => {
    expect(isForRoom('demo', message({conversationID: 'C2Cmallory'}))).toBe(false);
  });

  test.each([
    ['another room', {conversationID: 'GROUPother'}],
    ['a room whose name has the same prefix', {conversationID: 'GROUPdemo2'}],
    [
      'the system, without a payload',
      {conversationID: '@TIM#SYSTEM', type: 'TIMGroupSystemNoticeElem', payload: undefined},
    ],
    ['the system, with a text', {conversationID: '@TIM#SYSTEM'}],
    ['a viewer who imitates the system', {type: 'TIMGroupSystemNoticeElem', conversationID: 'C2Cmallory'}],
  ])('of %s is not for the room', (_, fields) => {
    expect(isForRoom('demo', message(fields))).toBe(false);
  });

  test.each([
    ['no type', {type: undefined as unknown as string, payload: undefined}],
    ['a custom type without a payload', {type: 'TIMCustomElem', payload: undefined}],
    ['a tip without a payload', {type: 'TIMGroupTipElem', payload: null}],
    ['an object as its text', {payload: {text: {}}}],
    ['an empty text', {payload: {text: ''}}],
  ])('with %s is ignored, and the other messages are delivered', (_, fields) => {
    expect(receive(message(fields), message({ID: 'm-2'})).messages).toEqual([[expect.objectContaining({id: 'm-2'})]]);
  });
});

/** The messages that Alice receives when several arrive together. */
function receive(...batch: SdkMessage[]) {
  const messages: (readonly RoomMessage[])[] = [];
  const facts: GroupInfo[] = [];
  const notified: string[] = [];
  const disabledS: number[] = [];
  const sink = {
    messages: (batch: readonly RoomMessage[]) => messages.push(batch),
    groupChanged: (one: GroupInfo) => facts.push(one),
    notified: (text: string) => notified.push(text),
    speakingDisabled: (seconds: number) => disabledS.push(seconds),
  };
  const over = decodeBatch(batch, {roomId: 'demo', credentials: {userId: 'alice'}, sink});
  return {messages, facts, notified, disabledS, over};
}

const notice = (operationType: number, reason?: string) =>
  message({
    conversationID: '@TIM#SYSTEM',
    type: 'TIMGroupSystemNoticeElem',
    payload: {operationType, reason, groupProfile: {groupID: 'demo'}},
  });

describe('a batch of messages', () => {
  test("is delivered as one batch, and marks the viewer's own messages", () => {
    const {messages} = receive(message({}), message({ID: 'm-2', from: 'alice'}));
    expect(messages.map((batch) => batch.map(({id, own}) => [id, own]))).toEqual([
      [
        ['m-1', false],
        ['m-2', true],
      ],
    ]);
  });

  test('names all viewers who joined, and marks the viewer', () => {
    const payload = {operationType: 1, userIDList: ['bob', 'cid', 'alice'], memberList: [{userID: 'cid', nick: 'Cid'}]};
    const [batch] = receive(message({type: 'TIMGroupTipElem', payload})).messages;
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
  ])('ends the room for %s, after its messages', (_, operationType, code) => {
    const {messages, over} = receive(notice(operationType, 'rude'), message({}));
    expect(over?.code).toBe(code);
    expect(messages).toHaveLength(1);
  });

  test('without a message for the room delivers nothing', () => {
    const {messages, facts, over} = receive(notice(255), message({conversationID: 'C2Cmallory'}));
    expect([messages, facts, over]).toEqual([[], [], undefined]);
  });
});
