import {beforeEach, describe, expect, it} from 'vitest';
import {ROOM, expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import type {LiveSession} from '../../../src/session/live-session.ts';
import type {VisitorPage} from '../../support/demo/visitor-page.ts';

const demo = useDemo();

/** The browser's own messages for a lost network. */
const OFFLINE = [/net::ERR_/, /WebSocket/];

let words = 0;
function line(what: string): string {
  return `${what} ${process.pid} ${++words}`;
}

/** Sends lines in the room by REST, as an account of the service. Returns them. */
async function say(count: number, what: string): Promise<string[]> {
  const lines = Array.from({length: count}, () => line(what));
  for (const text of lines) await demo.sayAs('service', {MsgType: 'TIMTextElem', MsgContent: {Text: text}});
  return lines;
}

/** The lines of these that the visitor's list contains, in the list's order. */
async function listedOf(visitor: VisitorPage, lines: readonly string[]): Promise<string[]> {
  return (await visitor.listed()).filter((text) => lines.includes(text));
}

/** The lines that fired `live-message`, in order. */
async function receivedOf(visitor: VisitorPage, lines: readonly string[]): Promise<(string | undefined)[]> {
  const received = (await visitor.events('live-message')).map(({text}) => text);
  return received.filter((text) => text !== undefined && lines.includes(text));
}

/** The room's state that the page's own script reads. */
interface Room extends Element {
  say(text: string): Promise<void>;
  readonly session: LiveSession;
}

/** Sends a comment by a script of the page, which signs a guest in first. */
function sayByScript(visitor: VisitorPage, text: string): Promise<void> {
  return visitor.page.evaluate((comment) => document.querySelector<Room>('live-room')!.say(comment), text);
}

/** Waits until the history is loaded. Later messages that are missed fire events. */
async function hasReadHistory(visitor: VisitorPage): Promise<void> {
  await visitor.page.waitForFunction(
    () => document.querySelector<Room>('live-room')!.session.state.comments.history !== 'none',
  );
}

/** Every status of the room since the page was opened. */
async function statuses(visitor: VisitorPage): Promise<(string | undefined)[]> {
  return (await visitor.events('live-status-change')).map(({status}) => status);
}

describe('a viewer who enters a room', () => {
  it('reads the latest messages once and in order, and loads earlier ones by scrolling up', async () => {
    const lines = await say(60, 'before');
    const visitor = await demo.joined('messages');
    await expectEventually(() => listedOf(visitor, lines)).toEqual(lines.slice(-50));
    await visitor.page
      .locator('[part~=list]')
      .first()
      .evaluate((list) => list.scrollTo(0, 0));
    await expectEventually(() => listedOf(visitor, lines)).toEqual(lines);
    expect(await receivedOf(visitor, lines)).toEqual([]);
  });
});

describe.each(['push', 'poll'])('in %s mode', (mode) => {
  beforeEach(() => demo.fault({mode}));

  it('the page shows a network loss of some seconds and lists the missed messages in order', async () => {
    const visitor = await demo.joined('messages', {expected: OFFLINE});
    const before = await say(2, 'before');
    await expectEventually(() => listedOf(visitor, before)).toEqual(before);
    await visitor.page.context().setOffline(true);
    await visitor.waitForState('reconnecting');
    const meanwhile = await say(8, 'meanwhile');
    await visitor.page.context().setOffline(false);
    await visitor.waitForState('joined');
    const after = await say(2, 'after');
    const all = [...before, ...meanwhile, ...after];
    await expectEventually(() => listedOf(visitor, all)).toEqual(all);
    await expectEventually(async () => (await receivedOf(visitor, all)).sort()).toEqual(all.sort());
    expect(await statuses(visitor)).toEqual(['joining', 'joined', 'reconnecting', 'joined']);
  });

  it('no message is lost when the server is down for some seconds', async () => {
    const visitor = await demo.joined('messages', {expected: OFFLINE});
    const id = await visitor.userId();
    await hasReadHistory(visitor);
    await demo.fault({refuse: {seconds: 4}, cut: {userId: id}});
    await visitor.waitForPastStatus('reconnecting');
    const meanwhile = await say(8, 'refused');
    await visitor.waitForState('joined');
    await expectEventually(() => listedOf(visitor, meanwhile)).toEqual(meanwhile);
    await expectEventually(() => receivedOf(visitor, meanwhile)).toEqual(meanwhile);
    await visitor.paste(line('I am back'));
    await expectEventually(() => visitor.events('live-said')).toHaveLength(1);
  });

  it('the page shows a silent connection and lists the missed messages afterwards', async () => {
    const visitor = await demo.joined('messages', {expected: OFFLINE});
    await hasReadHistory(visitor);
    await demo.fault({silence: {userId: await visitor.userId(), seconds: 16}});
    const meanwhile = await say(5, 'silent');
    await visitor.waitForPastStatus('reconnecting');
    await visitor.waitForState('joined');
    await expectEventually(() => listedOf(visitor, meanwhile)).toEqual(meanwhile);
    await expectEventually(() => receivedOf(visitor, meanwhile)).toEqual(meanwhile);
  });
});

describe('a viewer who signs in', () => {
  it('as a guest receives every message once while a comment arrives every 50 ms', async () => {
    const visitor = await demo.joined('messages guest');
    const lines: string[] = [];
    let isSending = true;
    const sending = (async () => {
      while (isSending) {
        const [sent] = await Promise.all([say(1, 'upgrade'), new Promise((resolve) => setTimeout(resolve, 50))]);
        lines.push(...sent);
      }
    })();
    await expectEventually(() => listedOf(visitor, lines)).not.toEqual([]);
    await sayByScript(visitor, line('now by name'));
    const known = lines.length;
    await expectEventually(() => lines.length).toBeGreaterThan(known + 10);
    isSending = false;
    await sending;
    const first = (await receivedOf(visitor, lines))[0]!;
    const expected = lines.slice(lines.indexOf(first));
    await expectEventually(async () => (await receivedOf(visitor, lines)).sort()).toEqual(expected.sort());
    await expectEventually(() => listedOf(visitor, lines)).toEqual(lines);
    expect(await statuses(visitor)).toEqual(['joining', 'joined']);
    expect(await visitor.userId()).toBeTruthy();
  });

  it('stays in the room when the signature expires', async () => {
    const visitor = await demo.joined('messages');
    await demo.fault({expireSignature: {userId: await visitor.userId()}});
    await visitor.paste(line('felt at the next request'));
    const after = await say(2, 'lapsed');
    await expectEventually(() => listedOf(visitor, after)).toEqual(after);
    await sayByScript(visitor, line('with a new signature'));
    expect(await statuses(visitor)).not.toContain('failed');
  });

  it('in a second tab disconnects the first, which reconnects only by its button', async () => {
    const first = await demo.joined();
    const second = await first.page.context().newPage();
    await second.goto(first.page.url());
    await first.waitForState('kicked');
    await first.waitForText('Use it here');
    await expect
      .poll(() => second.evaluate(() => document.querySelector('live-room')!.matches(':state(joined)')))
      .toBe(true);
    await first.page.getByRole('button', {name: 'Use it here'}).click();
    await first.waitForState('joined');
    await expect
      .poll(() => second.evaluate(() => document.querySelector('live-room')!.matches(':state(kicked)')))
      .toBe(true);
    const sent = await say(1, 'to the first tab');
    await expectEventually(() => listedOf(first, sent)).toEqual(sent);
    expect(await first.errors()).toEqual(['KICKED_OUT']);
  });

  it('reads a message when the service signs them out', async () => {
    const visitor = await demo.joined();
    await demo.fault({kick: {userId: await visitor.userId(), type: 3}});
    await visitor.waitForState('kicked');
    expect(await visitor.errors()).toEqual(['KICKED_OUT']);
  });
});

describe('the before-send callback of the business server', () => {
  it('refuses message types of the service, and nobody receives them', async () => {
    const [visitor, forger] = await Promise.all([demo.joined('messages'), demo.sdkViewer(demo.userId('forger'))]);
    const gift = {v: 1, type: 'gift', orderId: 'x', giftId: 'rose', count: 1};
    const payload = {data: JSON.stringify(gift), description: 'gift', extension: ''};
    expect(await forger.send(ROOM, 'Custom', payload)).toMatchObject({code: 10101});
    const text = line('a true comment');
    await forger.say(ROOM, text);
    await expectEventually(() => listedOf(visitor, [text])).toEqual([text]);
    expect((await visitor.events('live-message')).map(({messageType}) => messageType)).not.toContain('gift');
  });

  it('sets a comment’s level and ignores the level that its sender wrote', async () => {
    const [visitor, forger] = await Promise.all([demo.joined('messages'), demo.sdkViewer(demo.userId('forger'))]);
    const text = line('level 99');
    const cloudCustomData = JSON.stringify({v: 1, level: 99, badges: ['host']});
    expect(await forger.send(ROOM, 'Text', {text}, {cloudCustomData})).toMatchObject({code: 0});
    await expectEventually(() => listedOf(visitor, [text])).toEqual([text]);
    const level = () =>
      visitor.page.evaluate((wanted) => {
        const {list} = document.querySelector<Room>('live-room')!.session.state.comments;
        return list.find((comment) => comment.text === wanted)?.from;
      }, text);
    expect(await level()).toMatchObject({level: 1, badges: []}); // A point for the comment itself.
  });
});
