import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import {Bots} from '../../demo/bots/bots.ts';
import {Conversation} from '../../demo/bots/conversation.ts';
import {PERSONAS} from '../../demo/bots/personas.ts';
import {Random} from '../../demo/bots/random.ts';
import {CHINESE} from '../../demo/bots/phrases/chinese.ts';
import {ENGLISH} from '../../demo/bots/phrases/english.ts';
import {ChatClient, type ChatClientOptions} from '../../demo/bots/chat-client.ts';
import {CloudClient} from '../support/chat/wire-client.ts';
import {startCloud, type CloudServer} from '../support/chat/chat-emulator.ts';

const ROOM = 'demo';
/** A reconnect takes a back-off of at most 4 s on top of the outages below. */
const SOON = {interval: 20};

let cloud: CloudServer;
let watcher: CloudClient;
/** User ids of the joins, in order. */
const joins: string[] = [];
/** User ids of the comments' senders, in order, including dropped comments. */
const sends: string[] = [];
const open: {close(): Promise<void>}[] = [];

beforeAll(async () => {
  cloud = await startCloud({
    onRequest: ({userId, command}) => {
      if (command.endsWith('apply_join_group')) joins.push(userId);
      if (command.endsWith('send_group_msg')) sends.push(userId);
    },
  });
  await cloud.rest('group_open_http_svc/create_group', {Type: 'AVChatRoom', GroupId: ROOM, Name: ROOM});
});
beforeEach(async () => {
  joins.length = 0;
  sends.length = 0;
  watcher = await CloudClient.signedIn(cloud, 'watcher', ROOM);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  await watcher.close();
  await cloud.restore();
});
afterAll(() => cloud.close());

function client(userId: string, more: Partial<ChatClientOptions> = {}): ChatClient {
  const made = new ChatClient({roomId: ROOM, credentials: () => Promise.resolve(credentials(userId)), ...more});
  open.push(made);
  return made;
}

function credentials(userId: string, userSig = cloud.sign(userId)) {
  return {imServer: cloud.wsUrl, sdkAppId: cloud.sdkAppId, userId, userSig};
}

/** Messages that the watcher received, in order. */
function receivedComments(): {from: unknown; text: unknown}[] {
  return watcher
    .items()
    .filter(({MsgBody}) => Array.isArray(MsgBody))
    .map(({From_Account, MsgBody}) => {
      const [{MsgContent}] = MsgBody as [{MsgContent: {Text?: unknown}}];
      return {from: From_Account, text: MsgContent.Text};
    });
}

async function online(): Promise<unknown> {
  return (await cloud.rest('group_open_http_svc/get_online_member_num', {GroupId: ROOM})).OnlineMemberNum;
}

