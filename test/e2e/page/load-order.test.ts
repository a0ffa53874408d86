import type {Page, Route} from 'playwright';
import {beforeEach, describe, expect, it} from 'vitest';
import {OTHER_ROOM, ROOM, expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import type {VisitorPage} from '../../support/demo/visitor-page.ts';

const demo = useDemo();

let words = 0;
const comment = () => `said ${process.pid} ${++words}`;

/** The host sends a comment by REST. Every list on the page must show it once. */
async function eachListShows(visitor: VisitorPage, lists: readonly string[], roomId = ROOM): Promise<void> {
  const text = comment();
  await demo.sayAs('host-linxi', {MsgType: 'TIMTextElem', MsgContent: {Text: text}}, roomId);
  for (const list of lists) {
    const lines = visitor.page.locator(`${list} [part~=text]`);
    await expectEventually(async () => (await lines.allTextContents()).filter((line) => line === text)).toEqual([text]);
  }
}

const statuses = async (visitor: VisitorPage) =>
  (await visitor.events('live-status-change')).map(({status}) => status).filter((status) => status !== 'reconnecting');

/** Holds the page's requests until they are released. */
function hold(pattern: string | RegExp) {
  const held: Route[] = [];
  let holding = true;
  return {
    held,
    prepare: (page: Page) => page.route(pattern, (route) => (holding ? void held.push(route) : route.continue())),
    release: async () => {
      holding = false;
      await Promise.all(held.splice(0).map((route) => route.continue()));
    },
  };
}

const room = (attributes = '', children = '') =>
  `<live-room id="main" api-url="${demo.api}" room-id="${ROOM}" ${attributes}>${children}</live-room>`;
const panel = (id: string) => `<chat-panel id="${id}" room="main" readonly></chat-panel>`;
const entry = (file = 'live-room.js') => `${demo.platform}/${file}`;

describe('a room joins in any order of the page', () => {
  it.each<[string, () => string]>([
    [
      'the script in the head, async',
      () => `<head><script type="module" async src="${entry()}"></script></head>${room()}`,
    ],
    ['the script before the room', () => demo.script + room()],
    ['the script after the room', () => room() + demo.script],
    ['a classic script before it', () => `<script src="${entry('live-room.classic.js')}"></script>${room()}`],
    ['a classic script after it', () => `${room()}<script async src="${entry('live-room.classic.js')}"></script>`],
  ])('%s', async (_what, html) => {
    const visitor = await demo.visitor({html: html()});
    await visitor.waitForState('joined');
    await eachListShows(visitor, ['#main']);
    expect(await statuses(visitor)).toEqual(['joining', 'joined']);
  });

  it('pieces outside find it by its id, before and after it, and also later ones', async () => {
    const visitor = await demo.visitor({html: `${panel('before')}${demo.script}${room()}${panel('after')}`});
    await visitor.waitForState('joined');
    await visitor.page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), panel('later'));
    await eachListShows(visitor, ['#main', '#before', '#after', '#later']);
  });

  it('pieces wait for a room that is added last', async () => {
    const visitor = await demo.visitor({html: `${demo.script}${panel('early')}`});
    await visitor.page.waitForFunction(() => customElements.get('live-room'));
    await visitor.page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), room());
    await visitor.waitForState('joined');
    await eachListShows(visitor, ['#main', '#early']);
  });

  it('a room with its own children and a piece outside show the same', async () => {
    const visitor = await demo.visitor({
      html: `${demo.script}${panel('outside')}${room('', '<p>Ours</p><chat-panel id="inside"></chat-panel>')}`,
    });
    await visitor.waitForState('joined');
    await eachListShows(visitor, ['#outside', '#inside']);
    expect(await visitor.page.locator('[part~=layout]').count()).toBe(0);
  });
});

