import {describe, expect, test} from 'vitest';
import {MessageRateLimit} from '../../demo/cloud/chat/state/message-rate-limit.ts';
import type {Priority} from '../../demo/cloud/chat/wire/priority.ts';
import {useCallbacks} from '../support/chat/callback-receiver.ts';
import type {CloudClient} from '../support/chat/wire-client.ts';
import {OTHER_ROOM, ROOM, expectEventually, succeeded, useCloud} from '../support/chat/chat-fixture.ts';

const server = useCallbacks();
// A busy machine takes longer than the service's 2 s.
const use = useCloud({callbackUrl: () => server.url || undefined, callbackTimeoutMs: 60_000});

/** Messages admitted per priority: each priority sends its weight of messages a second, evenly spread. */
function admissions(weights: Partial<Record<Priority, number>>, {seconds = 1, limit = 40} = {}): Map<Priority, number> {
  const rate = new MessageRateLimit();
  const due = Object.entries(weights).flatMap(([priority, count]) =>
    Array.from({length: count * seconds}, (_, index) => ({
      priority: priority as Priority,
      at: (index * 1_000) / count,
    })),
  );
  due.sort((a, b) => a.at - b.at);
  const admitted = new Map<Priority, number>();
  for (const {priority, at} of due) {
    const counts = at >= (seconds - 1) * 1_000; // Counts the last second only, when the rate has settled.
    if (rate.admits(priority, limit, at) && counts) admitted.set(priority, (admitted.get(priority) ?? 0) + 1);
  }
  return admitted;
}

describe('message limit of one second', () => {
  test('the limit admits 40 messages of any priority', () => {
    for (const priority of ['High', 'Normal', 'Low', 'Lowest'] as const) {
      expect(admissions({[priority]: 40})).toEqual(new Map([[priority, 40]]));
      expect(admissions({[priority]: 200}, {seconds: 5})).toEqual(new Map([[priority, 40]]));
    }
  });

  test('the limit admits High messages up to 40, and gives the rest to other priorities', () => {
    const settled = admissions({High: 30, Normal: 200, Low: 200}, {seconds: 5});
    expect(settled.get('High')).toBe(30);
    const others = (settled.get('Normal') ?? 0) + (settled.get('Low') ?? 0);
    expect(others).toBeGreaterThanOrEqual(8);
    expect(others).toBeLessThanOrEqual(12);
    expect(admissions({High: 40, Normal: 200}, {seconds: 5}).get('High')).toBe(40);
    expect(admissions({High: 100, Normal: 100}, {seconds: 5}).get('High')).toBe(40);
  });

  test('the limit admits Low messages only after Normal messages', () => {
    expect(admissions({Normal: 20, Low: 20}).get('Low')).toBe(20);
    const crowded = admissions({Normal: 100, Low: 100}, {seconds: 5});
    expect(crowded.get('Normal')).toBe(40);
    expect(crowded.get('Low') ?? 0).toBe(0);
  });
});

/** Texts of the messages that the cloud pushed to a client. */
function texts(client: CloudClient): string[] {
  return client
    .items()
    .filter(({Event}) => Event === 3)
    .map(({MsgBody}) => (MsgBody as [{MsgContent: {Text: string}}])[0].MsgContent.Text);
}

test('a dropped message is a success to its sender, causes a before-send callback, and reaches nobody', async () => {
  await use.make('flooded');
  const bob = await use.client(use.userId('bob'), 'flooded');
  const alice = await use.client(use.userId('alice'), 'flooded');
  const responses = await Promise.all(
    Array.from({length: 60}, (_, index) => alice.send('flooded', `line ${index}`, {MsgPriority: 'Normal'})),
  );
  expect(responses.every(({ErrorCode}) => ErrorCode === 0)).toBe(true);
  const accepted = responses.filter(({MsgSeq}) => Number(MsgSeq) > 0);
  const dropped = responses.filter(({MsgDropReason}) => typeof MsgDropReason === 'string');
  // On a slow machine the sixty may span two seconds: each is sent or dropped, and the first forty are sent.
  expect(accepted.length).toBeGreaterThanOrEqual(40);
  expect(accepted.length + dropped.length).toBe(60);
  expect(dropped.every(({MsgSeq}) => MsgSeq === 0)).toBe(true);
  await expectEventually(() => texts(bob)).toHaveLength(accepted.length);
  await expectEventually(() => server.of('Group.CallbackAfterSendMsg', 'flooded')).toHaveLength(accepted.length);
  expect(server.of('Group.CallbackBeforeSendMsg', 'flooded')).toHaveLength(60);
});

