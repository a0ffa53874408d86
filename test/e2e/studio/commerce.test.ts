import {readFile} from 'node:fs/promises';
import {afterEach, expect, it} from 'vitest';
import {expectEventually, OTHER_ROOM, ROOM, useDemo} from '../../support/demo/demo-fixture.ts';
import {
  comment,
  openStudio,
  outcome,
  person,
  selectComment,
  studioArea,
  studioTab,
} from '../../support/demo/studio-page.ts';

const demo = useDemo();

interface RoomInfo {
  readonly products: readonly {readonly id: string}[];
  readonly pin?: {readonly seq?: number; readonly question?: boolean};
  readonly startsAt?: number;
  readonly nextRoomId?: string;
  readonly notice: string;
}

const roomInfo = async () => (await (await fetch(`${demo.api}/rooms/${ROOM}`)).json()) as RoomInfo;

afterEach(async () => {
  await demo.operator('PUT', `/rooms/${OTHER_ROOM}/status`, {status: 'upcoming'});
  const path = `/rooms/${ROOM}`;
  await demo.operator('PUT', `${path}/featured-product`, {productId: null});
  await demo.operator('PUT', `${path}/pin`, {});
  await demo.operator('PUT', `${path}/schedule`, {startsAt: null});
});

it('an operator adds a product, shows several, edits variants, translates the notice, pins a comment, answers a question, sets the schedule and reads the report', async () => {
  const scarf = demo.userId('scarf');
  await demo.operator('PUT', `/rooms/${ROOM}/notice`, {text: '今晚新茶', translations: {en: {notice: 'New tea'}}});
  const expected = [/status of 503/];
  const [{page}, viewer] = await Promise.all([openStudio(demo, {query: 'lang=en', expected}), demo.joined()]);

  await studioTab(page, 'Shop window').click();
  const shelf = studioArea(page, 'Shelf');
  const form = shelf.locator('studio-product-editor.new');
  await form.getByText('New product').click();
  await form.getByRole('textbox', {name: 'Title'}).fill(scarf);
  await form.getByLabel('Picture').fill('javascript:alert(1)');
  await form.getByRole('button', {name: 'Add a translation'}).click();
  const translation = form.getByRole('group', {name: 'Translation 1'});
  await translation.getByLabel('Language').fill('en');
  await translation.getByLabel('Title').fill('A scarf');
  await form.getByRole('button', {name: 'Add the product'}).click();
  await expectEventually(() => form.locator('.problem:not(:empty)').allTextContents()).toEqual([
    'Fill this in.',
    'Fill this in.',
    'Fill this in.',
    'An address begins with https://',
  ]);
  await form.getByLabel('Picture').fill(`${demo.shop}/images/cup.svg`);
  await form.getByLabel('Id').fill(scarf);
  await form.getByLabel('Price ¥').first().fill('99');
  await form.getByLabel('Stock').first().fill('4');
  // The server is away: nothing that was typed is lost.
  const calls = `**/products/${scarf}`;
  await page.route(calls, (route) => route.fulfill({status: 503, headers: {'Access-Control-Allow-Origin': '*'}}));
  await form.getByRole('button', {name: 'Add the product'}).click();
  await expectEventually(() => form.locator('.outcome.failed').count()).toBe(1);
  await page.unroute(calls);
  await form.getByRole('button', {name: 'Add the product'}).click();
  await outcome(page, 'Shelf').toEqual([`“${scarf}” is on the shelf.`]);

  const row = (title: string) => shelf.getByRole('listitem').filter({hasText: title});
  await row('落雪杯').getByRole('button', {name: 'Put on show'}).click();
  await row(scarf).getByRole('button', {name: 'Show beside'}).click();
  await expectEventually(async () => (await roomInfo()).products.map(({id}) => id)).toEqual(['cup', scarf]);

  await row(scarf).locator('summary').click();
  await row(scarf).getByLabel('Price before').fill('129');
  await row(scarf).getByRole('textbox', {name: 'Badge'}).first().fill('New');
  await row(scarf).getByRole('button', {name: 'Add a variant'}).click();
  const variant = row(scarf).getByRole('group', {name: 'Variant 1'});
  await variant.getByLabel('Name').fill('Red');
  await variant.getByLabel('Stock').fill('2');
  const picture = `${demo.shop}/images/seal.svg`;
  await variant.getByLabel('Picture').fill(picture);
  await row(scarf).getByRole('button', {name: 'Save details'}).click();
  await outcome(page, 'Shelf').toEqual([`“${scarf}” is saved.`]);
  const saved: unknown = await (await fetch(`${demo.api}/rooms/${ROOM}/products/${scarf}`)).json();
  const red = {id: 'v1', title: 'Red', price: 9_900, stock: 2, image: picture};
  const translations = {en: {title: 'A scarf'}};
  expect(saved).toMatchObject({compareAt: 12_900, badge: 'New', stock: 2, variants: [red], translations});

  await studioTab(page, 'Talk').click();
  await selectComment(page, viewer, 'worth pinning');
  await person(page).getByRole('button', {name: 'Pin'}).click();
  await expectEventually(async () => (await roomInfo()).pin?.seq).toBe(
    Number(await comment(page, 'worth pinning').getAttribute('data-seq')),
  );

  const asker = await demo.sdkViewer(demo.userId('asker'));
  const cloudCustomData = JSON.stringify({v: 1, question: true});
  expect(await asker.send(ROOM, 'Text', {text: 'is it warm?'}, {cloudCustomData})).toMatchObject({code: 0});
  await studioTab(page, 'Questions').click();
  const question = studioArea(page, 'Questions').getByRole('listitem').filter({hasText: 'is it warm?'});
  await question.getByRole('button', {name: 'Answer now'}).click();
  await question.getByText('Answering now').waitFor();
  expect((await roomInfo()).pin?.question).toBe(true);
  await question.getByRole('button', {name: 'Answered'}).click();
  await question.waitFor({state: 'detached'});

  await studioTab(page, 'Show').click();
  const show = studioArea(page, 'The show');
  await show.getByLabel('Notice').fill('今晚红茶');
  await show.getByRole('button', {name: 'Put up'}).click();
  await outcome(page, 'The show').toEqual(['The notice is up.']);
  expect(await roomInfo()).toMatchObject({notice: '今晚红茶', translations: {en: {notice: 'New tea'}}});
  const schedule = studioArea(page, 'Before and after');
  await schedule.getByLabel('The show starts').fill('2030-05-01T20:00');
  await schedule.getByLabel('Room of the next show').fill(OTHER_ROOM);
  await schedule.getByRole('button', {name: 'Save'}).click();
  await outcome(page, 'Before and after').toEqual(['Saved. Waiting pages show it.']);
  const startsAt = await page.evaluate(() => new Date('2030-05-01T20:00').getTime() / 1_000);
  expect(await roomInfo()).toMatchObject({startsAt, nextRoomId: OTHER_ROOM});

  const at = Math.floor(Date.now() / 1_000);
  const batch = {roomId: ROOM, batchId: crypto.randomUUID(), events: [{name: 'product-shown', at, productId: scarf}]};
  const headers = {'Content-Type': 'text/plain'};
  const counted = await fetch(`${demo.api}/track`, {method: 'POST', headers, body: JSON.stringify(batch)});
  expect(counted.status).toBe(204);
  await studioTab(page, 'Numbers').click();
  const report = studioArea(page, 'Sales report');
  await report.getByRole('img', {name: /^Viewers watching/}).waitFor();
  await report
    .getByRole('row', {name: new RegExp(scarf)})
    .first()
    .waitFor();
  const download = page.waitForEvent('download');
  await report.getByRole('button', {name: 'Download CSV'}).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect([csv.charCodeAt(0), csv]).toEqual([0xfeff, expect.stringContaining(scarf)]);
});

