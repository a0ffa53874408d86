import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {GiftFeed} from '../../src/elements/gift-feed/gift-feed.ts';
import {loadPlayers} from '../../src/elements/gift-feed/effect-players.ts';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import type {ContentOf} from '../../src/protocol/messages.ts';
import {lottieFile, svgaFile} from '../support/browser/effect-files.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {deep, fresh, part, parts, put, settled} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';
import {stubFetch} from '../support/browser/test-end.ts';
import {findPrivate} from '../support/browser/private-elements.ts';

let service: MemoryService;
let backend: MemoryBackend;
beforeEach(() => {
  backend = new MemoryBackend();
  service = backend.service = fresh();
  stubFetch(backend.fetch);
});

type Gift = ContentOf<'gift'>;
let orders = 0;

/** Reads the feed as a viewer does. */
class FeedHarness {
  readonly feed: GiftFeed;
  readonly shown: string[] = [];

  constructor(readonly room: LiveRoom) {
    this.feed = room.querySelector('gift-feed')!;
    room.addEventListener('live-gift-show', ({detail}) => this.shown.push(detail.orderId));
  }

  /** The service reports a gift. */
  gift(what: Partial<Gift> & {nick?: string} = {}): string {
    const orderId = `g-${++orders}`;
    const {nick = 'Ann', ...rest} = what;
    const giver = {userId: nick.toLowerCase(), nick, avatar: '', level: 1};
    const gift: Gift = {
      type: 'gift',
      orderId,
      giver,
      giftId: 'rose',
      name: 'Rose',
      icon: '',
      count: 1,
      value: 1,
      comboId: undefined,
      comboTotal: undefined,
      effect: undefined,
      ...rest,
    };
    service.says(gift, {userId: 'service'});
    return orderId;
  }

  /** The texts of the banners. */
  get banners(): string[] {
    return parts(this.feed, 'banner').map(
      (banner) => `${findPrivate(banner, 'bannerNames')!.textContent} ${part(banner, 'count').textContent}`,
    );
  }

  get effects(): HTMLElement[] {
    return parts(this.feed, 'effect');
  }

  get aloud(): string {
    return this.feed.shadowRoot!.querySelector('[aria-live]')!.textContent;
  }

  get playing(): boolean {
    return this.feed.matches(':state(playing)');
  }

  async plays(): Promise<HTMLElement> {
    await eventually(() => expect(this.effects).to.have.lengthOf(1));
    return this.effects[0]!;
  }
}

async function feed(attributes = ''): Promise<FeedHarness> {
  const room = put<LiveRoom>(
    `<live-room manual room-id="r1" api-url="https://shop.example/api"><gift-feed style="height: 20rem" ${attributes}></gift-feed></live-room>`,
  );
  await room.join();
  await settled(room);
  return new FeedHarness(room);
}

/** Ends the running animations. */
function finish(effect: HTMLElement): void {
  for (const node of deep(effect)) for (const flight of node.getAnimations()) flight.finish();
}

for (const scheme of ['light', 'dark'] as const) {
  it(`axe finds no violation, ${scheme}, with banners and an effect`, async () => {
    document.documentElement.style.colorScheme = scheme;
    const gifts = await feed();
    gifts.gift({count: 12, effect: 'hearts'});
    gifts.gift({nick: 'Bob', value: 1_000});
    await gifts.plays();
    for (const banner of parts(gifts.feed, 'banner')) finish(banner);
    await expect(gifts.room).to.be.accessible();
    document.documentElement.style.colorScheme = '';
  });
}

it('shows giver, gift and count, and fires one event per order', async () => {
  const gifts = await feed();
  const details: unknown[] = [];
  gifts.room.addEventListener('live-gift-show', ({detail}) => details.push(detail));
  const orderId = gifts.gift({count: 3});
  await eventually(() => expect(gifts.banners).to.deep.equal(['Annsent Rose ×3']));
  expect(details).to.deep.equal([
    {orderId, giftId: 'rose', giver: {userId: 'ann', nick: 'Ann', avatar: '', level: 1}, count: 3},
  ]);
});

