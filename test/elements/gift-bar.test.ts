import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import type {GiftBar} from '../../src/elements/gift-bar/gift-bar.ts';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import type {LiveError} from '../../src/protocol/errors.ts';
import {MemoryBackend} from '../support/memory-backend.ts';
import {PICTURE} from '../support/pictures.ts';
import {expectAccessible, fresh, isShown, joinedRoom, part, parts, put, settled} from '../support/room-fixture.ts';

let backend: MemoryBackend;
beforeEach(() => {
  backend = new MemoryBackend();
  backend.service = fresh();
  vi.stubGlobal('fetch', backend.fetch);
});
afterEach(() => vi.unstubAllGlobals());

/** Gives as a viewer does. */
class GiftHarness {
  readonly bar: GiftBar;
  readonly given: unknown[] = [];
  readonly failed: {giftId: string; count: number; error: LiveError}[] = [];

  constructor(readonly room: LiveRoom) {
    this.bar = room.querySelector('gift-bar')!;
    room.addEventListener('live-gift-given', ({detail}) => this.given.push(detail));
    room.addEventListener('live-gift-failed', ({detail}) => this.failed.push(detail));
  }

  get gifts(): HTMLButtonElement[] {
    return parts(this.bar, 'gift') as HTMLButtonElement[];
  }

  get names(): string[] {
    return this.gifts.map(nameOf);
  }

  get balance(): string {
    return part(this.bar, 'balance').textContent;
  }

  get combo(): string | undefined {
    return parts(this.bar, 'combo')[0]?.textContent;
  }

  get quantity(): HTMLSelectElement {
    return this.bar.shadowRoot!.querySelector('select')!;
  }

  get problem(): string {
    return this.bar.shadowRoot!.querySelector('[role=status]')!.textContent;
  }

  get focused(): string | null {
    const {activeElement} = this.bar.shadowRoot!;
    return activeElement && nameOf(activeElement);
  }

  tap(index: number, times = 1): void {
    for (let i = 0; i < times; i++) this.gifts[index]!.click();
  }
}

/** What a screen reader calls a button. */
function nameOf(button: Element): string {
  return [...button.children]
    .filter(({ariaHidden}) => ariaHidden !== 'true')
    .map(({textContent}) => textContent)
    .join('');
}

async function bar(attributes = '', room = ''): Promise<GiftHarness> {
  const element = put<LiveRoom>(
    `<live-room manual room-id="r1" api-url="https://shop.example/api" ${room}><gift-bar ${attributes}></gift-bar></live-room>`,
  );
  await element.join();
  const harness = new GiftHarness(element);
  await vi.waitFor(() => expect(harness.gifts.length).toBeGreaterThan(0));
  await settled(element);
  return harness;
}

test.each([
  ['light', 'en'],
  ['dark', 'zh-CN'],
])('axe finds nothing, %s, %s, with a running combo and a problem', async (scheme, lang) => {
  document.documentElement.style.colorScheme = scheme;
  document.documentElement.lang = lang;
  const gifts = await bar();
  gifts.tap(0, 3);
  backend.balance = 0;
  gifts.tap(1);
  await vi.waitFor(() => expect(gifts.problem).not.toBe(''));
  await expectAccessible(gifts.room);
  document.documentElement.style.colorScheme = '';
});

test('shows the catalogue, with prices in what is seen and what is heard, and the balance', async () => {
  backend.gifts = backend.gifts.map((gift) => ({...gift, icon: PICTURE}));
  const gifts = await bar();
  expect(gifts.names).toEqual(['Rose, 1 coin', 'Rocket, 500 coins']);
  expect(parts(gifts.bar, 'price').map(({textContent}) => textContent)).toEqual(['1', '500']);
  expect([gifts.balance, part(gifts.bar, 'balance').ariaLabel]).toEqual(['1,000', 'You have 1,000 coins']);
  expect(parts(gifts.bar, 'icon').map((icon) => (icon as HTMLImageElement).referrerPolicy)).toEqual([
    'no-referrer',
    'no-referrer',
  ]);
  expect(gifts.bar.matches(':state(empty)')).toBe(false);
});

test('speaks the language of its place, and follows it', async () => {
  const gifts = await bar();
  gifts.room.lang = 'zh-CN';
  await vi.waitFor(() => expect(gifts.names[0]).toBe('Rose, 1 金币'));
});

test('hides prices where the page says so', async () => {
  const gifts = await bar('without-price');
  expect(gifts.names).toEqual(['Rose', 'Rocket']);
  expect(parts(gifts.bar, 'price').filter(isShown)).toEqual([]);
});

