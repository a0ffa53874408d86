/** The default layout looks as in the baselines: nothing moved, vanished or changed its colour. */
import {expect} from '@open-wc/testing';
import {emulateMedia, setViewport} from '@web/test-runner-commands';
import type {LivePlayer} from '../../src/elements/live-player/live-player.ts';
import {engine} from '../support/browser/engine.ts';
import {deep, fresh, part, parts, PHONE, servedRoom, settled} from '../support/browser/room-fixture.ts';
import {atTestEnd} from '../support/browser/test-end.ts';
import {DIFFERENT_MAX, differenceFromBaseline} from '../support/browser/visual-baseline.ts';
import {eventually} from '../support/eventually.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import type {MemoryService} from '../support/session/memory-service.ts';

/** Each language's words in the field. Languages but English load later. */
const HINTS = {en: 'Say something', ar: 'اكتب', 'zh-CN': '说点什么'} as const;

interface Look {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  readonly lang: keyof typeof HINTS;
  /** The sheet of the gifts is open, and the text is twice as large. */
  readonly largeGifts?: boolean;
  /** A broadcast and a poll are shown. */
  readonly announcements?: boolean;
}

const LOOKS: Readonly<Record<string, Look>> = {
  phone: {width: 390, height: 844, scheme: 'light', lang: 'en'},
  'phone-dark': {width: 390, height: 844, scheme: 'dark', lang: 'ar', announcements: true},
  'phone-large-gifts': {width: 320, height: 568, scheme: 'light', lang: 'en', largeGifts: true},
  'phone-landscape': {width: 844, height: 390, scheme: 'light', lang: 'zh-CN'},
  tablet: {width: 820, height: 1180, scheme: 'light', lang: 'en'},
  desktop: {width: 1366, height: 768, scheme: 'light', lang: 'ar', announcements: true},
  'desktop-dark': {width: 1366, height: 768, scheme: 'dark', lang: 'en'},
};

const picture = (path: string) => new URL(`/demo/${path}.svg`, location.href).href;

let service: MemoryService;
beforeEach(() => (service = fresh()));
after(() => {
  document.documentElement.style.colorScheme = '';
  return setViewport(PHONE);
});

/** A room with all pieces and nothing that moves: a still poster, the talk from the history. */
async function stillRoom({width, height, scheme, lang, announcements, largeGifts}: Look): Promise<void> {
  await setViewport({width, height});
  await useBoxesFont();
  stopTimers();
  await emulateMedia({reducedMotion: 'reduce'});
  atTestEnd(() => emulateMedia({reducedMotion: 'no-preference'}));
  document.documentElement.lang = lang;
  document.documentElement.style.colorScheme = scheme;
  const backend = new MemoryBackend();
  const image = picture('shop/images/gaiwan');
  backend.products = [
    {id: 'tea', v: 1, title: 'Gaiwan', image, price: 16_800, currency: 'CNY', stock: 36, href: 'https://shop.example/'},
  ];
  backend.gifts = ['rose', 'tea', 'heart', 'rocket'].map((id, index) => ({
    ...{id, name: id, icon: picture(`dev/media/gifts/${id}`), price: 10 ** index, effect: undefined, combo: false},
  }));
  const host = {userId: 'host', nick: 'Mei', avatar: picture('dev/media/avatars/host')};
  Object.assign(backend.room, {host, product: {id: 'tea', v: 1}, notice: 'Free shipping', likeTotal: 12_345});
  for (let seq = 1; seq <= 12; seq++) backend.store(seq, seq % 3 ? 'Good tea' : 'How much is it?');
  const style = `inline-size: ${width}px; block-size: ${height}px; position: fixed; inset: 0`;
  const {room} = await servedRoom('', `style="${style}"`, backend);
  room.style.setProperty('--live-font', 'Boxes');
  const player = deep(room).find(({localName}) => localName === 'live-player') as LivePlayer;
  player.poster = picture('dev/media/posters/coffee');
  if (announcements) announce();
  if (largeGifts) {
    room.style.fontSize = '32px';
    await eventually(() => part(room, 'bar-button'));
    parts(room, 'bar-button').at(-1)!.click();
  }
  await eventually(() => {
    expect(parts(room, 'message').length).to.equal(12);
    expect(parts(room, 'action').length).to.equal(1);
    expect(parts(room, 'gift').length).to.equal(4);
    expect(parts(room, 'control').length).to.be.greaterThan(3);
    expect((part(room, 'input') as HTMLTextAreaElement).placeholder).to.contain(HINTS[lang]);
    expect(player.matches(':state(off-air)')).to.equal(true);
    if (announcements) expect(parts(room, 'question').length).to.equal(1);
    for (const loading of deep(room)) if (loading instanceof HTMLImageElement) expect(loading.complete).to.equal(true);
  });
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  await settled(room);
  for (const element of deep(room)) for (const animation of element.getAnimations()) animation.finish();
}

/** Letters are boxes of one size, so that the picture is the same with the fonts of every machine. */
async function useBoxesFont(): Promise<void> {
  const boxes = new FontFace('Boxes', 'url(/test/visual/boxes.ttf)');
  document.fonts.add(await boxes.load());
  atTestEnd(() => document.fonts.delete(boxes));
}

/** Nothing changes because time passes, such as the pieces that make room while nobody touches the room. */
function stopTimers(): void {
  const {setTimeout} = globalThis;
  const short = (callback: () => void, ms = 0) => (ms < 1_000 ? setTimeout(callback, ms) : 0);
  globalThis.setTimeout = short as typeof setTimeout;
  atTestEnd(() => (globalThis.setTimeout = setTimeout));
}

function announce(): void {
  const closesAt = service.now() + 3_600;
  service.announce({type: 'broadcast', broadcastId: 'b1', text: 'Tonight at eight', level: 'info'});
  const options = ['Green', 'Black'].map((text, index) => ({id: `${index}`, text}));
  service.announce({
    type: 'poll',
    fields: {pollId: 'p1', phase: 'open', question: 'Which tea next?', options, closesAt},
  });
}

describe('the default layout', function () {
  before(function () {
    if (engine !== 'chromium') this.skip();
  });

  for (const [name, look] of Object.entries(LOOKS)) {
    it(`looks as in its baseline: ${name}`, async () => {
      await stillRoom(look);
      const {blocks, place} = await differenceFromBaseline(name);
      expect(blocks, `blocks that look different, at ${place}`).to.be.at.most(DIFFERENT_MAX);
    });
  }
});
