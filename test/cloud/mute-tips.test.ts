import {expect, test} from 'vitest';
import {ROOM, expectEventually, useCloud} from '../support/chat/chat-fixture.ts';

const use = useCloud({muteTips: true});

test.each(['push', 'poll'] as const)(
  'the muted viewer and the room receive a mute as a tip if the console enables mute tips, in %s mode',
  async (mode) => {
    await use.cloud.fault({mode});
    const aliceId = use.userId('alice');
    const alice = await use.viewer(aliceId, ROOM);
    const bob = await use.viewer(use.userId('bob'), ROOM);
    const mute = (MuteTime: number) =>
      use.cloud.rest('group_open_http_svc/forbid_send_msg', {GroupId: ROOM, Members_Account: [aliceId], MuteTime});
    await mute(60);
    await mute(0);
    const payloads = async (page: typeof alice, type: string, operationType: number) =>
      (await page.messages(type))
        .map(({payload}) => payload)
        .filter((payload) => payload.operationType === operationType);
    await expectEventually(() => payloads(alice, 'TIMGroupSystemNoticeElem', 22)).toMatchObject([
      {muteTime: 60},
      {muteTime: 0},
    ]);
    for (const page of [alice, bob]) {
      await expectEventually(() => payloads(page, 'TIMGroupTipElem', 7)).toMatchObject([
        {memberList: [{userID: aliceId, muteTime: 60}]},
        {memberList: [{userID: aliceId, muteTime: 0}]},
      ]);
    }
    expect(await bob.messages('TIMGroupSystemNoticeElem')).toEqual([]);
  },
);
