/** A business server that answers far more than a page can show. */
import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import {GIFTS_MAX} from '../../src/protocol/limits.ts';
import {MemoryBackend} from '../support/memory-backend.ts';
import {fresh, parts, put, settled} from '../support/room-fixture.ts';
import {eventually} from '../support/eventually.ts';
import {stubFetch} from '../support/test-end.ts';

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

/** The longest time in which the page did nothing else, in ms. */
async function longestTask(work: () => Promise<void>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let ended = false;
  const channel = new MessageChannel();
  const turned = new Promise<void>((resolve) => {
    channel.port1.onmessage = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (ended) resolve();
      else channel.port2.postMessage(0);
    };
  });
  channel.port2.postMessage(0);
  await work();
  ended = true;
  await turned;
  channel.port1.close();
  return longest;
}

it('20,000 gifts do not block the page: the first of them are shown', async () => {
  backend.gifts = Array.from({length: 20_000}, (_, index) => gift(index));
  const room = put<LiveRoom>(
    '<live-room manual room-id="r1" api-url="https://shop.example/api"><gift-bar></gift-bar></live-room>',
  );
  const bar = room.querySelector('gift-bar')!;
  await room.join();
  const longest = await longestTask(async () => {
    await eventually(() => expect(parts(bar, 'gift').length).to.be.greaterThan(0), 20_000);
    await settled(room);
  });
  expect(parts(bar, 'gift')).to.have.lengthOf(GIFTS_MAX);
  // A machine with other work turns slower; the whole catalogue took seconds.
  expect(longest).to.be.lessThan(1_500);
});

it('20,000 gifts that a page hands on are cut as well', async () => {
  const room = put<LiveRoom>(
    '<live-room manual room-id="r1" api-url="https://shop.example/api"><gift-bar></gift-bar></live-room>',
  );
  const bar = room.querySelector('gift-bar')!;
  bar.gifts = Array.from({length: 20_000}, (_, index) => gift(index));
  await room.join();
  await eventually(() => expect(parts(bar, 'gift')).to.have.lengthOf(GIFTS_MAX));
});

it('bad gifts before good ones do not empty the bar', async () => {
  const bad = Array.from({length: 300}, () => ({...gift(1), price: -1}));
  backend.gifts = [...bad, gift(7)];
  const room = put<LiveRoom>(
    '<live-room manual room-id="r1" api-url="https://shop.example/api"><gift-bar></gift-bar></live-room>',
  );
  const bar = room.querySelector('gift-bar')!;
  await room.join();
  await eventually(() => expect(parts(bar, 'gift')).to.have.lengthOf(1));
});
