/** A price is fully visible in rooms of any width from 200 px: it is neither cut nor covered. */
import {expect} from '@open-wc/testing';
import type {GiftBar} from '../../src/elements/gift-bar/gift-bar.ts';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import type {ProductSlot} from '../../src/elements/product-slot/product-slot.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import {deep, fresh, parts, put, servedRoom, settled} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';
import {atTestEnd} from '../support/browser/test-end.ts';

beforeEach(() => void fresh());

const WIDTHS_PX = [200, 220, 250, 280, 320, 360, 414, 480];

const tea = {
  id: 'tea',
  v: 1,
  title: '山野盖碗 · 三件套 Longjing tea of the first harvest',
  image: 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==',
  price: 15_000_000_000,
  currency: 'IDR',
  stock: 1_234,
  href: 'https://shop.example/tea',
};

const PRICES = [
  {price: 16_800, currency: 'CNY'},
  {price: 15_000_000_000, currency: 'IDR'},
  {price: 999_999_999_999, currency: 'CLF'},
];

const CASES = [
  ['en', 100],
  ['zh-CN', 200],
  ['ar', 200],
] as const;

/** Sets the page's language and text size until the test ends. */
function page(lang: string, percent: number): void {
  const root = document.documentElement;
  root.lang = lang;
  root.dir = lang === 'ar' ? 'rtl' : 'ltr';
  const style = document.createElement('style');
  style.textContent = `body > live-room, div > product-slot {font-size: ${percent}%}`;
  document.head.append(style);
  atTestEnd(() => {
    root.dir = '';
    style.remove();
  });
}

/** Waits for the next layout and its effects: a `ResizeObserver` callback runs before the second frame. */
async function painted(root: Element): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await settled(root);
}

/** One sentence per reason for which a price is not fully visible. */
function faults(root: Element, name: string): string[] {
  const shown = parts(root, name).filter((element) => element.checkVisibility() && element.textContent.trim());
  if (!shown.length) return [`no ${name} is shown`];
  return shown.flatMap((price) => {
    price.scrollIntoView({block: 'nearest', inline: 'nearest'});
    const edges = edgesAround(price);
    const others = boxesBeside(root, price);
    return charactersOf(price).flatMap(({character, box}) => [
      ...cutting(edges, box).map((by) => `${by} cuts "${character}" of ${price.textContent}`),
      ...covering(others, price, box).map((by) => `${by} covers "${character}" of ${price.textContent}`),
    ]);
  });
}

function charactersOf(element: Element): {character: string; box: DOMRect}[] {
  return textsIn(element).flatMap((text) =>
    [...text.data].flatMap((character, index) => {
      if (!character.trim()) return [];
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + 1);
      const box = range.getBoundingClientRect();
      return box.width ? [{character, box}] : []; // Direction marks have no width.
    }),
  );
}

function textsIn(node: Node): Text[] {
  return [...node.childNodes].flatMap((child) => (child instanceof Text ? [child] : textsIn(child)));
}

/** Vertical place of each digit of a text, px. */
function digitTops(element: Element): number[] {
  return charactersOf(element)
    .filter(({character}) => /\p{Nd}/u.test(character))
    .map(({box}) => Math.round(box.top));
}

interface Edge {
  readonly by: string;
  readonly box: DOMRect;
  readonly clipsX: boolean;
  readonly clipsY: boolean;
  readonly textOverflow: string;
}

/** The price and its ancestors that may cut it. */
function edgesAround(price: Element): Edge[] {
  return ancestors(price)
    .map((at) => {
      const {overflowX, overflowY, textOverflow} = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      return {by: name(at), box, clipsX: overflowX !== 'visible', clipsY: overflowY !== 'visible', textOverflow};
    })
    .filter(({clipsX, clipsY, textOverflow}) => clipsX || clipsY || textOverflow !== 'clip');
}

/** Ancestor boxes that clip, and the page's own edge. */
function cutting(edges: readonly Edge[], box: DOMRect): string[] {
  return edges.flatMap(({by, box: around, clipsX, clipsY, textOverflow}) => [
    ...(textOverflow !== 'clip' ? [`${by} (${textOverflow})`] : []),
    ...(clipsX && (box.left < around.left - 1 || box.right > around.right + 1) ? [by] : []),
    ...(clipsY && (box.top < around.top - 1 || box.bottom > around.bottom + 1) ? [by] : []),
  ]);
}

/** Boxes of other pieces, without the ancestors of the price. */
function boxesBeside(root: Element, price: Element): {by: string; box: DOMRect}[] {
  const around = new Set(ancestors(price));
  return ['action', 'stock', 'title', 'gift', 'name']
    .flatMap((piece) => parts(root, piece))
    .filter((other) => !around.has(other) && other.checkVisibility())
    .map((other) => ({by: name(other), box: other.getBoundingClientRect()}));
}

