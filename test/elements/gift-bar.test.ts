import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {GiftBar} from '../../src/elements/gift-bar/gift-bar.ts';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import type {LiveError} from '../../src/protocol/errors.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import {deferred} from '../support/session/memory-service.ts';
import {PICTURE} from '../support/browser/pictures.ts';
import {fresh, isShown, joinedRoom, part, parts, put, settled} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';
import '../support/browser/chai-like.ts';
import {stubFetch} from '../support/browser/test-end.ts';
import {choose, keyboard} from '../support/browser/user-input.ts';

let backend: MemoryBackend;
beforeEach(() => {
  backend = new MemoryBackend();
  backend.service = fresh();
  stubFetch(backend.fetch);
});

/** Sends a gift as a viewer does. */
class GiftHarness {
  readonly bar: GiftBar;
  readonly receipts: unknown[] = [];
  readonly failed: {giftId: string; count: number; error: LiveError}[] = [];

  constructor(readonly room: LiveRoom) {
    this.bar = room.querySelector('gift-bar')!;
    room.addEventListener('live-gift-given', ({detail}) => this.receipts.push(detail));
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

/** The accessible name of a button. */
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
  await eventually(() => expect(harness.gifts.length).to.be.greaterThan(0));
  await settled(element);
  return harness;
}

for (const [scheme, lang] of [
  ['light', 'en'],
  ['dark', 'zh-CN'],
] as const) {
  it(`axe finds no violation, ${scheme}, ${lang}, with a running combo and a problem`, async () => {
    document.documentElement.style.colorScheme = scheme;
    document.documentElement.lang = lang;
    const gifts = await bar();
    gifts.tap(0, 3);
    backend.balance = 0;
    gifts.tap(1);
    await eventually(() => expect(gifts.problem).not.to.equal(''));
    await expect(gifts.room).to.be.accessible();
    document.documentElement.style.colorScheme = '';
  });
}

it('shows the catalogue, with prices in text and in accessible names, and the balance', async () => {
  backend.gifts = backend.gifts.map((gift) => ({...gift, icon: PICTURE}));
  const gifts = await bar();
  expect(gifts.names).to.deep.equal(['Rose, 1 coin', 'Rocket, 500 coins']);
  expect(parts(gifts.bar, 'price').map(({textContent}) => textContent)).to.deep.equal(['1', '500']);
  expect([gifts.balance, part(gifts.bar, 'balance').ariaLabel]).to.deep.equal(['1,000', 'You have 1,000 coins']);
  expect(parts(gifts.bar, 'icon').map((icon) => (icon as HTMLImageElement).referrerPolicy)).to.deep.equal([
    'no-referrer',
    'no-referrer',
  ]);
  expect(gifts.bar.matches(':state(empty)')).to.be.false;
});

it('uses the language of its ancestors and follows a change', async () => {
  const gifts = await bar();
  gifts.room.lang = 'zh-CN';
  await eventually(() => expect(gifts.names[0]).to.equal('Rose, 1 金币'));
});

it('hides prices if the page asks for it', async () => {
  const gifts = await bar('without-price');
  expect(gifts.names).to.deep.equal(['Rose', 'Rocket']);
  expect(parts(gifts.bar, 'price').filter(isShown)).to.deep.equal([]);
});

it('loads no picture from an address that is not allowed', async () => {
  backend.gifts = [];
  const element = put<LiveRoom>(
    '<live-room manual room-id="r1" api-url="https://shop.example/api"><gift-bar></gift-bar></live-room>',
  );
  const gifts = new GiftHarness(element);
  gifts.bar.gifts = [{id: 'x', name: 'X', icon: 'javascript:alert(1)', price: 1, effect: undefined, combo: false}];
  await element.join();
  await eventually(() => expect(gifts.names).to.deep.equal(['X, 1 coin']));
  expect(part(gifts.bar, 'icon').localName).to.equal('span');
});

it('one tap sends one gift, bills it and fires an event', async () => {
  const gifts = await bar();
  const requests: unknown[] = [];
  gifts.room.addEventListener('live-gift-give', ({detail}) => requests.push(detail));
  gifts.tap(1);
  await eventually(() => expect(gifts.receipts).to.have.lengthOf(1));
  expect(requests).to.deep.equal([{giftId: 'rocket', count: 1}]);
  expect(gifts.receipts).to.deep.equal([{orderId: 'order-1', giftId: 'rocket', count: 1, balance: 500}]);
  expect(Object.isFrozen(gifts.receipts[0])).to.be.true;
  await eventually(() => expect(gifts.balance).to.equal('500'));
});

it('bills no gift that the page cancels', async () => {
  const gifts = await bar();
  gifts.room.addEventListener('live-gift-give', (event) => event.preventDefault());
  expect(await gifts.bar.give('rocket')).to.be.undefined;
  expect(backend.orders).to.deep.equal([]);
});

it('has the state sending while an order is pending', async () => {
  const gifts = await bar();
  const response = deferred();
  backend.beforeResponse = (path) => path.endsWith('/rooms/r1/gifts') && response.promise;
  gifts.tap(1);
  await eventually(() => expect(gifts.bar.matches(':state(sending)')).to.be.true);
  response.resolve();
  await eventually(() => expect(gifts.bar.matches(':state(sending)')).to.be.false);
});

describe('a combo', () => {
  it('counts on its gift, shows its remaining time as a ring, and fires one event per order', async () => {
    const gifts = await bar();
    gifts.tap(0, 12);
    await eventually(() => expect(gifts.combo).to.equal('×12'));
    const circle = part(gifts.bar, 'combo').querySelector('circle')!;
    const [countdown] = circle.getAnimations();
    expect(countdown!.effect!.getComputedTiming().duration).to.be.greaterThan(0);
    await eventually(() => expect(gifts.receipts).to.have.lengthOf(1));
    expect(gifts.receipts).to.be.like([{giftId: 'rose', count: 12, comboTotal: 12, balance: 988}]);
    expect(backend.orders.map(({count}) => count)).to.deep.equal([12]);
  });

  it('continues over several orders and disappears after its last', async () => {
    const gifts = await bar();
    gifts.tap(0, 45);
    await eventually(() => expect(gifts.combo).to.equal('×45'));
    await eventually(() => expect(gifts.receipts).to.have.lengthOf(3));
    expect(backend.orders.map(({count}) => count)).to.deep.equal([20, 20, 5]);
    await eventually(() => expect(gifts.combo).to.be.undefined);
  });

  it('fires one event with all its taps if the balance is too low', async () => {
    backend.balance = 3;
    const gifts = await bar();
    gifts.tap(0, 12);
    await eventually(() => expect(gifts.failed).to.have.lengthOf(1));
    expect(gifts.failed[0]).to.be.like({giftId: 'rose', count: 12, error: {code: 'INSUFFICIENT_BALANCE'}});
    await eventually(() => expect(gifts.problem).to.equal('You do not have enough coins.'));
    expect(gifts.balance).to.equal('3');
  });
});

describe('a quantity', () => {
  it('sends one order and counts once', async () => {
    const gifts = await bar();
    choose(gifts.quantity, '99');
    gifts.tap(0);
    await eventually(() => expect(gifts.receipts).to.have.lengthOf(1));
    expect(backend.orders).to.be.like([{giftId: 'rose', count: 99}]);
    await eventually(() => expect(gifts.quantity.value).to.equal('1'));
  });

  it('stays selected if the balance is too low, with the reason next to it until the next try', async () => {
    const gifts = await bar();
    choose(gifts.quantity, '10');
    gifts.tap(1);
    await eventually(() => expect(gifts.problem).to.equal('You do not have enough coins.'));
    expect(gifts.failed).to.be.like([{giftId: 'rocket', count: 10}]);
    expect(gifts.quantity.value).to.equal('10');
    gifts.tap(0);
    await eventually(() => expect(gifts.problem).to.equal(''));
  });
});

describe('the keyboard', () => {
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

  it('Tab reaches one gift and then the quantity; arrows, Home and End move; Enter sends', async () => {
    const gifts = await bar();
    await keyboard('{Tab}');
    expect(gifts.focused).to.equal('G1, 1 coin');
    await keyboard('{ArrowRight}{ArrowRight}');
    expect(gifts.focused).to.equal('G3, 3 coins');
    await keyboard('{End}{ArrowRight}');
    expect(gifts.focused).to.equal('G5, 5 coins');
    await keyboard('{Home}{ArrowLeft}');
    expect(gifts.focused).to.equal('G1, 1 coin');
    await keyboard('{ArrowRight}{Enter}');
    await eventually(() => expect(gifts.receipts).to.be.like([{giftId: 'g2', count: 1}]));
    await keyboard('{Tab}');
    expect(gifts.bar.shadowRoot!.activeElement).to.equal(gifts.quantity);
    await keyboard('{Shift>}{Tab}{/Shift}');
    expect(gifts.focused).to.equal('G2, 2 coins');
  });

  it('arrows move between rows and follow the text direction', async () => {
    const gifts = await bar('columns="2"');
    await keyboard('{Tab}');
    await keyboard('{ArrowDown}');
    expect(gifts.focused).to.equal('G3, 3 coins');
    const [first, second, third] = gifts.gifts.map((gift) => gift.getBoundingClientRect());
    expect([second!.top, third!.left]).to.deep.equal([first!.top, first!.left]);
    gifts.room.dir = 'rtl';
    gifts.bar.requestUpdate();
    await settled(gifts.room);
    await keyboard('{ArrowLeft}');
    expect(gifts.focused).to.equal('G4, 4 coins');
  });

  it('the focus keeps its place when the catalogue changes', async () => {
    const gifts = await bar();
    await keyboard('{Tab}');
    await keyboard('{End}');
    gifts.bar.gifts = backend.gifts.slice(0, 2);
    await eventually(() => expect(gifts.names).to.have.lengthOf(2));
    expect(gifts.focused).to.equal('G2, 2 coins');
  });
});

describe('without a catalogue', () => {
  it("shows the page's own content without a business server, and warns its author once", async () => {
    const warned = sinon.stub(console, 'warn');
    const room = await joinedRoom('<gift-bar><p slot="empty">No gifts here</p></gift-bar>');
    const element = room.querySelector('gift-bar')!;
    expect(element.matches(':state(empty)')).to.be.true;
    expect(isShown(element.querySelector('p')!)).to.be.true;
    room.requestUpdate();
    element.requestUpdate();
    await settled(room);
    expect(warned.args.filter(([sentence]) => `${sentence}`.includes('<gift-bar> stays empty'))).to.have.lengthOf(1);
    warned.restore();
  });

  it('takes no space', async () => {
    const warned = sinon.stub(console, 'warn');
    const room = await joinedRoom('<gift-bar></gift-bar>');
    expect(room.querySelector('gift-bar')!.offsetHeight).to.equal(0);
    warned.restore();
  });

  it('requests the catalogue again after a failure', async () => {
    let refused = 0;
    backend.beforeResponse = (path) => {
      if (path === '/gifts' && !refused++) throw new TypeError('the network is away');
    };
    const room = put<LiveRoom>(
      '<live-room manual room-id="r1" api-url="https://shop.example/api"><gift-bar></gift-bar></live-room>',
    );
    await room.join();
    await eventually(() => expect(parts(room, 'gift')).to.have.lengthOf(2));
    expect(refused).to.equal(2);
  });
});

it('signs a guest in before a gift is sent', async () => {
  const gifts = await bar('', 'guest');
  expect(isShown(part(gifts.bar, 'balance'))).to.be.false;
  gifts.tap(1);
  await eventually(() => expect(gifts.receipts).to.have.lengthOf(1));
  expect(gifts.room.session.userId).to.equal('alice');
  await eventually(() => expect(gifts.balance).to.equal('500'));
});
