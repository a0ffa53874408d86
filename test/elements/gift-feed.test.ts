import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {GiftFeed} from '../../src/elements/gift-feed/gift-feed.ts';
import {loadPlayers} from '../../src/elements/gift-feed/load-show.ts';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import type {ContentOf} from '../../src/protocol/messages.ts';
import {lottieFile, svgaFile} from '../support/animations.ts';
import {MemoryBackend} from '../support/memory-backend.ts';
import type {MemoryService} from '../support/memory-driver.ts';
import {deep, expectAccessible, fresh, part, parts, put, settled} from '../support/room-fixture.ts';

let service: MemoryService;
let backend: MemoryBackend;
beforeEach(() => {
  backend = new MemoryBackend();
  service = backend.service = fresh();
  vi.stubGlobal('fetch', backend.fetch);
});
afterEach(() => vi.unstubAllGlobals());

type Gift = ContentOf<'gift'>;
let orders = 0;

/** Looks as a viewer does. */
class FeedHarness {
  readonly feed: GiftFeed;
  readonly shown: string[] = [];

  constructor(readonly room: LiveRoom) {
    this.feed = room.querySelector('gift-feed')!;
    room.addEventListener('live-gift-show', ({detail}) => this.shown.push(detail.orderId));
  }

  /** Somebody gave something, says the service. */
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

