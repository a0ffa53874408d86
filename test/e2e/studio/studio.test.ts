import {afterEach, describe, expect, it} from 'vitest';
import {findings} from '../../support/demo/axe.ts';
import {ROOM, expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import {
  comment,
  commentList,
  DESKTOP,
  openStudio,
  outcome,
  person,
  selectComment,
  studioArea,
  studioTab,
  type StudioOptions,
} from '../../support/demo/studio-page.ts';

const demo = useDemo();

const PHONE = {width: 390, height: 844};

/** The initial state of the shared room in the demo. */
afterEach(async () => {
  const room = `/rooms/${ROOM}`;
  await demo.operator('PUT', `${room}/status`, {status: 'live'});
  await demo.operator('PUT', `${room}/featured-product`, {productId: null});
});

const words = (what: string) => `${what} ${demo.userId('line')}`;
const studio = (options?: StudioOptions) => openStudio(demo, options);

describe('an operator', () => {
  it('enters the token, sees an error for a wrong one, and stays signed in while the tab is open', async () => {
    const visitor = await demo.visitor({url: `${demo.shop}/studio.html`}, {expected: [/status of 401/]});
    const {page} = visitor;
    await page.getByLabel('Operator token').fill('demo-operator-not');
    await page.getByRole('button', {name: 'Open the studio'}).click();
    await visitor.waitForText('That is not the operator token.');
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);

    await page.getByLabel('Operator token').fill('demo-operator');
    await page.getByRole('button', {name: 'Open the studio'}).click();
    await visitor.waitForState('joined');
    await page.reload();
    await visitor.waitForState('joined');
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('demo-operator');
    expect(visitor.requests.filter((url) => url.includes('demo-operator'))).toEqual([]);

    await page.getByRole('button', {name: 'Sign out'}).click();
    await page.getByLabel('Operator token').waitFor();
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('demo-operator');
  });

  it('can watch without an account while the host is in the room elsewhere', async () => {
    const [host, watcher] = [await studio(), await studio({as: 'watch'})];
    await watcher.visitor.waitForState('guest');
    const viewer = await demo.joined();
    const text = words('for both');
    await viewer.paste(text);
    for (const {page} of [host, watcher]) await comment(page, text).waitFor();
  });

  it.each([
    ['phone', PHONE],
    ['desktop', DESKTOP],
  ])(
    'sees the studio within the screen on a %s; axe finds no violation, light and dark, in both languages',
    async (_, viewport) => {
      for (const [lang, theme] of [
        ['en', 'light'],
        ['zh', 'dark'],
      ]) {
        const {visitor, page} = await studio({query: `lang=${lang}&theme=${theme}`, context: {viewport}});
        const viewer = await demo.joined();
        await selectComment(page, viewer, words('seen'));
        const [main, chat] = [page.getByRole('tablist').first(), page.getByRole('tablist').nth(1)];
        for (const tab of [...(await chat.getByRole('tab').all()), ...(await main.getByRole('tab').all())]) {
          await tab.click();
          expect(await findings(page), `${await tab.textContent()}`).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
        }
        await studioTab(page, lang === 'zh' ? '橱窗' : 'Shop window').click();
        await expectEventually(() =>
          studioArea(page, lang === 'zh' ? '货架' : 'Shelf')
            .getByRole('listitem')
            .count(),
        ).toBeGreaterThan(0);
        expect(await page.evaluate(() => document.documentElement.lang)).toBe(lang === 'zh' ? 'zh-CN' : 'en');
        await visitor.close();
        await viewer.close();
      }
    },
  );

  it('changes the language and keeps text and state', async () => {
    const {visitor, page} = await studio();
    await studioTab(page, 'Show').click();
    await page.getByLabel('Text').fill('half a sentence');
    await page.getByRole('button', {name: 'Paused'}).click();
    await outcome(page, 'The show').toEqual(['The show is now: Paused.']);
    await studioTab(page, 'Settings').click();
    await page.getByRole('button', {name: '中文'}).click();
    await studioTab(page, '节目').click();
    await visitor.waitForText('直播状态：暂停。');
    expect(await page.getByLabel('内容').inputValue()).toBe('half a sentence');
  });
});

