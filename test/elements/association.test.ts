import {beforeEach, expect, test, vi} from 'vitest';
import type {ChatPanel} from '../../src/elements/chat-panel/chat-panel.ts';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import type {MemoryService} from '../support/memory-driver.ts';
import {fresh, parts, put} from '../support/room-fixture.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

const markup = (id: string, inside = '<p></p>') =>
  `<live-room id="${id}" guest sdk-app-id="1" room-id="${id}">${inside}</live-room>`;
const outside = () => put<ChatPanel>('<chat-panel room="main"></chat-panel>');

async function room(id: string, inside?: string): Promise<LiveRoom> {
  const element = put<LiveRoom>(markup(id, inside));
  await vi.waitFor(() => expect(element.session.status).toBe('joined'));
  return element;
}

async function hears(panel: ChatPanel, ...lines: string[]): Promise<void> {
  await vi.waitFor(() => expect(parts(panel, 'text').map(({textContent}) => textContent)).toEqual(lines));
}

test('a piece inside belongs to the room around it', async () => {
  const element = await room('main', '<div><chat-panel></chat-panel></div>');
  service.comment('x');
  await hears(element.querySelector('chat-panel')!, 'x');
});

test('a piece named to a room belongs to it, whichever comes first', async () => {
  const early = outside();
  await room('main');
  const late = outside();
  service.comment('x');
  await hears(early, 'x');
  await hears(late, 'x');
});

test("a piece in a stranger's shadow tree finds the room in the document", async () => {
  await room('main');
  const host = put('<div></div>');
  const panel = document.createElement('chat-panel');
  panel.room = 'main';
  host.attachShadow({mode: 'open'}).append(panel);
  service.comment('x');
  await hears(panel, 'x');
});

test('a piece follows when its room is replaced by another of the same name', async () => {
  const first = await room('main');
  const panel = outside();
  service.comment('one');
  await hears(panel, 'one');
  first.remove();
  await vi.waitFor(() => expect(service.occupied).toEqual([]));
  await room('main');
  await hears(panel);
  service.comment('two');
  await hears(panel, 'two');
});

test('a piece can be named to another room', async () => {
  await room('main');
  const other = await room('other');
  const panel = outside();
  await vi.waitFor(() => expect(panel.isConnected).toBe(true));
  panel.room = 'other';
  await panel.updateComplete;
  await other.leave();
  service.comment('only main is left');
  await hears(panel);
});

test('a piece moved into another room belongs there', async () => {
  const first = await room('main', '<chat-panel></chat-panel>');
  const second = await room('other');
  const panel = first.querySelector('chat-panel')!;
  second.append(panel);
  await first.leave();
  service.comment('x');
  await hears(panel, 'x');
});

test('the author of a page is told of a piece that belongs to no room', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  put('<chat-panel room="nowhere"></chat-panel>');
  await vi.waitFor(() => expect(warned.mock.calls.flat().join()).toContain('there is no <live-room id="nowhere">'), {
    timeout: 4_500,
  });
  warned.mockRestore();
});

test('a piece that was removed hears nothing any more', async () => {
  await room('main');
  const panel = outside();
  panel.remove();
  service.comment('x');
  await panel.updateComplete;
  document.body.append(panel);
  await hears(panel, 'x');
});
