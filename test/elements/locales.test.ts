/** A room in a language that loads on demand shows its terms; a right-to-left language is laid out right to left. */
import {expect} from '@open-wc/testing';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import {ar} from '../../src/locales/ar.ts';
import {en} from '../../src/locales/en.ts';
import {es} from '../../src/locales/es.ts';
import {ja} from '../../src/locales/ja.ts';
import {findLocale} from '../../src/locales/find-locale.ts';
import {registerLocale} from '../../src/locales/register-locale.ts';
import {eventually} from '../support/eventually.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import {deep, fresh, isShown, joinedRoom, part, parts, servedRoom} from '../support/browser/room-fixture.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {atTestEnd} from '../support/browser/test-end.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
  document.documentElement.lang = 'en';
  atTestEnd(() => document.documentElement.removeAttribute('lang'));
});

const directionOf = (element: Element) => getComputedStyle(element).direction;

for (const [lang, locale] of Object.entries({ja, 'es-MX': es, ar})) {
  it(`lang="${lang}" shows the terms of its language, also in text drawn before they are loaded`, async () => {
    const room = await joinedRoom('', `lang="${lang}"`);
    service.comment('hello', {userId: 'host', nick: 'Mei'});
    await eventually(() => expect(part(room, 'send').textContent).to.equal(locale.send));
    await eventually(() => expect(part(room, 'input').getAttribute('aria-label')).to.equal(locale.commentLabel));
    await eventually(() => expect(parts(room, 'text').map(({textContent}) => textContent)).to.deep.equal(['hello']));
  });
}

it('titles, notices, pins, gifts, products, broadcasts, polls and lotteries are in the viewer’s language, if the server gives it', async () => {
  const backend = new MemoryBackend();
  const inChinese = <T extends object>(texts: T) => ({translations: {'zh-CN': texts}});
  Object.assign(backend.room, {
    notice: 'Tonight',
    product: {id: 'cup', v: 1},
    ...inChinese({title: '茶会', notice: '今晚'}),
  });
  backend.gifts = backend.gifts.map((gift) => ({...gift, ...inChinese({name: '礼物'})}));
  const cup = {id: 'cup', v: 1, title: 'Cup', image: '', price: 1, currency: 'CNY', stock: 1, href: ''};
  backend.products = [{...cup, ...inChinese({title: '茶杯'})}];
  const options = ['Green', 'Black'].map((text, index) => ({id: `${index}`, text, ...inChinese({text: `茶${index}`})}));
  const poll = {pollId: 'p', phase: 'open', question: 'Which?', options, ...inChinese({question: '哪个?'})};
  const closesAt = service.now() + 600;
  const draw = {lotteryId: 'l', phase: 'open', keyword: 'tea', prize: 'A pot', closesAt, seedHash: 'ab'};
  Object.assign(backend.room, {poll, lottery: {...draw, ...inChinese({prize: '一把壶'})}});
  service.facts = {...service.facts, fields: {pin: JSON.stringify({v: 1, text: 'Free', ...inChinese({text: '包邮'})})}};
  const {room} = await servedRoom('', 'lang="zh"', backend);
  const asides = () =>
    deep(room)
      .filter((one) => one.matches('lottery-card, live-poll, chat-panel'))
      .map((one) => one.shadowRoot!.textContent)
      .join();
  const shown = () =>
    ['title', 'notice', 'name'].flatMap((name) => parts(room, name).map((one) => one.textContent.trim()));
  const expectTexts = (texts: readonly string[]) => eventually(() => expect(shown()).to.deep.equal(texts));
  await expectTexts(['茶会', '茶杯', '今晚', '礼物', '礼物']);
  await eventually(() => {
    for (const text of ['哪个?', '茶0', '茶1', '一把壶', '包邮']) expect(asides()).to.include(text);
  });
  const broadcast = {
    broadcastId: 'b',
    text: 'Sale '.repeat(60),
    level: 'info',
    href: undefined,
    expiresAt: undefined,
  } as const;
  service.announce({type: 'broadcast', ...broadcast, ...inChinese({text: '特卖'})});
  const giver = {userId: 'bo', nick: 'Bo', avatar: '', level: 1};
  const gift = {orderId: 'o', giver, giftId: 'rose', name: 'Rose', icon: '', count: 1, value: 1} as const;
  service.announce({
    type: 'gift',
    ...gift,
    comboId: undefined,
    comboTotal: undefined,
    effect: undefined,
    ...inChinese({name: '玫瑰'}),
  });
  await eventually(() =>
    expect(
      parts(room, 'banner')
        .map((one) => one.textContent)
        .join(),
    ).to.include('特卖'),
  );
  // A gift's banner is shown for seconds only, but its sentence for screen readers stays.
  const announced = () => deep(room).filter((element) => element.matches('[aria-live=polite]'));
  await eventually(() =>
    expect(
      announced()
        .map(({textContent}) => textContent)
        .join(),
    ).to.include('玫瑰'),
  );
  room.lang = 'en';
  await expectTexts(['Tea time', 'Cup', 'Tonight', 'Rose', 'Rocket']);
  await eventually(() => {
    for (const text of ['Which?', 'Green', 'Black', 'A pot', 'Free']) expect(asides()).to.include(text);
  });
  room.lang = 'zh';
  service.setFacts({notice: 'Tomorrow'});
  await expectTexts(['茶会', '茶杯', 'Tomorrow', '礼物', '礼物']);
});