describe('the product list', () => {
  it('shows a product, changes its price, marks it sold out and removes it, and viewers see each change', async () => {
    const [{page}, viewer] = await Promise.all([studio(), demo.joined()]);
    await studioTab(page, 'Shop window').click();
    const row = studioArea(page, 'Shelf').getByRole('listitem').filter({hasText: '落雪杯'});
    const price = viewer.page.locator('[part~=card] [part=price]').filter({visible: true});
    await row.getByRole('button', {name: 'Put on show'}).click();
    await outcome(page, 'Shelf').toEqual(['“落雪杯 220 ml” is on show.']);
    await expectEventually(() => price.textContent()).toContain('86');
    await row.getByText('On show', {exact: true}).waitFor();

    const save = row.getByRole('button', {name: 'Save'});
    expect(await save.isDisabled()).toBe(true);
    await row.getByLabel('Price').fill('79.50');
    await row.getByLabel('Stock').fill('3');
    await save.click();
    await outcome(page, 'Shelf').toEqual(['“落雪杯 220 ml” is saved.']);
    await expectEventually(() => price.textContent()).toContain('79.50');

    await row.getByRole('button', {name: 'Sold out'}).click();
    await expectEventually(() => viewer.page.locator('product-slot:state(sold-out)').count()).toBeGreaterThan(0);
    await expectEventually(() => row.getByLabel('Stock').inputValue()).toBe('0');

    await row.getByRole('button', {name: 'Take off'}).click();
    await expectEventually(() => price.count()).toBe(0);
    await row.getByLabel('Price').fill('86');
    await row.getByLabel('Stock').fill('58');
    await save.click();
    await outcome(page, 'Shelf').toEqual(['“落雪杯 220 ml” is saved.']);
  });

  it('refuses a price that the currency does not have', async () => {
    const {visitor, page} = await studio();
    await studioTab(page, 'Shop window').click();
    const row = studioArea(page, 'Shelf').getByRole('listitem').first();
    for (const price of ['1.005', '-1', '']) {
      await row.getByLabel('Price').fill(price);
      await row.getByLabel('Price').press('Enter');
    }
    expect(visitor.requests.filter((url) => /products\/\w+$/.test(url))).toEqual([]);
  });
});