it('shows no gift of a sender that is not trusted', async () => {
  const gifts = await feed();
  service.says(
    {
      type: 'gift',
      orderId: 'forged',
      giver: {userId: 'mallory', nick: 'Mallory', avatar: '', level: 9},
      giftId: 'rose',
      name: 'Rose',
      icon: '',
      count: 99,
      value: 9_999,
      comboId: undefined,
      comboTotal: undefined,
      effect: undefined,
    },
    {userId: 'mallory'},
  );
  gifts.gift();
  await eventually(() => expect(gifts.banners).to.deep.equal(['Annsent Rose ×1']));
  expect(gifts.shown).not.to.include('forged');
});

it('shows names as plain text', async () => {
  const gifts = await feed();
  gifts.gift({nick: '<img src=x>', name: '<b>Rose</b>'});
  await eventually(() => expect(gifts.banners).to.deep.equal(['<img src=x>sent <b>Rose</b> ×1']));
  expect(gifts.feed.shadowRoot!.querySelectorAll('img, b')).to.have.lengthOf(0);
});

describe('a combo', () => {
  it('is one banner whose count never falls, also when orders arrive late', async () => {
    const gifts = await feed();
    const totals: number[] = [];
    const combo = (count: number, comboTotal: number) => gifts.gift({comboId: 'c', count, comboTotal, value: count});
    combo(20, 20);
    await eventually(() => expect(gifts.banners).to.deep.equal(['Annsent Rose ×20']));
    const watch = new MutationObserver(() => totals.push(Number(part(gifts.feed, 'count').textContent.slice(1))));
    watch.observe(part(gifts.feed, 'count'), {childList: true});
    combo(20, 60);
    combo(20, 40);
    combo(20, 80);
    combo(19, 99);
    await eventually(() => expect(gifts.banners).to.deep.equal(['Annsent Rose ×99']));
    watch.disconnect();
    expect(totals).to.deep.equal([...totals].sort((one, other) => one - other));
    expect(gifts.shown).to.have.lengthOf(5);
  });

  it('of the viewer appears as soon as it is billed', async () => {
    const gifts = await feed();
    await gifts.room.session.give('rocket');
    await eventually(() => expect(gifts.banners).to.deep.equal(['Alicesent Rocket ×1']));
    expect(part(gifts.feed, 'banner')).to.have.class('own');
    expect(gifts.shown).to.deep.equal(['order-1']);
  });
});

describe('more banners than places', () => {
  it('at most the number that the page sets is shown at once', async () => {
    const gifts = await feed('max="2"');
    for (const nick of ['A', 'B', 'C', 'D']) gifts.gift({nick});
    await eventually(() => expect(gifts.banners).to.have.lengthOf(2));
    expect(gifts.shown).to.have.lengthOf(2);
  });

  it('the others follow, those of the highest value first', async () => {
    const gifts = await feed('max="1"');
    gifts.gift({nick: 'A'});
    await eventually(() => expect(gifts.banners).to.have.lengthOf(1));
    gifts.gift({nick: 'B', value: 5});
    gifts.gift({nick: 'C', value: 500});
    await eventually(() => expect(gifts.banners).to.deep.equal(['Csent Rose ×1']));
  });
});

describe('a screen reader', () => {
  it('reads one sentence per combo, not one per order', async () => {
    const gifts = await feed();
    const sentences: string[] = [];
    const live = gifts.feed.shadowRoot!.querySelector('[aria-live]')!;
    const watch = new MutationObserver(() => sentences.push(gifts.aloud));
    watch.observe(live, {childList: true});
    for (let total = 1; total <= 12; total++) gifts.gift({comboId: 'c', comboTotal: total});
    await eventually(() => expect(sentences).to.deep.equal(['Ann gave 12 × Rose']));
    for (let i = 0; i < 50; i++) gifts.gift({nick: `V${i}`});
    await eventually(() => expect(sentences).to.deep.equal(['Ann gave 12 × Rose', '50 gifts were given']));
    watch.disconnect();
  });

  it('does not read the banners', async () => {
    const gifts = await feed();
    gifts.gift({effect: 'hearts'});
    const effect = await gifts.plays();
    expect(effect.closest('[aria-hidden=true]')).not.to.be.null;
    expect(part(gifts.feed, 'banner').closest('[aria-hidden=true]')).not.to.be.null;
  });
});

