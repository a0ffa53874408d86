/** A visitor who goes through a site: to another page, and back by the browser's back-forward cache. */
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

/** Goes to another page, lets the room go on without the visitor, and comes back. Returns what the visitor missed. */
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
  test('has its picture and its chat again when the visitor comes back, twice', async () => {
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

  test('has its chat again where it has no player', async () => {
    const attributes = `api-url="${demo.api}" room-id="demo"`;
    const html = `${demo.script}<live-room ${attributes}><chat-panel></chat-panel></live-room>`;
    const visitor = await demo.visitor({html}, {expected: SOCKET_CLOSED});
    await visitor.waitForState('joined');
    const missed = await leaveAndReturn(visitor);
    await expectEventually(() => visitor.listed()).toContain(missed);
  });
});
