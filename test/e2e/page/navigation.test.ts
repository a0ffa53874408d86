/** A visitor navigates on a site: to another page, and back by the browser's back-forward cache. */
import {afterEach, describe, expect, test} from 'vitest';
import {expectEventually, useDemo, type PageSource} from '../../support/demo/demo-fixture.ts';
import {inspectVideo} from '../../support/demo/player-page.ts';
import type {VisitorPage} from '../../support/demo/visitor-page.ts';

const demo = useDemo({keepsPages: true});
afterEach(() => demo.mediaFault({loop: false}));

/** The browser reports the sockets that it closes when it keeps a page. */
const SOCKET_CLOSED = [/^WebSocket connection to /];
const NEXT_PAGE: PageSource = {html: '<title>Another page</title>'};

async function plays({page}: VisitorPage): Promise<void> {
  await expectEventually(async () => (await inspectVideo(page)).states).toEqual(['playing']);
  const {frames} = await inspectVideo(page);
  await expectEventually(async () => (await inspectVideo(page)).frames).not.toBe(frames);
}

/** Navigates to another page, changes the room, and navigates back. Returns the message that the visitor missed. */
async function leaveAndReturn({page}: VisitorPage): Promise<string> {
  await page.evaluate(() => document.body.setAttribute('data-kept', ''));
  await page.goto(demo.address(NEXT_PAGE));
  const missed = `Missed ${demo.userId('line')}`;
  await demo.sayAs('service', {MsgType: 'TIMTextElem', MsgContent: {Text: missed}});
  await page.goBack({waitUntil: 'commit'});
  const reasons = await page.evaluate(() =>
    JSON.stringify(
      (performance.getEntriesByType('navigation')[0] as {notRestoredReasons?: unknown}).notRestoredReasons,
    ),
  );
  expect(reasons, 'reasons against the back-forward cache').toBe('null');
  expect(await page.locator('body[data-kept]').count()).toBe(1);
  return missed;
}

describe('a page in the back-forward cache', () => {
  test('has its video and its chat again when the visitor returns, twice', async () => {
    await demo.mediaFault({loop: true});
    const visitor = await demo.joined('', {expected: SOCKET_CLOSED});
    await plays(visitor);
    for (let visit = 0; visit < 2; visit++) {
      const missed = await leaveAndReturn(visitor);
      await visitor.waitForState('joined');
      await expectEventually(() => visitor.listed()).toContain(missed);
      await plays(visitor);
    }
    const own = demo.userId('own');
    await visitor.type(own);
    await expectEventually(() => visitor.sentTexts()).toContain(own);
  });

  test('has its chat again without a player', async () => {
    const attributes = `api-url="${demo.api}" room-id="demo"`;
    const html = `${demo.script}<live-room ${attributes}><chat-panel></chat-panel></live-room>`;
    const visitor = await demo.visitor({html}, {expected: SOCKET_CLOSED});
    await visitor.waitForState('joined');
    const missed = await leaveAndReturn(visitor);
    await expectEventually(() => visitor.listed()).toContain(missed);
  });
});

describe('a site of pages that forbids frames and foreign code', () => {
  /** A page as a strict shop serves it. The host sends `X-Frame-Options: DENY` with a policy. */
  const page = (title: string): PageSource => ({
    html: `<title>${title}</title><script type="module" src="${demo.platform}/live-launcher.js"></script>
      <live-launcher api-url="${demo.api}" room-id="demo"></live-launcher>`,
    policy:
      `default-src 'none'; script-src ${demo.platform}; connect-src ${demo.platform} ${demo.platform.replace('http', 'ws')}; ` +
      `worker-src blob:; media-src ${demo.platform}; img-src ${demo.platform} data:`,
  });
  const isMuted = ({page}: VisitorPage) => page.locator('[part~=control-mute]').getAttribute('aria-label');
  const top = async ({page}: VisitorPage) => (await page.locator('[part=mini]').boundingBox())?.y;
  const list = ({page}: VisitorPage) => page.getByRole('log', {name: 'Chat'});
  const distance = (visitor: VisitorPage) =>
    list(visitor).evaluate(({scrollHeight, scrollTop, clientHeight}) =>
      Math.round(scrollHeight - scrollTop - clientHeight),
    );

  test('shows the room again on the next page: playing, in its corner, with the same sound, draft and scroll position', async () => {
    await demo.mediaFault({loop: true});
    for (let number = 0; number < 24; number++)
      await demo.sayAs('service', {MsgType: 'TIMTextElem', MsgContent: {Text: `Line ${number}`}});
    const visitor = await demo.visitor(page('First'), {
      expected: [...SOCKET_CLOSED, /ScriptProcessorNode/, /Content Security Policy/],
    });
    await visitor.page.locator('live-launcher [part~=card]').click();
    await visitor.waitForState('joined');
    await plays(visitor);
    await expectEventually(() => visitor.listed()).toContain('Line 23');
    await visitor.page.locator('[part~=control-mute]').click();
    expect(await isMuted(visitor)).toBe('Unmute');
    await visitor.input.fill('Not sent yet');
    await list(visitor).evaluate((log) => log.scrollBy(0, -60));
    const scrolled = await distance(visitor);
    expect(scrolled).toBeGreaterThan(30);
    await visitor.page.keyboard.press('Escape');
    await visitor.page.locator('[part=mini]').waitFor();
    await visitor.page.keyboard.press('ArrowUp');
    await expectEventually(() => top(visitor)).toBe(16);

    await visitor.page.goto(demo.address(page('Second')));
    await plays(visitor);
    expect(await top(visitor)).toBe(16);
    expect(await isMuted(visitor)).toBe('Unmute');

    const opening = visitor.page.context().waitForEvent('page');
    await visitor.page.getByRole('button', {name: 'Own window'}).click();
    const own = await opening;
    await own.getByText('Line 23').waitFor();
    expect(await own.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(18, 19, 26)');
    await expectEventually(() => own.evaluate(() => document.querySelector('video')!.videoWidth)).toBeGreaterThan(0);
    await own.close();

    await visitor.page.getByRole('button', {name: 'Expand'}).click();
    await expectEventually(() => visitor.input.inputValue()).toBe('Not sent yet');
    await expectEventually(() => distance(visitor)).toBe(scrolled);
  });
});
