import {describe, expect, it} from 'vitest';
import {ROOM, expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import type {VisitorPage} from '../../support/demo/visitor-page.ts';

const demo = useDemo();

const title = (visitor: VisitorPage) => visitor.page.locator('room-header [part~=title]').textContent();

/** A room with the address of the service, and without a business server unless `more` contains one. */
const bareRoom = (more = '') => `<live-room room-id="${ROOM}" im-server="${demo.imServer}" ${more}></live-room>`;

/** `credentials` set by the page's own script before the library's script has loaded. */
const withCredentials = (source: string, more = '') =>
  `${bareRoom(more)}<script>document.querySelector('live-room').credentials = ${source};</script>${demo.script}`;

const credentials = (userId: string, expiresInS?: number) =>
  JSON.stringify({sdkAppId: demo.sdkAppId, userId, userSig: demo.sign(userId, expiresInS), nick: `${userId} by name`});

/** Sends a unique comment and returns its sender, as a page with the SDK alone received it. */
async function speakerOf(visitor: VisitorPage, words: string): Promise<string> {
  const plain = await demo.sdkViewer(demo.userId('plain'));
  const text = `${words} ${demo.userId('n')}`;
  await visitor.paste(text);
  const findMessage = async () => (await plain.messages('TIMTextElem')).find(({payload}) => payload.text === text);
  await expectEventually(findMessage).toBeDefined();
  return (await findMessage())!.from;
}

describe('by api-url', () => {
  it('a visitor gets a user, and the same one after a reload', async () => {
    const visitor = await demo.joined();
    const userId = await visitor.userId();
    expect(userId).toMatch(/^v_/);
    expect(await speakerOf(visitor, 'before the reload')).toBe(userId);

    await visitor.page.reload();
    await visitor.waitForState('joined');
    expect(await visitor.userId()).toBe(userId);
    expect(await speakerOf(visitor, 'after the reload')).toBe(userId);
  });

  it('keeps the token under the address of the server, and no signature', async () => {
    const sessions: {token: string; userSig: string}[] = [];
    const visitor = await demo.visitor(
      {html: demo.twoLines()},
      {
        prepare: (page) =>
          page.route(`${demo.api}/session`, async (route) => {
            const response = await route.fetch();
            sessions.push((await response.json()) as (typeof sessions)[number]);
            await route.fulfill({response});
          }),
      },
    );
    await visitor.waitForState('joined');
    const {token, userSig} = sessions[0]!;
    const kept = await visitor.page.evaluate(() => JSON.stringify(localStorage));
    expect(JSON.parse(kept)).toMatchObject({[`live-room:${demo.api}`]: token});
    expect(kept).not.toContain(userSig);
    expect(await visitor.page.content()).not.toContain(userSig);
  });

  it('the page drops a token that the server refuses, and the visitor gets a new user', async () => {
    const visitor = await demo.visitor(
      {html: demo.twoLines()},
      {
        expected: [/401/],
        prepare: (page) =>
          page.addInitScript(
            (key) => localStorage.setItem(key, localStorage.getItem(key) ?? 'no.such.token'),
            `live-room:${demo.api}`,
          ),
      },
    );
    await visitor.waitForState('joined');
    expect(await visitor.userId()).toMatch(/^v_/);
    expect(await visitor.errors()).toEqual([]);
  });
});

describe('by attributes', () => {
  it('sign in their user and remove the signature from the markup', async () => {
    const userId = demo.userId('attr');
    const userSig = demo.sign(userId);
    const visitor = await demo.visitor({
      html: `${demo.script}${bareRoom(`sdk-app-id="${demo.sdkAppId}" user-id="${userId}" user-sig="${userSig}"`)}`,
    });
    await visitor.waitForState('joined');
    expect(await visitor.page.content()).not.toContain(userSig);
    expect(await visitor.userId()).toBe(userId);
    expect(await speakerOf(visitor, 'by attributes')).toBe(userId);
    expect(visitor.requests.filter((url) => url.includes('/api/'))).toEqual([]);
    expect(await title(visitor)).toMatch(/^周末山野市集/);
  });
});

describe('by credentials', () => {
  it.each([
    ['a value', (value: string) => value],
    ['an async function', (value: string) => `async () => (${value})`],
  ])('of %s signs in without a business server', async (_what, source) => {
    const userId = demo.userId('cred');
    const visitor = await demo.visitor({html: withCredentials(source(credentials(userId)))});
    await visitor.waitForState('joined');
    expect(await speakerOf(visitor, 'by credentials')).toBe(userId);
    expect(visitor.requests.filter((url) => url.includes('/api/'))).toEqual([]);
  });

  it.each([
    ['a value', (value: string) => value],
    ['an async function', (value: string) => `async () => (${value})`],
  ])('of %s and api-url together: the same user, and the room as the server tells it', async (_what, source) => {
    const userId = demo.userId('both');
    const html = withCredentials(source(credentials(userId)), `api-url="${demo.api}"`);
    const visitor = await demo.visitor({html});
    await visitor.waitForState('joined');
    expect(await speakerOf(visitor, 'by both')).toBe(userId);
    await expectEventually(() => title(visitor)).toBe('Weekend Market Live');
  });

  it.each([
    ['alone', () => ''],
    ['with api-url', () => `api-url="${demo.api}"`],
  ])('are requested again when the signature expires (%s)', async (_what, more) => {
    const userId = demo.userId('late');
    const [lapsed, fresh] = [credentials(userId, -60), credentials(userId)];
    const html = withCredentials(
      `async () => (window.requests = (window.requests ?? 0) + 1) === 1 ? ${lapsed} : ${fresh}`,
      more(),
    );
    const visitor = await demo.visitor({html}, {expected: [/401/]});
    await visitor.waitForState('joined');
    expect(await visitor.page.evaluate('requests')).toBe(2);
    expect(await visitor.userId()).toBe(userId);
    expect(await visitor.errors()).toEqual([]);
  });
});

describe('a guest', () => {
  // Tencent Chat sends a room's name to members only, so a guest has no name of the room without a server.
  it.each<[string, () => string, RegExp]>([
    ['by api-url', () => demo.twoLines('guest'), /^Weekend Market/],
    ['with the app id alone', () => demo.script + bareRoom(`sdk-app-id="${demo.sdkAppId}"`), /^$/],
  ])('%s receives the room’s messages without a name', async (_what, html, titled) => {
    const visitor = await demo.visitor({html: html()});
    await visitor.waitForState('joined');
    await visitor.waitForState('guest');
    expect(await visitor.userId()).toBeUndefined();
    const text = `for guests ${demo.userId('n')}`;
    await demo.sayAs('host-linxi', {MsgType: 'TIMTextElem', MsgContent: {Text: text}});
    await expectEventually(() => visitor.listed()).toContain(text);
    expect(await title(visitor)).toMatch(titled);
    await expectEventually(() => visitor.page.locator('room-header [part~=count]').textContent()).toMatch(/\d/);
    const kept = await visitor.page.evaluate(() => Object.keys(localStorage));
    expect(kept.filter((key) => key.startsWith('live-room:'))).toEqual([]);
  });

  it('who comments is signed in by api-url, and the comment is sent', async () => {
    const [guest, ben] = await Promise.all([demo.joined('guest'), demo.joined()]);
    const text = `a guest no more ${demo.userId('n')}`;
    await guest.paste(text);
    await expectEventually(() => ben.listed()).toContain(text);
    expect(await guest.userId()).toMatch(/^v_/);
    expect(await guest.page.evaluate(() => document.querySelector('live-room')!.matches(':state(guest)'))).toBe(false);
    expect(await guest.input.inputValue()).toBe('');
    expect(await guest.events('live-login-needed')).toHaveLength(1);
    expect(await guest.errors()).toEqual([]);
  });

  it('who comments without a way to sign in sees an error and keeps the text', async () => {
    const guest = await demo.visitor({html: demo.script + bareRoom(`sdk-app-id="${demo.sdkAppId}"`)});
    await guest.waitForState('joined');
    await guest.paste('who am I?');
    await expectEventually(() => guest.errors()).toEqual(['LOGIN_NEEDED']);
    await guest.page.getByText('You are watching as a guest.').waitFor();
    expect(await guest.input.inputValue()).toBe('who am I?');
    expect(guest.sentTexts()).toEqual([]);
  });

  it('stays a guest when the page handles sign-in itself', async () => {
    const guest = await demo.joined('guest');
    await guest.page.evaluate(() => addEventListener('live-login-needed', (event) => event.preventDefault()));
    await guest.paste('not yet');
    await expectEventually(() => guest.events('live-login-needed')).toHaveLength(1);
    expect(await guest.input.inputValue()).toBe('not yet');
    expect(await guest.userId()).toBeUndefined();
    expect(guest.requests.filter((url) => url.endsWith('/api/session'))).toHaveLength(1);
  });
});