describe('a bot viewer', () => {
  it('joins, and everybody in the room receives its comments', async () => {
    const yuki = client('yuki');
    await yuki.open();
    expect(yuki.joined).toBe(true);
    await yuki.say('盖碗烫手怎么办 🍵');
    await expect.poll(receivedComments, SOON).toContainEqual({from: 'yuki', text: '盖碗烫手怎么办 🍵'});
  });

  it('likes as a page does: one message of low priority for all taps', async () => {
    const yuki = client('yuki');
    await yuki.open();
    expect(await yuki.like(12)).toBe(true);
    const likes = () => watcher.items().filter(({MsgBody}) => JSON.stringify(MsgBody ?? '').includes('"like"'));
    await expect.poll(likes, SOON).toHaveLength(1);
    const [{From_Account, MsgPriority, MsgBody}] = likes() as [Record<string, unknown>];
    const [{MsgContent}] = MsgBody as [{MsgContent: {Data: string; Desc: string}}];
    expect({From_Account, Desc: MsgContent.Desc}).toEqual({From_Account: 'yuki', Desc: 'like'});
    expect(JSON.parse(MsgContent.Data)).toEqual({v: 1, type: 'like', count: 12});
    expect(MsgPriority).toBe('Low');
  });

  it('reconnects after its connection was cut, and the room receives its comments again', async () => {
    const yuki = client('yuki');
    await yuki.open();
    await cloud.fault({cut: {userId: 'yuki'}});
    await expect.poll(() => joins.filter((userId) => userId === 'yuki').length, SOON).toBe(2);
    await expect.poll(() => yuki.joined, SOON).toBe(true);
    await yuki.say('back');
    await expect.poll(receivedComments, SOON).toContainEqual({from: 'yuki', text: 'back'});
  });

  it('keeps trying while the cloud refuses it', async () => {
    await cloud.fault({refuse: {seconds: 2}});
    const yuki = client('yuki');
    await yuki.open();
    await yuki.say('made it');
    await expect.poll(receivedComments, SOON).toContainEqual({from: 'yuki', text: 'made it'});
  });

  it('requests a new signature when its signature has expired', async () => {
    const give = vi.fn((userSig: string) => Promise.resolve(credentials('yuki', userSig)));
    const lapsed = cloud.sign('yuki', -60);
    const yuki = client('yuki', {credentials: () => give(give.mock.calls.length ? cloud.sign('yuki') : lapsed)});
    await yuki.open();
    expect(yuki.joined).toBe(true);
    expect(give).toHaveBeenCalledTimes(2);
  });

  it('stops permanently when another terminal signs in as the same viewer', async () => {
    const onKicked = vi.fn();
    const yuki = client('yuki', {onKicked});
    await yuki.open();
    const other = await CloudClient.signedIn(cloud, 'yuki', ROOM);
    await expect.poll(() => onKicked.mock.calls, SOON).toEqual([[1]]);
    expect(yuki.joined).toBe(false);
    await expect(yuki.say('still here?')).rejects.toThrow('not in the room');
    await other.close();
  });

  it('leaves the room when it is closed, and stops its attempts if it had not joined yet', async () => {
    const yuki = client('yuki');
    await yuki.open();
    const before = await online();
    await yuki.close();
    await expect.poll(online, SOON).toBe(Number(before) - 1);

    await cloud.fault({refuse: {seconds: 60}});
    const late = client('late');
    const coming = late.open();
    await late.close();
    await coming;
    expect(late.joined).toBe(false);
  });
});

describe('bots', () => {
  function make(rate: number) {
    const report = vi.fn<(line: string) => void>();
    const random = new Random(3);
    const bots = new Bots({
      roomId: ROOM,
      rate,
      personas: PERSONAS,
      conversation: new Conversation({personas: PERSONAS, phrases: {zh: CHINESE, en: ENGLISH}, rate: 1, random}),
      random: new Random(4),
      signIn: ({nick}) => Promise.resolve(credentials(`persona-${PERSONAS.findIndex((one) => one.nick === nick)}`)),
      report,
    });
    open.push(bots);
    return {bots, report};
  }

  it('bots join together, comment and leave', async () => {
    await cloud.fault({messagesPerSecond: 1_000});
    const before = Number(await online());
    const {bots, report} = make(30);
    await bots.joinAll();
    await expect.poll(online, SOON).toBe(before + PERSONAS.length);

    const running = bots.run();
    await expect.poll(() => new Set(receivedComments().map(({from}) => from)).size, SOON).toBeGreaterThan(10);
    await bots.close();
    await running;
    await expect.poll(online, SOON).toBe(before);
    expect(report).not.toHaveBeenCalled();
  });

  it('bots comment at the given rate, and report dropped comments', async () => {
    // Far below the number of comments that bots send in a second on a busy machine.
    await cloud.fault({messagesPerSecond: 4});
    const {bots, report} = make(1_000);
    await bots.joinAll();
    const running = bots.run();
    await expect.poll(() => report.mock.calls.length, {interval: 100}).toBeGreaterThan(0);
    const [all, seconds, dropped] = String(report.mock.calls[0]).match(/\d+/g)!.map(Number);
    expect(String(report.mock.calls[0])).toBe(
      `of ${all} comments in ${seconds} s: ${dropped} dropped by the room's message limit`,
    );
    expect(all! - dropped!).toBeLessThanOrEqual(4 * (seconds! + 1));
    expect(dropped).toBeGreaterThan(all! / 2);
    await bots.close();
    await running;
  });

  it('bots pause at rate 0 and resume', async () => {
    const {bots} = make(200);
    await bots.joinAll();
    const running = bots.run();
    await expect.poll(() => receivedComments().length, SOON).toBeGreaterThan(5);
    bots.rate = 0;
    // Comments in flight arrive during these requests; the requests after them count late ones.
    for (let count = 0; count < 50; count++) await online();
    sends.length = 0;
    for (let count = 0; count < 50; count++) await online();
    expect(sends).toEqual([]);
    bots.rate = 200;
    await expect.poll(() => sends.length, SOON).toBeGreaterThan(5);
    await bots.close();
    await running;
  });
});
