import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {GiftFeed} from '../../src/elements/gift-feed/gift-feed.ts';
import {readLottie} from '../../src/elements/gift-feed/lottie-file.ts';
import {readSvga} from '../../src/elements/gift-feed/svga-file.ts';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import type {ContentOf} from '../../src/protocol/messages.ts';
import {bytes, float, message, text, varintField} from '../../demo/dev/media-scripts/protobuf.ts';
import {lottieFile, svgaFile} from '../support/browser/effect-files.ts';
import {quarters, riffChunk, SECRET} from '../support/browser/media-files.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, parts, put, settled} from '../support/browser/room-fixture.ts';
import {eventually, rejection} from '../support/eventually.ts';
import '../support/browser/chai-like.ts';
import {atTestEnd, stubFetch} from '../support/browser/test-end.ts';

type Json = Record<string, unknown>;

const still = (k: unknown) => ({a: 0, k});
const ks = {o: still(100), r: still(0), p: still([0, 0, 0]), a: still([0, 0, 0]), s: still([100, 100, 100])};
const layer = (more: Json): Json => ({ip: 0, op: 30, st: 0, ks, ...more});
const tr = {...ks, ty: 'tr', p: still([9, 0]), a: still([0, 0]), s: still([100, 100]), so: still(100), eo: still(100)};
const shapes = (...items: readonly Json[]) =>
  layer({ty: 4, shapes: [{ty: 'gr', it: [{ty: 'el', p: still([0, 0]), s: still([9, 9])}, ...items, tr]}]});
const lottie = (change: object) => lottieFile(change);
const read = (change: object) => readLottie(lottie(change));

async function dataUrl(type: string): Promise<string> {
  const made = await quarters(40, 20, type);
  return `data:${type};base64,${btoa(String.fromCharCode(...made))}`;
}