it('a waiting page receives a new schedule, the start and the end from its room, and opens the next show in its place', async () => {
  const room = `/rooms/${OTHER_ROOM}`;
  const visitor = await demo.visitor({html: demo.twoLines('lang=en').replace(`"${ROOM}"`, `"${OTHER_ROOM}"`)});
  const {page} = visitor;
  const lobby = page.locator('live-lobby');
  const countdown = lobby.locator('[part=countdown]');
  await visitor.waitForState('joined');
  await countdown.waitFor();
  // From now on only the room itself can send changes to the page.
  await page.route('**/api/rooms/*', (route) => route.abort());
  const startsAt = Math.floor(Date.now() / 1_000) + 30 * 86_400;
  await demo.operator('PUT', `${room}/schedule`, {startsAt, nextRoomId: ROOM});
  await expectEventually(() => countdown.innerText()).toMatch(/Starts in\s+29 d 23:/);
  await demo.operator('PUT', `${room}/status`, {status: 'live'});
  await countdown.waitFor({state: 'detached'});
  await page.unroute('**/api/rooms/*');
  await demo.operator('PUT', `/rooms/${ROOM}/schedule`, {startsAt});
  await demo.operator('PUT', `${room}/status`, {status: 'ended'});
  await lobby.getByRole('button', {name: /^Next show: /}).click();
  await expectEventually(() => page.evaluate(() => document.querySelector('live-room')!.session.state)).toMatchObject({
    connection: {roomId: ROOM, status: 'joined'},
  });
});