describe('an effect', () => {
  for (const effect of ['hearts', 'fireworks', 'rocket', 'rain'] as const) {
    it(`"${effect}" fills the stage and is removed`, async () => {
      const gifts = await feed();
      gifts.gift({effect});
      const layer = await gifts.plays();
      expect(gifts.playing).to.be.true;
      expect(layer.getBoundingClientRect()).to.deep.equal(gifts.feed.getBoundingClientRect());
      expect(layer.childElementCount).to.be.at.most(100);
      const moved = deep(layer)
        .flatMap((node) => node.getAnimations())
        .flatMap(({effect: flight}) => (flight as KeyframeEffect).getKeyframes())
        .flatMap(Object.keys);
      const own = ['offset', 'computedOffset', 'easing', 'composite'];
      expect(new Set(moved.filter((name) => !own.includes(name)))).to.deep.equal(new Set(['transform', 'opacity']));
      finish(layer);
      await eventually(() => expect([gifts.effects.length, gifts.playing]).to.deep.equal([0, false]));
    });
  }

  it('plays alone; waiting effects follow by value, one per combo', async () => {
    const gifts = await feed();
    const played: string[] = [];
    const watch = new MutationObserver((records) => {
      for (const node of records.flatMap(({addedNodes}) => [...addedNodes])) {
        const layer = node as HTMLElement;
        if (layer.part?.contains('effect')) played.push(`${layer.childElementCount}`);
      }
    });
    gifts.gift({effect: 'hearts', comboId: 'c', comboTotal: 1});
    const first = await gifts.plays();
    watch.observe(first.parentElement!, {childList: true});
    gifts.gift({effect: 'hearts', comboId: 'c', comboTotal: 2});
    gifts.gift({effect: 'rain', value: 5});
    gifts.gift({effect: 'fireworks', value: 50});
    finish(first);
    await eventually(() => expect(gifts.effects[0]?.childElementCount).to.equal(100));
    finish(await gifts.plays());
    await eventually(() => expect(gifts.effects[0]?.childElementCount).to.equal(32));
    finish(await gifts.plays());
    await eventually(() => expect(gifts.playing).to.be.false);
    watch.disconnect();
    expect(played).to.have.lengthOf(2);
  });

  for (const [what, effect] of [
    ['an unknown name', 'swirl'],
    ['the name of an object property', 'constructor'],
    ['an address that is not allowed', 'http://stranger.example/x.json'],
    ['a script', 'javascript:alert(1)//.json'],
  ] as const) {
    it(`does not play if its value is ${what}`, async () => {
      const gifts = await feed();
      gifts.gift({effect});
      gifts.gift({effect: 'hearts', nick: 'Bob'});
      const layer = await gifts.plays();
      expect(layer.childElementCount).to.equal(28);
    });
  }

  it('does not play if the page turns effects off', async () => {
    const gifts = await feed('without-effects');
    gifts.gift({effect: 'hearts'});
    await eventually(() => expect(gifts.banners).to.have.lengthOf(1));
    expect(gifts.effects).to.deep.equal([]);
  });

  it('does not play with reduced motion; the banner does not move', async () => {
    const real = window.matchMedia.bind(window);
    sinon.stub(window, 'matchMedia').callsFake((query) => Object.defineProperty(real(query), 'matches', {value: true}));
    const gifts = await feed();
    gifts.gift({effect: 'hearts', count: 40});
    await eventually(() => expect(gifts.banners).to.deep.equal(['Annsent Rose ×40']));
    sinon.restore();
    expect(gifts.effects).to.deep.equal([]);
  });

  it('ends when the tab is hidden, because a hidden tab paints no frames', async () => {
    const gifts = await feed();
    gifts.gift({effect: 'hearts'});
    await gifts.plays();
    const hidden = sinon.stub(document, 'hidden').get(() => true);
    document.dispatchEvent(new Event('visibilitychange'));
    await eventually(() => expect(gifts.effects).to.deep.equal([]));
    gifts.gift({nick: 'Bob', effect: 'hearts'});
    hidden.restore();
    gifts.gift({nick: 'Cem'});
    await eventually(() => expect(gifts.banners.join()).to.include('Cem'));
    expect(gifts.banners.join()).not.to.include('Bob');
  });

  it('ends on a page with a low frame rate, and no further effect plays there', async () => {
    const gifts = await feed();
    const slow = window.requestAnimationFrame.bind(window);
    sinon
      .stub(window, 'requestAnimationFrame')
      .callsFake((callback) => slow(() => setTimeout(() => callback(performance.now()), 250)));
    gifts.gift({effect: 'hearts'});
    const layer = await gifts.plays();
    for (const node of deep(layer)) for (const flight of node.getAnimations()) flight.pause();
    await eventually(() => expect(gifts.effects).to.deep.equal([]));
    sinon.restore();
    gifts.gift({effect: 'hearts', nick: 'Bob'});
    await eventually(() => expect(gifts.banners.join()).to.include('Bob'));
    expect(gifts.effects).to.deep.equal([]);
  });

  it('ends with the whole feed when the feed leaves the page', async () => {
    const gifts = await feed();
    gifts.gift({effect: 'hearts'});
    const layer = await gifts.plays();
    gifts.feed.remove();
    await eventually(() => expect(layer.isConnected).to.be.false);
    expect(gifts.banners).to.deep.equal([]);
    await eventually(() => expect(gifts.playing).to.be.false);
  });
});