describe('a Lottie file', () => {
  it('requests no host for an embedded picture, in any notation', async () => {
    const picture = await dataUrl('image/png');
    const asset = {id: 'p', w: 40, h: 20, p: picture};
    for (const change of [
      {u: 'http://elsewhere.example/beacon?', e: 0},
      {u: '//elsewhere.example/', e: 0},
      {u: '\\\\elsewhere.example\\', e: '1'},
      {u: ' https://elsewhere.example/', t: 'seq'},
      {u: 'https://elsewhere.example/'},
    ]) {
      const [made] = read({assets: [{...asset, ...change}]}).assets;
      expect(made).to.deep.equal({id: 'p', w: 40, h: 20, u: '', p: picture, e: 1});
    }
  });

  for (const [name, change] of [
    ['another host', {assets: [{id: 'p', u: '', p: 'https://elsewhere.example/a.png', e: 1, w: 1, h: 1}]}],
    ['another host, without a scheme', {assets: [{id: 'p', p: '//elsewhere.example/a.png', e: 1, w: 1, h: 1}]}],
    ['another host, in capitals', {assets: [{id: 'p', p: 'HTTPS://elsewhere.example/a.png', w: 1, h: 1}]}],
    ['another host, by backslashes', {assets: [{id: 'p', p: '\\\\elsewhere.example\\a.png', e: 1, w: 1, h: 1}]}],
    ['another host, after a space', {assets: [{id: 'p', p: ' https://elsewhere.example/a.png', e: 1, w: 1, h: 1}]}],
    ['a file beside it', {assets: [{id: 'p', u: 'images/', p: 'img_0.png', w: 1, h: 1}]}],
    ['an SVG', {assets: [{id: 'p', p: `data:image/svg+xml;base64,${btoa('<svg/>')}`, e: 1, w: 1, h: 1}]}],
    [
      'a script named as a picture',
      {assets: [{id: 'p', p: `data:image/png;base64,${btoa('alert(1)')}`, e: 1, w: 1, h: 1}]},
    ],
    [
      'a sequence of pictures elsewhere',
      {assets: [{id: 'p', t: 'seq', u: 'https://x.example/', p: 'a.png', w: 1, h: 1}]},
    ],
    ['data elsewhere', {assets: [{id: 'p', t: 3, u: 'https://x.example/', p: 'a.json'}]}],
    ['a colour that is an address', {layers: [layer({ty: 1, sw: 9, sh: 9, sc: 'url(https://x.example/a.svg#b)'})]}],
  ] as const) {
    it(`is refused if it refers to ${name}`, () => {
      expect(() => read(change)).to.throw();
    });
  }

  it('loses fonts, segments, markers, slots and expressions', () => {
    const file = read({
      fonts: {
        list: [{fName: 'A', fFamily: 'A', fPath: 'https://x.example/a.css', fOrigin: 'g', origin: 1, fClass: 'c'}],
      },
      segments: [{time: 1}],
      markers: [{cm: 'x'}],
      slots: {a: {p: still(2e6)}},
      layers: [layer({ty: 3, nm: 'x', ks: {...ks, o: {...still(100), x: 'fetch("https://x.example")', sid: 'a'}}})],
    });
    const all = JSON.stringify(file);
    for (const part of ['x.example', 'segments', 'markers', 'slots', '"sid"', 'fetch', 'fClass'])
      expect(all).not.to.include(part);
    expect(file.fonts!.list).to.have.lengthOf(1);
  });

  for (const [name, change] of [
    ['25 × 25 nested compositions', () => ({assets: nested(25, 25), layers: [layer({ty: 0, refId: 'c0'})]})],
    [
      'compositions nested three deep, with many layers',
      () => ({assets: nested(3, 40), layers: [layer({ty: 0, refId: 'c0'})]}),
    ],
    [
      'a composition within itself',
      () => ({assets: [{id: 'c', layers: [layer({ty: 0, refId: 'c'})]}], layers: [layer({ty: 0, refId: 'c'})]}),
    ],
    ['a composition that is not there', () => ({layers: [layer({ty: 0, refId: 'c'})]})],
    ['a repeater of 2,000,000', () => ({layers: [shapes({ty: 'rp', c: still(2e6), o: still(0), tr})]})],
    ['a repeater in a list', () => ({layers: [shapes({ty: 'rp', c: still([2e6]), o: still(0), tr})]})],
    ['a repeater as text', () => ({layers: [shapes({ty: 'rp', c: still('2000000'), o: still(0), tr})]})],
    [
      'a repeater that grows',
      () => ({layers: [shapes({ty: 'rp', c: {a: 1, k: [{t: 0, s: [1], e: [2e6]}, {t: 30}]}, o: still(0), tr})]}),
    ],
    [
      'a repeater that overshoots',
      () => ({
        layers: [
          shapes({
            ty: 'rp',
            c: {
              a: 1,
              k: [
                {t: 0, s: [1], e: [9], o: {x: [0], y: [1e6]}, i: {x: [1], y: [1]}},
                {t: 30, s: [9]},
              ],
            },
            o: still(0),
            tr,
          }),
        ],
      }),
    ],
    [
      'repeaters of repeaters',
      () => ({layers: [shapes(...Array.from({length: 5}, () => ({ty: 'rp', c: still(50), o: still(0), tr})))]}),
    ],
    ['an endless offset of a repeater', () => ({layers: [shapes({ty: 'rp', c: still(3), o: still(1e9), tr})]})],
    ['a star of a million points', () => ({layers: [shapes({ty: 'sr', sy: 1, pt: still(1e6)})]})],
    ['a zigzag of a million ridges', () => ({layers: [shapes({ty: 'zz', r: still(1e6), s: still(1), pt: still(1)})]})],
    ['a gradient of a million stops', () => ({layers: [shapes({ty: 'gf', g: {p: 1e6, k: still([0])}})]})],
    [
      'two layers of one index',
      () => ({
        layers: Array.from({length: 60}, (_, index) => layer({ty: 3, ind: index >> 1, parent: (index >> 1) + 1})),
      }),
    ],
    ['a layer that is its own parent', () => ({layers: [layer({ty: 3, ind: 1, parent: 1})]})],
    ['parents in a ring', () => ({layers: [layer({ty: 3, ind: 1, parent: 2}), layer({ty: 3, ind: 2, parent: 1})]})],
    ['an object instead of a list', () => ({layers: {length: 1e9}})],
    [
      'a path longer than its tangents',
      () => ({layers: [shapes({ty: 'sh', ks: still({i: Array.from({length: 9}, () => [0, 0]), o: [], v: []})})]}),
    ],
    ['a text of many letters', () => ({layers: [layer({ty: 5, t: {d: {k: [{t: 0, s: {t: 'x'.repeat(9_999)}}]}}})]})],
    ['an endless number', () => ({w: '1e999'})],
    ['no frame rate', () => ({fr: 0})],
    ['a huge stage', () => ({w: 1e5})],
    ['2,000 layers', () => ({layers: Array.from({length: 2_000}, () => layer({ty: 3}))})],
  ] as const) {
    it(`is refused before it is processed, with ${name}`, () => {
      const file = lottie(change());
      expect(() => readLottie(file)).to.throw();
    });
  }

  it('is refused if groups are nested too deep', () => {
    const deep = `${'{"ty":"gr","it":['.repeat(20_000)}${']}'.repeat(20_000)}`;
    const file = new TextEncoder().encode(
      `{"fr":30,"ip":0,"op":30,"w":9,"h":9,"layers":[{"ty":4,"ks":{},"shapes":[${deep}]}]}`,
    );
    expect(() => readLottie(file)).to.throw();
  });

  it('is refused if the total area of its pictures is too large', () => {
    const header = new Uint8Array(64);
    header.set([
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 16, 0, 0, 0, 16, 0,
    ]);
    const p = `data:image/png;base64,${btoa(String.fromCharCode(...header))}`;
    const assets = Array.from({length: 2}, (_, index) => ({id: `p${index}`, w: 1, h: 1, p, e: 1}));
    expect(() => read({assets})).to.throw();
    expect(read({assets: assets.slice(1)}).assets).to.have.lengthOf(1);
  });

  it('of the demo is read in full', async () => {
    const response = await fetch(new URL('/demo/dev/media/effects/crane.json', location.href));
    const file = readLottie(new Uint8Array(await response.arrayBuffer()));
    expect(file.layers).to.be.like([{ty: 4}]);
  });
});

