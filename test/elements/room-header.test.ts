import {expect} from '@open-wc/testing';
import type {RoomHeader} from '../../src/elements/room-header/room-header.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, isShown, joinedRoom, part, put, servedRoom, settled} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';
import {click} from '../support/browser/user-input.ts';
import {findPrivate} from '../support/browser/private-elements.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

async function header(attributes = ''): Promise<RoomHeader> {
  const room = await joinedRoom(`<room-header ${attributes}></room-header>`);
  const found = room.querySelector('room-header')!;
  await eventually(() => expect(part(found, 'host').textContent).to.include('Mei'));
  return found;
}

const words = (root: Element, name: string) => part(root, name).textContent.replace(/\s+/g, ' ').trim();

for (const scheme of ['light', 'dark'] as const) {
  it(`axe finds no violation, ${scheme}`, async () => {
    document.documentElement.style.colorScheme = scheme;
    service.facts = {...service.facts, notice: 'Free shipping', fields: {status: '{"status":"live"}'}};
    await expect(await header()).to.be.accessible();
    document.documentElement.style.colorScheme = '';
  });
}

it('shows the host, the title, the notice and the viewer count', async () => {
  service.facts = {...service.facts, notice: 'Free shipping today'};
  service.online = 12_345;
  const shown = await header();
  expect(words(shown, 'host')).to.equal('M Mei Tea time');
  expect(words(shown, 'notice')).to.equal('Free shipping today');
  await eventually(() => expect(words(shown, 'count')).to.equal('12.3K viewers'));
  document.documentElement.lang = 'zh-CN';
  await eventually(() => expect(words(shown, 'count')).to.equal('1.2万 人在看'));
});

for (const [status, text] of [
  ['live', 'Live'],
  ['paused', 'Paused'],
  ['ended', 'Ended'],
  ['upcoming', 'Soon'],
] as const) {
  it(`shows the status ${status}`, async () => {
    const shown = await header();
    service.sinks((sink) => sink.groupChanged({fields: {status: JSON.stringify({status})}}));
    await eventually(() => expect(words(shown, 'status')).to.equal(text));
    expect(shown.matches(`:state(${status})`)).to.be.true;
  });
}

it('shows nothing if the room data is empty', async () => {
  const shown = await header('without-count');
  expect(isShown(part(shown, 'status'))).to.be.false;
  expect(isShown(part(shown, 'notice'))).to.be.false;
  expect(isShown(part(shown, 'count'))).to.be.false;
});

it('updates the notice while it is shown', async () => {
  const shown = await header();
  service.sinks((sink) => sink.groupChanged({notice: '<b>New</b> notice'}));
  await eventually(() => expect(words(shown, 'notice')).to.equal('<b>New</b> notice'));
  service.sinks((sink) => sink.groupChanged({notice: ''}));
  await eventually(() => expect(isShown(part(shown, 'notice'))).to.be.false);
});

it('fires an event when the viewer selects the host', async () => {
  const shown = await header();
  const chosen = new Promise((resolve) =>
    document.addEventListener('live-host-select', ({detail}) => resolve(detail), {once: true}),
  );
  await click(part(shown, 'host'));
  expect(await chosen).to.deep.equal({host: {userId: 'host', nick: 'Mei', avatar: ''}});
});

it('has no host button while the host is unknown', async () => {
  service.profiles = [];
  const room = await joinedRoom('<room-header></room-header>');
  const shown = room.querySelector('room-header')!;
  await eventually(() => expect(words(shown, 'host')).to.equal('Tea time'));
  expect(part(shown, 'host').matches(':disabled')).to.be.true;
  await expect(shown).to.be.accessible();
});

it('is empty without a room', async () => {
  const shown = put<RoomHeader>('<room-header></room-header>');
  await settled(shown);
  expect(isShown(part(shown, 'host'))).to.be.false;
  await expect(shown).to.be.accessible();
});

describe('the follow button', () => {
  async function followed(attributes = '', backend = new MemoryBackend()) {
    const {room} = await servedRoom('<room-header></room-header>', attributes, backend);
    const shown = room.querySelector('room-header')!;
    await eventually(() => expect(words(shown, 'host')).to.include('Mei'));
    await settled(shown);
    return {shown, room, backend, button: part(shown, 'follow')};
  }

  const pressed = (button: HTMLElement) => [button.textContent.trim(), button.ariaPressed];

  for (const scheme of ['light', 'dark'] as const) {
    it(`axe finds no violation, ${scheme}`, async () => {
      document.documentElement.style.colorScheme = scheme;
      const {shown, button} = await followed();
      await expect(shown).to.be.accessible();
      await click(button);
      await eventually(() => expect(button.ariaPressed).to.equal('true'));
      await expect(shown).to.be.accessible();
      document.documentElement.style.colorScheme = '';
    });
  }

  it('fires a cancelable event, sends the follow to the server, and can unfollow', async () => {
    const {button, backend} = await followed();
    expect(pressed(button)).to.deep.equal(['Follow', 'false']);
    const followRequest = new Promise((resolve) =>
      document.addEventListener('live-follow', ({detail}) => resolve(detail), {once: true}),
    );
    await click(button);
    await eventually(() => expect(pressed(button)).to.deep.equal(['Following', 'true']));
    expect(await followRequest).to.deep.equal({host: {userId: 'host', nick: 'Mei', avatar: ''}, following: true});
    await eventually(() => expect(backend.following).to.be.true);
    await click(button);
    await eventually(() => expect(pressed(button)).to.deep.equal(['Follow', 'false']));
    await eventually(() => expect(backend.following).to.be.false);
  });

  it('shows the follow when the viewer returns', async () => {
    const backend = new MemoryBackend();
    backend.following = true;
    const {button} = await followed('', backend);
    expect(pressed(button)).to.deep.equal(['Following', 'true']);
  });

  it('does nothing if the page cancels it', async () => {
    const {button, backend, shown} = await followed();
    shown.addEventListener('live-follow', (event) => event.preventDefault(), {once: true});
    await click(button);
    await settled(shown);
    expect(pressed(button)).to.deep.equal(['Follow', 'false']);
    expect(backend.following).to.be.false;
  });

  it('signs a guest in first', async () => {
    const {button, backend} = await followed('guest');
    const loginNeeded = new Promise((resolve) =>
      document.addEventListener('live-login-needed', ({detail}) => resolve(detail), {once: true}),
    );
    await click(button);
    expect(await loginNeeded).to.deep.equal({action: 'follow'});
    await eventually(() => expect(button.ariaPressed).to.equal('true'));
    await eventually(() => expect(backend.following).to.be.true);
  });

  it('shows an error if the request fails', async () => {
    const {button, backend, shown} = await followed();
    const errorCode = new Promise((resolve) =>
      document.addEventListener('live-error', ({detail}) => resolve(detail.error.code), {once: true}),
    );
    backend.down = true;
    await click(button);
    expect(await errorCode).to.equal('BACKEND_UNAVAILABLE');
    await eventually(() =>
      expect(findPrivate(shown, 'followRefusal')!.textContent).to.equal('The live service does not answer.'),
    );
    expect(button.ariaPressed).to.equal('false');
  });

  it('is absent without a business server and for the host', async () => {
    expect(isShown(part(await header(), 'follow'))).to.be.false;
    const backend = new MemoryBackend();
    backend.room.host = {userId: 'alice', nick: 'Alice', avatar: ''};
    const {room} = await servedRoom('<room-header></room-header>', '', backend);
    expect(isShown(part(room.querySelector('room-header')!, 'follow'))).to.be.false;
  });
});
