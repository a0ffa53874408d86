/** On a narrow phone the default layout cuts no button and no label and breaks no word of one, in any language. */
import {expect} from '@open-wc/testing';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import type {Locale} from '../../src/locales/locale.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {deep, fresh, isShown, part, parts, servedRoom, settled} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';
import {LANGUAGES} from '../support/languages.ts';

let service: MemoryService;
beforeEach(() => (service = fresh()));

const WIDTHS_PX = [320, 360, 390];

/** Elements whose text is a term. Names, titles and comments of people may end in an ellipsis. */
const LABELS =
  'button, label, legend, summary, option, .status, .count, .stock, .action, .hint, .level, .empty, h2:not([part=title])';

/** Buttons whose text a person wrote. */
const OF_PEOPLE = '.host, .author, .gift';

async function fullRoom(lang: string, stock: number): Promise<LiveRoom> {
  const backend = new MemoryBackend();
  backend.balance = 123_456;
  const tea = {
    id: 'tea',
    v: 1,
    title: 'Tea',
    image: '',
    price: 1_234_500,
    currency: 'CNY',
    href: 'https://shop.example/',
  };
  backend.products = [{...tea, stock}];
  const lottery = {lotteryId: 'draw-1', phase: 'open', keyword: '888', prize: 'A gaiwan', seedHash: 'ab12'} as const;
  Object.assign(backend.room, {
    product: {id: 'tea', v: 1},
    operators: ['amy'],
    status: stock ? 'live' : 'upcoming',
    notice: 'A notice of many words, longer than two lines of a narrow phone. '.repeat(5),
    lottery: {...lottery, closesAt: Math.floor(Date.now() / 1_000) + 3_600, winners: undefined, seed: undefined},
  });
  service.online = 12_345;
  const {room} = await servedRoom('', `lang="${lang}" style="block-size: 700px; inline-size: 320px"`, backend);
  for (const userId of ['bob', 'amy', 'host'])
    service.comment('hello', {userId, nick: userId, level: 12, badges: ['fan']});
  room.shadowRoot!.querySelector('broadcast-banner')!.seconds = 3_600; // It stays while the labels are measured.
  service.says(
    {
      type: 'broadcast',
      broadcastId: 'b',
      text: 'Hello',
      level: 'urgent',
      href: 'https://shop.example/',
      expiresAt: undefined,
    },
    {userId: 'service'},
  );
  return room;
}

async function show(room: LiveRoom, {send, buy, view, enterLottery, close}: Locale, stock: number): Promise<void> {
  const texts = (name: string) => parts(room, name).map(({textContent}) => textContent.trim());
  const labels = () => parts(room, 'close').map((button) => button.getAttribute('aria-label'));
  await eventually(() => expect(texts('send')).to.deep.equal([send]));
  await eventually(() => expect(texts('action')).to.deep.equal([stock ? buy : view]));
  await eventually(() => expect(texts('enter')).to.deep.equal([enterLottery]));
  await eventually(() => expect(labels()).to.include(close));
  await eventually(() => expect(parts(room, 'gift').length).to.equal(2));
  await eventually(() => expect(parts(room, 'message').length).to.equal(3));
  await settled(room);
}

/** One sentence for each label that is cut. */
function cutLabels(room: LiveRoom): string[] {
  const around = room.getBoundingClientRect();
  return deep(room)
    .filter((element): element is HTMLElement => element instanceof HTMLElement && element.matches(LABELS))
    .filter((element) => isShown(element) && element.textContent.trim() && !element.matches(OF_PEOPLE))
    .filter((element) => {
      const {left, right} = element.getBoundingClientRect();
      const isCut = element.scrollWidth > element.clientWidth && element.clientWidth > 0;
      return (
        isCut ||
        hasBrokenWord(element) ||
        (!element.closest('[popover], dialog') && (left < around.left - 1 || right > around.right + 1))
      );
    })
    .map((element) => `<${element.localName} class="${element.className}">: ${element.textContent.trim()}`);
}

/** True if a word of a script with spaces between its words is on two lines. */
function hasBrokenWord(element: HTMLElement): boolean {
  const texts = [...element.childNodes].filter((node): node is Text => node instanceof Text);
  return texts.some((text) =>
    [...text.data.matchAll(/[\p{Script=Latin}\p{Script=Arabic}\p{M}]+/gu)].some(({index, 0: word}) => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      return new Set([...range.getClientRects()].map(({bottom}) => Math.round(bottom))).size > 1;
    }),
  );
}

for (const [lang, locale] of Object.entries(LANGUAGES)) {
  for (const stock of [1_234, 0]) {
    it(`lang="${lang}", ${stock ? 'on air' : 'before the show, with a product that is sold out'}`, async () => {
      const room = await fullRoom(lang, stock);
      await show(room, locale, stock);
      for (const width of WIDTHS_PX) {
        room.style.inlineSize = `${width}px`;
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        await settled(room);
        await eventually(() => expect(cutLabels(room), `${width} px`).to.deep.equal([]));
        // A portrait room that nobody touches for 5 s hides its details.
        part(room, 'stage').dispatchEvent(new PointerEvent('pointermove', {bubbles: true, composed: true}));
        for (const name of ['follow', 'status', 'count', 'stock', 'enter'])
          expect(isShown(part(room, name)), `${name} at ${width} px`).to.equal(true);
      }
      part(room, 'input').focus();
      room.style.inlineSize = '320px';
      await eventually(() => expect(isShown(part(room, 'send'))).to.equal(true));
      expect(cutLabels(room), 'while one writes').to.deep.equal([]);
    });
  }
}