describe('the room status', () => {
  it('pauses at once and ends only after a confirmation', async () => {
    const [{page}, viewer] = await Promise.all([studio(), demo.joined()]);
    await studioTab(page, 'Show').click();
    await page.getByRole('button', {name: 'Paused'}).click();
    await viewer.waitForText('Paused');
    await page.getByRole('button', {name: 'Ended'}).click();
    await page.getByRole('dialog').getByRole('button', {name: 'Cancel'}).click();
    await expectEventually(() => page.getByRole('button', {name: 'Paused'}).getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', {name: 'Ended'}).click();
    await page.getByRole('dialog').getByRole('button', {name: 'End it'}).click();
    await viewer.waitForText('Ended');
    await outcome(page, 'The show').toEqual(['The show is now: Ended.']);
  });

  it('shows a notice within its length limit to all viewers', async () => {
    const before = words('水开了');
    const translatedBefore = words('the kettle was on');
    const translations = {en: {notice: translatedBefore}};
    await demo.operator('PUT', `/rooms/${ROOM}/notice`, {text: before, translations});
    const [{page}, viewer] = await Promise.all([studio(), demo.joined()]);
    await studioTab(page, 'Show').click();
    const notice = page.getByLabel('Notice');
    await expectEventually(() => notice.inputValue()).toBe(before);
    // The viewer reads it in the language of the page.
    const translated = page.getByRole('group', {name: 'Translation 1'}).getByLabel('Translated');
    await notice.fill('茶'.repeat(101));
    await page.getByRole('button', {name: 'Put up'}).click();
    expect(await notice.evaluate((field: HTMLTextAreaElement) => field.validationMessage)).toContain('300 bytes');

    const text = words('the kettle is on');
    await notice.fill('别的');
    await page.getByText('These are of the notice before your change.').waitFor();
    await translated.fill(text);
    await page.getByRole('button', {name: 'Put up'}).click();
    await viewer.waitForText(text);
    await notice.fill(before);
    await translated.fill(translatedBefore);
    await page.getByRole('button', {name: 'Put up'}).click();
    await viewer.page.getByText(text).first().waitFor({state: 'detached'});
  });
});

describe('an announcement', () => {
  it('shows a broadcast with a link once in every room', async () => {
    const [{page}, viewer, other] = await Promise.all([
      studio(),
      demo.joined(),
      demo.visitor({html: demo.twoLines().replace(`"${ROOM}"`, '"coffee"')}),
    ]);
    await studioTab(page, 'Show').click();
    await other.waitForState('joined');
    const line = words('the last hour');
    const form = studioArea(page, 'Broadcast');
    await form.getByLabel('Text').fill(line);
    await form.getByLabel('Urgency').selectOption('urgent');
    await form.getByLabel('Expires').selectOption('60');
    await form.getByLabel('Link').fill('javascript:alert(1)');
    const send = form.getByRole('button', {name: 'Broadcast'});
    await send.click();
    expect(await form.getByLabel('Link').evaluate((field: HTMLInputElement) => field.validationMessage)).toContain(
      'https://',
    );
    await form.getByLabel('Link').fill('https://shop.example/last-hour');
    await send.click();
    await expectEventually(() => form.locator('.outcome.done').textContent()).toMatch(
      /^On its way to every room since .+ \(b_\w+\)\.$/,
    );
    for (const {page: seen} of [viewer, other]) {
      await seen.locator('[part~=banner]', {hasText: line}).waitFor();
      expect(await seen.locator('[part~=banner] a').getAttribute('href')).toBe('https://shop.example/last-hour');
    }
    expect(await form.getByLabel('Text').inputValue()).toBe('');
  });

  it('opens a lottery, draws it early, and shows the winner on both sides', async () => {
    const [{page}, viewer] = await Promise.all([studio(), demo.joined()]);
    await studioTab(page, 'Show').click();
    const keyword = `tea${process.pid % 10_000}`;
    const form = studioArea(page, 'Lottery');
    await form.getByLabel('Keyword').fill(keyword);
    await form.getByLabel('Prize').fill('A gaiwan');
    await form.getByLabel('Seconds').fill('120');
    await form.getByRole('spinbutton', {name: 'Winners'}).fill('1');
    await form.getByRole('button', {name: 'Open the lottery'}).click();
    await outcome(page, 'Lottery').toEqual([`Open: whoever writes “${keyword}” takes part.`]);
    await page.getByText(/closes in [12]:\d\d/).waitFor();

    const card = viewer.page.locator('lottery-card:state(open)');
    await card.locator('[part~=enter]').click();
    await studioTab(page, 'Talk').click();
    await comment(page, keyword).waitFor();
    await studioTab(page, 'Show').click();
    await page.getByRole('button', {name: 'Draw now'}).click();
    await outcome(page, 'Lottery').toEqual(['Drawn: 1 won.']);
    await viewer.page.locator('lottery-card:state(won)').waitFor();
    const userId = await viewer.page.evaluate(
      () => (document.querySelector('live-room') as unknown as {session: {userId: string}}).session.userId,
    );
    await expectEventually(() => page.getByRole('list', {name: 'Winners'}).locator('code').allTextContents()).toEqual([
      userId,
    ]);
    const proof = (await (
      await fetch((await page.getByRole('link', {name: 'Everything to repeat the draw'}).getAttribute('href'))!)
    ).json()) as object;
    expect(proof).toMatchObject({phase: 'drawn', keyword, winners: [{userId}]});
    expect(proof).toHaveProperty('seed');
  });
});

describe('the statistics', () => {
  it('count comments and are readable by screen readers', async () => {
    const [{page}, viewer] = await Promise.all([studio(), demo.joined()]);
    await studioTab(page, 'Numbers').click();
    const comments = studioArea(page, 'Numbers').locator('.totals div', {hasText: 'Comments'}).locator('dd');
    await expectEventually(() => comments.textContent()).toMatch(/^[\d,]+$/);
    const count = async () => Number((await comments.textContent())!.replaceAll(',', ''));
    const before = await count();
    await viewer.paste(words('count me'));
    await expectEventually(count).toBeGreaterThan(before);
    await page.getByRole('img', {name: /^Viewers: \d+$/}).waitFor();
    await page.getByRole('img', {name: /^Comments a minute: \d/}).waitFor();
  });
});

describe('the bots and the cloud', () => {
  it('the bots join when the slider is moved up, and leave when it is moved back', async () => {
    const {page} = await studio();
    await page.getByRole('button', {name: 'Local cloud'}).click();
    const slider = page.getByLabel('Comments a second, all together');
    expect(await slider.inputValue()).toBe('0');
    await slider.fill('20');
    await outcome(page, 'Company').toEqual(['The company says 20 a second.']);
    await expectEventually(() => commentList(page).getByRole('option').count(), 60_000).toBeGreaterThan(20);
    await slider.fill('0');
    await outcome(page, 'Company').toEqual(['The company is silent.']);
    const rate = await fetch(`${demo.shop}/studio/bots`);
    expect(await rate.json()).toEqual({messagesPerSecond: 0, max: 1_000});
    await expectEventually(() => demo.online(ROOM)).toBe(1);
  });

  it('the rate accepts only a number from 0 to 1,000', async () => {
    const put = (body: string) => fetch(`${demo.shop}/studio/bots`, {method: 'PUT', body});
    for (const body of [
      '',
      '[]',
      '{}',
      'null',
      '{"messagesPerSecond":-1}',
      '{"messagesPerSecond":1001}',
      '{"messagesPerSecond":"2"}',
      'x'.repeat(5_000),
    ]) {
      expect((await put(body)).status, body.slice(0, 40)).toBe(422);
    }
    expect((await fetch(`${demo.shop}/studio/bots`, {method: 'POST', body: '{}'})).status).toBe(405);
    const {headers} = await fetch(`${demo.shop}/studio/bots`, {
      method: 'OPTIONS',
      headers: {Origin: 'http://evil.example'},
    });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('a disconnected viewer reconnects, and a reset removes the faults', async () => {
    const [{page}, viewer] = await Promise.all([studio(), demo.joined()]);
    await selectComment(page, viewer, words('cut me off'));
    await page.getByRole('button', {name: 'Use id in the local cloud'}).click();
    expect(await page.getByLabel('User id').inputValue()).toBe(await person(page).locator('code').textContent());
    await page.getByRole('button', {name: 'Cut', exact: true}).click();
    // The viewer may be connected again within a frame, so the test checks the events and not the current page.
    const statuses = async () => (await viewer.events('live-status-change')).map(({status}) => status);
    await expectEventually(statuses).toEqual(expect.arrayContaining(['reconnecting']));
    await viewer.waitForState('joined');

    await page.getByLabel('Messages a second').fill('5');
    await page.getByLabel('Messages a second').press('Tab');
    await outcome(page, 'The local cloud').toEqual(['Messages a second: 5.']);
    await page.getByRole('button', {name: 'All well again'}).click();
    await outcome(page, 'The local cloud').toEqual(['Everything works as it should.']);
    expect(await page.getByLabel('Messages a second').inputValue()).toBe('40');
  });
});