describe('a room that is moved', () => {
  const moves: [string, (page: Page) => Promise<void>][] = [
    [
      'removed and put back at once',
      (page) =>
        page.evaluate(() => {
          const room = document.querySelector('#main')!;
          const place = room.parentElement!;
          room.remove();
          place.append(room);
        }),
    ],
    [
      'removed and put elsewhere a task later, as frameworks do',
      (page) =>
        page.evaluate(async () => {
          const room = document.querySelector('#main')!;
          room.remove();
          await new Promise((resolve) => setTimeout(resolve));
          document.querySelector('#elsewhere')!.append(room);
        }),
    ],
    [
      'moved by append',
      (page) => page.evaluate(() => document.querySelector('#elsewhere')!.append(document.querySelector('#main')!)),
    ],
    [
      'moved by moveBefore',
      (page) =>
        page.evaluate(() => {
          const elsewhere = document.querySelector('#elsewhere') as unknown as {
            moveBefore(node: Node, child: null): void;
          };
          elsewhere.moveBefore(document.querySelector('#main')!, null);
        }),
    ],
  ];

  it.each(moves)('stays joined when %s, and so do its pieces', async (_what, move) => {
    const visitor = await demo.visitor({
      html: `${demo.script}<main>${room()}</main><div id="elsewhere"></div>${panel('outside')}`,
    });
    await visitor.waitForState('joined');
    await move(visitor.page);
    await eachListShows(visitor, ['#main', '#outside']);
    expect(await statuses(visitor)).toEqual(['joining', 'joined']);
    expect(visitor.sockets).toHaveLength(1);
  });

  it('leaves when it is removed, and joins again when it is inserted again', async () => {
    const visitor = await demo.visitor({html: demo.script + room() + panel('outside')});
    await visitor.waitForState('joined');
    await expectEventually(() => demo.online(ROOM)).toBe(1);
    await visitor.page.evaluate(() => {
      const room = document.querySelector('#main')!;
      Object.assign(globalThis, {room});
      room.remove();
    });
    await expectEventually(() => demo.online(ROOM)).toBe(0);
    await visitor.page.evaluate(() => document.body.append((globalThis as unknown as {room: Element}).room));
    await visitor.waitForState('joined');
    await eachListShows(visitor, ['#main', '#outside']);
    await expectEventually(() => demo.online(ROOM)).toBe(1);
  });
});

