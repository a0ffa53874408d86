import {beforeEach, expect, test, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import type {RoomHeader} from '../../src/elements/room-header/room-header.ts';
import type {MemoryService} from '../support/memory-driver.ts';
import {expectAccessible, fresh, isShown, joinedRoom, part, put, settled} from '../support/room-fixture.ts';

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