/** Boxes that overlap a character, and the topmost element there if it is not the price's. */
function covering(others: ReturnType<typeof boxesBeside>, price: Element, box: DOMRect): string[] {
  const overlapping = others.filter(
    ({box: {left, right, top, bottom}}) =>
      left < box.right - 1 && right > box.left + 1 && top < box.bottom - 2 && bottom > box.top + 2,
  );
  const top = deepestAt((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  // The link of a product covers the whole product and is transparent.
  const isOurs = !!top && (ancestors(price).includes(top) || price.contains(top) || top.part.contains('action'));
  return [...overlapping.map(({by}) => by), ...(isOurs ? [] : [name(top)])];
}

function ancestors(element: Element): Element[] {
  const found: Element[] = [];
  for (let at: Element | null = element; at; at = parentOf(at)) found.push(at);
  return found;
}

function deepestAt(x: number, y: number): Element | null {
  let found = document.elementFromPoint(x, y);
  while (found?.shadowRoot) {
    const inner = found.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === found) break;
    found = inner;
  }
  return found;
}

function parentOf(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  const root = element.getRootNode();
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

function name(element: Element | null): string {
  return element ? `<${element.localName} class="${element.className}">` : 'nothing';
}

async function alone(layout: string): Promise<{box: HTMLElement; slot: ProductSlot}> {
  const box = put<HTMLElement>(`<div><product-slot layout="${layout}"></product-slot></div>`);
  const slot = box.querySelector('product-slot')!;
  slot.product = tea;
  await eventually(() => expect(parts(slot, 'price').length).to.equal(1));
  return {box, slot};
}

for (const [lang, percent, layout] of CASES.flatMap((testCase) => [
  [...testCase, 'strip'] as const,
  [...testCase, 'card'] as const,
])) {
  it(`a product shows its full price at any width: ${lang}, text of ${percent} per cent, ${layout}`, async () => {
    page(lang, percent);
    const {box, slot} = await alone(layout);
    for (const price of PRICES) {
      slot.product = {...tea, ...price};
      for (const width of WIDTHS_PX) {
        box.style.inlineSize = `${width}px`;
        await painted(slot);
        expect(faults(slot, 'price'), `${price.currency} at ${width} px`).to.deep.equal([]);
      }
    }
  });
}

/** A room with every element, in the default layout. */
async function completeRoom(): Promise<LiveRoom> {
  const backend = new MemoryBackend();
  backend.balance = 999_999_999_999;
  backend.products = [tea];
  backend.room.product = {id: 'tea', v: 1};
  const {room} = await servedRoom('', '', backend);
  await eventually(() =>
    expect(parts(room, 'price').filter((price) => price.closest('.gift')).length).to.be.greaterThan(0),
  );
  await eventually(() => expect(parts(room, 'action').length).to.be.greaterThan(0));
  return room;
}

for (const [lang, percent] of CASES) {
  it(`a room shows the full prices of its product and gifts: ${lang}, text of ${percent} per cent`, async () => {
    page(lang, percent);
    const room = await completeRoom();
    const slot = deep(room).find(({localName}) => localName === 'product-slot')!;
    const [gifts] = deep(room).filter((element): element is GiftBar => element.localName === 'gift-bar');
    gifts!.gifts = [1, 2_999, 1_000_000_000].map((price, index) => ({
      id: `gift-${index}`,
      name: 'A Cup of Tea 一盏茶',
      icon: '',
      price,
      combo: true,
    }));
    for (const [width, height] of [...WIDTHS_PX.map((px) => [px, 640]), [250, 480], [700, 360], [800, 600]] as const) {
      room.style.inlineSize = `${width}px`;
      room.style.setProperty('--live-room-height', `${height}px`);
      await painted(room);
      const found = faults(slot, 'price');
      // In the narrow card of an idle stage as well, the number stays in one line.
      const layout = parts(room, 'layout')[0]!;
      layout.dataset.idle = '';
      if (slot.getAttribute('layout') === 'compact' && new Set(digitTops(parts(slot, 'price')[0]!)).size > 1)
        found.push('the number breaks');
      delete layout.dataset.idle;
      // The button that opens the gifts where the chat is over the video; the bag's button opens a dialog.
      const openGifts = parts(room, 'bar-button').findLast((button) => button.hasAttribute('aria-expanded'));
      openGifts?.click();
      await painted(room);
      found.push(...faults(gifts!, 'price'), ...faults(gifts!, 'balance'));
      openGifts?.click();
      expect(found, `${width} × ${height} px`).to.deep.equal([]);
    }
  });
}

for (const [lang, percent, columns] of CASES.flatMap(([lang, percent]) =>
  [0, 3].map((columns) => [lang, percent, columns] as const),
)) {
  it(`a gift bar shows every price and a large balance in full: ${lang}, text of ${percent} per cent, columns ${columns}`, async () => {
    page(lang, percent);
    const backend = new MemoryBackend();
    backend.balance = 999_999_999_999;
    const {room} = await servedRoom(`<gift-bar columns="${columns}"></gift-bar>`, '', backend);
    const bar = room.querySelector('gift-bar')!;
    bar.gifts = [1, 2_999, 1_000_000_000, 999_999_999].map((price, index) => ({
      id: `gift-${index}`,
      name: 'A Cup of Tea 一盏茶',
      icon: '',
      price,
      combo: true,
    }));
    await eventually(() => expect(parts(bar, 'price').length).to.equal(4));
    for (const width of WIDTHS_PX) {
      room.style.inlineSize = `${width}px`;
      await painted(bar);
      expect([...faults(bar, 'price'), ...faults(bar, 'balance')], `${width} px`).to.deep.equal([]);
    }
  });
}
