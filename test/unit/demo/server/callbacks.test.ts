import {expect, test} from 'vitest';
import {readSentMessage} from '../../../../demo/server/src/features/callbacks/after-send.ts';
import {findSignatureError} from '../../../../demo/server/src/features/callbacks/verify-signature.ts';
import {respondBeforeSend, classify} from '../../../../demo/server/src/features/callbacks/before-send.ts';
import {decodeExtras} from '../../../../src/protocol/codec.js';
import {contentOf} from '../../../../src/protocol/message-elements.js';
import {jsonRoundTrip, Mutator} from '../../../support/mutate.ts';
import {afterSend, beforeSend, customBody} from '../../../support/server/callbacks.ts';

const ROUNDS = 5_000;
const SEED = 3_006_006;

const CLOUD_CUSTOM_DATA = JSON.stringify({v: 1, level: 99, badges: ['host'], reply: {seq: 3, text: 'hello'}});
const BODIES = [
  {},
  {MsgBody: customBody({v: 1, type: 'like', count: 3})},
  {MsgBody: customBody({v: 1, type: 'danmaku', text: 'hello', mode: 'top', color: '#ff0000'})},
  {MsgBody: customBody({v: 1, type: 'gift', orderId: 'o1', count: 9})},
  {MsgBody: customBody({v: 1, type: 'status', status: 'ended'})},
  {MsgBody: [{MsgType: 'TIMFaceElem', MsgContent: {Index: 1, Data: 'tt'}}]},
].map((more) => ({...more, CloudCustomData: CLOUD_CUSTOM_DATA}));

test('a before-send response is always valid, and never lets a viewer act as the service or raise a level', () => {
  const mutator = new Mutator(SEED);
  const codes = new Map<number, number>();
  for (let round = 0; round < ROUNDS; round++) {
    const body = jsonRoundTrip(mutator.mutate(beforeSend(mutator.pick(BODIES))));
    const classification = classify(body, mutator.pick(['Web', 'Android', '', undefined, null, 7]));
    const quote = classification.decision === 'look up' ? classification.quote : undefined;
    const response = respondBeforeSend(classification, {
      senderInfo: {level: 4, badges: []},
      result: {quote, replacement: undefined},
    });
    codes.set(response.ErrorCode, (codes.get(response.ErrorCode) ?? 0) + 1);
    expect([0, 10_101]).toContain(response.ErrorCode);
    if (response.ErrorCode !== 0) continue;
    expect(decodeExtras(response.CloudCustomData)).toMatchObject({level: 4, badges: []});
    expect(
      Object.keys(JSON.parse(response.CloudCustomData!) as object)
        .sort()
        .join(),
    ).toMatch(/^badges,level,(reply,)?v$/);
    const {MsgBody} = body as {MsgBody: {MsgType: string; MsgContent: {Text?: unknown; Data?: unknown}}[]};
    for (const {MsgType, MsgContent} of MsgBody) {
      if (MsgType !== 'TIMCustomElem') continue;
      expect(['like', 'danmaku']).toContain(contentOf(MsgType, MsgContent)?.type);
    }
  }
  // Some messages were refused and some passed.
  for (const code of [0, 10_101]) expect(codes.get(code)).toBeGreaterThan(ROUNDS / 20);
});

test('the stored part of an after-send callback always fits the database', () => {
  const mutator = new Mutator(SEED);
  let kept = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const message = readSentMessage(jsonRoundTrip(mutator.mutate(afterSend(7, mutator.pick(BODIES)))));
    if (!message) continue;
    kept += 1;
    expect(message.seq).toBeGreaterThan(0);
    expect(message.roomId).toMatch(/^[\w-]{1,48}$/);
    expect(message.userId).toMatch(/^[\w-]{1,32}$/);
    const text = JSON.stringify(message.body);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(16_384);
    expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/i);
  }
  expect(kept).toBeGreaterThan(ROUNDS / 20);
});

test('a signature is checked as in Tencent’s documentation', () => {
  const key = {sdkAppId: 1_400_000_001, token: 'xxxxyyyy'};
  const query = {
    SdkAppid: '1400000001',
    RequestTime: '1669872112',
    Sign: '17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061',
  };
  expect(findSignatureError(query, key, 1_669_872_170)).toBeUndefined();
  expect(findSignatureError(query, key, 1_669_872_173)).toMatch('time differs');
  expect(findSignatureError({...query, Sign: query.Sign.toUpperCase()}, key, 1_669_872_112)).toBeTruthy();
});

test('a styled comment needs the level that the shop configures, and an unknown level does not block it', () => {
  const styled = [{mode: 'top'}, {mode: 'scroll', color: '#ff0000'}];
  const ordinary = [customBody({v: 1, type: 'danmaku', text: 'hello'}), undefined];
  const answerAt = (level: number, MsgBody: unknown) =>
    respondBeforeSend(classify(beforeSend({...(MsgBody !== undefined && {MsgBody})}), 'Web'), {
      senderInfo: {level, badges: []},
      result: {quote: undefined, replacement: undefined},
      minStyleLevel: 5,
    });
  for (const style of styled) {
    const body = customBody({v: 1, type: 'danmaku', text: 'hello', ...style});
    expect(answerAt(4, body)).toMatchObject({ErrorCode: 10_104, ErrorInfo: '5'});
    expect(answerAt(5, body).ErrorCode).toBe(0);
    expect(answerAt(0, body).ErrorCode).toBe(0);
  }
  for (const body of ordinary) expect(answerAt(1, body).ErrorCode).toBe(0);
});
