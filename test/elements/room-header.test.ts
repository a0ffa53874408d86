import {beforeEach, describe, expect, test, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import type {RoomHeader} from '../../src/elements/room-header/room-header.ts';
import {MemoryBackend} from '../support/memory-backend.ts';
import type {MemoryService} from '../support/memory-driver.ts';
import {expectAccessible, fresh, isShown, joinedRoom, part, put, servedRoom, settled} from '../support/room-fixture.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

async function header(attributes = ''): Promise<RoomHeader> {
  const room = await joinedRoom(`<room-header ${attributes}></room-header>`);
  const found = room.querySelector('room-header')!;
  await vi.waitFor(() => expect(part(found, 'host').textContent).toContain('Mei'));
  return found;
}

const words = (root: Element, name: string) => part(root, name).textContent.replace(/\s+/g, ' ').trim();

test.each(['light', 'dark'])('axe finds nothing, %s', async (scheme) => {
  document.documentElement.style.colorScheme = scheme;
  service.facts = {...service.facts, notice: 'Free shipping', fields: {status: '{"status":"live"}'}};
  await expectAccessible(await header());
  document.documentElement.style.colorScheme = '';
});

test('shows who hosts, the title, the notice and how many watch', async () => {
  service.facts = {...service.facts, notice: 'Free shipping today'};
  service.online = 12_345;
  const shown = await header();
  expect(words(shown, 'host')).toBe('M Mei Tea time');
  expect(words(shown, 'notice')).toBe('Free shipping today');
  await vi.waitFor(() => expect(words(shown, 'count')).toBe('12.3K viewers'));
  document.documentElement.lang = 'zh-CN';
  await vi.waitFor(() => expect(words(shown, 'count')).toBe('1.2万 人在看'));
});

test.each([
  ['live', 'Live'],
  ['paused', 'Paused'],
  ['ended', 'Ended'],
  ['upcoming', 'Soon'],
] as const)('shows a room that is %s', async (status, said) => {
  const shown = await header();
  service.sinks((sink) => sink.facts({fields: {status: JSON.stringify({status})}}));
  await vi.waitFor(() => expect(words(shown, 'status')).toBe(said));
  expect(shown.matches(`:state(${status})`)).toBe(true);
});

test('shows nothing where nothing is known', async () => {
  const shown = await header('without-count');
  expect(isShown(part(shown, 'status'))).toBe(false);
  expect(isShown(part(shown, 'notice'))).toBe(false);
  expect(isShown(part(shown, 'count'))).toBe(false);
});

test('follows the notice while it is shown', async () => {
  const shown = await header();
  service.sinks((sink) => sink.facts({notice: '<b>New</b> notice'}));
  await vi.waitFor(() => expect(words(shown, 'notice')).toBe('<b>New</b> notice'));
  service.sinks((sink) => sink.facts({notice: ''}));
  await vi.waitFor(() => expect(isShown(part(shown, 'notice'))).toBe(false));
});

test('tells the page when the viewer chose the host', async () => {
  const shown = await header();
  const chosen = new Promise((resolve) =>
    document.addEventListener('live-host-select', ({detail}) => resolve(detail), {once: true}),
  );
  await userEvent.click(part(shown, 'host'));
  expect(await chosen).toEqual({host: {userId: 'host', nick: 'Mei', avatar: ''}});
});

test('offers nobody to choose while it is not known who hosts', async () => {
  service.profiles = [];
  const room = await joinedRoom('<room-header></room-header>');
  const shown = room.querySelector('room-header')!;
  await vi.waitFor(() => expect(words(shown, 'host')).toBe('Tea time'));
  expect(part(shown, 'host').matches(':disabled')).toBe(true);
  await expectAccessible(shown);
});

test('is empty without a room', async () => {
  const shown = put<RoomHeader>('<room-header></room-header>');
  await settled(shown);
  expect(isShown(part(shown, 'host'))).toBe(false);
  await expectAccessible(shown);
});

describe('following the host', () => {
  async function followed(attributes = '', backend = new MemoryBackend()) {
    const {room} = await servedRoom('<room-header></room-header>', attributes, backend);
    const shown = room.querySelector('room-header')!;
    await vi.waitFor(() => expect(words(shown, 'host')).toContain('Mei'));
    await settled(shown);
    return {shown, room, backend, button: part(shown, 'follow')};
  }

  const pressed = (button: HTMLElement) => [button.textContent.trim(), button.ariaPressed];

  test.each(['light', 'dark'])('axe finds nothing, %s', async (scheme) => {
    document.documentElement.style.colorScheme = scheme;
    const {shown, button} = await followed();
    await expectAccessible(shown);
    await userEvent.click(button);
    await vi.waitFor(() => expect(button.ariaPressed).toBe('true'));
    await expectAccessible(shown);
    document.documentElement.style.colorScheme = '';
  });

  test('is asked of the page, told to the server, and can be taken back', async () => {
    const {button, backend} = await followed();
    expect(pressed(button)).toEqual(['Follow', 'false']);
    const asked = new Promise((resolve) =>
      document.addEventListener('live-follow', ({detail}) => resolve(detail), {once: true}),
    );
    await userEvent.click(button);
    await vi.waitFor(() => expect(pressed(button)).toEqual(['Following', 'true']));
    expect(await asked).toEqual({host: {userId: 'host', nick: 'Mei', avatar: ''}, following: true});
    expect(backend.following).toBe(true);
    await userEvent.click(button);
    await vi.waitFor(() => expect(pressed(button)).toEqual(['Follow', 'false']));
    expect(backend.following).toBe(false);
  });

  test('is known when the viewer comes again', async () => {
    const backend = new MemoryBackend();
    backend.following = true;
    const {button} = await followed('', backend);
    expect(pressed(button)).toEqual(['Following', 'true']);
  });

  test('does not happen when the page cancels it', async () => {
    const {button, backend, shown} = await followed();
    shown.addEventListener('live-follow', (event) => event.preventDefault(), {once: true});
    await userEvent.click(button);
    await settled(shown);
    expect(pressed(button)).toEqual(['Follow', 'false']);
    expect(backend.following).toBe(false);
  });

  test('signs a guest in first', async () => {
    const {button, backend} = await followed('guest');
    const asked = new Promise((resolve) =>
      document.addEventListener('live-login-needed', ({detail}) => resolve(detail), {once: true}),
    );
    await userEvent.click(button);
    expect(await asked).toEqual({action: 'follow'});
    await vi.waitFor(() => expect(button.ariaPressed).toBe('true'));
    expect(backend.following).toBe(true);
  });

  test('says so when it does not work', async () => {
    const {button, backend, shown} = await followed();
    const told = new Promise((resolve) =>
      document.addEventListener('live-error', ({detail}) => resolve(detail.error.code), {once: true}),
    );
    backend.down = true;
    await userEvent.click(button);
    expect(await told).toBe('BACKEND_UNAVAILABLE');
    await vi.waitFor(() =>
      expect(shown.shadowRoot!.querySelector('.refusal')!.textContent).toBe('The live service does not answer.'),
    );
    expect(button.ariaPressed).toBe('false');
  });

  test('is offered to nobody without a business server, nor to the host', async () => {
    expect(isShown(part(await header(), 'follow'))).toBe(false);
    const backend = new MemoryBackend();
    backend.room.host = {userId: 'alice', nick: 'Alice', avatar: ''};
    const {room} = await servedRoom('<room-header></room-header>', '', backend);
    expect(isShown(part(room.querySelector('room-header')!, 'follow'))).toBe(false);
  });
});