describe('a room-id that changes while the room joins', () => {
  const change = (visitor: VisitorPage, to: string) =>
    visitor.page.evaluate((id) => document.querySelector('#main')!.setAttribute('room-id', id), to);

  /** Asserts that the page is only in the other room, and sends no more requests for the first. */
  async function onlyTheOther(visitor: VisitorPage): Promise<void> {
    await visitor.waitForState('joined');
    await expectEventually(() => demo.online(OTHER_ROOM)).toBe(1);
    const before = visitor.sent.length;
    await eachListShows(visitor, ['#main'], OTHER_ROOM);
    await demo.sayAs('host-linxi', {MsgType: 'TIMTextElem', MsgContent: {Text: 'for the first room only'}});
    await eachListShows(visitor, ['#main'], OTHER_ROOM);
    expect(await visitor.listed()).not.toContain('for the first room only');
    const rooms = visitor.sent.slice(before).map(({body}) => body.GroupId);
    expect(rooms).not.toContain(ROOM);
    expect(visitor.openSockets()).toBe(1);
    expect((await statuses(visitor)).filter((status) => status === 'joined')).toEqual(['joined']);
    expect(await visitor.errors()).toEqual([]);
  }

  beforeEach(async () => {
    await expectEventually(() => demo.online(ROOM)).toBe(0);
    await expectEventually(() => demo.online(OTHER_ROOM)).toBe(0);
  });

  it('while the business server responds: only the last room is joined', async () => {
    const {prepare, held, release} = hold(/\/api\/session$/);
    const visitor = await demo.visitor({html: demo.script + room()}, {prepare});
    await expectEventually(() => held.length).toBe(1);
    await change(visitor, OTHER_ROOM);
    await expectEventually(() => held.length).toBe(2);
    await release();
    await onlyTheOther(visitor);
    await expectEventually(() => demo.online(ROOM)).toBe(0);
  });

  it('while the SDK loads: only the last room is joined', async () => {
    const {prepare, held, release} = hold('**/chunks/tencent-chat-*');
    const visitor = await demo.visitor({html: demo.script + room()}, {prepare});
    await expectEventually(() => held.length).toBe(1);
    await visitor.page.locator('room-header [part~=title]').filter({hasText: /\S/}).waitFor();
    await change(visitor, OTHER_ROOM);
    await release();
    await onlyTheOther(visitor);
    await expectEventually(() => demo.online(ROOM)).toBe(0);
  });

  it.each(['im_open_status.wslogin', 'group_open_http_svc.apply_join_group'])(
    'while the service has not responded to %s: only the last is joined',
    async (command) => {
      await demo.fault({delayMs: 400});
      const visitor = await demo.visitor({html: demo.script + room()});
      await expectEventually(() => visitor.sent.map((frame) => frame.command)).toContain(command);
      await change(visitor, OTHER_ROOM);
      await onlyTheOther(visitor);
      await expectEventually(() => demo.online(ROOM)).toBe(0);
    },
  );

  it('back and forth: the last room is joined', async () => {
    const {prepare, held, release} = hold(/\/api\/session$/);
    const visitor = await demo.visitor({html: demo.script + room()}, {prepare});
    // Otherwise it could have joined the first room on a busy machine before the change.
    await expectEventually(() => held.length).toBe(1);
    for (const id of [OTHER_ROOM, 'tidy-home', ROOM, 'tidy-home', OTHER_ROOM]) await change(visitor, id);
    await release();
    await onlyTheOther(visitor);
    for (const id of ['tidy-home', ROOM]) await expectEventually(() => demo.online(id)).toBe(0);
  });

  // Runs last: no request shows that a guest has left, and the cloud counts it until it has received no poll for 20 s.
  it('as a guest: only the last room is polled', async () => {
    await demo.fault({delayMs: 400});
    const visitor = await demo.visitor({html: demo.script + room('guest')});
    await expectEventually(() => visitor.sent.map((frame) => frame.command)).toContain(
      'group_open_http_noauth_svc.apply_join_group',
    );
    await change(visitor, OTHER_ROOM);
    await onlyTheOther(visitor);
    await expectEventually(() => demo.online(ROOM)).toBe(0);
  });
});

describe('the children of a room', () => {
  it('replace the default layout when added, and restore it when removed', async () => {
    const visitor = await demo.visitor({html: demo.script + room()});
    await visitor.waitForState('joined');
    const layout = visitor.page.locator('[part~=layout]');
    await layout.waitFor();
    await visitor.page.evaluate(() => {
      document.querySelector('#main')!.innerHTML = '<chat-panel id="child"></chat-panel>';
    });
    await layout.waitFor({state: 'detached'});
    await eachListShows(visitor, ['#child']);
    await visitor.paste('by the child');
    await expectEventually(() => visitor.listed()).toContain('by the child');

    await visitor.page.evaluate(() => document.querySelector('#main')!.replaceChildren());
    await layout.waitFor();
    await eachListShows(visitor, ['#main']);
    expect(await statuses(visitor)).toEqual(['joining', 'joined']);
  });
});

describe('before the SDK has loaded', () => {
  it('the room shows its stage, its host and its connection status', async () => {
    const {prepare, held, release} = hold('**/chunks/tencent-chat-*');
    const visitor = await demo.visitor({html: demo.twoLines()}, {prepare});
    await expectEventually(() => held.length).toBe(1);
    await visitor.page.locator('[part~=stage]').waitFor({state: 'visible'});
    await visitor.page.getByText('林夕 Linxi').first().waitFor({state: 'visible'});
    await visitor.page.getByText('Entering the room…').first().waitFor({state: 'visible'});
    await visitor.page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    const {width, height} = (await visitor.page.locator('[part~=stage]').boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThan(200);
    expect(visitor.sockets).toHaveLength(0);
    await release();
    await visitor.waitForState('joined');
  });
});
