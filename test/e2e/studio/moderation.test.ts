import {afterEach, describe, expect, it} from 'vitest';
import {ROOM, expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import {
  comment,
  commentList,
  openStudio,
  outcome,
  person,
  selectComment,
  studioArea,
  studioTab,
} from '../../support/demo/studio-page.ts';

const demo = useDemo();

afterEach(async () => {
  await demo.operator('PUT', `/rooms/${ROOM}/mute-all`, {on: false});
  await demo.operator('PUT', `/rooms/${ROOM}/slow-mode`, {seconds: 0});
  await demo.operator('PUT', '/words', {words: []});
});

const studio = () => openStudio(demo);
const hasFocus = (element: Element) => element === document.activeElement;
const words = (what: string) => `${what} ${demo.userId('line')}`;
const textElement = (text: string) => ({MsgType: 'TIMTextElem', MsgContent: {Text: text}});

describe('a comment', () => {
  it('is shown as plain text and is selected by keyboard', async () => {
    const [{page}, viewer] = await Promise.all([studio(), demo.joined()]);
    const markup = `<img src=x onerror="document.title='owned'"> ${demo.userId('line')}`;
    await viewer.paste(markup);
    const row = commentList(page).getByRole('option').last();
    await expectEventually(() => row.locator('.words').textContent()).toBe(markup);
    const list = page.getByRole('listbox', {name: 'Comments'});
    await list.focus();
    await list.press('End');
    await list.press('Enter');
    expect(await person(page).locator('blockquote').textContent()).toBe(markup);
    await expectEventually(() => person(page).getByRole('heading').evaluate(hasFocus)).toBe(true);
    await page.keyboard.press('Escape');
    await person(page).getByRole('heading').waitFor({state: 'hidden'});
    await expectEventually(() => list.evaluate(hasFocus)).toBe(true);
    expect(await page.title()).not.toContain('owned');
  });

  it('stays selected while others arrive', async () => {
    const [{page}, viewer] = await Promise.all([studio(), demo.joined()]);
    for (let line = 1; line <= 30; line += 1) await demo.sayAs('host-linxi', textElement(`before ${line}`));
    const mine = words('this one');
    await viewer.paste(mine);
    const row = comment(page, mine);
    await row.hover();
    const place = await row.boundingBox();
    for (let line = 1; line <= 30; line += 1) await demo.sayAs('host-linxi', textElement(`after ${line}`));
    await page.getByRole('button', {name: /^\d+ new/}).waitFor();
    expect(await row.boundingBox()).toEqual(place);
  });
});

describe('a moderator', () => {
  it('deletes a comment: it disappears from every page', async () => {
    const [{page}, viewer] = await Promise.all([studio(), demo.joined()]);
    const line = words('take me back');
    await selectComment(page, viewer, line);
    // The server stores a message after it has allowed it, and only a stored message can be deleted.
    const history = async () => (await fetch(`${demo.api}/rooms/${ROOM}/messages`)).text();
    await expectEventually(history).toContain(line);
    await page.getByRole('button', {name: 'Delete'}).click();
    await expectEventually(() => person(page).locator('.outcome.done').allTextContents()).toEqual([
      'Deleted: it disappears from every page.',
    ]);
    await expectEventually(() => viewer.listed()).not.toContain(line);
    await expectEventually(() => comment(page, line).count()).toBe(0);
  });

  it('mutes a viewer, who sees the reason, and unmutes them', async () => {
    const [{page}, viewer] = await Promise.all([studio(), demo.joined()]);
    await selectComment(page, viewer, words('too much'));
    await page.getByLabel('Reason').fill('Please keep to the tea');
    await page.getByRole('button', {name: '10 min'}).click();
    await expectEventually(() => person(page).locator('.outcome.done').textContent()).toContain('is muted for 10 min.');
    await viewer.page.locator('chat-panel:state(muted)').waitFor();
    await viewer.waitForText(/Please keep to the tea/);

    await page.getByRole('button', {name: 'Unmute'}).click();
    await viewer.page.locator('chat-panel:not(:state(muted))').waitFor();
    const line = words('thank you');
    await viewer.paste(line);
    await comment(page, line).waitFor();
  });

  it('bans a viewer after a confirmation, and unbans them', async () => {
    const [{page}, viewer] = await Promise.all([studio(), demo.joined()]);
    await selectComment(page, viewer, words('out with me'));
    await page.getByRole('button', {name: 'Ban for a day'}).click();
    await page.getByRole('dialog').getByRole('button', {name: 'Ban for a day'}).click();
    await viewer.waitForState('kicked');
    expect(await viewer.errors()).toEqual(['BANNED']);
    await page.getByRole('button', {name: 'Lift the ban'}).click();
    await expectEventually(() => person(page).locator('.outcome.done').textContent()).toContain('may come back.');
    await viewer.page.reload();
    await viewer.waitForState('joined');
  });

  it('mutes and unmutes all viewers', async () => {
    const [{page}, viewer] = await Promise.all([studio(), demo.joined()]);
    await studioTab(page, 'Show').click();
    const muteAll = page.getByRole('button', {name: 'Mute all'});
    await muteAll.click();
    await viewer.page.locator('chat-panel:state(muted)').waitFor();
    await expectEventually(() => muteAll.getAttribute('aria-pressed')).toBe('true');
    await muteAll.click();
    await viewer.page.locator('chat-panel:not(:state(muted))').waitFor();
  });

  it('sets slow mode', async () => {
    const [{page}, viewer] = await Promise.all([studio(), demo.joined()]);
    await studioTab(page, 'Show').click();
    const slow = async (seconds: string) => {
      await page.getByLabel('Seconds between two comments').fill(seconds);
      await page.getByRole('button', {name: 'Set', exact: true}).click();
    };
    await slow('30');
    await viewer.page.locator('chat-panel:state(slow)').waitFor();
    await slow('0');
    await viewer.page.locator('chat-panel:not(:state(slow))').waitFor();
  });

  it('adds words to the word filter', async () => {
    const [{page}, viewer] = await Promise.all([studio(), demo.joined()]);
    await studioTab(page, 'Settings').click();
    await page.getByLabel('Sensitive words, one a line').fill('gutter press\n\n gutter press \nbathwater');
    await page.getByRole('button', {name: 'Replace the list'}).click();
    await outcome(page, 'Sensitive words').toContain('2 words are watched for.');
    await viewer.paste('they sell bathwater');
    await expectEventually(() => viewer.errors()).toEqual(['REFUSED']);
    await page.getByLabel('Sensitive words, one a line').fill('');
    await page.getByRole('button', {name: 'Replace the list'}).click();
    await page.getByRole('dialog').getByRole('button', {name: 'Empty it'}).click();
    await outcome(page, 'Sensitive words').toContain('0 words are watched for.');
  });

  it("reads viewers' reports and acts on them", async () => {
    const [{page}, viewer] = await Promise.all([studio(), demo.joined()]);
    const line = words('look at this');
    await viewer.paste(line);
    await comment(page, line).waitFor();
    const seq = await comment(page, line).getAttribute('data-seq');
    await viewer.page.evaluate(
      (number) =>
        (
          document.querySelector('live-room') as unknown as {session: {report(seq: number, why: string): Promise<void>}}
        ).session.report(number, 'an advertisement'),
      Number(seq),
    );
    await studioTab(page, 'Reports').click();
    await page.getByRole('button', {name: 'Look again'}).click();
    const report = studioArea(page, 'Reports').getByRole('listitem').filter({hasText: line});
    await report.getByText('an advertisement').waitFor();
    await report.getByRole('button', {name: 'Deal with it'}).click();
    expect(await person(page).locator('blockquote').textContent()).toBe(line);
    await page.getByRole('button', {name: 'Delete'}).click();
    await expectEventually(() => viewer.listed()).not.toContain(line);
  });

  it('sends one message as the service for several presses of the button', async () => {
    const [{page}, viewer] = await Promise.all([studio(), demo.joined()]);
    const line = words('we send within two days');
    const said: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && said.push(new URL(request.url()).pathname));
    await page.getByLabel('Say something as customer service').fill(line);
    await page.getByRole('button', {name: 'Say', exact: true}).dblclick();
    await expectEventually(() => viewer.listed()).toContain(line);
    await comment(page, line).getByText('Service').waitFor();
    expect(said).toEqual([`/api/rooms/${ROOM}/messages`]);
  });
});
