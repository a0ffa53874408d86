import {describe, expect, it} from 'vitest';
import {findings} from '../../support/demo/axe.ts';
import {expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';

const demo = useDemo();

const PHONE = {width: 390, height: 844};
const DESKTOP = {width: 1280, height: 900};

describe.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('the shop on a %s', (_device, viewport) => {
  describe.each(['light', 'dark'] as const)('in %s', (theme) => {
    it.each([
      ['zh', 'zh-CN', '发送'],
      ['en', 'en-US', 'Send'],
    ])('gives axe nothing to find (%s), with the room joined and comments in it', async (lang, locale, send) => {
      const url = `${demo.shop}/?lang=${lang}&theme=${theme}`;
      const visitor = await demo.visitor(
        {url},
        {context: {viewport, locale, colorScheme: theme, hasTouch: viewport === PHONE}},
      );
      await visitor.waitForState('joined');
      // On a phone the button is shown while the visitor writes.
      const sendButton = visitor.page.getByRole('button', {name: send, exact: true, includeHidden: true});
      await sendButton.waitFor({state: 'attached'});
      await visitor.paste('好看！ How much is this one?');
      for (const text of ['Just in, and on the table', '欢迎新来的朋友 🍵']) {
        await demo.sayAs('host-linxi', {MsgType: 'TIMTextElem', MsgContent: {Text: text}});
      }
      await expectEventually(async () => (await visitor.listed()).length).toBeGreaterThanOrEqual(3);
      await expectEventually(async () => (await visitor.flying()).length).toBeGreaterThan(0);
      expect(await findings(visitor.page)).toEqual([]);
      const overflow = await visitor.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  });
});

describe('by keyboard alone', () => {
  it('a visitor reads comments, scrolls up and down, writes and sends', async () => {
    const visitor = await demo.joined('', {context: {viewport: DESKTOP}});
    for (let line = 1; line <= 30; line++) {
      await demo.sayAs('host-linxi', {MsgType: 'TIMTextElem', MsgContent: {Text: `line ${line}`}});
    }
    await expectEventually(async () => (await visitor.listed()).length).toBeGreaterThanOrEqual(30);
    const {keyboard} = visitor.page;
    const focused = () =>
      visitor.page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element?.getAttribute('part') ?? '';
      });
    const tabTo = async (part: string) => {
      const passed: string[] = [];
      while (!(await focused()).split(' ').includes(part)) {
        expect(passed.length, `${part} is not among ${passed.join(', ')}`).toBeLessThan(20);
        await keyboard.press('Tab');
        passed.push(await focused());
      }
    };
    const scrolled = () => visitor.page.getByRole('log').evaluate((list) => list.scrollTop);

    await tabTo('list');
    const bottom = await scrolled();
    expect(bottom).toBeGreaterThan(0);
    const {length} = await visitor.listed();
    await keyboard.press('Home');
    // At the start of the list, earlier comments are loaded above it.
    await expectEventually(async () => (await scrolled()) === 0 || (await visitor.listed()).length > length).toBe(true);
    const beginning = await scrolled();
    await keyboard.press('ArrowDown');
    await expectEventually(scrolled).toBeGreaterThan(beginning);
    await tabTo('latest');
    await keyboard.press('Enter');
    await expectEventually(scrolled).toBeGreaterThanOrEqual(bottom);

    await tabTo('input');
    await keyboard.type('typed without a mouse');
    await tabTo('send');
    await keyboard.press('Space');
    await expectEventually(() => visitor.listed()).toContain('typed without a mouse');
    expect(visitor.sentTexts()).toEqual(['typed without a mouse']);
  });
});
