import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, isShown, joinedRoom, part, parts, PHONE, put, settled} from '../support/browser/room-fixture.ts';
import {eventually, until} from '../support/eventually.ts';
import {drag, keyboard} from '../support/browser/user-input.ts';

let service: MemoryService;
beforeEach(async () => {
  service = fresh();
  scrollTo(0, 0);
  await setViewport(PHONE);
});

afterEach(() => {
  document.querySelectorAll<LiveRoom>('live-room').forEach((room) => (room.presentation = 'inline'));
});

const box = (room: LiveRoom) => part(room, 'mini').getBoundingClientRect();
const isModal = (room: LiveRoom) => parts(room, 'dialog').some((dialog) => dialog.matches(':modal'));

/** Returns a joined room in a presentation, a function for its layout's nodes, and its events. */
async function presented(presentation: 'overlay' | 'mini', attributes = '') {
  const room = await joinedRoom('', attributes);
  const changes: string[] = [];
  room.addEventListener('live-presentation-change', ({detail}) =>
    changes.push(`${detail.previous} ${detail.presentation}`),
  );
  const player = await until(() => room.shadowRoot!.querySelector('live-player'));
  let moves = 0;
  new MutationObserver(() => (moves += 1)).observe(part(room, 'layout'), {
    childList: true,
  });
  if (presentation === 'overlay') room.expand();
  else room.minimize();
  await until(() => parts(room, presentation === 'overlay' ? 'dialog' : 'mini').length);
  await settled(room);
  return {room, changes, player, moves: () => moves};
}

it('live-room moves over the page and into a corner without moving a node of its layout, and stays joined', async () => {
  const {room, changes, player, moves} = await presented('overlay');
  expect(isModal(room)).to.equal(true);
  expect(document.body.style.overflow).to.equal('hidden');
  expect(part(room, 'dialog').getBoundingClientRect().height).to.equal(PHONE.height);
  await expect(room).to.be.accessible();

  room.minimize();
  await until(() => parts(room, 'mini').length);
  expect(isModal(room)).to.equal(false);
  expect(document.body.style.overflow).to.equal('');
  const {right, bottom, width} = box(room);
  expect(right).to.equal(document.documentElement.clientWidth - 16);
  expect(bottom).to.equal(innerHeight - 16);
  expect(width).to.be.lessThan(innerWidth / 2);
  await settled(room);
  expect(isShown(part(room, 'aside'))).to.equal(false);
  expect(room.shadowRoot!.querySelector('danmaku-layer')).to.equal(null);
  await expect(room).to.be.accessible();

  room.presentation = 'inline';
  await eventually(() => expect(parts(room, 'mini')).to.have.length(0));
  await settled(room);
  expect(isShown(part(room, 'aside'))).to.equal(true);
  expect(room.session.status).to.equal('joined');
  expect(player.isConnected && room.shadowRoot!.contains(player)).to.equal(true);
  expect(moves()).to.equal(0);
  expect(changes).to.deep.equal(['inline overlay', 'overlay mini', 'mini inline']);
});

it('live-room over the page becomes small by Escape and by the back button, and closing it returns the focus', async () => {
  const host = put('<div lang="de"></div>');
  host.attachShadow({mode: 'open'}).innerHTML = '<input>';
  const input = host.shadowRoot!.querySelector('input')!;
  input.focus();
  const {room} = await presented('overlay');
  const address = location.href;
  await keyboard('{Escape}');
  await eventually(() => expect(room.presentation).to.equal('mini'));
  await eventually(() => expect((history.state as object | null) ?? {}).to.not.have.property('live-room/overlay'));
  part(room, 'mini').click();
  await eventually(() => expect(isModal(room)).to.equal(true));
  history.back();
  await eventually(() => expect(room.presentation).to.equal('mini'));
  expect(location.href).to.equal(address);
  await until(() => parts(room, 'mini').length);
  part(room, 'close').focus();
  await keyboard('{Enter}');
  await eventually(() => expect(host.shadowRoot!.activeElement).to.equal(input));
  host.shadowRoot!.append(room);
  room.minimize();
  await eventually(() => expect(part(room, 'close').title).to.equal('Livestream schließen'));
});

it('live-room over the page leaves the history to the page, and fires no event when it is only moved', async () => {
  const {room, changes} = await presented('overlay');
  const returned = () => new Promise((resolve) => addEventListener('popstate', resolve, {once: true}));
  const mark = () => (history.state as Record<string, unknown> | null)?.['live-room/overlay'];
  const former = mark();
  document.body.append(room);
  await eventually(() => expect(mark()).to.be.a('number').that.does.not.equal(former)); // The dialog is open again.
  history.pushState({page: 0}, '');
  history.back();
  await returned();
  expect(changes).to.deep.equal(['inline overlay']);
  expect(room.presentation).to.equal('overlay');

  room.addEventListener('live-presentation-change', () => history.pushState({page: 1}, ''), {once: true});
  room.minimize();
  await until(() => parts(room, 'mini').length);
  history.pushState({page: 2}, '');
  history.back();
  await returned();
  expect(history.state).to.deep.equal({page: 1});
  if (!('navigation' in window)) return; // There the entry of the room stays on the way back.
  history.back();
  await eventually(() => expect(history.state ?? {}).to.not.have.any.keys('page', 'live-room/overlay'));
});