  /** Banners, as they read. */
  get banners(): string[] {
    return parts(this.feed, 'banner').map(
      (banner) => `${banner.querySelector('.names')!.textContent} ${part(banner, 'count').textContent}`,
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
    await vi.waitFor(() => expect(this.effects).toHaveLength(1), 5_000);
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

/** Ends what flies. */
function finish(effect: HTMLElement): void {
  for (const node of deep(effect)) for (const flight of node.getAnimations()) flight.finish();
}

test.each(['light', 'dark'])('axe finds nothing, %s, with banners and an effect', async (scheme) => {
  document.documentElement.style.colorScheme = scheme;
  const gifts = await feed();
  gifts.gift({count: 12, effect: 'hearts'});
  gifts.gift({nick: 'Bob', value: 1_000});
  await gifts.plays();
  for (const banner of parts(gifts.feed, 'banner')) finish(banner);
  await expectAccessible(gifts.room);
  document.documentElement.style.colorScheme = '';
});

test('shows who gave what and how many, and tells the page of each order once', async () => {
  const gifts = await feed();
  const details: unknown[] = [];
  gifts.room.addEventListener('live-gift-show', ({detail}) => details.push(detail));
  const orderId = gifts.gift({count: 3});
  await vi.waitFor(() => expect(gifts.banners).toEqual(['Annsent Rose ×3']));
  expect(details).toEqual([
    {orderId, giftId: 'rose', giver: {userId: 'ann', nick: 'Ann', avatar: '', level: 1}, count: 3},
  ]);
});

test('shows nothing that is not said by the service', async () => {
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
  await vi.waitFor(() => expect(gifts.banners).toEqual(['Annsent Rose ×1']));
  expect(gifts.shown).not.toContain('forged');
});

test('names are text, whatever they are', async () => {
  const gifts = await feed();
  gifts.gift({nick: '<img src=x>', name: '<b>Rose</b>'});
  await vi.waitFor(() => expect(gifts.banners).toEqual(['<img src=x>sent <b>Rose</b> ×1']));
  expect(gifts.feed.shadowRoot!.querySelectorAll('img, b')).toHaveLength(0);
});

describe('a combo', () => {
  test('is one banner that counts up and never falls, though orders come late', async () => {
    const gifts = await feed();
    const totals: number[] = [];
    const combo = (count: number, comboTotal: number) => gifts.gift({comboId: 'c', count, comboTotal, value: count});
    combo(20, 20);
    await vi.waitFor(() => expect(gifts.banners).toEqual(['Annsent Rose ×20']));
    const watch = new MutationObserver(() => totals.push(Number(part(gifts.feed, 'count').textContent.slice(1))));
    watch.observe(part(gifts.feed, 'count'), {childList: true});
    combo(20, 60);
    combo(20, 40);
    combo(20, 80);
    combo(19, 99);
    await vi.waitFor(() => expect(gifts.banners).toEqual(['Annsent Rose ×99']));
    watch.disconnect();
    expect(totals).toEqual([...totals].sort((one, other) => one - other));
    expect(gifts.shown).toHaveLength(5);
  });

  test('of one’s own is shown as soon as it is paid for', async () => {
    const gifts = await feed();
    await gifts.room.session.give('rocket');
    await vi.waitFor(() => expect(gifts.banners).toEqual(['Alicesent Rocket ×1']));
    expect(part(gifts.feed, 'banner').classList).toContain('own');
    expect(gifts.shown).toEqual(['order-1']);
  });
});

describe('more than there are places for', () => {
  test('at most so many banners stand at once, as the page says', async () => {
    const gifts = await feed('max="2"');
    for (const nick of ['A', 'B', 'C', 'D']) gifts.gift({nick});
    await vi.waitFor(() => expect(gifts.banners).toHaveLength(2));
    expect(gifts.shown).toHaveLength(2);
  });

  test('the others come later, those of the highest value first', async () => {
    const gifts = await feed('max="1"');
    gifts.gift({nick: 'A'});
    await vi.waitFor(() => expect(gifts.banners).toHaveLength(1));
    gifts.gift({nick: 'B', value: 5});
    gifts.gift({nick: 'C', value: 500});
    await vi.waitFor(() => expect(gifts.banners).toEqual(['Csent Rose ×1']), 6_000);
  }, 10_000);
});

describe('what a screen reader hears', () => {
  test('is one sentence for a combo, not one an order', async () => {
    const gifts = await feed();
    const sentences: string[] = [];
    const live = gifts.feed.shadowRoot!.querySelector('[aria-live]')!;
    const watch = new MutationObserver(() => sentences.push(gifts.aloud));
    watch.observe(live, {childList: true});
    for (let total = 1; total <= 12; total++) gifts.gift({comboId: 'c', comboTotal: total});
    await vi.waitFor(() => expect(sentences).toEqual(['Ann gave 12 × Rose']), 5_000);
    for (let i = 0; i < 50; i++) gifts.gift({nick: `V${i}`});
    await vi.waitFor(() => expect(sentences).toEqual(['Ann gave 12 × Rose', '50 gifts were given']), 5_000);
    watch.disconnect();
  }, 15_000);

  test('is not the banners: they are hidden from it', async () => {
    const gifts = await feed();
    gifts.gift({effect: 'hearts'});
    const effect = await gifts.plays();
    expect(effect.closest('[aria-hidden=true]')).not.toBeNull();
    expect(part(gifts.feed, 'banner').closest('[aria-hidden=true]')).not.toBeNull();
  });
});

describe('an effect', () => {
  test.each(['hearts', 'fireworks', 'rocket', 'rain'])('"%s" fills the stage and goes', async (effect) => {
    const gifts = await feed();
    gifts.gift({effect});
    const layer = await gifts.plays();
    expect(gifts.playing).toBe(true);
    expect(layer.getBoundingClientRect()).toEqual(gifts.feed.getBoundingClientRect());
    expect(layer.childElementCount).toBeLessThanOrEqual(100);
    const moved = deep(layer)
      .flatMap((node) => node.getAnimations())
      .flatMap(({effect: flight}) => (flight as KeyframeEffect).getKeyframes())
      .flatMap(Object.keys);
    const own = ['offset', 'computedOffset', 'easing', 'composite'];
    expect(new Set(moved.filter((name) => !own.includes(name)))).toEqual(new Set(['transform', 'opacity']));
    finish(layer);
    await vi.waitFor(() => expect([gifts.effects.length, gifts.playing]).toEqual([0, false]));
  });

  test('plays alone; those that wait follow, the dearest first, one of a combo only once', async () => {
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
    await vi.waitFor(() => expect(gifts.effects[0]?.childElementCount).toBe(100));
    finish(await gifts.plays());
    await vi.waitFor(() => expect(gifts.effects[0]?.childElementCount).toBe(32));
    finish(await gifts.plays());
    await vi.waitFor(() => expect(gifts.playing).toBe(false));
    watch.disconnect();
    expect(played).toHaveLength(2);
  });

  test.each([
    ['nothing we know', 'swirl'],
    ['a property of objects', 'constructor'],
    ['an address that may not be used', 'http://stranger.example/x.json'],
    ['a script', 'javascript:alert(1)//.json'],
  ])('that is %s is none', async (_what, effect) => {
    const gifts = await feed();
    gifts.gift({effect});
    gifts.gift({effect: 'hearts', nick: 'Bob'});
    const layer = await gifts.plays();
    expect(layer.childElementCount).toBe(28);
  });

  test('does not play where the page wants none', async () => {
    const gifts = await feed('without-effects');
    gifts.gift({effect: 'hearts'});
    await vi.waitFor(() => expect(gifts.banners).toHaveLength(1));
    expect(gifts.effects).toEqual([]);
  });

  test('does not play where less motion is asked for; the banner stands still', async () => {
    const real = window.matchMedia.bind(window);
    vi.spyOn(window, 'matchMedia').mockImplementation((query) =>
      Object.defineProperty(real(query), 'matches', {value: true}),
    );
    const gifts = await feed();
    gifts.gift({effect: 'hearts', count: 40});
    await vi.waitFor(() => expect(gifts.banners).toEqual(['Annsent Rose ×40']));
    vi.restoreAllMocks();
    expect(gifts.effects).toEqual([]);
  });

  test('ends when the tab is hidden, where nothing is painted at all', async () => {
    const gifts = await feed();
    gifts.gift({effect: 'hearts'});
    await gifts.plays();
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.waitFor(() => expect(gifts.effects).toEqual([]));
    gifts.gift({nick: 'Bob', effect: 'hearts'});
    hidden.mockRestore();
    gifts.gift({nick: 'Cem'});
    await vi.waitFor(() => expect(gifts.banners.join()).toContain('Cem'));
    expect(gifts.banners.join()).not.toContain('Bob');
  });

  test('ends on a page that cannot keep up, which is then spared', async () => {
    const gifts = await feed();
    const slow = window.requestAnimationFrame.bind(window);
    vi.spyOn(window, 'requestAnimationFrame').mockImplementation((callback) =>
      slow(() => setTimeout(() => callback(performance.now()), 250)),
    );
    gifts.gift({effect: 'hearts'});
    const layer = await gifts.plays();
    for (const node of deep(layer)) for (const flight of node.getAnimations()) flight.pause();
    await vi.waitFor(() => expect(gifts.effects).toEqual([]), 6_000);
    vi.restoreAllMocks();
    gifts.gift({effect: 'hearts', nick: 'Bob'});
    await vi.waitFor(() => expect(gifts.banners.join()).toContain('Bob'));
    expect(gifts.effects).toEqual([]);
  }, 10_000);

  test('ends, with everything else, when the feed leaves the page', async () => {
    const gifts = await feed();
    gifts.gift({effect: 'hearts'});
    const layer = await gifts.plays();
    gifts.feed.remove();
    await vi.waitFor(() => expect(layer.isConnected).toBe(false));
    expect(gifts.banners).toEqual([]);
    await vi.waitFor(() => expect(gifts.playing).toBe(false));
  });
});

describe('an effect from a file', () => {
  const files = new Map<string, () => Response | Promise<Response>>();
  const asked: string[] = [];
  beforeEach(() => {
    files.clear();
    asked.length = 0;
    vi.stubGlobal('fetch', async (address: string, init?: RequestInit) => {
      const file = files.get(address);
      if (!file) return backend.fetch(address, init);
      asked.push(address);
      expect([init?.credentials, init?.referrerPolicy]).toEqual(['omit', 'no-referrer']);
      return file();
    });
  });

  const lottie = 'https://cdn.example/disc.json';
  const svga = 'https://cdn.example/square.svga?v=2';

  test('loads no player before a gift needs it', async () => {
    const players = [vi.spyOn(loadPlayers, 'lottie'), vi.spyOn(loadPlayers, 'svga')];
    const gifts = await feed();
    gifts.gift({effect: 'hearts'});
    await gifts.plays();
    for (const load of players) expect(load).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  test('plays Lottie to its end', async () => {
    files.set(lottie, () => new Response(lottieFile()));
    const gifts = await feed();
    gifts.gift({effect: lottie});
    const layer = await gifts.plays();
    await vi.waitFor(() => expect(layer.querySelector('svg path')).not.toBeNull());
    await vi.waitFor(() => expect(gifts.effects).toEqual([]), 5_000);
    expect(asked).toEqual([lottie]);
  });

  test('plays SVGA to its end', async () => {
    const file = await svgaFile();
    files.set(svga, () => new Response(file));
    const gifts = await feed();
    gifts.gift({effect: svga});
    const layer = await gifts.plays();
    await vi.waitFor(() => {
      const canvas = layer.querySelector('canvas');
      const [red, green, blue, alpha] = canvas!.getContext('2d')!.getImageData(100, 100, 1, 1).data;
      expect([red! > 200, green! < 200, blue! < 60, alpha! > 40]).toEqual([true, true, true, true]);
    });
    await vi.waitFor(() => expect(gifts.effects).toEqual([]), 5_000);
  });

  test.each<[string, string, () => Response | Promise<Response>]>([
    ['is not there', lottie, () => new Response('', {status: 404})],
    ['is no animation', lottie, () => new Response('{"layers": "x"}')],
    ['is not JSON', lottie, () => new Response('<html>')],
    [
      'brings pictures from elsewhere',
      lottie,
      () => new Response(lottieFile({assets: [{id: 'p', p: 'https://x.example/spy.png', w: 1, h: 1}]})),
    ],
    ['lasts too long', lottie, () => new Response(lottieFile({op: 1e9}))],
    ['is larger than it may be', lottie, () => new Response(new Uint8Array(5 * 1024 * 1024))],
    ['is not deflated', svga, () => new Response('PK\u0003\u0004')],
    ['is cut off', svga, async () => new Response((await svgaFile()).subarray(0, 200))],
    ['lacks frames', svga, async () => new Response(await svgaFile({spriteFrames: 3}))],
    ['has a huge stage', svga, async () => new Response(await svgaFile({width: 1e6}))],
  ])('that %s leaves the banner, and the next effect plays', async (_what, address, file) => {
    files.set(address, file);
    const gifts = await feed();
    gifts.gift({effect: address, value: 100});
    await vi.waitFor(() => expect(gifts.banners).toHaveLength(1));
    gifts.gift({effect: 'hearts', nick: 'Bob'});
    await vi.waitFor(() => expect(gifts.effects[0]?.childElementCount).toBe(28), 5_000);
  });
});
