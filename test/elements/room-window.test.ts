import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, part, parts, servedRoom} from '../support/browser/room-fixture.ts';
import {atTestEnd} from '../support/browser/test-end.ts';
import {eventually, until} from '../support/eventually.ts';

const VIDEO_URL = new URL('/demo/dev/media/host.mp4', location.href).href;
const CUP = {
  id: 'cup',
  v: 1,
  title: 'A cup',
  image: '',
  price: 4_900,
  currency: 'CNY',
  stock: 3,
  href: 'https://shop.example/cup',
};

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

/** Defines a property that some engines lack, until the end of the test. */
function define(target: object, name: string, value: unknown): void {
  const own = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, {configurable: true, writable: true, value});
  atTestEnd(() => (own ? Object.defineProperty(target, name, own) : Reflect.deleteProperty(target, name)));
}

/** A frame replaces the window, which only Chromium has. */
async function stubWindow() {
  const frame = document.createElement('iframe');
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, {once: true}));
  document.body.append(frame);
  await loaded;
  const own = frame.contentWindow!;
  const close = sinon.stub(own, 'close').callsFake(() => void own.dispatchEvent(new Event('pagehide')));
  const requestWindow = sinon.stub().resolves(own);
  define(window, 'documentPictureInPicture', {requestWindow});
  const copies: MediaStream[] = [];
  define(HTMLVideoElement.prototype, 'captureStream', () => {
    const canvas = document.createElement('canvas');
    canvas.getContext('2d');
    copies.push(canvas.captureStream(0));
    return copies.at(-1)!;
  });
  // The tests' own page is in a frame, and only a page at the top may open the window.
  return {page: own.document, close, requestWindow, copies};
}

async function playingRoom() {
  const backend = new MemoryBackend();
  backend.products = [CUP];
  backend.room.product = {id: 'cup', v: 1};
  const {room} = await servedRoom('', `stream-url="${VIDEO_URL}"`, backend);
  const player = await until(() => room.shadowRoot!.querySelector('live-player'));
  player.muted = true;
  await eventually(() => expect(player.matches(':state(playing)')).to.be.true);
  // Sound alone plays too, and has no window.
  await eventually(() => expect(part(room, 'control-picture-in-picture').matches(':enabled')).to.be.true);
  return {room, player};
}

describe('the window over other programs', () => {
  it('shows video, chat and product in its own styles, sends a comment, and closes', async () => {
    const {page, close, copies} = await stubWindow();
    const {room} = await playingRoom();
    part(room, 'control-picture-in-picture').click();
    const input = await until(() => page.querySelector('input'));
    expect(page.querySelector('video')!.srcObject).to.equal(copies.at(-1));
    expect(page.adoptedStyleSheets).to.have.length(1);
    expect(page.querySelector('style, [style]')).to.equal(null);
    await eventually(() => expect(page.querySelector('a')!.textContent).to.include('A cup'));

    service.says({type: 'comment', kind: 'text', text: 'Lovely teapot'});
    await eventually(() => expect(page.querySelector('li')!.textContent).to.include('Lovely teapot'));
    input.value = 'From the window';
    page.querySelector('form')!.requestSubmit();
    await eventually(() =>
      expect(room.session.state.comments.list.at(-1)).to.include({text: 'From the window', own: true}),
    );
    expect(input.value).to.equal('');

    const selected: string[] = [];
    room.addEventListener('live-product-select', (event) => {
      event.preventDefault();
      selected.push(event.detail.product.id);
    });
    page.querySelector('a')!.click();
    expect(selected).to.deep.equal(['cup']);

    room.minimize();
    await until(() => parts(room, 'mini').length);
    (await until(() => part(room, 'mini').querySelector<HTMLButtonElement>('[aria-label="Own window"]'))).click();
    await eventually(() => expect(close.callCount).to.equal(1));
    expect(copies.flatMap((copy) => copy.getTracks()).map(({readyState}) => readyState)).not.to.include('live');
  });

  it('closes with the room', async () => {
    const {page, close} = await stubWindow();
    const {room} = await playingRoom();
    part(room, 'control-picture-in-picture').click();
    await until(() => page.querySelector('input'));
    await room.leave();
    await eventually(() => expect(close.callCount).to.be.greaterThan(0));
  });

  it('is the video’s own picture in picture if the browser has no window, or does not copy the video', async () => {
    const {requestWindow} = await stubWindow();
    const own = sinon.stub().resolves();
    define(HTMLVideoElement.prototype, 'requestPictureInPicture', own);
    define(HTMLVideoElement.prototype, 'captureStream', () => {
      throw new DOMException('of another origin', 'SecurityError');
    });
    const {room, player} = await playingRoom();
    part(room, 'control-picture-in-picture').click();
    await eventually(() => expect(own.thisValues).to.deep.equal([player.shadowRoot!.querySelector('video')]));
    expect(requestWindow.callCount).to.equal(0);
  });
});
