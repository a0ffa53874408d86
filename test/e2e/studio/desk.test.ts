/** Tests the studio's tabs, search, keys, and presses during a pending request. */
import type {APIResponse, Page} from 'playwright';
import {afterEach, describe, expect, it} from 'vitest';
import {ROOM, expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import {signInToStudio, studioArea, studioTab} from '../../support/demo/studio-page.ts';
import type {VisitorPageOptions} from '../../support/demo/visitor-page.ts';

const demo = useDemo();
const PATH = `/rooms/${ROOM}`;

afterEach(async () => {
  await demo.operator('PUT', `${PATH}/featured-product`, {productId: null});
  await demo.operator('PUT', `${PATH}/mute-all`, {on: false});
  await demo.operator('PUT', `${PATH}/slow-mode`, {seconds: 0});
  await demo.operator('PUT', `${PATH}/status`, {status: 'live'});
});

async function openStudio(width = 1_440, options: VisitorPageOptions = {}) {
  const visitor = await demo.visitor(
    {url: `${demo.shop}/studio.html?lang=en`},
    {...options, context: {viewport: {width, height: 900}}},
  );
  await signInToStudio(visitor.page);
  await visitor.waitForState('joined');
  return visitor.page;
}

const words = (what: string) => `${what} ${demo.userId('line')}`;
const options = (page: Page) => page.getByRole('listbox', {name: 'Comments'}).getByRole('option');
const hasFocus = (element: Element) => element === document.activeElement;
const say = (text: string) => demo.sayAs('host-linxi', {MsgType: 'TIMTextElem', MsgContent: {Text: text}});

/** Holds the requests of one call until `release`, and records their bodies. */
async function holdCalls(page: Page, path: string) {
  const bodies: unknown[] = [];
  let release!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(`**/api${path}`, async (route) => {
    if (!['PUT', 'POST'].includes(route.request().method())) return route.continue();
    bodies.push(route.request().postDataJSON());
    await released;
    await route.continue();
  });
  return {bodies, release};
}

/** From now on each reading of the room gets the previous response, so that the studio's room is behind. */
async function delayRoom(page: Page): Promise<void> {
  let previous: APIResponse | undefined;
  await page.route(`**/api${PATH}`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({response: previous ?? response});
    previous = response;
  });
  await expectEventually(() => previous).toBeDefined();
}

async function shownRoom() {
  const response = await fetch(`${demo.api}${PATH}`);
  return (await response.json()) as {
    product: {id: string} | null;
    mutedAll: boolean;
    slowMode: number;
    status: string;
  };
}

async function productsInStock(): Promise<string[]> {
  const response = await fetch(`${demo.api}${PATH}/products`);
  return ((await response.json()) as {id: string; stock: number}[]).filter(({stock}) => stock > 0).map(({id}) => id);
}

