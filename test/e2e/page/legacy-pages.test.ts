/** The two lines on pages that block storage, or whose scripts have changed the globals. */
import type {Page} from 'playwright';
import {describe, expect, it} from 'vitest';
import {expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import type {VisitorPage} from '../../support/demo/visitor-page.ts';
import {OLD_HOSTS} from '../../support/demo/legacy-libraries.ts';

const demo = useDemo();

/** The visitor sends a comment, and receives one of another viewer. */
async function talks(visitor: VisitorPage): Promise<void> {
  const [mine, theirs] = [`mine ${demo.userId('said')}`, `theirs ${demo.userId('said')}`];
  await visitor.type(mine);
  await expectEventually(() => visitor.sentTexts()).toEqual([mine]);
  await demo.sayAs('host-linxi', {MsgType: 'TIMTextElem', MsgContent: {Text: theirs}});
  await expectEventually(() => visitor.listed()).toEqual(expect.arrayContaining([mine, theirs]));
}

describe('storage', () => {
  const blocked = (script: string) => ({prepare: (page: Page) => page.addInitScript(script)});
  const getter = (name: string, body: string) => `Object.defineProperty(window, '${name}', {get() { ${body} }});`;
  const all = (body: string) =>
    ['localStorage', 'sessionStorage', 'indexedDB'].map((name) => getter(name, body)).join('');

  it.each([
    ['throws', all("throw new DOMException('The operation is insecure.', 'SecurityError');")],
    ['is null', all('return null;')],
    ['is full', "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"],
    [
      'reads nothing and throws',
      "Storage.prototype.getItem = Storage.prototype.setItem = () => { throw new Error(''); };",
    ],
  ])('that %s: the visitor joins, sends and receives', async (_how, script) => {
    const visitor = await demo.joined('', blocked(script));
    await talks(visitor);
    expect(await visitor.errors()).toEqual([]);
  });

  it('of a sandbox without an origin: the visitor joins, sends and receives', async () => {
    const inner = demo.twoLines().replaceAll('"', '&quot;');
    const html = `<iframe sandbox="allow-scripts" width="1000" height="700" srcdoc="${inner}"></iframe>`;
    // TRTC requests the CPU pressure, which the browser refuses in such a frame.
    const visitor = await demo.visitor({html}, {expected: [/compute-pressure/]});
    const frame = visitor.page.frames()[1]!;
    await frame.waitForFunction(() => document.querySelector('live-room')?.matches(':state(joined)'));
    const [mine, theirs] = [`mine ${demo.userId('said')}`, `theirs ${demo.userId('said')}`];
    const input = frame.locator('[part~=input]').first();
    await input.pressSequentially(mine);
    await input.press('Enter');
    await demo.sayAs('host-linxi', {MsgType: 'TIMTextElem', MsgContent: {Text: theirs}});
    const listed = () => frame.locator('[part~=text]').allTextContents();
    await expectEventually(listed).toEqual(expect.arrayContaining([mine, theirs]));
  });

  it.each([
    ['a line break', 'a\nb'],
    ['a lone surrogate', '\ud800'],
    ['megabytes', 'x'.repeat(2_000_000)],
    ['no token', '{"token":1}'],
    ['nothing', ''],
    ['white space', ' \t '],
    ['other letters', '令牌'],
  ])('that has %s in place of the token: the visitor gets a new user', async (_what, stored) => {
    const script = `try { localStorage.setItem('live-room:${demo.api}', ${JSON.stringify(stored)}); } catch {}`;
    const visitor = await demo.joined('', {...blocked(script), expected: [/401/]});
    expect(await visitor.errors()).toEqual([]);
  });

  it('that has garbage under every key of the library: the visitor joins, sends and receives', async () => {
    const garbage = [
      '{',
      'null',
      '{"words":7,"people":{"length":9},"list":"x","opened":[null,7],"size":1e999,"off":"yes","speed":-1,"area":[]}',
    ];
    for (const stored of garbage) {
      const names = ['hidden', 'danmaku', 'emoji', 'private', 'entered'].map((name) => `live-room:${name}`);
      const script = `for (const name of ${JSON.stringify(names)}) for (const storage of [localStorage, sessionStorage]) storage.setItem(name, ${JSON.stringify(stored)});`;
      const visitor = await demo.joined('', blocked(script));
      await talks(visitor);
      expect(await visitor.errors()).toEqual([]);
    }
  });
});

describe('on a page with a legacy library', () => {
  it.each(Object.entries(OLD_HOSTS))('(%s) the visitor joins, sends and receives', async (_name, script) => {
    const visitor = await demo.visitor({html: `<script>${script}</script>${demo.twoLines()}`});
    await visitor.waitForState('joined');
    await talks(visitor);
    expect(await visitor.errors()).toEqual([]);
    await visitor.page.locator('[part~=gift]').first().waitFor();
    const display = await visitor.page.evaluate(() => {
      const room = document.querySelector('live-room')!.shadowRoot!;
      return [
        // eslint-disable-next-line no-restricted-syntax -- Runs in the page, which has no harness.
        getComputedStyle(room.querySelector('.layout')!).display,
        room.querySelector('gift-bar')!.shadowRoot!.adoptedStyleSheets.length,
      ];
    });
    expect(display).toEqual(['grid', 3]);
  });
});
