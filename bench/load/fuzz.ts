/**
 * What nobody meant to send: a million generated and bent messages and callbacks, through codec and session as a page has them and
 * through the business server as Tencent reaches it. Nothing may be thrown, and nothing may be told or answered that the contract
 * does not allow. A finding is repeated by its seed.
 */
import {setImmediate as turn} from 'node:timers/promises';
import {readSentMessage} from '../../demo/server/src/features/callbacks/after-send.ts';
import {classify} from '../../demo/server/src/features/callbacks/before-send.ts';
import {decodeBatch, type SdkMessage} from '../../src/drivers/chat/tencent-chat-messages.js';
import {safeUrl} from '../../src/protocol/safe-url.js';
import {COMMENT_MAX_BYTES, exceedsBytes, COMMENTS_MAX_READING, NICK_MAX_CHARS} from '../../src/protocol/limits.js';
import {SERVICE_ONLY_TYPES, type RoomMessage} from '../../src/protocol/messages.js';
import {LiveSession} from '../../src/session/live-session.js';
import {MemoryBackend} from '../../test/support/session/memory-backend.ts';
import {MemoryService} from '../../test/support/session/memory-service.ts';
import {Mutator} from '../../test/support/mutate.ts';
import {afterSend, beforeSend, callback, customBody, textBody} from '../../test/support/server/callbacks.ts';
import {startServer} from '../../test/support/server/test-server.ts';
import {report} from '../shared/report.ts';

const MESSAGES = 600_000;
const CALLBACKS = 380_000;
/** By HTTP, into a real database. */
const POSTED = 20_000;
const BATCH = 50;
const POSTED_AT_ONCE = 20;
const ROOM = 'r1';
const SERVICE = 'service';
/** What a viewer may be answered: https://trtc.io/document/34374 */
const MAY_BE_ANSWERED = new Set([200, 422]);

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

/** As the SDK hands them over. */
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
  const told = await throughSession(seed, findings);
  const judged = throughCallbacks(seed, findings);
  const posted = await throughHttp(seed, findings);
  for (const finding of findings.slice(0, 20)) console.log(finding);
  return report({
    part: 'load-fuzz',
    table: {
      'messages, through codec and session': {sent: MESSAGES, ...told},
      'callbacks, read by the server': {sent: CALLBACKS, ...judged},
      'callbacks, posted': {sent: POSTED, ...posted},
    },
    promises: {[`nothing thrown, nothing told that may not be (${findings.length} findings)`]: !findings.length},
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
  let heard = 0;
  const notTold = (what: string, value: unknown) => findings.push(`${what}: ${JSON.stringify(value)?.slice(0, 400)}`);
  session.on('message', (message) => {
    heard += 1;
    const why = whyNot(message);
    if (why) notTold(why, message);
  });
  let seq = 0;
  for (let sent = 0; sent < MESSAGES; sent += BATCH) {
    const batch = Array.from({length: BATCH}, () => {
      const time = Math.floor(Date.now() / 1_000);
      const from = mutator.pick(['bob', 'alice', 'host', SERVICE]);
      // What would end the stay is tested elsewhere: here it has to go on.
      return mutator.mutate({...mutator.pick(SEEDS), sequence: ++seq, time, from}) as SdkMessage;
    });
    try {
      service.sinks((sink) => decodeBatch(batch, {roomId: ROOM, credentials: {userId: 'alice'}, sink}));
      const {comments} = session.state;
      if (comments.list.length > COMMENTS_MAX_READING) notTold('a list without a bound', comments.list.length);
    } catch (error) {
      notTold(`thrown: ${String(error)}`, batch);
    }
    if (session.status !== 'joined') notTold('the stay is over', session.state.connection);
    await turn();
  }
  await session.leave();
  globalThis.fetch = fetch;
  return {told: heard};
}

/** What the contract does not allow to be told. */
function whyNot({content, from, seq}: RoomMessage): string | undefined {
  if (SERVICE_ONLY_TYPES.has(content.type) && from.userId !== SERVICE) return 'somebody plays the service';
  if (from.avatar && safeUrl(from.avatar) !== from.avatar) return 'an address that may not be used';
  if (from.nick.length > NICK_MAX_CHARS) return 'a name without a bound';
  if (!Number.isInteger(from.level) || from.level < 0 || from.level > 999) return 'a level that is none';
  if (from.badges.some((badge) => typeof badge !== 'string' || badge.length > 16)) return 'a badge that is none';
  if (typeof seq !== 'number') return 'a sequence that is none';
  if ('text' in content && (typeof content.text !== 'string' || exceedsBytes(COMMENT_MAX_BYTES, content.text)))
    return 'a text that is none';
  if ('icon' in content && content.icon && safeUrl(content.icon) !== content.icon)
    return 'an icon that may not be used';
  return undefined;
}

function throughCallbacks(seed: number, findings: string[]) {
  const mutator = new Mutator(seed);
  let refused = 0;
  let kept = 0;
  for (let sent = 0; sent < CALLBACKS; sent += 2) {
    const asked = wired(mutator.mutate(beforeSend(mutator.pick(BODIES))));
    const said = wired(mutator.mutate(afterSend(7, mutator.pick(BODIES))));
    try {
      const {becomes} = classify(asked, mutator.pick(['Web', 'Android', '', undefined, 7]));
      if (becomes === 'refused') refused += 1;
      if (becomes === 'unaltered') findings.push(`passed unread: ${JSON.stringify(asked)?.slice(0, 400)}`);
      if (readSentMessage(said)) kept += 1;
    } catch (error) {
      findings.push(`thrown: ${String(error)}: ${JSON.stringify([asked, said]).slice(0, 400)}`);
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
        if (!MAY_BE_ANSWERED.has(status))
          findings.push(`answered ${status}: ${JSON.stringify(bodies[index])?.slice(0, 400)}`);
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

/** As it would come over the wire. */
function wired(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value) ?? 'null');
}
