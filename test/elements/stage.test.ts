/** The pieces over the video of the default layout leave enough of the video free, and no control is under another. */
import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import type {LivePlayer} from '../../src/elements/live-player/live-player.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {deep, fresh, isShown, part, parts, PHONE, servedRoom, settled} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';
import {engine} from '../support/browser/engine.ts';
import {click, keyboard} from '../support/browser/user-input.ts';
import {atTestEnd} from '../support/browser/test-end.ts';

let service: MemoryService;
beforeEach(() => (service = fresh()));
afterEach(() => setViewport(PHONE));

const IMAGE = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
const TEA = {id: 'tea', v: 1, title: '山野盖碗 Gaiwan', image: IMAGE, price: 16_800, currency: 'CNY', stock: 36};

const NOTICE =
  '今晚 8 点抽 3 个免单!满 199 包邮,拍下 48 小时内发货。Free shipping over 199 tonight, and three orders for free.';

/** A room with header, notice, product, gifts and a long chat. */
async function fullRoom(width: number, height: number, notice = NOTICE): Promise<LiveRoom> {
  await setViewport({width: Math.max(width, 500), height: Math.max(height, 500)});
  const backend = new MemoryBackend();
  backend.balance = 10_000;
  backend.products = [{...TEA, href: 'https://shop.example/'}];
  Object.assign(backend.room, {product: {id: 'tea', v: 1}, status: 'live', title: 'Weekend market live', notice});
  service.online = 12_345;
  const style = `inline-size: ${width}px; block-size: ${height}px; position: fixed; inset: 0 auto auto 0`;
  const {room} = await servedRoom('', `style="${style}"`, backend);
  for (let index = 0; index < 30; index++) service.comment(`哈尔滨零下二十度 a comment of some words ${index}`);
  await eventually(() => {
    expect(parts(room, 'message').length).to.be.greaterThan(20);
    expect(parts(room, 'action').length).to.equal(1);
    expect(parts(room, 'gift').length).to.be.greaterThan(0);
    expect(parts(room, 'control').length).to.be.greaterThan(3);
  });
  await painted(room);
  return room;
}

/** Waits for the layout and for the changes that a `ResizeObserver` causes. */
async function painted(room: LiveRoom): Promise<void> {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  await settled(room);
}

/** Everything drawn over the video except danmaku lines. */
const DRAWN =
  '[part~=host], [part~=follow], [part~=status], [part~=count], [part~=notice], .more, [part~=card], .message, ' +
  '.input, .send, .hint, [part~=latest], .bar-button, [part~=button], .control';

/** Share of the room's area without any drawing, by a grid of points 4 px apart. */
function uncovered(room: LiveRoom): number {
  const whole = room.getBoundingClientRect();
  const list = part(room, 'list').getBoundingClientRect();
  const boxes = deep(room)
    .filter((element): element is HTMLElement => element instanceof HTMLElement && element.matches(DRAWN))
    .filter((element) => isShown(element) && !element.closest('.controls.hidden, [hidden]'))
    .map((element) => {
      const {left, right, top, bottom} = element.getBoundingClientRect();
      const inList = element.matches('.message');
      return {
        left,
        right,
        top: inList ? Math.max(top, list.top) : top,
        bottom: inList ? Math.min(bottom, list.bottom) : bottom,
      };
    });
  let free = 0;
  let all = 0;
  for (let x = whole.left + 2; x < whole.right; x += 4) {
    for (let y = whole.top + 2; y < whole.bottom; y += 4) {
      all++;
      if (!boxes.some(({left, right, top, bottom}) => x >= left && x < right && y >= top && y < bottom)) free++;
    }
  }
  return free / all;
}

it('leaves at least 55 % of the picture free on a phone, and 70 % while nobody touches it', async () => {
  const room = await fullRoom(390, 844);
  const sizes = ['390 × 844', '320 × 568', '480 × 900'];
  const measure = async () => {
    const shares: Record<string, number> = {};
    for (const size of sizes) {
      const [width, height] = size.split(' × ');
      Object.assign(room.style, {inlineSize: `${width}px`, blockSize: `${height}px`});
      await painted(room);
      shares[size] = Math.round(uncovered(room) * 100);
      expect(part(room, 'list').clientHeight, `height of the chat in ${size}`).to.be.at.most(Number(height) / 3);
    }
    return shares;
  };
  part(room, 'stage').dispatchEvent(new PointerEvent('pointermove', {bubbles: true, composed: true}));
  const touched = await measure();
  await eventually(() => expect(part(room, 'layout').dataset.idle).to.equal(''));
  const untouched = await measure();
  console.info('free, %:', JSON.stringify({touched, untouched}));
  const player = deep(room).find((element) => element.localName === 'live-player') as LivePlayer;
  const avatar = deep(room).find((element) => element.matches('.backdrop .avatar'))!;
  expect(avatar.checkVisibility()).to.be.true;
  player['toggleState']('has-video', true);
  expect(avatar.checkVisibility(), 'picture of the host behind a video').to.be.false;
  for (const size of sizes) {
    expect(touched[size], size).to.be.at.least(55);
    expect(untouched[size], `${size}, untouched`).to.be.at.least(70);
  }
});

