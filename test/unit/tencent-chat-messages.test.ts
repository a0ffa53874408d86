import {describe, expect, test} from 'vitest';
import {hear, isOf, type SdkMessage} from '../../src/drivers/im/tencent-chat-messages.ts';

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
    expect(isOf('demo', message({}))).toBe(true);
  });

  test('to every room, which names none, is of this one too', () => {
    expect(isOf('demo', message({conversationID: null}))).toBe(true);
  });

  test('of a private conversation never reaches the room', () => {
    expect(isOf('demo', message({conversationID: 'C2Cmallory'}))).toBe(false);
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
    expect(isOf('demo', message(given))).toBe(false);
  });

  test.each([
    ['no type', {type: undefined as unknown as string, payload: undefined}],
    ['a custom type without a payload', {type: 'TIMCustomElem', payload: undefined}],
    ['a tip without a payload', {type: 'TIMGroupTipElem', payload: null}],
    ['a text that is no text', {payload: {text: {}}}],
    ['an empty text', {payload: {text: ''}}],
  ])('with %s says nothing and throws nothing', (_, given) => {
    expect(hear(message(given), 'alice')).toEqual([]);
  });
});
