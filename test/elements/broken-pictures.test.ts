/** Addresses of pictures that answer with none. */
import {beforeEach, expect, test, vi} from 'vitest';
import type {LivePlayer} from '../../src/elements/live-player/live-player.ts';
import type {ProductSlot} from '../../src/elements/product-slot/product-slot.ts';
import type {MemoryService} from '../support/memory-driver.ts';
import {MemoryBackend} from '../support/memory-backend.ts';
import {deep, fresh, parts, put, servedRoom, settled} from '../support/room-fixture.ts';

let service: MemoryService;
let missing: string;
beforeEach(() => {
  service = fresh();
  missing = new URL(`/no-such-picture-${Math.random()}.png`, location.href).href;
});

const images = (root: Element) => deep(root).filter((element) => element.localName === 'img');
const gone = (root: Element) => vi.waitFor(() => expect(images(root)).toEqual([]), 10_000);

test('room-header and the backdrop show the letter of a host without a picture', async () => {
  const backend = new MemoryBackend();
  backend.room.host = {userId: 'linxi', nick: 'Lin', avatar: missing};
  const {room} = await servedRoom('', '', backend);
  await vi.waitFor(() => expect(parts(room, 'avatar').map(({textContent}) => textContent)).toEqual(['L']), 10_000);
  await vi.waitFor(() => expect(room.shadowRoot!.querySelector('.backdrop')!.textContent).toBe('L'));
});

test('product-slot shows none', async () => {
  const slot = put<ProductSlot>('<product-slot></product-slot>');
  slot.product = {id: '1', v: 1, title: 'Tea', image: missing, price: 100, currency: 'EUR', stock: 1, href: ''};
  await vi.waitFor(() => expect(parts(slot, 'title')).toHaveLength(1), 10_000);
  await gone(slot);
  slot.product = {...slot.product, title: 'More tea'};
  await settled(slot);
  expect(images(slot)).toEqual([]);
});

test('live-player shows no poster', async () => {
  const player = put<LivePlayer>(`<live-player poster="${missing}"></live-player>`);
  await vi.waitFor(() => expect(performance.getEntriesByName(missing)).not.toEqual([]), 10_000);
  await gone(player);
});

test('gift-bar and gift-feed show the sign of a gift, and the letter of the giver', async () => {
  const backend = new MemoryBackend();
  const {room} = await servedRoom('<gift-bar></gift-bar><gift-feed style="height: 300px"></gift-feed>', '', backend);
  const bar = room.querySelector('gift-bar')!;
  bar.gifts = [{id: 'rose', name: 'Rose', icon: missing, price: 1, combo: true}];
  await vi.waitFor(() => expect(bar.shadowRoot!.querySelector('.icon.none')).not.toBeNull(), 10_000);
  const giver = {userId: 'bob', nick: 'Bob', avatar: missing, level: 1};
  service.says(
    {type: 'gift', orderId: 'o1', giver, giftId: 'rose', name: 'Rose', icon: missing, count: 1, value: 1},
    {userId: 'service'},
  );
  await vi.waitFor(() => {
    const feed = room.querySelector('gift-feed')!.shadowRoot!;
    expect(feed.querySelector('.face')?.textContent).toBe('B');
    expect(feed.querySelector('.icon.none')).not.toBeNull();
  }, 10_000);
  await gone(room);
});

test('the card of a person shows none', async () => {
  const {room} = await servedRoom('<chat-panel style="block-size: 300px"></chat-panel>');
  service.comment('hello', {userId: 'carol', nick: 'Carol', avatar: missing});
  const author = await vi.waitUntil(() => parts(room, 'author')[0], 10_000);
  author.click();
  const chat = room.querySelector('chat-panel')!.shadowRoot!;
  await vi.waitUntil(() => chat.querySelector('dialog.person[open]'), 10_000);
  await gone(room);
});
