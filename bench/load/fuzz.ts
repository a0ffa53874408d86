/**
 * Sends a million generated and mutated messages and callbacks: through codec and session of a page, and through the business server.
 * No call may throw, and no event and no response may violate the contract. `--seed` repeats a finding.
 */
import {setImmediate as turn} from 'node:timers/promises';
import {readSentMessage} from '../../demo/server/src/features/callbacks/after-send.ts';
import {classify} from '../../demo/server/src/features/callbacks/before-send.ts';
import {decodeBatch, type SdkMessage} from '../../src/drivers/chat/tencent-chat-messages.js';
import {safeUrl} from '../../src/protocol/safe-url.js';
import {COMMENT_MAX_BYTES, exceedsBytes, COMMENTS_MAX_WITH_EARLIER, NICK_MAX_CHARS} from '../../src/protocol/limits.js';
import {SERVICE_ONLY_TYPES, type RoomMessage} from '../../src/protocol/messages.js';
import {LiveSession} from '../../src/session/live-session.js';
import {MemoryBackend} from '../../test/support/session/memory-backend.ts';
import {MemoryService} from '../../test/support/session/memory-service.ts';
import {jsonRoundTrip, Mutator} from '../../test/support/mutate.ts';
import {afterSend, beforeSend, callback, customBody, textBody} from '../../test/support/server/callbacks.ts';
import {startServer} from '../../test/support/server/test-server.ts';
import {report} from '../shared/report.ts';

const MESSAGES = 600_000;
const CALLBACKS = 380_000;
/** Callbacks by HTTP, with a real database. */
const POSTED = 20_000;
const BATCH = 50;
const POSTED_AT_ONCE = 20;
const ROOM = 'r1';
const SERVICE = 'service';
/** Allowed response statuses of a callback: https://trtc.io/document/34374 */
const ALLOWED_STATUSES = new Set([200, 422]);

const CUSTOM: readonly object[] = [
  {v: 1, type: 'like', count: 3},
  {v: 1, type: 'danmaku', text: 'hello', mode: 'top', color: '#ff0000'},
  {v: 1, type: 'status', status: 'ended'},
  {v: 1, type: 'broadcast', broadcastId: 'b1', text: 'Sale', level: 'urgent', href: 'https://shop.example'},
  {
    v: 1,
    type: 'gift',
    orderId: 'o1',
    giver: {userId: 'ann', nick: 'Ann', avatar: 'https://a.example/a.png', level: 3},
    giftId: 'rose',
    name: 'Rose',
    icon: 'https://a.example/rose.svg',
    count: 3,
    comboId: 'c1',
    comboTotal: 9,
    value: 3,
    effect: 'hearts',
  },
  {
    v: 1,
    type: 'lottery',
    lotteryId: 'l1',
    phase: 'drawn',
    keyword: 'tea',
    closesAt: 1_795_434_659,
    prize: 'A cup',
    seedHash: 'a'.repeat(64),
    winners: [{userId: 'ann', nick: 'Ann'}],
    seed: 'b'.repeat(64),
  },
];

const EXTRAS = '{"v":1,"level":7,"badges":["fan"],"reply":{"seq":3,"text":"hello"}}';

/** Messages as the SDK delivers them. */
const SEEDS: readonly object[] = [
  {type: 'TIMTextElem', payload: {text: '你好 hello 🎉'}},
  {type: 'TIMImageElem', payload: {imageInfoArray: [{url: 'https://a.example/x.png'}]}},
  ...CUSTOM.map((content) => ({type: 'TIMCustomElem', payload: {data: JSON.stringify(content)}})),
  {type: 'TIMGroupTipElem', payload: {operationType: 1, userIDList: ['ann'], memberList: [{userID: 'ann', nick: 'A'}]}},
  {type: 'TIMGroupTipElem', payload: {operationType: 7, memberList: [{userID: 'alice', muteTime: 60}]}},
  {
    type: 'TIMGroupTipElem',
    payload: {
      operationType: 6,
      newGroupProfile: {notification: 'x', groupCustomField: [{key: 'status', value: '{"status":"live","v":3}'}]},
    },
  },
  {
    type: 'TIMGroupSystemNoticeElem',
    conversationID: '@TIM#SYSTEM',
    payload: {operationType: 255, userDefinedField: '{"v":1,"type":"slow","seconds":3}', groupProfile: {groupID: ROOM}},
  },
].map((more) => ({
  ID: 'm-1',
  conversationID: `GROUP${ROOM}`,
  from: 'bob',
  nick: 'Bob',
  avatar: 'https://a.example/b.png',
  cloudCustomData: EXTRAS,
  ...more,
}));

const BODIES = [
  {MsgBody: textBody('hello')},
  ...CUSTOM.map((content) => ({MsgBody: customBody(content)})),
  {MsgBody: [{MsgType: 'TIMFaceElem', MsgContent: {Index: 1, Data: 'tt'}}]},
].map((more) => ({...more, CloudCustomData: EXTRAS}));

export async function run({seed}: {readonly seed: number}): Promise<boolean> {
  console.log(`seed ${seed}`);
  const findings: string[] = [];
  const sessionCounts = await throughSession(seed, findings);
  const judged = throughCallbacks(seed, findings);
  const posted = await throughHttp(seed, findings);
  for (const finding of findings.slice(0, 20)) console.log(finding);
  return report({
    part: 'load-fuzz',
    table: {
      'messages, through codec and session': {sent: MESSAGES, ...sessionCounts},
      'callbacks, read by the server': {sent: CALLBACKS, ...judged},
      'callbacks, posted': {sent: POSTED, ...posted},
    },
    promises: {[`nothing thrown, no event that violates the contract (${findings.length} findings)`]: !findings.length},
    facts: {seed},
  });
}