function nested(depth: number, width: number): Json[] {
  return Array.from({length: depth}, (_, at) => ({
    id: `c${at}`,
    layers: Array.from({length: width}, () => (at + 1 < depth ? layer({ty: 0, refId: `c${at + 1}`}) : layer({ty: 3}))),
  }));
}

describe('an SVGA file', () => {
  const frame = () => message(2, [float(1, 1)]);

  for (const [name, more] of [
    ['too many frames of one sprite', () => Promise.resolve([message(4, Array.from({length: 5_000}, frame))])],
    [
      'too many sprites',
      () => Promise.resolve(Array.from({length: 600}, () => message(4, Array.from({length: 15}, frame)))),
    ],
    [
      'a path too long',
      () =>
        Promise.resolve([
          message(
            4,
            Array.from({length: 15}, () => message(2, [float(1, 1), text(4, 'M0 0'.repeat(60_000))])),
          ),
        ]),
    ],
    [
      'shapes by the thousand',
      () =>
        Promise.resolve([
          message(
            4,
            Array.from({length: 15}, () =>
              message(
                2,
                Array.from({length: 300}, () => message(5, [varintField(1, 1)])),
              ),
            ),
          ),
        ]),
    ],
  ] as const) {
    it(`is refused before it is processed, with ${name}`, async () => {
      const file = await svgaFile({more: await more()});
      expect(await rejection(readSvga(file))).to.be.instanceOf(Error);
    });
  }

  it('is refused if its unpacked size has no limit', async () => {
    const zeros = new Blob([new Uint8Array(64 * 1024 * 1024)]).stream().pipeThrough(new CompressionStream('deflate'));
    expect(await rejection(readSvga(new Uint8Array(await new Response(zeros).arrayBuffer())))).to.be.instanceOf(Error);
  });

  it('loses sounds, unknown data and incomplete pictures', async () => {
    const half = (await quarters(40, 20, 'image/png')).slice(0, 40);
    const entry = (name: string, data: Uint8Array<ArrayBuffer>) => message(3, [text(1, name), bytes(2, data)]);
    const mp3 = new TextEncoder().encode(`ID3${SECRET}`);
    const more = [
      entry('song', mp3),
      entry('half', half),
      entry('own', riffChunk('note', mp3)),
      message(9, [text(1, 'x')]),
    ];
    const movie = await readSvga(await svgaFile({more}));
    expect(Object.keys(movie.images)).to.deep.equal(['dot']);
  });
});

