import {expect} from '@open-wc/testing';
import type {BroadcastBanner} from '../../src/elements/broadcast-banner/broadcast-banner.ts';
import type {ContentOf} from '../../src/protocol/messages.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, isShown, part, parts, servedRoom, settled} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';
import {atTestEnd} from '../support/browser/test-end.ts';
import {click, hover, keyboard} from '../support/browser/user-input.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

type BroadcastFields = Partial<Omit<ContentOf<'broadcast'>, 'type'>>;

/** Sends a broadcast to every room. */
function broadcast(text: string, fields: BroadcastFields = {}): void {
  service.announce({
    type: 'broadcast',
    broadcastId: text,
    text,
    level: 'info',
    href: undefined,
    expiresAt: undefined,
    ...fields,
  });
}

/** Sends a comment as a viewer. */
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
    await eventually(() => expect(this.text).to.equal(text));
  }
}

async function banner(attributes = 'seconds="60" closable'): Promise<BannerHarness> {
  document.body.style.paddingBlockStart = '20rem'; // The mouse rests above the banner, because a banner under it stays.
  atTestEnd(() => document.body.removeAttribute('style'));
  await hover(document.body, {x: 5, y: 5});
  const {room} = await servedRoom(`<broadcast-banner ${attributes}></broadcast-banner>`);
  return new BannerHarness(room.querySelector('broadcast-banner')!);
}

for (const [scheme, lang, level] of [
  ['light', 'en', 'info'],
  ['light', 'zh-CN', 'warning'],
  ['dark', 'en', 'urgent'],
] as const) {
  it(`axe finds no violation, ${scheme}, ${lang}, ${level}`, async () => {
    document.documentElement.style.colorScheme = scheme;
    document.documentElement.lang = lang;
    const harness = await banner();
    await expect(harness.element).to.be.accessible();
    broadcast('The festival starts at eight', {level, href: 'https://shop.example/'});
    await eventually(() => expect(harness.text).to.include('The festival starts at eight'));
    await Promise.all(harness.element.shadowRoot!.getAnimations().map(({finished}) => finished));
    await expect(harness.element).to.be.accessible();
    document.documentElement.style.colorScheme = '';
  });
}

it('shows each broadcast once, one after the other, and fires events', async () => {
  const harness = await banner('seconds="0.3"');
  broadcast('one');
  broadcast('two');
  broadcast('one');
  await eventually(() => expect(harness.closed).to.deep.equal(['one', 'two']));
  expect(harness.shown).to.deep.equal(['one', 'two']);
  expect(harness.element.matches(':state(shown)')).to.be.false;
});

it('announces a broadcast in a live region that existed before it', async () => {
  const harness = await banner();
  const region = harness.element.shadowRoot!.querySelector('[role=status]')!;
  broadcast('hello');
  await harness.shows('hello');
  expect(region.contains(part(harness.element, 'text'))).to.be.true;
  expect(harness.element.matches(':state(shown)')).to.be.true;
});

for (const [level, words] of [
  ['info', 'hello'],
  ['warning', 'Important hello'],
  ['urgent', 'Urgent hello'],
] as const) {
  it(`states the level ${level} in text`, async () => {
    const harness = await banner();
    broadcast('hello', {level});
    await harness.shows(words);
  });
}

it('stays while the pointer is over it, and then closes', async () => {
  const harness = await banner('seconds="3"');
  broadcast('one');
  broadcast('two');
  await harness.shows('one');
  await hover(part(harness.element, 'text'));
  const before = performance.now();
  await eventually(() => expect(performance.now() - before).to.be.greaterThan(3_200));
  expect(harness.closed).to.deep.equal([]);
  await hover(document.body, {x: 5, y: 5});
  await eventually(() => expect(harness.shown).to.deep.equal(['one', 'two']));
});

it('stays while it has the focus, and closes with Escape', async () => {
  const harness = await banner('seconds="3"');
  broadcast('one');
  await harness.shows('one');
  await keyboard('{Tab}');
  expect(harness.element.shadowRoot!.activeElement).to.equal(part(harness.element, 'text'));
  const before = performance.now();
  await eventually(() => expect(performance.now() - before).to.be.greaterThan(3_200));
  expect(harness.text).to.equal('one');
  await keyboard('{Escape}');
  await eventually(() => expect(harness.closed).to.deep.equal(['one']));
  expect(harness.text).to.equal('');
});

it("closes by its button and by the page's script", async () => {
  const harness = await banner();
  broadcast('one');
  broadcast('two');
  await harness.shows('one');
  await click(part(harness.element, 'close'));
  await harness.shows('two');
  harness.element.close();
  await eventually(() => expect(harness.closed).to.deep.equal(['one', 'two']));
});

it('has a close button only if the page asks for one', async () => {
  const harness = await banner('seconds="60"');
  broadcast('one');
  await harness.shows('one');
  expect(parts(harness.element, 'close')).to.deep.equal([]);
});

it('links only to allowed addresses', async () => {
  const harness = await banner();
  broadcast('one', {href: 'javascript:alert(1)'});
  broadcast('two', {href: 'https://shop.example/festival'});
  await harness.shows('one');
  harness.element.close();
  await harness.shows('two View');
  const link = harness.element.shadowRoot!.querySelector('a')!;
  expect([link.href, link.target, link.rel]).to.deep.equal(['https://shop.example/festival', '_blank', 'noopener']);
});

it('shows markup as plain text', async () => {
  const harness = await banner();
  broadcast('<img src=x onerror="window.hacked = 1">');
  await harness.shows('<img src=x onerror="window.hacked = 1">');
  expect(harness.element.shadowRoot!.querySelector('img')).to.be.null;
});

it('shows no broadcast of a sender that is not trusted', async () => {
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
  expect(harness.shown).to.deep.equal(['real']);
});

it('drops the waiting broadcasts when it is removed from the page', async () => {
  const harness = await banner();
  const room = harness.element.parentElement!;
  broadcast('one');
  broadcast('two');
  await harness.shows('one');
  harness.element.remove();
  room.append(harness.element);
  await settled(harness.element);
  await eventually(() => expect(harness.text).to.equal(''));
  broadcast('three');
  await harness.shows('three');
});
