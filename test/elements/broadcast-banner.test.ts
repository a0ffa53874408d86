import {beforeEach, expect, onTestFinished, test, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import type {BroadcastBanner} from '../../src/elements/broadcast-banner/broadcast-banner.ts';
import type {ContentOf} from '../../src/protocol/messages.ts';
import type {MemoryService} from '../support/memory-driver.ts';
import {expectAccessible, fresh, isShown, part, parts, servedRoom, settled} from '../support/room-fixture.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

type Said = Partial<Omit<ContentOf<'broadcast'>, 'type'>>;

/** Said to every room. */
function broadcast(text: string, given: Said = {}): void {
  service.announce({
    type: 'broadcast',
    broadcastId: text,
    text,
    level: 'info',
    href: undefined,
    expiresAt: undefined,
    ...given,
  });
}

/** Speaks as a viewer does. */
class BannerHarness {
  readonly shown: string[] = [];
  readonly closed: string[] = [];

  constructor(readonly element: BroadcastBanner) {
    element.addEventListener('live-broadcast-show', ({detail}) => this.shown.push(detail.text));
    element.addEventListener('live-broadcast-close', ({detail}) => this.closed.push(detail.broadcastId));
  }

  get text(): string {
    const [text] = parts(this.element, 'text');
    return text && isShown(text) ? text.textContent.replace(/\s+/g, ' ').trim() : '';
  }

  async shows(text: string): Promise<void> {
    await vi.waitFor(() => expect(this.text).toBe(text), 3_000);
  }
}

async function banner(attributes = 'seconds="60" closable'): Promise<BannerHarness> {
  document.body.style.paddingBlockStart = '20rem'; // The mouse rests above: what it is on waits.
  onTestFinished(() => document.body.removeAttribute('style'));
  await userEvent.hover(document.body, {position: {x: 5, y: 5}});
  const {room} = await servedRoom(`<broadcast-banner ${attributes}></broadcast-banner>`);
  return new BannerHarness(room.querySelector('broadcast-banner')!);
}

test.each([
  ['light', 'en', 'info'],
  ['light', 'zh-CN', 'warning'],
  ['dark', 'en', 'urgent'],
] as const)('axe finds nothing, %s, %s, %s', async (scheme, lang, level) => {
  document.documentElement.style.colorScheme = scheme;
  document.documentElement.lang = lang;
  const harness = await banner();
  await expectAccessible(harness.element);
  broadcast('The festival starts at eight', {level, href: 'https://shop.example/'});
  await vi.waitFor(() => expect(harness.text).toContain('The festival starts at eight'));
  await Promise.all(harness.element.shadowRoot!.getAnimations().map(({finished}) => finished));
  await expectAccessible(harness.element);
  document.documentElement.style.colorScheme = '';
});

test('shows each broadcast once and in turn, and tells the page', async () => {
  const harness = await banner('seconds="0.3"');
  broadcast('one');
  broadcast('two');
  broadcast('one');
  await vi.waitFor(() => expect(harness.closed).toEqual(['one', 'two']), 5_000);
  expect(harness.shown).toEqual(['one', 'two']);
  expect(harness.element.matches(':state(shown)')).toBe(false);
});

test('is announced by a region that was there before', async () => {
  const harness = await banner();
  const region = harness.element.shadowRoot!.querySelector('[role=status]')!;
  broadcast('hello');
  await harness.shows('hello');
  expect(region.contains(part(harness.element, 'text'))).toBe(true);
  expect(harness.element.matches(':state(shown)')).toBe(true);
});

test.each([
  ['info', 'hello'],
  ['warning', 'Important hello'],
  ['urgent', 'Urgent hello'],
] as const)('says in words that it is %s', async (level, words) => {
  const harness = await banner();
  broadcast('hello', {level});
  await harness.shows(words);
});

test('waits while it is pointed at, and goes on after', async () => {
  const harness = await banner('seconds="3"');
  broadcast('one');
  broadcast('two');
  await harness.shows('one');
  await userEvent.hover(part(harness.element, 'text'));
  const before = performance.now();
  await vi.waitFor(() => expect(performance.now() - before).toBeGreaterThan(3_200), 5_000);
  expect(harness.closed).toEqual([]);
  await userEvent.unhover(part(harness.element, 'text'));
  await vi.waitFor(() => expect(harness.shown).toEqual(['one', 'two']), 6_000);
});

test('waits while it has the focus, and is closed by Escape', async () => {
  const harness = await banner('seconds="3"');
  broadcast('one');
  await harness.shows('one');
  await userEvent.tab();
  expect(harness.element.shadowRoot!.activeElement).toBe(part(harness.element, 'text'));
  const before = performance.now();
  await vi.waitFor(() => expect(performance.now() - before).toBeGreaterThan(3_200), 5_000);
  expect(harness.text).toBe('one');
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(harness.closed).toEqual(['one']));
  expect(harness.text).toBe('');
});

test('is closed by its button, or by the page', async () => {
  const harness = await banner();
  broadcast('one');
  broadcast('two');
  await harness.shows('one');
  await userEvent.click(part(harness.element, 'close'));
  await harness.shows('two');
  harness.element.close();
  await vi.waitFor(() => expect(harness.closed).toEqual(['one', 'two']));
});

test('has a button only where the page wants one', async () => {
  const harness = await banner('seconds="60"');
  broadcast('one');
  await harness.shows('one');
  expect(parts(harness.element, 'close')).toEqual([]);
});

test('leads on only to addresses that may be used', async () => {
  const harness = await banner();
  broadcast('one', {href: 'javascript:alert(1)'});
  broadcast('two', {href: 'https://shop.example/festival'});
  await harness.shows('one');
  harness.element.close();
  await harness.shows('two View');
  const link = harness.element.shadowRoot!.querySelector('a')!;
  expect([link.href, link.target, link.rel]).toEqual(['https://shop.example/festival', '_blank', 'noopener']);
});

test('shows text, whatever it is', async () => {
  const harness = await banner();
  broadcast('<img src=x onerror="window.hacked = 1">');
  await harness.shows('<img src=x onerror="window.hacked = 1">');
  expect(harness.element.shadowRoot!.querySelector('img')).toBeNull();
});

test('shows nothing that somebody else says', async () => {
  const harness = await banner();
  service.says({
    type: 'broadcast',
    broadcastId: 'x',
    text: 'x',
    level: 'urgent',
    href: undefined,
    expiresAt: undefined,
  });
  broadcast('real');
  await harness.shows('real');
  expect(harness.shown).toEqual(['real']);
});

test('forgets what waits when it is taken out of the page', async () => {
  const harness = await banner();
  const room = harness.element.parentElement!;
  broadcast('one');
  broadcast('two');
  await harness.shows('one');
  harness.element.remove();
  room.append(harness.element);
  await settled(harness.element);
  await vi.waitFor(() => expect(harness.text).toBe(''));
  broadcast('three');
  await harness.shows('three');
});