it('lang="ar" is laid out from right to left and within the room', async () => {
  for (const width of [320, 390, 1200]) {
    const room = await joinedRoom('', `lang="ar" style="inline-size: ${width}px; block-size: 700px"`);
    await eventually(() => expect(part(room, 'send').textContent).to.equal(ar.send));
    await eventually(() => expect(directionOf(room)).to.equal('rtl'));
    for (const element of piecesOf(room)) {
      expect(directionOf(element), element.localName).to.equal('rtl');
      if (!element.getClientRects().length) continue; // The gifts are in a closed sheet.
      const box = element.getBoundingClientRect();
      const around = room.getBoundingClientRect();
      expect(box.left, element.localName).to.be.at.least(around.left - 1);
      expect(box.right, element.localName).to.be.at.most(around.right + 1);
    }
    part(room, 'input').focus(); // Over the video the send button is shown while the viewer writes.
    await eventually(() => expect(isShown(part(room, 'send'))).to.equal(true));
    const [send, input] = [part(room, 'send'), part(room, 'input')].map((element) => element.getBoundingClientRect());
    expect(send!.right).to.be.at.most(input!.left + 1);
    expect(part(room, 'list').scrollWidth).to.equal(part(room, 'list').clientWidth);
    room.remove();
  }
});

it('a dir attribute of the page on the element with lang or below it stays', async () => {
  const room = await joinedRoom('', 'lang="ar" dir="ltr"');
  await eventually(() => expect(part(room, 'send').textContent).to.equal(ar.send));
  expect(directionOf(room)).to.equal('ltr');
});

it('the direction follows the language', async () => {
  const room = await joinedRoom('', 'lang="ar"');
  await eventually(() => expect(directionOf(part(room, 'send'))).to.equal('rtl'));
  room.lang = 'en';
  await eventually(() => expect(part(room, 'send').textContent).to.equal('Send'));
  await eventually(() => expect(directionOf(part(room, 'send'))).to.equal('ltr'));
  room.removeAttribute('lang');
  document.documentElement.lang = 'ar';
  await eventually(() => expect(part(room, 'send').textContent).to.equal(ar.send));
  await eventually(() => expect(directionOf(part(room, 'send'))).to.equal('rtl'));
});

it('a locale that a page registers appears at once, also for a language that loads on demand', async () => {
  const before = findLocale('ja');
  atTestEnd(() => registerLocale('ja', before));
  const room = await joinedRoom('', 'lang="ja"');
  registerLocale('ja', {...en, send: 'Sendoru'});
  await eventually(() => expect(part(room, 'send').textContent).to.equal('Sendoru'));
});

it('numbers in terms have the digits of the region', async () => {
  service.online = 12;
  const room = await joinedRoom('', 'lang="ar-EG"');
  await eventually(() =>
    expect(part(room, 'count').textContent).to.include(`${new Intl.NumberFormat('ar-EG').format(12)} مشاهدًا`),
  );
});

function piecesOf(room: LiveRoom): Element[] {
  return [...room.shadowRoot!.querySelectorAll('*')].filter(({localName}) => localName.includes('-'));
}