async function throughSession(seed: number, findings: string[]) {
  Object.assign(globalThis, {__DEV__: false});
  const mutator = new Mutator(seed);
  const service = new MemoryService();
  const backend = new MemoryBackend();
  const {fetch} = globalThis;
  globalThis.fetch = backend.fetch;
  const session = new LiveSession(service.load);
  await session.join({roomId: ROOM, apiUrl: 'https://shop.example/api'});
  let delivered = 0;
  const addFinding = (what: string, value: unknown) =>
    findings.push(`${what}: ${JSON.stringify(value)?.slice(0, 400)}`);
  session.on('message', (message) => {
    delivered += 1;
    const why = contractViolation(message);
    if (why) addFinding(why, message);
  });
  let seq = 0;
  for (let sent = 0; sent < MESSAGES; sent += BATCH) {
    const batch = Array.from({length: BATCH}, () => {
      const time = Math.floor(Date.now() / 1_000);
      const from = mutator.pick(['bob', 'alice', 'host', SERVICE]);
      // Messages that end the connection are tested elsewhere.
      return mutator.mutate({...mutator.pick(SEEDS), sequence: ++seq, time, from}) as SdkMessage;
    });
    try {
      service.sinks((sink) => decodeBatch(batch, {roomId: ROOM, credentials: {userId: 'alice'}, sink}));
      const {comments} = session.state;
      if (comments.list.length > COMMENTS_MAX_WITH_EARLIER)
        addFinding('a comment list over the limit', comments.list.length);
    } catch (error) {
      addFinding(`thrown: ${String(error)}`, batch);
    }
    if (session.status !== 'joined') addFinding('the connection ended', session.state.connection);
    await turn();
  }
  await session.leave();
  globalThis.fetch = fetch;
  return {delivered};
}

/** Returns how a message violates the contract; undefined if it does not. */
function contractViolation({content, from, seq}: RoomMessage): string | undefined {
  if (SERVICE_ONLY_TYPES.has(content.type) && from.userId !== SERVICE) return 'a service message of another sender';
  if (from.avatar && safeUrl(from.avatar) !== from.avatar) return 'an unsafe address';
  if (from.nick.length > NICK_MAX_CHARS) return 'a nick over the limit';
  if (!Number.isInteger(from.level) || from.level < 0 || from.level > 999) return 'an invalid level';
  if (from.badges.some((badge) => typeof badge !== 'string' || badge.length > 16)) return 'an invalid badge';
  if (typeof seq !== 'number') return 'an invalid sequence number';
  if ('text' in content && (typeof content.text !== 'string' || exceedsBytes(content.text, COMMENT_MAX_BYTES)))
    return 'an invalid text';
  if ('icon' in content && content.icon && safeUrl(content.icon) !== content.icon) return 'an unsafe icon';
  return undefined;
}

function throughCallbacks(seed: number, findings: string[]) {
  const mutator = new Mutator(seed);
  let refused = 0;
  let kept = 0;
  for (let sent = 0; sent < CALLBACKS; sent += 2) {
    const beforeSendBody = jsonRoundTrip(mutator.mutate(beforeSend(mutator.pick(BODIES))));
    const afterSendBody = jsonRoundTrip(mutator.mutate(afterSend(7, mutator.pick(BODIES))));
    try {
      const {decision} = classify(beforeSendBody, mutator.pick(['Web', 'Android', '', undefined, 7]));
      if (decision === 'refuse') refused += 1;
      if (decision === 'pass') findings.push(`accepted unchanged: ${JSON.stringify(beforeSendBody)?.slice(0, 400)}`);
      if (readSentMessage(afterSendBody)) kept += 1;
    } catch (error) {
      findings.push(`thrown: ${String(error)}: ${JSON.stringify([beforeSendBody, afterSendBody]).slice(0, 400)}`);
    }
  }
  return {refused, kept};
}

async function throughHttp(seed: number, findings: string[]) {
  const mutator = new Mutator(seed);
  const server = await startServer();
  let refused = 0;
  try {
    for (let sent = 0; sent < POSTED; sent += POSTED_AT_ONCE) {
      const bodies = Array.from({length: POSTED_AT_ONCE}, (_, index) =>
        mutator.mutate(
          (sent + index) % 2 ? afterSend(sent + index + 1, mutator.pick(BODIES)) : beforeSend(mutator.pick(BODIES)),
        ),
      );
      for (const [index, {status, body}] of (
        await Promise.all(bodies.map((body) => callback(server, body === undefined ? 'null' : body)))
      ).entries()) {
        if (!ALLOWED_STATUSES.has(status))
          findings.push(`responded ${status}: ${JSON.stringify(bodies[index])?.slice(0, 400)}`);
        if (body.ErrorCode) refused += 1;
      }
    }
    const wrong = server.log.filter((line) => /"level":(50|60)/.test(line));
    for (const line of wrong) findings.push(`logged: ${line.slice(0, 400)}`);
  } finally {
    await server.close();
  }
  return {refused};
}
