import {describe, expect, it} from 'vitest';
import {OTHER_ROOM, ROOM, expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import type {VisitorPage} from '../../support/demo/visitor-page.ts';

const demo = useDemo();

const example = (name: string): Promise<VisitorPage> => demo.visitor({url: `${demo.shop}/examples/${name}.html`});

const comment = (name: string) => `${name} ${demo.userId('said')}`;

describe('each example page of the shop', () => {
  it.each(['classic', 'csp', 'dark', 'rtl', 'script-first', 'script-last', 'pieces', 'prefix'])(
    '%s: the visitor is in the room, sends a comment and receives one',
    async (name) => {
      const tag = name === 'prefix' ? 'acme-live-room' : 'live-room';
      const [visitor, ben] = await Promise.all([example(name), demo.joined()]);
      await visitor.waitForState('joined', tag);
      const [mine, theirs] = [comment(name), comment(name)];
      await Promise.all([ben.arrival(mine), visitor.type(mine)]);
      await Promise.all([visitor.arrival(theirs), ben.type(theirs)]);
    },
  );

  it('guest: the visitor watches without a name', async () => {
    const visitor = await example('guest');
    await visitor.waitForState('joined');
    await visitor.waitForState('guest');
  });

  it('prefix: no tag is defined without it', async () => {
    const visitor = await example('prefix');
    await visitor.waitForState('joined', 'acme-live-room');
    const tags = ['live-room', 'chat-panel', 'danmaku-layer', 'room-header'];
    expect(await visitor.page.evaluate((all) => all.filter((tag) => customElements.get(tag)), tags)).toEqual([]);
  });

  it('two-rooms: the visitor is in one room, and the other one shows why it is not joined', async () => {
    const visitor = await example('two-rooms');
    const inState = (state: string) =>
      visitor.page.evaluate(
        (name) =>
          [...document.querySelectorAll(`live-room:state(${name})`)].map((room) => room.getAttribute('room-id')!),
        state,
      );
    await expectEventually(async () => [(await inState('joined')).length, (await inState('kicked')).length]).toEqual([
      1, 1,
    ]);
    await visitor.waitForText('You were removed, or entered this room elsewhere.');
    const [roomId] = await inState('joined');
    const text = comment('here');
    await demo.sayAs('host-linxi', {MsgType: 'TIMTextElem', MsgContent: {Text: text}}, roomId);
    const lines = visitor.page.locator(`live-room[room-id=${roomId}] [part~=text]`);
    await expectEventually(() => lines.allTextContents()).toContain(text);
    expect((await visitor.listed()).filter((line) => line === text)).toEqual([text]);
    expect(await visitor.errors()).toEqual(['KICKED_OUT']);
  });
});

describe('a room that is removed', () => {
  it.each([
    ['in push mode', 'push', ''],
    ['in poll mode', 'poll', ''],
    ['of a guest', 'push', 'guest'],
  ])('closes its socket and sends no more requests (%s)', async (_how, mode, attributes) => {
    await demo.fault({mode});
    const visitor = await demo.joined(attributes);
    expect(visitor.openSockets()).toBe(1);
    await visitor.page.evaluate(() => document.querySelector('live-room')!.remove());
    await expectEventually(() => visitor.openSockets(), 5_000).toBe(0);
    await expectEventually(() => visitor.page.workers().length, 5_000).toBe(0);
    expect(visitor.sockets).toHaveLength(1);
  });

  it('is no longer polled when another room on the page uses its guest', async () => {
    const twoRooms = [ROOM, OTHER_ROOM].map(
      (id) => `<live-room guest api-url="${demo.api}" room-id="${id}"></live-room>`,
    );
    const visitor = await demo.visitor({html: demo.script + twoRooms[0]!});
    await visitor.waitForState('joined');
    await visitor.page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), twoRooms[1]!);
    await visitor.waitForState('kicked');
    await visitor.waitForState('joined', `live-room[room-id=${OTHER_ROOM}]`);
    // The cloud counts a guest until it has received no poll of the guest for 20 s.
    await expectEventually(() => demo.online(ROOM)).toBe(0);
    const text = comment('for guests');
    await demo.sayAs('host-linxi', {MsgType: 'TIMTextElem', MsgContent: {Text: text}}, OTHER_ROOM);
    await expectEventually(() => visitor.listed()).toContain(text);
  });

  it('leaves no connection after several rooms were added and removed', async () => {
    const visitor = await demo.visitor({html: demo.script});
    for (const roomId of [ROOM, OTHER_ROOM, ROOM]) {
      await visitor.page.evaluate(
        ([api, id]) => {
          document.body.innerHTML = `<live-room api-url="${api}" room-id="${id}"></live-room>`;
        },
        [demo.api, roomId] as const,
      );
      await visitor.waitForState('joined');
    }
    expect(visitor.openSockets()).toBe(1);
    await expectEventually(() => demo.online(ROOM)).toBe(1);
    await expectEventually(() => demo.online(OTHER_ROOM)).toBe(0);
    await visitor.page.evaluate(() => document.body.replaceChildren());
    await expectEventually(() => visitor.openSockets(), 5_000).toBe(0);
    await expectEventually(() => demo.online(ROOM)).toBe(0);
  });
});