test('loads no picture from an address that may not be used', async () => {
  backend.gifts = [];
  const element = put<LiveRoom>(
    '<live-room manual room-id="r1" api-url="https://shop.example/api"><gift-bar></gift-bar></live-room>',
  );
  const gifts = new GiftHarness(element);
  gifts.bar.gifts = [{id: 'x', name: 'X', icon: 'javascript:alert(1)', price: 1, effect: undefined, combo: false}];
  await element.join();
  await vi.waitFor(() => expect(gifts.names).toEqual(['X, 1 coin']));
  expect(part(gifts.bar, 'icon').localName).toBe('span');
});

test('one tap gives one, billed and told of', async () => {
  const gifts = await bar();
  const asked: unknown[] = [];
  gifts.room.addEventListener('live-gift-give', ({detail}) => asked.push(detail));
  gifts.tap(1);
  await vi.waitFor(() => expect(gifts.given).toHaveLength(1));
  expect(asked).toEqual([{giftId: 'rocket', count: 1}]);
  expect(gifts.given).toEqual([{orderId: 'order-1', giftId: 'rocket', count: 1, balance: 500}]);
  expect(Object.isFrozen(gifts.given[0])).toBe(true);
  await vi.waitFor(() => expect(gifts.balance).toBe('500'));
});

test('a page that cancels the gift has nothing billed', async () => {
  const gifts = await bar();
  gifts.room.addEventListener('live-gift-give', (event) => event.preventDefault());
  expect(await gifts.bar.give('rocket')).toBeUndefined();
  expect(backend.orders).toEqual([]);
});

test('is sending while an order is on its way', async () => {
  const gifts = await bar();
  let answer = () => undefined as void;
  backend.answering = (path) => path.endsWith('/rooms/r1/gifts') && new Promise<void>((resolve) => (answer = resolve));
  gifts.tap(1);
  await vi.waitFor(() => expect(gifts.bar.matches(':state(sending)')).toBe(true));
  answer();
  await vi.waitFor(() => expect(gifts.bar.matches(':state(sending)')).toBe(false));
});

describe('a combo', () => {
  test('counts on its gift, in a ring that runs down, and is told of once an order', async () => {
    const gifts = await bar();
    gifts.tap(0, 12);
    await vi.waitFor(() => expect(gifts.combo).toBe('×12'));
    const circle = part(gifts.bar, 'combo').querySelector('circle')!;
    const [countdown] = circle.getAnimations();
    expect(countdown!.effect!.getComputedTiming().duration).toBeGreaterThan(0);
    await vi.waitFor(() => expect(gifts.given).toHaveLength(1), 3_000);
    expect(gifts.given).toMatchObject([{giftId: 'rose', count: 12, comboTotal: 12, balance: 988}]);
    expect(backend.orders.map(({count}) => count)).toEqual([12]);
  });

  test('runs on over orders, and is gone when it has run out', async () => {
    const gifts = await bar();
    gifts.tap(0, 45);
    await vi.waitFor(() => expect(gifts.combo).toBe('×45'));
    await vi.waitFor(() => expect(gifts.given).toHaveLength(3), 3_000);
    expect(backend.orders.map(({count}) => count)).toEqual([20, 20, 5]);
    await vi.waitFor(() => expect(gifts.combo).toBeUndefined(), 5_000);
  });

  test('that cannot be paid for is told of once, with all its taps', async () => {
    backend.balance = 3;
    const gifts = await bar();
    gifts.tap(0, 12);
    await vi.waitFor(() => expect(gifts.failed).toHaveLength(1), 3_000);
    expect(gifts.failed[0]).toMatchObject({giftId: 'rose', count: 12, error: {code: 'INSUFFICIENT_BALANCE'}});
    await vi.waitFor(() => expect(gifts.problem).toBe('You do not have enough coins.'));
    expect(gifts.balance).toBe('3');
  });
});

describe('a quantity', () => {
  test('is one order, and counts once', async () => {
    const gifts = await bar();
    await userEvent.selectOptions(gifts.quantity, '99');
    gifts.tap(0);
    await vi.waitFor(() => expect(gifts.given).toHaveLength(1));
    expect(backend.orders).toMatchObject([{giftId: 'rose', count: 99}]);
    await vi.waitFor(() => expect(gifts.quantity.value).toBe('1'));
  });

  test('that cannot be paid for stays chosen, and the reason stands beside it until the next try', async () => {
    const gifts = await bar();
    await userEvent.selectOptions(gifts.quantity, '10');
    gifts.tap(1);
    await vi.waitFor(() => expect(gifts.problem).toBe('You do not have enough coins.'));
    expect(gifts.failed).toMatchObject([{giftId: 'rocket', count: 10}]);
    expect(gifts.quantity.value).toBe('10');
    gifts.tap(0);
    await vi.waitFor(() => expect(gifts.problem).toBe(''));
  });
});

