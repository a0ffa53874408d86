/** A business server that responds with more data than a page can show. */
import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import {GIFTS_MAX} from '../../src/protocol/limits.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import {fresh, parts, put, settled} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';
import {stubFetch} from '../support/browser/test-end.ts';

let backend: MemoryBackend;
beforeEach(() => {
  backend = new MemoryBackend();
  backend.service = fresh();
  stubFetch(backend.fetch);
  sinon.stub(console, 'warn');
});
afterEach(() => {
  sinon.restore();
  sinon.restore();
});

const gift = (index: number) => ({
  id: `gift-${index}`,
  name: `Gift ${index} ${'x'.repeat(60)}`,
  icon: '',
  price: index + 1,
  combo: false,
  effect: undefined,
});

it('only the first of 20,000 gifts are drawn, at any moment', async () => {
  backend.gifts = Array.from({length: 20_000}, (_, index) => gift(index));
  const room = put<LiveRoom>(
    '<live-room manual room-id="r1" api-url="https://shop.example/api"><gift-bar></gift-bar></live-room>',
  );
  const bar = room.querySelector('gift-bar')!;
  await room.join();
  const drawn = new Set<Node>();
  const note = () => parts(bar, 'gift').forEach((button) => drawn.add(button));
  const observer = new MutationObserver(note);
  observer.observe(bar.shadowRoot!, {childList: true, subtree: true});
  await eventually(() => expect(parts(bar, 'gift')).to.have.lengthOf(GIFTS_MAX));
  await settled(room);
  observer.disconnect();
  note();
  expect(drawn.size).to.equal(GIFTS_MAX);
});

it("a page's own catalogue of 20,000 gifts is cut as well", async () => {
  const room = put<LiveRoom>(
    '<live-room manual room-id="r1" api-url="https://shop.example/api"><gift-bar></gift-bar></live-room>',
  );
  const bar = room.querySelector('gift-bar')!;
  bar.gifts = Array.from({length: 20_000}, (_, index) => gift(index));
  await room.join();
  await eventually(() => expect(parts(bar, 'gift')).to.have.lengthOf(GIFTS_MAX));
});

it('invalid gifts before valid ones do not empty the bar', async () => {
  const bad = Array.from({length: 300}, () => ({...gift(1), price: -1}));
  backend.gifts = [...bad, gift(7)];
  const room = put<LiveRoom>(
    '<live-room manual room-id="r1" api-url="https://shop.example/api"><gift-bar></gift-bar></live-room>',
  );
  const bar = room.querySelector('gift-bar')!;
  await room.join();
  await eventually(() => expect(parts(bar, 'gift')).to.have.lengthOf(1));
});