describe('<gift-feed>', () => {
  let service: MemoryService;
  let backend: MemoryBackend;
  let file: Uint8Array<ArrayBuffer>;
  beforeEach(() => {
    backend = new MemoryBackend();
    service = backend.service = fresh();
    stubFetch((address: string, init?: RequestInit) =>
      address.startsWith('https://cdn.example/') ? Promise.resolve(new Response(file)) : backend.fetch(address, init),
    );
  });
  afterEach(() => {
    sinon.restore();
    sinon.restore();
  });

  async function give(effect: string): Promise<GiftFeed> {
    const room = put<LiveRoom>(
      '<live-room manual room-id="r1" api-url="https://shop.example/api"><gift-feed style="height: 20rem"></gift-feed></live-room>',
    );
    atTestEnd(() => room.remove());
    await room.join();
    await settled(room);
    const gift: ContentOf<'gift'> = {
      type: 'gift',
      orderId: crypto.randomUUID(),
      giver: {userId: 'ann', nick: 'Ann', avatar: '', level: 1},
      giftId: 'koi',
      name: 'Koi',
      icon: '',
      count: 1,
      value: 1,
      comboId: undefined,
      comboTotal: undefined,
      effect,
    };
    service.says(gift, {userId: 'service'});
    return room.querySelector('gift-feed')!;
  }

  for (const type of ['image/png', 'image/jpeg', 'image/webp'] as const) {
    it(`draws a picture of ${type} from an SVGA file`, async () => {
      file = await svgaFile({picture: await quarters(100, 100, type), frames: 300});
      const feed = await give('https://cdn.example/koi.svga');
      await eventually(() => {
        const context = parts(feed, 'effect')[0]?.querySelector('canvas')?.getContext('2d');
        const [red = 0, green = 0, blue = 0, alpha = 0] = context?.getImageData(75, 75, 1, 1).data ?? [];
        expect([red > 200, green < 60, blue < 60, alpha > 40]).to.deep.equal([true, true, true, true]);
      });
    });
  }

  it('drops an audio layer and plays the rest', async () => {
    const errors = sinon.spy();
    addEventListener('error', errors);
    atTestEnd(() => removeEventListener('error', errors));
    const still30 = JSON.parse(new TextDecoder().decode(lottieFile())) as {layers: unknown[]};
    file = lottieFile({
      layers: [...still30.layers, layer({ty: 6, refId: 'a', au: {lv: still([100, 100])}})],
      assets: [{id: 'a', u: '', p: 'data:audio/mp3;base64,AAAA', e: 1, t: 2}],
    });
    const feed = await give('https://cdn.example/disc.json');
    await eventually(() => expect(parts(feed, 'effect')[0]?.querySelector('svg path')).not.to.be.null);
    await eventually(() => expect(parts(feed, 'effect')).to.deep.equal([]));
    expect(errors).not.to.have.been.called;
  });

  it('shows the built-in effect and warns once if a file is refused', async () => {
    const warned = sinon.stub(console, 'warn');
    file = lottieFile({layers: [shapes({ty: 'rp', c: still(2e6), o: still(0), tr})]});
    const feed = await give('https://cdn.example/copies.json');
    await eventually(() => expect(parts(feed, 'effect')[0]?.childElementCount).to.equal(28));
    expect(warned.args.filter(([words]) => String(words).includes('copies.json'))).to.have.lengthOf(1);
  });

  it('ends an effect whose frames take too long', async () => {
    file = lottieFile({op: 600});
    const real = performance.now.bind(performance);
    const feed = await give('https://cdn.example/slow.json');
    await eventually(() => expect(parts(feed, 'effect')[0]?.querySelector('svg path')).not.to.be.null);
    let ahead = 0;
    sinon.stub(performance, 'now').callsFake(() => real() + (ahead += 100)); // Each call advances the clock, as if drawing took long.
    await eventually(() => expect(parts(feed, 'effect')).to.deep.equal([]));
  });
});