describe('by keyboard', () => {
  beforeEach(() => {
    backend.gifts = [1, 2, 3, 4, 5].map((price) => ({
      id: `g${price}`,
      name: `G${price}`,
      icon: '',
      price,
      effect: undefined,
      combo: false,
    }));
  });

  test('Tab leads to one gift and then to the quantity; arrows, Home and End move; Enter gives', async () => {
    const gifts = await bar();
    await userEvent.tab();
    expect(gifts.focused).toBe('G1, 1 coin');
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(gifts.focused).toBe('G3, 3 coins');
    await userEvent.keyboard('{End}{ArrowRight}');
    expect(gifts.focused).toBe('G5, 5 coins');
    await userEvent.keyboard('{Home}{ArrowLeft}');
    expect(gifts.focused).toBe('G1, 1 coin');
    await userEvent.keyboard('{ArrowRight}{Enter}');
    await vi.waitFor(() => expect(gifts.given).toMatchObject([{giftId: 'g2', count: 1}]));
    await userEvent.tab();
    expect(gifts.bar.shadowRoot!.activeElement).toBe(gifts.quantity);
    await userEvent.tab({shift: true});
    expect(gifts.focused).toBe('G2, 2 coins');
  });

  test('arrows go up and down between rows, and follow the direction of the words', async () => {
    const gifts = await bar('columns="2"');
    await userEvent.tab();
    await userEvent.keyboard('{ArrowDown}');
    expect(gifts.focused).toBe('G3, 3 coins');
    const [first, second, third] = gifts.gifts.map((gift) => gift.getBoundingClientRect());
    expect([second!.top, third!.left]).toEqual([first!.top, first!.left]);
    gifts.room.dir = 'rtl';
    gifts.bar.requestUpdate();
    await settled(gifts.room);
    await userEvent.keyboard('{ArrowLeft}');
    expect(gifts.focused).toBe('G4, 4 coins');
  });

  test('keeps the focus where it was when the gifts change under it', async () => {
    const gifts = await bar();
    await userEvent.tab();
    await userEvent.keyboard('{End}');
    gifts.bar.gifts = backend.gifts.slice(0, 2);
    await vi.waitFor(() => expect(gifts.names).toHaveLength(2));
    expect(gifts.focused).toBe('G2, 2 coins');
  });
});

describe('nothing to give', () => {
  test('shows what the page has put there, without a business server, and warns its author once', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const room = await joinedRoom('<gift-bar><p slot="empty">No gifts here</p></gift-bar>');
    const element = room.querySelector('gift-bar')!;
    expect(element.matches(':state(empty)')).toBe(true);
    expect(isShown(element.querySelector('p')!)).toBe(true);
    room.requestUpdate();
    element.requestUpdate();
    await settled(room);
    expect(warned.mock.calls.filter(([sentence]) => `${sentence}`.includes('<gift-bar> stays empty'))).toHaveLength(1);
    warned.mockRestore();
  });

  test('takes no room', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const room = await joinedRoom('<gift-bar></gift-bar>');
    expect(room.querySelector('gift-bar')!.offsetHeight).toBe(0);
    warned.mockRestore();
  });

  test('asks again for a catalogue that did not come', async () => {
    let refused = 0;
    backend.answering = (path) => {
      if (path === '/gifts' && !refused++) throw new TypeError('the network is away');
    };
    const room = put<LiveRoom>(
      '<live-room manual room-id="r1" api-url="https://shop.example/api"><gift-bar></gift-bar></live-room>',
    );
    await room.join();
    await vi.waitFor(() => expect(parts(room, 'gift')).toHaveLength(2), 10_000);
    expect(refused).toBe(2);
  }, 15_000);
});

test('a guest is signed in before anything is given', async () => {
  const gifts = await bar('', 'guest');
  expect(isShown(part(gifts.bar, 'balance'))).toBe(false);
  gifts.tap(1);
  await vi.waitFor(() => expect(gifts.given).toHaveLength(1));
  expect(gifts.room.session.userId).toBe('alice');
  await vi.waitFor(() => expect(gifts.balance).toBe('500'));
});
