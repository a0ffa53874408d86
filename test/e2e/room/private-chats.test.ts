import {readFile} from 'node:fs/promises';
import type {Locator} from 'playwright';
import {describe, expect, it} from 'vitest';
import {CloudClient} from '../../support/chat/wire-client.ts';
import {expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import {signInToStudio, studioTab} from '../../support/demo/studio-page.ts';
import type {SdkPage} from '../../support/chat/sdk-page.ts';
import type {VisitorPage, VisitorPageOptions} from '../../support/demo/visitor-page.ts';

const demo = useDemo();

const OFFLINE = [/net::ERR_/, /WebSocket/];

const words = (what: string) => `${what} ${demo.userId('line')}`;

/** A visitor with a private conversation next to the room. */
async function visitorWith(peer: string, attributes = '', options: VisitorPageOptions = {}): Promise<VisitorPage> {
  const html = `${demo.script}<live-room id="main" api-url="${demo.api}" room-id="demo"><chat-panel></chat-panel></live-room>
      <private-chat room="main" peer="${peer}" ${attributes}></private-chat>`;
  const visitor = await demo.visitor({html}, options);
  await visitor.waitForState('joined');
  return visitor;
}

const chatOf = (visitor: VisitorPage): Locator => visitor.page.locator('private-chat');
const bubbles = (visitor: VisitorPage) => chatOf(visitor).locator('.bubble').allTextContents();

async function say(visitor: VisitorPage, text: string): Promise<void> {
  const input = chatOf(visitor).locator('[part~=input]');
  await input.fill(text);
  await input.press('Enter');
}

const sayTo = (plain: SdkPage, to: string, text: string) => plain.send(to, 'Text', {text}, {conversationType: 'C2C'});

describe('a private chat', () => {
  it('delivers messages both ways between our page and a page with the SDK alone, and to nobody else', async () => {
    const peer = demo.userId('plain');
    const plain = await demo.sdkViewer(peer);
    const bystander = await demo.sdkViewer(demo.userId('eve'));
    const witness = await CloudClient.signedIn(demo.entrance, demo.userId('witness'));
    const visitor = await visitorWith(peer, 'open');
    const [mine, theirs] = [words('for you alone'), words('for me alone')];
    await say(visitor, mine);
    await expectEventually(() => plain.texts()).toContain(mine);
    await expectEventually(() => chatOf(visitor).locator('.state').last().textContent()).toContain('Sent');
    expect(await sayTo(plain, await visitor.requireUserId(), theirs)).toMatchObject({code: 0});
    await expectEventually(() => bubbles(visitor)).toEqual([`You: ${mine}`, `${peer}: ${theirs}`]);
    await plain.call('setMessageRead', {conversationID: `C2C${await visitor.requireUserId()}`});
    await expectEventually(() => chatOf(visitor).locator('.state').last().textContent()).toContain('Read');
    await expectEventually(async () => (await plain.events('onMessageReadByPeer')).length).toBeGreaterThan(0);
    expect(await visitor.listed()).not.toContain(theirs);
    const receivedTexts = await bystander.texts();
    expect(receivedTexts).not.toContain(mine);
    expect(receivedTexts).not.toContain(theirs);
    const frames = JSON.stringify(witness.pushes);
    expect(frames).not.toContain(mine);
    expect(frames).not.toContain(theirs);
    witness.socket.close();
  });

  it('delivers a picture that both users see', async () => {
    const peer = demo.userId('plain');
    const plain = await demo.sdkViewer(peer);
    const visitor = await visitorWith(peer, 'open');
    await chatOf(visitor).locator('.tools').waitFor({state: 'attached'});
    await chatOf(visitor)
      .locator('input[type=file]')
      .setInputFiles({
        name: 'room.png',
        mimeType: 'image/png',
        buffer: await readFile(new URL('../../../docs/room.png', import.meta.url)),
      });
    await expectEventually(() => plain.messages('TIMImageElem')).toHaveLength(1);
    const [message] = await plain.messages('TIMImageElem');
    expect(message).toMatchObject({conversationID: `C2C${await visitor.requireUserId()}`});
    const [{url}] = message!.payload.imageInfoArray as [{url: string}];
    await expectEventually(() => chatOf(visitor).locator('.bubble img').getAttribute('src')).toBe(url);
  });

  it('is unread until it is opened, also directly after a reload, and stays unread when it is closed', async () => {
    const peer = demo.userId('plain');
    const plain = await demo.sdkViewer(peer);
    const visitor = await visitorWith(peer);
    const me = await visitor.requireUserId();
    await chatOf(visitor).locator('.opener').click();
    await say(visitor, words('hello'));
    await expectEventually(async () => (await plain.texts()).length).toBeGreaterThan(0);
    await chatOf(visitor).getByRole('button', {name: 'Close'}).click();
    for (const text of ['one', 'two', 'three']) expect(await sayTo(plain, me, text)).toMatchObject({code: 0});
    await expectEventually(() => chatOf(visitor).locator('[part~=unread]').textContent()).toBe('3');
    await visitor.page.reload();
    await visitor.waitForState('joined');
    expect(await visitor.requireUserId()).toBe(me);
    await expectEventually(() => chatOf(visitor).locator('[part~=unread]').textContent()).toBe('3');
    await chatOf(visitor).locator('.opener').click();
    await expectEventually(async () => (await bubbles(visitor)).slice(-3)).toEqual(
      ['one', 'two', 'three'].map((text) => `${peer}: ${text}`),
    );
    await expectEventually(() => chatOf(visitor).locator('[part~=unread]').count()).toBe(0);
  });

  it('shows messages missed during a disconnection once after the reconnection', async () => {
    const peer = demo.userId('plain');
    const plain = await demo.sdkViewer(peer);
    const visitor = await visitorWith(peer, 'open', {expected: OFFLINE});
    const me = await visitor.requireUserId();
    const [before, meanwhile, after] = [words('before'), words('meanwhile'), words('after')];
    await say(visitor, before);
    await expectEventually(() => plain.texts()).toContain(before);
    await visitor.page.context().setOffline(true);
    await visitor.waitForState('reconnecting');
    expect(await sayTo(plain, me, meanwhile)).toMatchObject({code: 0});
    await visitor.page.context().setOffline(false);
    await visitor.waitForState('joined');
    // The order of messages within one second is not defined.
    await expectEventually(() => bubbles(visitor)).toContain(`${peer}: ${meanwhile}`);
    expect(await sayTo(plain, me, after)).toMatchObject({code: 0});
    await expectEventually(() => bubbles(visitor)).toEqual([
      `You: ${before}`,
      `${peer}: ${meanwhile}`,
      `${peer}: ${after}`,
    ]);
  });
});

it('the studio lists every user who wrote to the host, and the host replies to each', async () => {
  const [ann, ben] = await Promise.all([visitorWith('host', 'open'), visitorWith('host', 'open')]);
  const studio = await demo.visitor(
    {url: `${demo.shop}/studio.html`},
    {context: {viewport: {width: 1_440, height: 1_000}}},
  );
  await signInToStudio(studio.page);
  await studio.waitForState('joined');
  await studioTab(studio.page, 'Private messages').click();
  const questions = [words('ann asks'), words('ben asks')] as const;
  await say(ann, questions[0]);
  await say(ben, questions[1]);
  const letters = studio.page.locator('.letter');
  for (const question of questions)
    await expectEventually(() => letters.allTextContents()).toContainEqual(expect.stringContaining(question));
  await letters.filter({hasText: questions[0]}).click();
  await expectEventually(async () => (await bubbles(studio)).at(-1)).toContain(questions[0]);
  const reply = words('the host answers');
  await say(studio, reply);
  await expectEventually(async () => (await bubbles(ann)).at(-1)).toContain(reply);
  expect((await bubbles(ben)).join()).not.toContain(reply);
  await expectEventually(() => chatOf(ann).locator('.state').last().textContent()).toContain('Read');
});