it('live-room that is small after a reload leaves the history entry of its dialog', async () => {
  if (!('navigation' in window)) return;
  history.pushState({'live-room/overlay': 0.5}, '');
  await presented('mini');
  await eventually(() => expect(history.state ?? {}).to.not.have.property('live-room/overlay'));
});

it('live-room leaves the page usable: hidden over the page it goes back, and an unknown presentation is none', async () => {
  const {room, changes} = await presented('overlay');
  room.hidden = true;
  await eventually(() => expect(room.presentation).to.equal('inline'));
  await eventually(() => expect(isModal(room)).to.equal(false));
  room.setAttribute('presentation', 'overlay');
  await eventually(() => expect(isModal(room)).to.equal(true));
  expect(isShown(room)).to.equal(true);
  room.setAttribute('presentation', 'OVERLAY');
  await eventually(() => expect(isModal(room)).to.equal(false));
  expect(parts(room, 'mini')).to.have.length(0);
  expect(changes).to.deep.equal(['inline overlay', 'overlay inline', 'inline overlay', 'overlay inline']);
});

it('the small player goes to another corner by a flick and by the arrow keys, and changes its size', async () => {
  const {room} = await presented('mini', 'offset="20 30"');
  const mini = part(room, 'mini');
  const start = box(room);
  const from = {x: start.x + start.width / 2, y: start.y + start.height / 2};
  await drag(from, {x: 40, y: 60});
  await eventually(() => {
    expect(box(room).left).to.equal(30);
    expect(box(room).top).to.equal(20);
  });
  expect(room.presentation).to.equal('mini');
  part(mini, 'close').focus();
  await keyboard('{ArrowRight}');
  await eventually(() => expect(box(room).right).to.equal(document.documentElement.clientWidth - 30));
  const {width} = box(room);
  await keyboard('+');
  await eventually(() => expect(box(room).width).to.be.greaterThan(width));
  document.documentElement.style.zoom = '1.5';
  dispatchEvent(new Event('resize'));
  await eventually(() => expect(box(room).right).to.be.at.most(innerWidth));
  document.documentElement.style.zoom = '';
});

it('nothing in the small player covers its buttons or a price of any length', async () => {
  const {room, player} = await presented('mini');
  player.controls = true;
  const image = new URL('/demo/dev/media/gifts/tea.svg', location.href).href;
  const slot = room.shadowRoot!.querySelector('product-slot')!;
  slot.product = {id: 'cup', v: 1, title: 'Cup', image, price: 123_456_00, currency: 'CNY', stock: 3, href: ''};
  await until(() => parts(slot, 'price').length && parts(slot, 'image').length);
  const size = [...part(room, 'mini').querySelectorAll('button')].at(-1)!;
  const edge = (name: string) => part(room, name).getBoundingClientRect();
  await eventually(() => expect(edge('price').right).to.be.lessThan(size.getBoundingClientRect().left));
  await eventually(() => expect(edge('control-mute').top).to.be.at.least(edge('close').bottom));
  await eventually(() => expect(edge('control-mute').bottom).to.be.at.most(edge('price').top));
});

it('the small player counts the comments that arrived while it is small, and its button closes the room', async () => {
  const {room} = await presented('mini');
  service.says({type: 'comment', kind: 'text', text: 'Lovely teapot'});
  await eventually(() => expect(part(room, 'mini').textContent).to.include('New comments: 1'));
  part(room, 'close').click();
  await eventually(() => expect(room.session.status).to.equal('ended'));
  expect(isShown(room)).to.equal(false);
  room.expand();
  await eventually(() => expect(room.session.status).to.equal('joined'));
  expect(isShown(room)).to.equal(true);
});

it('live-room becomes small while it is scrolled out of sight if the page enables it, and its place is kept', async () => {
  const room = await joinedRoom('', 'mini-when-hidden');
  const below = document.createElement('div');
  below.style.height = '3000px';
  document.body.append(below);
  await settled(room);
  const height = document.documentElement.scrollHeight;
  scrollTo(0, 2_000);
  await eventually(() => expect(parts(room, 'mini')).to.have.length(1));
  expect(document.documentElement.scrollHeight).to.equal(height);
  scrollTo(0, 0);
  await eventually(() => expect(room.presentation).to.equal('inline'));
});