describe('an effect from a file', () => {
  const files = new Map<string, () => Response | Promise<Response>>();
  const requestedUrls: string[] = [];
  beforeEach(() => {
    files.clear();
    requestedUrls.length = 0;
    stubFetch(async (address: string, init?: RequestInit) => {
      const file = files.get(address);
      if (!file) return backend.fetch(address, init);
      requestedUrls.push(address);
      expect([init?.credentials, init?.referrerPolicy]).to.deep.equal(['omit', 'no-referrer']);
      return file();
    });
  });

  const lottie = 'https://cdn.example/disc.json';
  const svga = 'https://cdn.example/square.svga?v=2';

  it('loads no player before a gift needs it', async () => {
    const players = [sinon.spy(loadPlayers, 'lottie'), sinon.spy(loadPlayers, 'svga')];
    const gifts = await feed();
    gifts.gift({effect: 'hearts'});
    await gifts.plays();
    for (const load of players) expect(load).not.to.have.been.called;
    sinon.restore();
  });

  it('plays Lottie to its end', async () => {
    files.set(lottie, () => new Response(lottieFile()));
    const gifts = await feed();
    gifts.gift({effect: lottie});
    const layer = await gifts.plays();
    await eventually(() => expect(layer.querySelector('svg path')).not.to.be.null);
    await eventually(() => expect(gifts.effects).to.deep.equal([]));
    expect(requestedUrls).to.deep.equal([lottie]);
  });

  it('plays SVGA to its end', async () => {
    const file = await svgaFile({frames: 60});
    files.set(svga, () => new Response(file));
    const gifts = await feed();
    gifts.gift({effect: svga});
    const layer = await gifts.plays();
    await eventually(() => {
      const canvas = layer.querySelector('canvas');
      const [red, green, blue, alpha] = canvas!.getContext('2d')!.getImageData(100, 100, 1, 1).data;
      expect([red! > 200, green! < 200, blue! < 60, alpha! > 40]).to.deep.equal([true, true, true, true]);
    });
    await eventually(() => expect(gifts.effects).to.deep.equal([]));
  });

  for (const [what, address, file] of [
    ['is not there', lottie, () => new Response('', {status: 404})],
    ['is no animation', lottie, () => new Response('{"layers": "x"}')],
    ['is not JSON', lottie, () => new Response('<html>')],
    [
      'contains external pictures',
      lottie,
      () => new Response(lottieFile({assets: [{id: 'p', p: 'https://x.example/spy.png', w: 1, h: 1}]})),
    ],
    ['lasts too long', lottie, () => new Response(lottieFile({op: 1e9}))],
    ['is larger than it may be', lottie, () => new Response(new Uint8Array(5 * 1024 * 1024))],
    ['is not deflated', svga, () => new Response('PK\u0003\u0004')],
    ['is cut off', svga, async () => new Response((await svgaFile()).subarray(0, 200))],
    ['lacks frames', svga, async () => new Response(await svgaFile({spriteFrames: 3}))],
    ['has a huge stage', svga, async () => new Response(await svgaFile({width: 1e6}))],
  ] as const) {
    it(`that ${what} shows only the banner, and the next effect plays`, async () => {
      files.set(address, file);
      const gifts = await feed();
      gifts.gift({effect: address, value: 100});
      await eventually(() => expect(gifts.banners).to.have.lengthOf(1));
      gifts.gift({effect: 'hearts', nick: 'Bob'});
      await eventually(() => expect(gifts.effects[0]?.childElementCount).to.equal(28));
    });
  }
});
