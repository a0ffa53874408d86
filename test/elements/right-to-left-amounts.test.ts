/** Prices and counts are in their own order in a right-to-left language. */
import {expect} from '@open-wc/testing';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import {ar} from '../../src/locales/ar.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {deep, fresh, part, parts, put, servedRoom} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';

let service: MemoryService;
beforeEach(() => (service = fresh()));

/** A room whose content is in Arabic. */
async function arabicRoom(pieces: string, backend = new MemoryBackend()): Promise<LiveRoom> {
  const {room} = await servedRoom(pieces, 'lang="ar" style="inline-size: 400px; block-size: 600px"', backend);
  await eventually(() => expect(getComputedStyle(deep(room)[1]!).direction).to.equal('rtl'));
  return room;
}

/** The characters of an element in their order from left to right, line after line. */
function fromLeftToRight(element: Element): string {
  const characters: {character: string; left: number; line: number}[] = [];
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode() as Text | null; text; text = texts.nextNode() as Text | null) {
    for (const {index, 0: character} of text.data.matchAll(/[^\s\p{Cf}]/gu)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + character.length);
      const {left, bottom, width} = range.getBoundingClientRect();
      if (width) characters.push({character, left, line: Math.round(bottom / 8)});
    }
  }
  return characters
    .sort((a, b) => a.line - b.line || a.left - b.left)
    .map(({character}) => character)
    .join('');
}

/** An amount for `lang="ar"` in this engine's digits for Arabic. WebKit does not use the Latin ones. */
function inArabic(amount: string): string {
  if (new Intl.NumberFormat('ar').resolvedOptions().numberingSystem === 'latn') return amount;
  const signs = new Map([...'٠١٢٣٤٥٦٧٨٩'].map((digit, value) => [`${value}`, digit]));
  return amount.replaceAll(/[\d.,]/g, (sign) => signs.get(sign) ?? (sign === '.' ? '٫' : '٬'));
}

const tea = {id: 'tea', v: 1, title: 'شاي', image: '', stock: 5, href: 'https://shop.example/tea'};

for (const [lang, currency, price, shown] of [
  ['ar', 'CNY', 16_800, inArabic('CN¥168.00')],
  ['ar', 'USD', 123_456, inArabic('US$1,234.56')],
  ['ar-EG', 'CNY', 16_800, 'CN¥١٦٨٫٠٠'],
  ['ar', 'IDR', 15_000_000, inArabic('IDR150,000.00')],
  ['en', 'CNY', 16_800, 'CN¥168.00'],
  ['de', 'CNY', 16_800, '168,00CN¥'],
  ['fr', 'EUR', 16_800, '168,00€'],
] as const) {
  it(`a price in ${currency} for lang="${lang}" is shown as ${shown} on a right-to-left page`, async () => {
    const slot = put<HTMLElement>(`<product-slot lang="${lang}" dir="rtl" style="inline-size: 400px"></product-slot>`);
    Object.assign(slot, {product: {...tea, currency, price}});
    await eventually(() => expect(parts(slot, 'price').map(fromLeftToRight)).to.deep.equal([shown]));
  });
}

it('a price in the default layout keeps its order', async () => {
  const backend = new MemoryBackend();
  backend.products = [{...tea, currency: 'CNY', price: 16_800}];
  backend.room.product = {id: 'tea', v: 1};
  const room = await arabicRoom('', backend);
  await eventually(() => expect(parts(room, 'price').map(fromLeftToRight)).to.include(inArabic('CN¥168.00')));
});

it('the count of a gift, of a combo and of a quantity is shown as ×12', async () => {
  const room = await arabicRoom('<gift-feed></gift-feed><gift-bar></gift-bar>');
  await eventually(() => expect(parts(room, 'gift').length).to.equal(2));
  const rose = {
    giftId: 'rose',
    name: 'وردة',
    icon: '',
    value: 12,
    effect: undefined,
    comboId: undefined,
    comboTotal: undefined,
  };
  service.announce({
    type: 'gift',
    orderId: 'o',
    giver: {userId: 'ann', nick: 'آن', avatar: '', level: 1},
    count: 12,
    ...rose,
  });
  await eventually(() => expect(parts(room, 'count').map(fromLeftToRight)).to.deep.equal(['×12']));

  await room.give('rose', 12);
  await room.give('rose', 1);
  await eventually(() => expect(fromLeftToRight(part(room, 'combo'))).to.match(/^×\d+$/));

  const [quantity] = deep(room).filter((element): element is HTMLSelectElement => element.localName === 'select');
  expect([...quantity!.options].map(({text, value}) => [text, value])[1]).to.deep.equal(['\u200e×10', '10']);
});

it('a sentence about a gift keeps its count, and the names of other languages', () => {
  const box = put<HTMLElement>('<p dir="rtl" style="inline-size: 400px"></p>');
  box.textContent = ar.giftGiven('Ann', '12', 'Rose');
  expect(fromLeftToRight(box)).to.match(/^×12Rose/);
});
