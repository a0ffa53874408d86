import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {LiveLauncher} from '../../src/elements/live-launcher/live-launcher.ts';
import {LiveLauncher as Launcher} from '../../src/elements/live-launcher/live-launcher.ts';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import {eventually, until} from '../support/eventually.ts';
import {fresh, isShown, part, parts, put} from '../support/browser/room-fixture.ts';
import {stubFetch} from '../support/browser/test-end.ts';
import {keyboard} from '../support/browser/user-input.ts';

Launcher.define();

const live = {
  title: 'Autumn tea',
  host: {userId: 'host', nick: 'Lin Xi', avatar: ''},
  status: 'live',
  viewersNow: 1_234,
};
let requests: string[];

beforeEach(() => {
  fresh();
});

/** Puts a launcher on the page, whose server responds with this room. */
function launcher(room: object, attributes = ''): LiveLauncher {
  requests = [];
  stubFetch((address) => {
    requests.push(address);
    return Promise.resolve(Response.json(room, {headers: {Date: new Date().toUTCString()}}));
  });
  return put<LiveLauncher>(
    `<live-launcher api-url="https://shop.example/api" room-id="r/1" ${attributes}></live-launcher>`,
  );
}

const shows = (element: LiveLauncher, name: string, text: string) =>
  eventually(() => {
    expect(isShown(part(element, name))).to.equal(true);
    expect(part(element, name).textContent).to.include(text);
  });

for (const variant of ['bubble', 'card']) {
  it(`live-launcher shows a live room as a ${variant}, by one request, and is accessible`, async () => {
    const element = launcher(live, `variant="${variant}"`);
    await shows(element, 'badge', 'Live');
    await shows(element, 'count', 'Watching 1.2K');
    expect(element.matches(':is(:state(live), :--live)') || !CSS.supports('selector(:state(live))')).to.equal(true);
    expect(part(element, 'card').textContent).to.include('Autumn tea');
    expect(requests).to.deep.equal(['https://shop.example/api/rooms/r%2F1']);
    expect(document.querySelector('live-room')).to.equal(null);
    await expect(element).to.be.accessible();
  });
}

it('live-launcher counts down to the show by the service clock', async () => {
  const element = launcher({...live, status: 'upcoming', startsAt: Math.floor(Date.now() / 1_000) + 7_201});
  await shows(element, 'badge', 'Starts in');
  expect(part(element, 'count').textContent).to.equal('');
  await eventually(() => expect(part(element, 'countdown').textContent).to.match(/(02:00|01:59):\d\d/));
});

it('live-launcher uses the language of its ancestors, also a right-to-left one', async () => {
  document.documentElement.lang = 'ar';
  const element = launcher({...live, translations: {ar: {title: 'شاي الخريف'}}}, 'variant="card"');
  await shows(element, 'badge', 'مباشر');
  expect(part(element, 'card').textContent).to.include('شاي الخريف');
  expect(getComputedStyle(part(element, 'card')).direction).to.equal('rtl');
});

it('live-launcher takes no space on the page, and is at the corner and the distance that the page sets', async () => {
  const before = document.documentElement.scrollHeight;
  const element = launcher(live, 'position="top-left" offset="30 40"');
  await shows(element, 'badge', 'Live');
  const {top, left} = part(element, 'card').getBoundingClientRect();
  expect([top, left]).to.deep.equal([30, 40]);
  element.offset = '900 900';
  const {bottom, right} = part(element, 'card').getBoundingClientRect();
  expect([bottom <= innerHeight, right <= innerWidth]).to.deep.equal([true, true]);
  expect(document.documentElement.scrollHeight).to.equal(before);
});

it('live-launcher hides after the show, or as hidden-when sets it', async () => {
  const element = launcher({...live, status: 'ended'});
  await eventually(() => expect(requests).to.have.length(1));
  expect(parts(element, 'card').some(isShown)).to.equal(false);
  element.hiddenWhen = 'never';
  await shows(element, 'badge', 'Ended');
});

it('live-launcher closes for the visit and fires an event', async () => {
  const element = launcher(live);
  await shows(element, 'badge', 'Live');
  const closed: string[] = [];
  element.addEventListener('live-launcher-close', ({detail}) => closed.push(detail.roomId));
  part(element, 'close').click();
  expect(parts(element, 'card').some(isShown)).to.equal(false);
  expect(closed).to.deep.equal(['r/1']);
  const next = launcher(live);
  expect(requests).to.deep.equal([]);
  expect(parts(next, 'card').some(isShown)).to.equal(false);
});

it('live-launcher shows no room that does not match the contract', async () => {
  const element = launcher({...live, status: 'on fire'});
  await eventually(() => expect(requests).to.have.length(1));
  expect(parts(element, 'card').some(isShown)).to.equal(false);
});

it('live-launcher fires a cancelable event before it opens the room, and opens it over the page by the keyboard', async () => {
  const element = launcher(live, 'offset="20"');
  await shows(element, 'badge', 'Live');
  const refuse = (event: Event) => event.preventDefault();
  element.addEventListener('live-launch', refuse);
  element.launch();
  expect(document.querySelector('live-room')).to.equal(null);
  element.removeEventListener('live-launch', refuse);
  part(element, 'card').focus();
  await keyboard('{Enter}');
  const room = await until(() => document.querySelector<LiveRoom>('body > live-room'));
  expect(room.apiUrl).to.equal('https://shop.example/api');
  expect(room.roomId).to.equal('r/1');
  expect(room.getAttribute('presentation')).to.equal('overlay');
  await eventually(() => expect(parts(element, 'card').some(isShown)).to.equal(false));
});

it('live-launcher reports an api-url that is not allowed, once', async () => {
  const reported = sinon.stub(console, 'error');
  const element = launcher(live);
  await shows(element, 'badge', 'Live');
  element.apiUrl = 'http://shop.example/api';
  document.dispatchEvent(new Event('visibilitychange'));
  expect(reported.args.flat().filter((text) => String(text).includes('must be an https: URL'))).to.have.length(1);
  expect(requests).to.have.length(1);
});
