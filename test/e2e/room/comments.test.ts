import {beforeEach, describe, expect, it} from 'vitest';
import {ROOM, expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import type {VisitorPage} from '../../support/demo/visitor-page.ts';
import type {SdkPage} from '../../support/chat/sdk-page.ts';

/** The product's promised time from keypress to display. */
const PUSH_MS = 1_000;
const POLL_MS = 2_600;

const demo = useDemo();

/** Texts to type, by kind. */
const TEXTS = [
  ['an emoji of many parts', '👩‍👩‍👧‍👦 🏳️‍🌈 🇨🇳 🎉'],
  ['characters of four bytes', '𠮷野家 𝒳 🀄'],
  ['words from right to left', 'مرحبا بالعالم, שלום'],
  ['a direction override', '\u202eevil.exe\u202c end'],
  ['an image that would run a script', '<img src=x onerror="document.title=\'owned\'">'],
  ['a script', '<script>document.title="owned"</script>'],
  ['entities and templates', '&lt;b&gt; &amp; ${document.title} {{title}} %s %00'],
] as const;

let words = 0;
/** A unique comment. */
function comment(what: string): string {
  return `${what} ${process.pid} ${++words}`;
}

/** The last listed comment. Earlier ones may have been sent before the visitor joined. */
async function lastListed(visitor: VisitorPage): Promise<string | undefined> {
  return (await visitor.listed()).at(-1);
}

/** Milliseconds from sending the text in `from` until `to` shows it as a danmaku line and in the list. */
async function delay(from: VisitorPage, to: VisitorPage, text: string): Promise<number> {
  const [{flying, listed}, pressed] = await Promise.all([to.arrival(text), from.type(text)]);
  return Math.max(flying, listed) - pressed;
}

/** Number of tries: a busy machine delays some comments, but not all. */
const TRIES = 5;

/**
 * The shortest delay of several comments, which is the time of the product itself. Stops at the first comment in time.
 */
async function least(withinMs: number, ask: () => Promise<number>): Promise<number> {
  let best = Infinity;
  for (let tried = 0; tried < TRIES && best > withinMs; tried += 1) best = Math.min(best, await ask());
  return best;
}

/** Unix milliseconds at which a page with the SDK alone received the text. */
async function receivedAt(page: SdkPage, text: string): Promise<number> {
  const find = async () => {
    const events = await page.events('onMessageReceived');
    return events.find(({data}) =>
      (data as {payload?: {text?: unknown}}[]).some(({payload}) => payload?.text === text),
    );
  };
  await expectEventually(find).toBeDefined();
  return (await find())!.at + (await page.page.evaluate(() => performance.timeOrigin));
}

describe.each([
  ['push', PUSH_MS],
  ['poll', POLL_MS],
] as const)('in %s mode a comment', (mode, withinMs) => {
  beforeEach(() => demo.fault({mode}));

  it(`typed on one page flies and is listed on another within ${withinMs} ms, and the other way round`, async () => {
    const [ann, ben] = await Promise.all([demo.joined(), demo.joined()]);
    expect(await least(withinMs, () => delay(ann, ben, comment('from ann')))).toBeLessThanOrEqual(withinMs);
    expect(await least(withinMs, () => delay(ben, ann, comment('from ben')))).toBeLessThanOrEqual(withinMs);
    const polled = ben.sent.some(({command}) => command.startsWith('group_open_long_polling'));
    expect(polled).toBe(mode === 'poll');
  });

  it(`reaches a guest within ${POLL_MS} ms`, async () => {
    const [ann, guest] = await Promise.all([demo.joined(), demo.joined('guest')]);
    for (const what of ['to a guest', 'again'])
      expect(await least(POLL_MS, () => delay(ann, guest, comment(what)))).toBeLessThanOrEqual(POLL_MS);
  });

  it('appears once on the stage and once in the list of its sender’s page', async () => {
    const [ann, ben] = await Promise.all([demo.joined(), demo.joined()]);
    let text = '';
    const own = () => delay(ann, ann, (text = comment('mine')));
    expect(await least(PUSH_MS, own)).toBeLessThanOrEqual(PUSH_MS);
    await delay(ben, ann, comment('answer'));
    expect((await ann.listed()).filter((line) => line === text)).toEqual([text]);
    expect((await ann.flying()).filter((line) => line === text).length).toBeLessThanOrEqual(1);
  });

  it('travels both ways between our page and a page with the SDK alone', async () => {
    const [ann, plain] = await Promise.all([demo.joined(), demo.sdkViewer(demo.userId('plain'))]);
    const there = async () => {
      const ours = comment('from ours');
      const pressed = await ann.type(ours);
      return (await receivedAt(plain, ours)) - pressed;
    };
    expect(await least(withinMs, there)).toBeLessThanOrEqual(withinMs);

    const back = async () => {
      const theirs = comment('from theirs');
      const sentAt = Date.now();
      const [{flying, listed}, sent] = await Promise.all([ann.arrival(theirs), plain.say(ROOM, theirs)]);
      expect(sent.code).toBe(0);
      return Math.max(flying, listed) - sentAt;
    };
    expect(await least(withinMs, back)).toBeLessThanOrEqual(withinMs);
  });
});

describe('text in the composer', () => {
  it('is not sent while an input method composes, and is sent by the next Enter', async () => {
    const [ann, ben] = await Promise.all([demo.joined(), demo.joined()]);
    const keyboard = await ann.page.context().newCDPSession(ann.page);
    const enter = (windowsVirtualKeyCode: number) =>
      keyboard.send('Input.dispatchKeyEvent', {type: 'rawKeyDown', key: 'Enter', windowsVirtualKeyCode});
    await ann.input.focus();
    await keyboard.send('Input.imeSetComposition', {text: 'nihao', selectionStart: 5, selectionEnd: 5});
    await enter(13);
    // The event of an input method for a key that it handled.
    await enter(229);
    expect(await ann.input.inputValue()).toBe('nihao');
    await keyboard.send('Input.insertText', {text: '你好，大家'});
    await enter(229);
    expect(await ann.input.inputValue()).toBe('你好，大家');
    expect(ann.sentTexts()).toEqual([]);

    await Promise.all([ben.arrival('你好，大家'), ann.pressEnter()]);
    expect(ann.sentTexts()).toEqual(['你好，大家']);
    expect(await ann.input.inputValue()).toBe('');
  });

  it('gets a line break by Shift+Enter and keeps it', async () => {
    const [ann, ben] = await Promise.all([demo.joined(), demo.joined()]);
    await ann.input.pressSequentially('first line');
    await ann.input.press('Shift+Enter');
    await ann.input.pressSequentially('second line');
    expect(ann.sentTexts()).toEqual([]);
    await ann.pressEnter();
    // The line flies for some seconds only.
    await expectEventually(() => ben.flying()).toEqual(['first line second line']);
    await expectEventually(() => lastListed(ben)).toBe('first line\nsecond line');
  });

  it('arrives as plain text', async () => {
    const [ann, ben, plain] = await Promise.all([demo.joined(), demo.joined(), demo.sdkViewer(demo.userId('plain'))]);
    const title = await ben.page.title();
    for (const [what, text] of TEXTS) {
      await Promise.all([ben.arrival(text), ann.arrival(text), ann.paste(text)]);
      await receivedAt(plain, text);
      expect(await lastListed(ben), what).toBe(text);
      // Pictures of the room's history have other elements.
      expect(await ben.page.locator('[part~=text]').last().locator('*').count(), what).toBe(0);
      expect(await ben.page.locator('[part~=line] *').count(), what).toBe(0);
      expect(await ben.page.title(), what).toBe(title);
    }
  });
});

describe('a comment of too many bytes', () => {
  const longest = `${'语'.repeat(2_666)}ab`;

  it('is refused before it is sent, shows why, and stays in the composer', async () => {
    const ann = await demo.joined();
    const tooLong = `${longest}c`;
    expect(Buffer.byteLength(tooLong)).toBe(8_001);
    await ann.paste(tooLong);
    await expectEventually(() => ann.errors()).toEqual(['TOO_LONG']);
    await expectEventually(() => ann.page.locator('[part~=composer]').textContent()).toContain(
      'This is too long to send.',
    );
    expect(await ann.input.inputValue()).toBe(tooLong);
    const rejected = await ann.page.evaluate(
      (text) =>
        (document.querySelector('live-room') as unknown as {say(text: string): Promise<void>})
          .say(text)
          .catch(({code}: {code: string}) => code),
      tooLong,
    );
    expect(rejected).toBe('TOO_LONG');

    await ann.paste('short');
    await expectEventually(() => lastListed(ann)).toBe('short');
    expect(ann.sentTexts()).toEqual(['short']);
  });

  it('is sent with one byte less', async () => {
    const [ann, ben] = await Promise.all([demo.joined(), demo.joined()]);
    expect(Buffer.byteLength(longest)).toBe(8_000);
    await ann.paste(longest);
    // A long comment is shortened until the reader opens it.
    const row = ben.page.locator('[part~=message]', {hasText: longest.slice(0, 40)});
    await row.getByRole('button', {expanded: false}).click();
    await expectEventually(() => row.textContent()).toContain(longest);
    expect(await ann.errors()).toEqual([]);
  });
});
