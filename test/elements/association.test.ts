import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {ChatPanel} from '../../src/elements/chat-panel/chat-panel.ts';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, parts, put} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

const markup = (id: string, inside = '<p></p>') =>
  `<live-room id="${id}" guest sdk-app-id="1" room-id="${id}">${inside}</live-room>`;
const outside = () => put<ChatPanel>('<chat-panel room="main"></chat-panel>');

async function room(id: string, inside?: string): Promise<LiveRoom> {
  const element = put<LiveRoom>(markup(id, inside));
  await eventually(() => expect(element.session.status).to.equal('joined'));
  return element;
}

async function expectLines(panel: ChatPanel, ...lines: string[]): Promise<void> {
  await eventually(() => expect(parts(panel, 'text').map(({textContent}) => textContent)).to.deep.equal(lines));
}

it('an element inside a room belongs to that room', async () => {
  const element = await room('main', '<div><chat-panel></chat-panel></div>');
  service.comment('x');
  await expectLines(element.querySelector('chat-panel')!, 'x');
});

it('an element that names a room belongs to it, in either order of creation', async () => {
  const early = outside();
  await room('main');
  const late = outside();
  service.comment('x');
  await expectLines(early, 'x');
  await expectLines(late, 'x');
});

it('an element in another shadow tree finds the room in the document', async () => {
  await room('main');
  const host = put('<div></div>');
  const panel = document.createElement('chat-panel');
  panel.room = 'main';
  host.attachShadow({mode: 'open'}).append(panel);
  service.comment('x');
  await expectLines(panel, 'x');
});

it('an element follows when its room is replaced by another of the same id', async () => {
  const first = await room('main');
  const panel = outside();
  service.comment('one');
  await expectLines(panel, 'one');
  first.remove();
  await eventually(() => expect(service.occupied).to.deep.equal([]));
  await room('main');
  await expectLines(panel);
  service.comment('two');
  await expectLines(panel, 'two');
});

it('an element can be reassigned to another room', async () => {
  await room('main');
  const other = await room('other');
  const panel = outside();
  await eventually(() => expect(panel.isConnected).to.be.true);
  panel.room = 'other';
  await panel.updateComplete;
  await other.leave();
  service.comment('only main is left');
  await expectLines(panel);
});

it('an element moved into another room belongs to that room', async () => {
  const first = await room('main', '<chat-panel></chat-panel>');
  const second = await room('other');
  const panel = first.querySelector('chat-panel')!;
  second.append(panel);
  await first.leave();
  service.comment('x');
  await expectLines(panel, 'x');
});

it("an element that belongs to no room warns the page's author", async () => {
  const warned = sinon.stub(console, 'warn');
  put('<chat-panel room="nowhere"></chat-panel>');
  await eventually(() => expect(warned.args.flat().join()).to.include('there is no <live-room id="nowhere">'));
  warned.restore();
});

it('a removed element receives no more updates', async () => {
  await room('main');
  const panel = outside();
  panel.remove();
  service.comment('x');
  await panel.updateComplete;
  document.body.append(panel);
  await expectLines(panel, 'x');
});