describe('the tabs', () => {
  it('follow the arrow keys, and show one panel at a time', async () => {
    const page = await openStudio();
    const tabs = page.getByRole('tablist', {name: 'Sections'}).getByRole('tab');
    expect(await tabs.allTextContents()).toHaveLength(5);
    await tabs.first().focus();
    for (const [key, name, area] of [
      ['ArrowRight', 'Shop window', 'Shelf'],
      ['ArrowRight', 'Show', 'Broadcast'],
      ['End', 'Settings', 'Sensitive words'],
      ['ArrowRight', 'Talk', 'Comments'],
      ['ArrowLeft', 'Settings', 'Appearance'],
      ['Home', 'Talk', 'Comments'],
    ] as const) {
      await page.keyboard.press(key);
      await studioArea(page, area).waitFor();
      const tab = studioTab(page, name);
      expect(await tab.getAttribute('aria-selected')).toBe('true');
      expect(await tab.evaluate(hasFocus)).toBe(true);
      const panel = await tab.getAttribute('aria-controls');
      expect(await page.locator(`[id="${panel}"]`).getAttribute('role')).toBe('tabpanel');
      expect(await page.getByRole('tablist', {name: 'Sections'}).locator('[tabindex="0"]').count()).toBe(1);
    }
  });

  it('keep a draft, and the video stays in view next to them', async () => {
    const page = await openStudio();
    await studioTab(page, 'Show').click();
    await page.getByLabel('Text').fill('half a sentence');
    await studioTab(page, 'Numbers').click();
    expect(await studioArea(page, 'On air').getByRole('button', {name: 'Go on air'}).isVisible()).toBe(true);
    await page.reload();
    await studioArea(page, 'Numbers').waitFor();
    await studioTab(page, 'Show').click();
    await page.getByLabel('Text').fill('another half');
    await studioTab(page, 'Talk').click();
    await studioTab(page, 'Show').click();
    expect(await page.getByLabel('Text').inputValue()).toBe('another half');
  });

  it('stay in view, as high as they were, while a long panel scrolls', async () => {
    const page = await openStudio();
    const tab = studioTab(page, 'Show');
    const {height} = (await tab.boundingBox())!;
    await page.setViewportSize({width: 1_440, height: 520});
    await tab.click();
    await studioArea(page, 'House rules').getByRole('button', {name: 'Set', exact: true}).scrollIntoViewIfNeeded();
    expect(await page.locator('studio-tabs.workspace').evaluate(({scrollTop}) => scrollTop)).toBeGreaterThan(0);
    const place = (await tab.boundingBox())!;
    expect(place.height).toBe(height);
    expect(place.y).toBeGreaterThan(0);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(520);
  });

  it('leave the video collapsed on a phone until it is opened', async () => {
    const page = await openStudio(360);
    const start = page.getByRole('button', {name: 'Go on air'});
    expect(await start.isVisible()).toBe(false);
    await page.getByRole('button', {name: 'Show the video'}).click();
    await start.waitFor();
    await page.getByRole('button', {name: 'Hide the video'}).click();
    await start.waitFor({state: 'hidden'});
  });
});

describe('a search', () => {
  it('shows the comments that contain all its words, and their number', async () => {
    const page = await openStudio();
    const [one, other] = [words('green tea'), words('black tea')];
    await say(one);
    await say(other);
    await options(page).filter({hasText: other}).waitFor();
    await page.getByLabel('Search comments').fill(`GREEN ${one.split(' ').at(-1)}`);
    await expectEventually(() => options(page).count()).toBe(1);
    expect(await options(page).textContent()).toContain(one);
    await page.getByText(/^1 of \d+$/).waitFor();
    await page.getByLabel('Search comments').fill('nobody says this');
    await page.getByText('Nothing matches “nobody says this”.').waitFor();
  });

  it('finds a product, and a person who has written', async () => {
    const page = await openStudio();
    const viewer = await demo.joined();
    await viewer.paste(words('here I am'));
    const userId = await viewer.page.evaluate(() => document.querySelector('live-room')!.session.userId!);
    await studioTab(page, 'People').click();
    await page.getByLabel('Search people').fill(userId);
    await expectEventually(() => studioArea(page, 'People').getByRole('listitem').count()).toBe(1);
    await studioArea(page, 'People').getByRole('listitem').getByRole('button').click();
    await page.locator('studio-person').getByText(userId).waitFor();

    await studioTab(page, 'Shop window').click();
    await page.getByLabel('Search products').fill('落雪');
    await expectEventually(() => studioArea(page, 'Shelf').getByRole('listitem').count()).toBe(1);
  });
});