/** WebKit, whose tests use software rendering, checks every third size. */
const SIZES = [
  [240, 320],
  [280, 653],
  [320, 480],
  [320, 568],
  [344, 464],
  [360, 640],
  [390, 844],
  [480, 900],
  [550, 400],
  [667, 375],
  [700, 500],
  [790, 366],
  [844, 390],
  [1366, 768],
] as const;

/** The topmost element at a point, through all shadow roots. */
function hitAt(x: number, y: number): Element | null {
  let hit = document.elementFromPoint(x, y);
  while (hit?.shadowRoot) {
    const inner = hit.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  return hit;
}

/** One sentence for each control whose centre another element covers. */
function coveredControls(room: LiveRoom): string[] {
  return deep(room)
    .filter((element): element is HTMLElement => element instanceof HTMLElement)
    .filter((element) => element.matches('button, a[href], input, select, textarea') && isShown(element))
    .filter((element) => !element.closest('[part~=list]') && !element.hasAttribute('disabled'))
    .flatMap((control) => {
      control.scrollIntoView({block: 'nearest', inline: 'nearest'});
      const {left, top, width, height} = control.getBoundingClientRect();
      if (!width || !height) return [];
      const hit = hitAt(left + width / 2, top + height / 2);
      const isOurs = !!hit && control.contains(hit);
      return isOurs ? [] : [`${nameOf(control)} is under ${nameOf(hit)}`];
    });
}

function nameOf(element: Element | null): string {
  return element
    ? `<${element.localName} class="${element.getAttribute('class')}" title="${element.getAttribute('title') ?? ''}">`
    : 'nothing';
}

function openPoll(): void {
  const options = [1, 2].map((id) => ({id: String(id), text: 'Tea'}));
  service.announce({type: 'poll', fields: {pollId: 'p', phase: 'open', question: 'Which?', options, closesAt: 1}});
}

for (const percent of [100, 200]) {
  it(`has no control under another at 14 sizes, in zh-CN and en, with text of ${percent} %`, async () => {
    const room = await fullRoom(390, 844);
    service.setFacts({fields: {pin: JSON.stringify({v: 1, text: 'Free cups with every gaiwan until nine'})}});
    const isLarge = percent > 100; // With large text a poll has no place of its own on a low desktop.
    if (!isLarge) openPoll();
    await eventually(() => {
      for (const name of isLarge ? ['pinned', 'bag'] : ['pinned', 'bag', 'question'])
        expect(parts(room, name), name).to.have.lengthOf(1);
    });
    await setViewport({width: 1366, height: 900});
    room.style.fontSize = `${16 * (percent / 100)}px`;
    const faults: string[] = [];
    const sizes = engine === 'webkit' ? SIZES.filter((_, index) => index % 3 === 0) : SIZES;
    for (const [width, height] of sizes) {
      Object.assign(room.style, {inlineSize: `${width}px`, blockSize: `${height}px`});
      for (const lang of ['zh-CN', 'en']) {
        room.lang = lang;
        await painted(room);
        faults.push(...coveredControls(room).map((fault) => `${width} × ${height}, ${lang}: ${fault}`));
      }
    }
    expect(faults).to.deep.equal([]);
  });
}

describe('the portrait stage', () => {
  it("has bar and product next to the page's content around the chat, with a composer and without", async () => {
    const room = await fullRoom(390, 844);
    const [header, below] = ['aside-header', 'below-composer'].map((slot) => {
      const text = Object.assign(document.createElement('p'), {slot, textContent: 'A sentence of the page.'});
      room.append(text);
      return text;
    });
    for (const without of ['', 'composer']) {
      room.without = without;
      await eventually(() => {
        const card = part(room, 'action').closest('[part~=card]')!;
        const boxes = [card, part(room, 'list'), part(room, 'bar'), header!, below!];
        const [product, list, bar, above, foot] = boxes.map((box) => box.getBoundingClientRect());
        expect(above!.right, without).to.be.at.most(product!.left);
        expect(product!.bottom, without).to.be.at.most(foot!.top);
        expect(list!.bottom, without).to.be.at.most(bar!.top + (without ? 0 : bar!.height));
        expect(product!.bottom, without).to.be.at.most(bar!.top + 5);
      });
    }
  });

  it('gives the field the row of the bar while the viewer writes, and lifts it above the keyboard', async () => {
    const room = await fullRoom(390, 844);
    const input = part(room, 'input');
    const top = () => Math.round(input.getBoundingClientRect().top);
    const pictureBefore = part(room, 'stage').getBoundingClientRect().toJSON() as unknown;
    const [restTop, restWidth] = [top(), input.clientWidth];
    expect(isShown(part(room, 'send'))).to.be.false;
    await click(input);
    await eventually(() => expect(isShown(part(room, 'send'))).to.be.true);
    await eventually(() => expect(input.clientWidth).to.be.greaterThan(restWidth));
    const {visualViewport} = globalThis;
    const keyboardOpen = {height: visualViewport!.height - 300, offsetTop: 0, scale: 1};
    for (const [name, value] of Object.entries(keyboardOpen))
      Object.defineProperty(visualViewport, name, {value, configurable: true});
    atTestEnd(() => Object.keys(keyboardOpen).forEach((name) => Reflect.deleteProperty(visualViewport!, name)));
    visualViewport!.dispatchEvent(new Event('resize'));
    await eventually(() => expect(top()).to.be.closeTo(restTop - 300, 8));
    expect(part(room, 'stage').getBoundingClientRect().toJSON()).to.deep.equal(pictureBefore);
    await keyboard('hello');
    await click(part(room, 'send'));
    await eventually(() => expect(parts(room, 'text').at(-1)!.textContent).to.equal('hello'));
    await click(part(room, 'host'));
    await eventually(() => expect(top()).to.equal(restTop));
  });

  it('opens the gifts in a sheet with balance and quantities, by mouse and by keyboard', async () => {
    const room = await fullRoom(390, 844);
    const button = parts(room, 'bar-button').at(-1)!;
    const gift = part(room, 'gift');
    expect(isShown(gift)).to.be.false;
    await click(button);
    await eventually(() => expect(isShown(gift)).to.be.true);
    expect(part(room, 'balance').textContent).to.equal('10,000');
    const ten = [...part(room, 'quantity').querySelectorAll('button')].find(({textContent}) =>
      textContent.includes('×10'),
    )!;
    await click(ten);
    await eventually(() => expect(ten.getAttribute('aria-pressed')).to.equal('true'));
    await expect(room).to.be.accessible();
    await keyboard('{Escape}');
    await eventually(() => expect(isShown(gift)).to.be.false);
    expect(room.shadowRoot!.activeElement).to.equal(button);
    await keyboard('{Enter}');
    await eventually(() => expect(button.getAttribute('aria-expanded')).to.equal('true'));
    await click(part(room, 'input')); // The focus moves within the room's shadow root.
    await eventually(() => expect(isShown(part(room, 'send'))).to.be.true);
    expect(isShown(gift)).to.be.false;
  });

  it('opens the shelf by the bag, which shows the number of pieces in the page’s cart, in each layout', async () => {
    const room = await fullRoom(1000, 700);
    const item = {productId: 'tea', quantity: 2, price: 16_800};
    const cart = {items: [item, item], total: 67_200, currency: 'CNY', checkoutUrl: 'https://shop.example/pay'};
    const get = () => Promise.resolve(cart);
    await eventually(() => expect(parts(room, 'bag')).to.have.lengthOf(1));
    room.cart = {get, add: get, update: get};
    await eventually(() => expect(part(room, 'bag').innerText).to.equal('4'));
    for (const width of [1000, 390]) {
      room.style.inlineSize = `${width}px`;
      await painted(room);
      await click(() => part(room, 'bag'));
      await eventually(() => expect(parts(room, 'item')).to.have.lengthOf(1));
      await keyboard('{Escape}');
      await eventually(() => expect(parts(room, 'item')).to.have.lengthOf(0));
      expect(room.shadowRoot!.activeElement, String(width)).to.equal(part(room, 'bag'));
    }
    room.without = 'product';
    await eventually(() => expect(parts(room, 'bag')).to.have.lengthOf(0));
  });

  it('shows an open poll, and after the show in its place the lobby, which a page may leave out', async () => {
    const room = await fullRoom(390, 844);
    openPoll();
    await eventually(() => expect(isShown(part(room, 'question'))).to.be.true);
    const lobbyTitles = () => [...deep(room)].filter((element) => element.matches('.lobby [part~=title]'));
    expect(lobbyTitles()).to.have.lengthOf(0);
    service.announce({type: 'status', status: 'ended'});
    await eventually(() => expect(lobbyTitles()[0]?.textContent).to.equal('Thank you for watching!'));
    expect(parts(room, 'question')).to.be.empty;
    expect(deep(room).some((element) => element.matches('.backdrop .avatar'))).to.be.false;
    await eventually(() => expect(coveredControls(room)).to.deep.equal([]));
    room.without = 'lobby';
    await eventually(() => expect(lobbyTitles()).to.be.empty);
  });

  it('likes by a double tap on the picture, and not on a control', async () => {
    const room = await fullRoom(390, 844);
    const likes = () => room.session.state.likes.total + room.session.state.likes.unsent;
    const before = likes();
    const tap = (target: Element) => {
      const options = {bubbles: true, composed: true, clientX: 190, clientY: 400};
      for (let press = 0; press < 2; press++) target.dispatchEvent(new MouseEvent('click', options));
    };
    tap(parts(room, 'control')[0]!);
    expect(likes()).to.equal(before);
    tap(part(room, 'stage').querySelector('live-player')!.shadowRoot!.querySelector('[role=region]')!);
    await eventually(() => expect(likes()).to.equal(before + 1));
  });

  it('keeps text over the video light on a page whose text is dark', async () => {
    const room = await fullRoom(390, 844);
    room.style.setProperty('--live-text', '#000');
    room.style.setProperty('--live-text-quiet', '#222');
    for (const name of ['text', 'author', 'title', 'stock', 'input']) {
      const [red] = /\d+/.exec(getComputedStyle(part(room, name)).color)!;
      expect(Number(red), name).to.be.greaterThan(180);
    }
  });
});

/** The box of an element's words, without the space around them. */
function wordsOf(element: Element): DOMRect {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect();
}

it('aligns words of another direction like the page, and gives notice, price and sentence of the player a place', async () => {
  document.documentElement.dir = 'rtl';
  atTestEnd(() => (document.documentElement.dir = ''));
  const room = await fullRoom(1366, 768, 'Free shipping');
  openPoll();
  await eventually(() => {
    for (const element of [part(room, 'question'), part(room, 'option').querySelector('[dir]')!])
      expect(wordsOf(element).right).to.be.closeTo(element.getBoundingClientRect().right, 1);
    const [notice, host] = ['notice', 'host'].map((name) => part(room, name).getBoundingClientRect());
    expect(notice!.right).to.be.closeTo(host!.right, 1);
    expect(notice!.width).to.be.lessThan(300);
    expect(notice!.top).to.be.at.least(host!.bottom);
  });
  document.documentElement.dir = '';
  Object.assign(room.style, {inlineSize: '390px', blockSize: '844px'});
  const player = deep(room).find(({localName}) => localName === 'live-player')!;
  await eventually(() => {
    const sentence = player.shadowRoot!.querySelector('[role=status]')!.getBoundingClientRect();
    expect(sentence.height).to.be.greaterThan(0);
    expect(sentence.top).to.be.at.least(part(room, 'question').closest('.card')!.getBoundingClientRect().bottom);
    expect(sentence.bottom).to.be.at.most(part(room, 'list').getBoundingClientRect().top);
    const title = part(room, 'price').closest('[part~=card]')!.querySelector('[part~=title]')!;
    expect(wordsOf(part(room, 'price')).left).to.be.closeTo(wordsOf(title).left, 1);
  });
  // Since Chrome 144 and Firefox 150, `contain` holds the wheel of a list that does not overflow, and the page stays.
  for (const name of ['list', 'notice'])
    expect(getComputedStyle(part(room, name)).overscrollBehaviorY, name).to.equal('auto');
});

it('has no sentence of the player under the lobby', async () => {
  const backend = new MemoryBackend();
  Object.assign(backend.room, {status: 'upcoming', startsAt: service.now() + 86_400});
  const {room} = await servedRoom('', 'style="inline-size: 400px; block-size: 600px; font-size: 32px"', backend);
  const player = deep(room).find(({localName}) => localName === 'live-player')!;
  await eventually(() => {
    expect(parts(room, 'countdown').length).to.equal(1);
    const message = player.shadowRoot!.querySelector('[role=status]')!;
    expect(message.textContent).not.to.equal('');
    expect(message.getBoundingClientRect().top).to.be.greaterThan(room.getBoundingClientRect().bottom);
  });
});
