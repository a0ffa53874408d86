import {expect} from '@open-wc/testing';
import type {TrackDetail} from '../../src/elements/base/events.ts';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import {readStored, writeStored} from '../../src/session/device-storage.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, joinedRoom, put, servedRoom} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
  for (const key of ['live-room:before', 'live-room:token', 'TIM_1_alice_profile']) writeStored(key, '');
  writeStored('live-room:entered', '', 'sessionStorage');
});

const tea = {
  id: 'tea',
  v: 1,
  title: 'Longjing tea',
  image: '',
  price: 12_900,
  currency: 'CNY',
  stock: 32,
  href: '',
};
const order = {orderId: 'A-1', items: [{productId: 'tea', quantity: 2, price: 12_900}], total: 25_800, currency: 'CNY'};

const stored = () => [...Object.keys(localStorage), ...Object.keys(sessionStorage)];

/** Replaces `sendBeacon` and `dataLayer` for one test. */
function reports(): {readonly batches: {readonly events: TrackDetail[]}[]; readonly layer: unknown[]} {
  const batches: {events: TrackDetail[]}[] = [];
  const layer: unknown[] = [];
  const page = globalThis as {dataLayer?: unknown[]};
  page.dataLayer = layer;
  const {sendBeacon} = navigator;
  navigator.sendBeacon = (_address, body) => !!batches.push(JSON.parse(body as string) as (typeof batches)[number]);
  afterEachOnce.push(() => {
    navigator.sendBeacon = sendBeacon;
    delete page.dataLayer;
  });
  return {batches, layer};
}
const afterEachOnce: (() => void)[] = [];
afterEach(() => {
  for (const undo of afterEachOnce.splice(0)) undo();
});

function tracked(room: LiveRoom): TrackDetail[] {
  const details: TrackDetail[] = [];
  room.addEventListener('live-track', ({detail}) => details.push(detail));
  return details;
}

describe('without consent', () => {
  it('a room stores nothing, and a higher consent keeps it joined and stores the values in memory', async () => {
    writeStored('live-room:before', 'kept');
    const {batches, layer} = reports();
    const {room} = await servedRoom('', 'consent="none"');
    const details = tracked(room);
    writeStored('live-room:token', 'secret');
    writeStored('live-room:entered', 'l1', 'sessionStorage');
    await room.purchased(order);
    expect([stored(), readStored('live-room:token'), details, batches, layer]).to.eql([[], 'secret', [], [], []]);
    room.setConsent('functional');
    expect([room.session.status, localStorage.getItem('live-room:token')]).to.eql(['joined', 'secret']);
    expect(localStorage.getItem('live-room:before')).to.equal('kept');
    expect(sessionStorage.getItem('live-room:entered')).to.equal('l1');
    await eventually(() => expect(details.map(({name}) => name)).to.include('joined'));
    localStorage.setItem('TIM_1_alice_profile', '{}'); // Stored like the SDK does.
    room.setConsent('none');
    expect([stored(), readStored('live-room:token')]).to.eql([[], 'secret']);
  });

  it('one of two rooms stops storage until it is removed; an unknown word counts as none', async () => {
    await joinedRoom();
    const strict = put<LiveRoom>('<live-room manual consent="everything"></live-room>');
    await strict.updateComplete;
    writeStored('live-room:token', 'secret');
    expect(stored()).to.eql([]);
    strict.remove();
    expect(stored()).to.eql(['live-room:token']);
  });
});

describe('live-track', () => {
  it('reports a product once in each step, only on the page unless the consent is all', async () => {
    const {batches, layer} = reports();
    const backend = new MemoryBackend();
    backend.products = [tea, {...tea, id: 'cup'}];
    const elements = '<product-slot></product-slot><product-shelf layout="list"></product-shelf>';
    const {room} = await servedRoom(elements, 'id="here"', backend);
    const details = tracked(room);
    service.sinks((sink) => sink.groupChanged({fields: {product: '{"id":"tea","v":1}'}}));
    const of = (id: string) =>
      details.flatMap((detail) => ('productId' in detail && detail.productId === id ? [detail.name] : []));
    // A shelf's product counts as seen although it is not on show.
    for (const id of ['tea', 'cup'])
      await eventually(() => expect(of(id)).to.eql(['product-shown', 'product-seen'], id));
    for (const id of ['here', 'elsewhere'])
      put(`<div room="${id}"></div>`).dispatchEvent(
        new CustomEvent('live-cart-add', {bubbles: true, composed: true, detail: {product: {id: `from-${id}`}}}),
      );
    const product = room.querySelector('product-slot')!;
    for (let press = 0; press < 2; press++) {
      product.dispatchEvent(
        new CustomEvent('live-product-select', {bubbles: true, cancelable: true, detail: {product: tea}}),
      );
    }
    const addedIds = details.flatMap((detail) => (detail.name === 'product-added' ? [detail.productId] : []));
    expect(addedIds).to.eql(['from-here']);
    expect(of('tea')).to.eql(['product-shown', 'product-seen', 'product-selected']);
    expect(Object.isFrozen(details[0])).to.equal(true);
    expect(details.at(-1)).to.include({name: 'product-selected', roomId: 'r1', productId: 'tea'});
    expect([batches, layer]).to.eql([[], []]);

    room.setConsent('all');
    await room.purchased(order);
    expect(batches.map(({events}) => events.map(({name}) => name))).to.eql([['purchased']]);
    expect(layer).to.have.length(1);
    expect(JSON.stringify([details, batches])).not.to.match(/alice/i);
  });

  it('refuses an order that is not valid', async () => {
    const room = await joinedRoom();
    for (const wrong of [{}, {...order, items: []}, {...order, total: -1}, {...order, currency: 'yuan'}]) {
      const {code} = await room.purchased(wrong as typeof order).then(
        () => ({code: 'none'}),
        (error: {code: string}) => error,
      );
      expect(code).to.equal('BAD_CONFIG');
    }
  });
});
