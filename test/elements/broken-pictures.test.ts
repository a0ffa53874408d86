/** Picture addresses that respond without a picture. */
import {expect} from '@open-wc/testing';
import type {LivePlayer} from '../../src/elements/live-player/live-player.ts';
import type {ProductSlot} from '../../src/elements/product-slot/product-slot.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import {deep, fresh, parts, put, servedRoom, settled} from '../support/browser/room-fixture.ts';
import {eventually, until} from '../support/eventually.ts';
import {findPrivate} from '../support/browser/private-elements.ts';

let service: MemoryService;
let missing: string;
beforeEach(() => {
  service = fresh();
  missing = new URL(`/no-such-picture-${Math.random()}.png`, location.href).href;
});

// The page has loaded more modules than the entries that a browser keeps by default.
performance.setResourceTimingBufferSize(2_000);

const images = (root: Element) => deep(root).filter((element) => element.localName === 'img');
const gone = (root: Element) => eventually(() => expect(images(root)).to.deep.equal([]));

it("room-header and the backdrop show the host's initial", async () => {
  const backend = new MemoryBackend();
  backend.room.host = {userId: 'linxi', nick: 'Lin', avatar: missing};
  const {room} = await servedRoom('', '', backend);
  await eventually(() => expect(parts(room, 'avatar').map(({textContent}) => textContent)).to.deep.equal(['L']));
  await eventually(() => expect(findPrivate(room, 'backdrop')!.textContent).to.equal('L'));
});

it('product-slot shows no picture', async () => {
  const slot = put<ProductSlot>('<product-slot></product-slot>');
  slot.product = {id: '1', v: 1, title: 'Tea', image: missing, price: 100, currency: 'EUR', stock: 1, href: ''};
  await eventually(() => expect(parts(slot, 'title')).to.have.lengthOf(1));
  await gone(slot);
  slot.product = {...slot.product, title: 'More tea'};
  await settled(slot);
  expect(images(slot)).to.deep.equal([]);
});

it('live-player shows no poster', async () => {
  const player = put<LivePlayer>(`<live-player poster="${missing}"></live-player>`);
  await eventually(() => expect(performance.getEntriesByName(missing)).not.to.deep.equal([]));
  await gone(player);
});

it("gift-bar and gift-feed show the gift's placeholder icon and the giver's initial", async () => {
  const backend = new MemoryBackend();
  const {room} = await servedRoom('<gift-bar></gift-bar><gift-feed style="height: 300px"></gift-feed>', '', backend);
  const bar = room.querySelector('gift-bar')!;
  bar.gifts = [{id: 'rose', name: 'Rose', icon: missing, price: 1, combo: true}];
  await eventually(() => expect(findPrivate(bar, 'missingIcon')).not.to.be.null);
  const giver = {userId: 'bob', nick: 'Bob', avatar: missing, level: 1};
  service.says(
    {type: 'gift', orderId: 'o1', giver, giftId: 'rose', name: 'Rose', icon: missing, count: 1, value: 1},
    {userId: 'service'},
  );
  await eventually(() => {
    const feed = room.querySelector('gift-feed')!.shadowRoot!;
    expect(findPrivate(feed, 'face')?.textContent).to.equal('B');
    expect(findPrivate(feed, 'missingIcon')).not.to.be.null;
  });
  await gone(room);
});

it('the card of a person shows no picture', async () => {
  const {room} = await servedRoom('<chat-panel style="block-size: 300px"></chat-panel>');
  service.comment('hello', {userId: 'carol', nick: 'Carol', avatar: missing});
  const author = await until(() => parts(room, 'author')[0]);
  author.click();
  const chat = room.querySelector('chat-panel')!.shadowRoot!;
  await until(() => findPrivate(chat, 'openProfileCard'));
  await gone(room);
});