describe('a room at its message limit', () => {
  test('delivers High messages, tips, notices and REST messages, and does not affect other rooms', async () => {
    await use.cloud.fault({messagesPerSecond: 1});
    await use.make('full');
    const bob = await use.client(use.userId('bob'), 'full');
    const alice = await use.client(use.userId('alice'), 'full');
    await alice.send('full', 'fits');
    expect(await alice.send('full', 'high', {MsgPriority: 'High'})).not.toHaveProperty('MsgDropReason');
    for (const text of ['first', 'second', 'third']) {
      const sent = await use.cloud.rest('group_open_http_svc/send_group_msg', {
        GroupId: 'full',
        Random: Math.floor(Math.random() * 2 ** 32),
        MsgPriority: 'Low',
        MsgBody: [{MsgType: 'TIMTextElem', MsgContent: {Text: text}}],
      });
      expect(sent).not.toHaveProperty('MsgDropReason');
    }
    await use.cloud.rest('group_open_http_svc/send_group_system_notification', {GroupId: 'full', Content: 'notice'});
    const carol = use.userId('carol');
    await use.client(carol, 'full');
    await expectEventually(() => texts(bob)).toEqual(['fits', 'high', 'first', 'second', 'third']);
    await expectEventually(() => bob.items().filter(({Event}) => Event === 5)).toHaveLength(1);
    await expectEventually(() => JSON.stringify(bob.items().filter(({Event}) => Event === 4))).toContain(carol);
    const dora = await use.client(use.userId('dora'), OTHER_ROOM);
    expect(await dora.send(OTHER_ROOM, 'elsewhere')).not.toHaveProperty('MsgDropReason');
  });

  test('drops a message while the SDK reports a success', async () => {
    await use.cloud.fault({messagesPerSecond: 0});
    const alice = await use.viewer(use.userId('alice'), ROOM);
    expect(succeeded(await alice.say(ROOM, 'into the void')).message).toMatchObject({status: 'success', sequence: 0});
  });

  test('delivers more messages after the limit is raised', async () => {
    await use.cloud.fault({messagesPerSecond: 1_000});
    await use.make('raised');
    const alice = await use.client(use.userId('alice'), 'raised');
    const responses = await Promise.all(Array.from({length: 200}, (_, index) => alice.send('raised', `line ${index}`)));
    expect(responses.filter(({MsgSeq}) => Number(MsgSeq) > 0)).toHaveLength(200);
  });
});

describe('repeated messages', () => {
  test('a message with the same Random is delivered once and gets two responses', async () => {
    await use.make('echo');
    const bob = await use.client(use.userId('bob'), 'echo');
    const alice = await use.client(use.userId('alice'), 'echo');
    const both = [alice.send('echo', 'once', {Random: 7}), alice.send('echo', 'once', {Random: 7})];
    const [first, second] = await Promise.all(both);
    expect(second).toEqual(first);
    expect(await alice.send('echo', 'once', {Random: 7})).toEqual(first);
    await alice.send('echo', 'twice', {Random: 8});
    await expectEventually(() => texts(bob)).toEqual(['once', 'twice']);
    await expectEventually(() => server.of('Group.CallbackAfterSendMsg', 'echo')).toHaveLength(2);
  });

  test('a message with the same Random by another sender or in another room is another message', async () => {
    await use.make('twin');
    const [alice, bob] = [await use.client(use.userId('alice'), ROOM), await use.client(use.userId('bob'), ROOM)];
    const carol = await use.client(use.userId('carol'), 'twin');
    await alice.send(ROOM, 'of alice', {Random: 9});
    await bob.send(ROOM, 'of bob', {Random: 9});
    expect(Number((await carol.send('twin', 'of carol', {Random: 9})).MsgSeq)).toBeGreaterThan(0);
    await expectEventually(() => texts(bob)).toEqual(['of alice', 'of bob']);
  });

  test('a refused message can be sent again', async () => {
    const alice = await use.client(use.userId('alice'), ROOM);
    server.respond('Group.CallbackBeforeSendMsg', () => ({ErrorCode: 1}));
    expect(await alice.send(ROOM, 'please', {Random: 10})).toMatchObject({ErrorCode: 10016});
    server.forget();
    expect(await alice.send(ROOM, 'please', {Random: 10})).toMatchObject({ErrorCode: 0});
  });
});
