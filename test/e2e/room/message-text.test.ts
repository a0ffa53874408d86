import {describe, expect, it} from 'vitest';
import {ROOM, expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import type {VisitorPage} from '../../support/demo/visitor-page.ts';

const demo = useDemo();

const text = (Text: string) => ({MsgType: 'TIMTextElem', MsgContent: {Text}});
const face = {MsgType: 'TIMFaceElem', MsgContent: {Index: 1, Data: '[TUIEmoji_Smile]'}};

let words = 0;
const unique = (what: string) => `${what} ${process.pid} ${++words}`;

/** Sends one message with several elements to the room, like a backend. */
const sayAll = (userId: string, MsgBody: readonly object[]) =>
  demo.rest('group_open_http_svc/send_group_msg', {
    GroupId: ROOM,
    From_Account: userId,
    Random: Math.floor(Math.random() * 2 ** 31),
    MsgBody,
  });

/** The author of a comment, as the page shows it. */
const authorOf = (visitor: VisitorPage, line: string) =>
  visitor.page.locator('[part~=message]', {hasText: line}).locator('[part~=author]').first().textContent();

describe('a message of several elements', () => {
  it('is shown as danmaku, in the list and from the history, with all of them', async () => {
    const userId = demo.userId('several');
    await demo.rest('im_open_login_svc/account_import', {UserID: userId, Nick: 'Several'});
    const visitor = await demo.joined();
    // The stage is ready when the viewer's own line is shown.
    const own = unique('own');
    await Promise.all([visitor.arrival(own), visitor.paste(own)]);
    const [before, after] = [unique('看这个'), unique('nice')];
    const whole = `${before}🙂${after}`;
    const arrival = visitor.arrival(whole);
    await sayAll(userId, [text(before), face, text(after)]);
    const {flying, listed} = await arrival;
    expect(Math.min(flying, listed)).toBeGreaterThan(0);
    const later = await demo.joined();
    await expectEventually(() => later.listed()).toContain(whole);
  });

  it('is shown in full in a private chat', async () => {
    const userId = demo.userId('letters');
    const source = {sdkAppId: demo.sdkAppId, userId, userSig: demo.sign(userId)};
    const html = `<live-room room-id="${ROOM}" api-url="${demo.api}"><private-chat peer="host" open></private-chat></live-room>
      <script>document.querySelector('live-room').credentials = ${JSON.stringify(source)};</script>${demo.script}`;
    const visitor = await demo.visitor({html});
    await visitor.waitForState('joined');
    await visitor.input.waitFor();
    const host = await visitor.page.evaluate(
      () =>
        (document.querySelector('live-room') as unknown as {session: {state: {room: {host: {userId: string}}}}}).session
          .state.room.host.userId,
    );
    const [before, after] = [unique('only'), unique('for you')];
    await demo.rest('openim/sendmsg', {
      From_Account: host,
      To_Account: userId,
      MsgSeq: 1,
      MsgRandom: Math.floor(Math.random() * 2 ** 31),
      MsgBody: [text(before), face, text(after)],
    });
    await expectEventually(() => visitor.page.locator('private-chat [part~=message]').allTextContents()).toEqual([
      expect.stringContaining(`${before}🙂${after}`),
    ]);
  });
});

describe('a nick given by `credentials`', () => {
  it.each([
    ['with a business server', true],
    ['without one', false],
  ])('is what others read, %s, live and in the history', async (_how, served) => {
    const userId = demo.userId('tom');
    const source = {sdkAppId: demo.sdkAppId, userId, userSig: demo.sign(userId), nick: 'Tom\u202e 汤姆\u200b'};
    const where = served ? `api-url="${demo.api}"` : `im-server="${demo.imServer}"`;
    const other = await demo.joined();
    const tom = await demo.visitor({
      html: `<live-room room-id="${ROOM}" ${where}></live-room>
      <script>document.querySelector('live-room').credentials = ${JSON.stringify(source)};</script>${demo.script}`,
    });
    await tom.waitForState('joined');
    const line = unique('from tom');
    await tom.paste(line);
    await expectEventually(() => other.listed()).toContain(line);
    expect(await authorOf(other, line)).toBe('Tom 汤姆');
    expect(await authorOf(tom, line)).toBe('Tom 汤姆');
    if (!served) return;
    const later = await demo.joined();
    await expectEventually(() => later.listed()).toContain(line);
    expect(await authorOf(later, line)).toBe('Tom 汤姆');
  });
});

it('an invisible nick is replaced by a name that can be pressed', async () => {
  const userId = demo.userId('unseen');
  await demo.rest('im_open_login_svc/account_import', {UserID: userId, Nick: '\u3164\u200b'});
  const visitor = await demo.joined();
  const line = unique('from nobody');
  await sayAll(userId, [text(line)]);
  await expectEventually(() => visitor.listed()).toContain(line);
  expect(await authorOf(visitor, line)).toBe(userId);
});

it('a lottery’s keyword with spaces and in another form enters the lottery, on the card and on the server', async () => {
  const visitor = await demo.joined();
  const lottery = {keyword: '恭喜发财', seconds: 600, prize: 'a teapot', winners: 1};
  await demo.operator('POST', `/rooms/${ROOM}/lotteries`, lottery);
  const enter = visitor.page.locator('[part~=enter]');
  await enter.waitFor();
  await visitor.paste('恭 喜 发 财！');
  await expectEventually(() => enter.getAttribute('aria-disabled')).toBe('true');
  const id = await visitor.page.evaluate(
    () =>
      (document.querySelector('live-room') as unknown as {session: {state: {lottery: {current: {lotteryId: string}}}}})
        .session.state.lottery.current.lotteryId,
  );
  await demo.operator('POST', `/lotteries/${id}/draw`, {});
  const drawn = (await (await fetch(`${demo.api}/lotteries/${id}`)).json()) as {winners: unknown[]};
  expect(drawn.winners).toHaveLength(1);
});

it('a comment of 3,000 line breaks is no taller than a screen, and its button shows all of it', async () => {
  const visitor = await demo.joined();
  const userId = demo.userId('tall');
  await demo.rest('im_open_login_svc/account_import', {UserID: userId, Nick: 'Tall'});
  const begin = unique('tall');
  await sayAll(userId, [text(`${begin}${'\nx'.repeat(1_500)}${'\n'.repeat(3_000)}end`)]);
  const row = visitor.page.locator('[part~=message]', {hasText: begin});
  // The row may be drawn again during the wait.
  await expect.poll(async () => (await row.boundingBox())?.height).toBeLessThan(400);
  await row.getByRole('button', {expanded: false}).click();
  await expect.poll(() => row.textContent()).toContain('end');
});