describe('the keyboard', () => {
  it('mutes the author of the focused comment, and deletes it', async () => {
    const page = await openStudio();
    const viewer = await demo.joined();
    const line = words('too loud');
    await viewer.paste(line);
    await options(page).filter({hasText: line}).waitFor();
    await page.getByRole('listbox', {name: 'Comments'}).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('m');
    await page.getByText(/is muted for 10 min\./).waitFor();
    await viewer.page.locator('chat-panel:state(muted)').waitFor();
    await page.keyboard.press('d');
    await expectEventually(() => options(page).filter({hasText: line}).count()).toBe(0);
    expect(await page.getByRole('listbox', {name: 'Comments'}).evaluate(hasFocus)).toBe(true);

    await studioTab(page, 'Moderation').click();
    await studioArea(page, 'Moderation').getByRole('button', {name: 'Undo'}).click();
    await viewer.page.locator('chat-panel:not(:state(muted))').waitFor();
  });

  it('puts the next product on show, opens tabs, the search and the help', async () => {
    const page = await openStudio();
    const shownId = async () => (await shownRoom()).product?.id;
    await page.keyboard.press('2');
    const [first, second] = await productsInStock();
    await studioArea(page, 'Shelf').getByRole('listitem').first().waitFor();
    await page.keyboard.press('n');
    await expectEventually(shownId).toBe(first);
    await studioArea(page, 'Shelf')
      .getByText(/is on show\.$/)
      .waitFor();
    await page.keyboard.press('n');
    await expectEventually(shownId).toBe(second);

    await page.keyboard.press('/');
    expect(await page.getByLabel('Search products').evaluate(hasFocus)).toBe(true);
    await studioTab(page, 'Shop window').focus();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', {name: 'Keyboard shortcuts'});
    await help.getByText('Put the next product on show').waitFor();
    await page.keyboard.press('1');
    expect(await studioTab(page, 'Shop window').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Escape');
    await help.waitFor({state: 'hidden'});
    expect(await page.getByRole('button', {name: 'Next product'}).getAttribute('aria-keyshortcuts')).toBe('n');
  });

  it('does nothing while the operator types, and nothing when it is turned off', async () => {
    const page = await openStudio();
    const calls: string[] = [];
    page.on('request', (request) => ['PUT', 'DELETE'].includes(request.method()) && calls.push(request.url()));
    const field = page.getByLabel('Say something as customer service');
    await field.pressSequentially('mdn2/?');
    expect(await field.inputValue()).toBe('mdn2/?');
    expect(await studioTab(page, 'Talk').getAttribute('aria-selected')).toBe('true');
    expect(await page.getByRole('dialog').count()).toBe(0);

    await studioTab(page, 'Settings').click();
    await page.getByLabel('Single-key shortcuts').uncheck();
    await page.keyboard.press('n');
    await page.keyboard.press('1');
    expect(await studioTab(page, 'Settings').getAttribute('aria-selected')).toBe('true');
    expect(calls).toEqual([]);
  });
});

/** Puts up a notice that every viewer reads as it is. Returns it once the studio has it. */
async function noticeWithoutTranslations(page: Page): Promise<string> {
  const text = words('the notice before');
  await demo.operator('PUT', `${PATH}/notice`, {text});
  await expectEventually(() => page.getByLabel('Notice').inputValue()).toBe(text);
  await page.getByRole('group', {name: 'Translation 1'}).waitFor({state: 'detached'});
  return text;
}

describe('a second press', () => {
  it('of a setting is sent after the first, and the newest value wins', async () => {
    const page = await openStudio();
    await studioTab(page, 'Show').click();
    const notice = page.getByLabel('Notice');
    const before = await noticeWithoutTranslations(page);
    const {bodies, release} = await holdCalls(page, `${PATH}/notice`);
    for (const text of ['first', 'second', before]) {
      await notice.fill(text);
      await page.getByRole('button', {name: 'Put up'}).click();
    }
    await expectEventually(() => bodies).toEqual([{text: 'first', translations: {}}]);
    release();
    await expectEventually(() => bodies).toEqual([
      {text: 'first', translations: {}},
      {text: before, translations: {}},
    ]);
    await page.getByText('The notice is up.').waitFor();
    expect(await notice.inputValue()).toBe(before);
  });

  it('sets the newest notice when it is changed again before the server has responded', async () => {
    const [page, viewer] = await Promise.all([openStudio(), demo.joined()]);
    await studioTab(page, 'Show').click();
    const notice = page.getByLabel('Notice');
    const before = await noticeWithoutTranslations(page);
    let respond!: () => void;
    const responded = new Promise<void>((resolve) => (respond = resolve));
    await page.route('**/notice', async (route) => {
      await responded;
      await route.continue();
    });
    const [first, second, third] = ['first', 'second', 'third'].map((text) => words(text)) as [string, string, string];
    for (const text of [first, second, third]) {
      await notice.fill(text);
      await page.getByRole('button', {name: 'Put up'}).click();
    }
    respond();
    await viewer.waitForText(third);
    await expectEventually(() => notice.inputValue()).toBe(third);
    await notice.fill(before);
    await page.getByRole('button', {name: 'Put up'}).click();
    await viewer.waitForText(before);
  });

  it('of a broadcast is not sent, and the button shows that it is busy', async () => {
    const page = await openStudio();
    await studioTab(page, 'Show').click();
    const {bodies, release} = await holdCalls(page, '/broadcasts');
    const text = words('only once');
    const send = studioArea(page, 'Broadcast').getByRole('button', {name: 'Broadcast'});
    await page.getByLabel('Text').fill(text);
    await send.dblclick();
    await expectEventually(() => send.getAttribute('aria-disabled')).toBe('true');
    await page.getByLabel('Text').fill(`${text}, and more`);
    release();
    await page.getByText(/^On its way to every room/).waitFor();
    expect(bodies).toHaveLength(1);
    await expectEventually(() => send.getAttribute('aria-disabled')).toBe('false');
    expect(await page.getByLabel('Text').inputValue()).toBe(`${text}, and more`);
  });

  it('of the same notice does not replace the text that is being typed', async () => {
    const page = await openStudio();
    await studioTab(page, 'Show').click();
    const notice = page.getByLabel('Notice');
    await expectEventually(() => notice.inputValue()).not.toBe('');
    const before = await notice.inputValue();
    await notice.fill('half a notice');
    await demo.operator('PUT', `${PATH}/slow-mode`, {seconds: 7});
    await expectEventually(() => page.getByLabel('Seconds between two comments').inputValue()).toBe('7');
    expect(await notice.inputValue()).toBe('half a notice');
    await demo.operator('PUT', `${PATH}/slow-mode`, {seconds: 0});
    await notice.fill(before);
  });
});

describe('a press while the polled room is behind', () => {
  it('of the key for the next product continues from the product that this tab put on show', async () => {
    const page = await openStudio();
    const [first, second, third, fourth] = await productsInStock();
    await page.keyboard.press('2');
    const shelf = studioArea(page, 'Shelf');
    await shelf.getByRole('listitem').first().waitFor();
    await delayRoom(page);
    const shownId = async () => (await shownRoom()).product?.id;
    for (const id of [first, second]) {
      await page.keyboard.press('n');
      await expectEventually(shownId).toBe(id);
      await expectEventually(() => shelf.locator('.outcome.done').count()).toBe(1);
    }
    // Two presses before the server has responded to the first.
    const {bodies, release} = await holdCalls(page, `${PATH}/featured-product`);
    await page.keyboard.press('n');
    await page.keyboard.press('n');
    release();
    await expectEventually(() => bodies).toEqual([{productId: third}, {productId: fourth}]);
    await expectEventually(shownId).toBe(fourth);
  });

  it('continues from the product that is still on show when the change failed', async () => {
    const page = await openStudio(1_440, {expected: [/status of 503/]});
    const [first] = await productsInStock();
    await page.keyboard.press('2');
    const shelf = studioArea(page, 'Shelf');
    await shelf.getByRole('listitem').first().waitFor();
    await page.route(`**/api${PATH}/featured-product`, (route) => route.fulfill({status: 503, body: '{}'}), {times: 1});
    await page.keyboard.press('n');
    await shelf.locator('.outcome.failed').waitFor();
    await page.keyboard.press('n');
    await expectEventually(async () => (await shownRoom()).product?.id).toBe(first);
  });

  it('of mute all, of slow mode and of the status starts from what this tab has set', async () => {
    const page = await openStudio();
    await studioTab(page, 'Show').click();
    await delayRoom(page);
    const [rules, show] = [studioArea(page, 'House rules'), studioArea(page, 'The show')];
    const muteAll = page.getByRole('button', {name: 'Mute all'});
    for (const on of [true, false, true]) {
      await muteAll.click();
      await expectEventually(async () => (await shownRoom()).mutedAll).toBe(on);
      await expectEventually(() => rules.locator('.outcome.done').count()).toBe(1);
      expect(await muteAll.getAttribute('aria-pressed')).toBe(String(on));
    }
    await page.getByLabel('Seconds between two comments').fill('7');
    await page.getByRole('button', {name: 'Set', exact: true}).click();
    await rules.getByText('Viewers wait 7 s between comments.').waitFor();
    expect(await page.getByLabel('Seconds between two comments').inputValue()).toBe('7');
    for (const [name, status] of [
      ['Paused', 'paused'],
      ['Live', 'live'],
    ] as const) {
      await show.getByRole('button', {name}).click();
      await expectEventually(async () => (await shownRoom()).status).toBe(status);
      await expectEventually(() => show.getByText(`The show is now: ${name}.`).count()).toBe(1);
    }
  });
});
