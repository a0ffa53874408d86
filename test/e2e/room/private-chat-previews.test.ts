import {it} from 'vitest';
import {expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import {signInToStudio} from '../../support/demo/studio-page.ts';

const demo = useDemo();

const text = (Text: string) => ({MsgType: 'TIMTextElem', MsgContent: {Text}});
const file = {
  MsgType: 'TIMFileElem',
  MsgContent: {UUID: 'u', FileSize: 1, FileName: 'a.pdf', Url: 'https://a.example/a.pdf'},
};

it('a conversation’s preview contains all elements of the last message, both before the conversation is opened and live', async () => {
  const userId = demo.userId('writer');
  await demo.rest('im_open_login_svc/account_import', {UserID: userId, Nick: userId});
  const host = ((await (await fetch(`${demo.api}/rooms/demo`)).json()) as {host: {userId: string}}).host.userId;
  const send = (MsgBody: readonly object[]) =>
    demo.rest('openim/sendmsg', {
      From_Account: userId,
      To_Account: host,
      MsgRandom: Math.floor(Math.random() * 2 ** 31),
      MsgBody,
    });
  await send([text('see this '), text('now'), file, text('and this')]);
  const studio = await demo.visitor(
    {url: `${demo.shop}/studio.html`},
    {context: {viewport: {width: 1_440, height: 1_000}}},
  );
  await signInToStudio(studio.page);
  await studio.waitForState('joined');
  const preview = () => studio.page.locator('.letter', {hasText: userId}).locator('.words').textContent();
  await expectEventually(preview).toMatch(/^see this now \S.* and this$/);
  await send([text('one '), text('two')]);
  await expectEventually(preview).toBe('one two');
});

it('strangers whom the page does not show do not use up the previews', async () => {
  const {host} = (await (await fetch(`${demo.api}/rooms/demo`)).json()) as {host: {userId: string}};
  const html = `${demo.script}<live-room id="main" api-url="${demo.api}" room-id="demo"><chat-panel></chat-panel></live-room>
    <private-chat room="main" peer="host"></private-chat>`;
  const visitor = await demo.visitor({html});
  await visitor.waitForState('joined');
  const userId = await visitor.requireUserId();
  const send = (from: string, MsgBody: readonly object[]) =>
    demo.rest('openim/sendmsg', {
      From_Account: from,
      To_Account: userId,
      MsgRandom: Math.floor(Math.random() * 2 ** 31),
      MsgBody,
    });
  await send(host.userId, [text('your parcel '), text('has left')]);
  for (let at = 0; at < 25; at++) {
    const stranger = demo.userId('stranger');
    await demo.rest('im_open_login_svc/account_import', {UserID: stranger, Nick: stranger});
    await send(stranger, [text('look '), text('here')]);
  }
  await visitor.page.reload();
  await visitor.waitForState('joined');
  const talks = () =>
    visitor.page.evaluate(() =>
      document
        .querySelector('live-room')!
        .session.state.privateChats.conversations.map(({peer, last}) => ({userId: peer.userId, text: last?.text})),
    );
  await expectEventually(talks).toEqual([{userId: host.userId, text: 'your parcel has left'}]);
});
