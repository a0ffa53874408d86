import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {LiveLobby} from '../../src/elements/live-lobby/live-lobby.ts';
import {calendarFile} from '../../src/elements/live-lobby/calendar-file.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, part, parts, servedRoom} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';
import {click} from '../support/browser/user-input.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

async function lobby(room: object) {
  const backend = new MemoryBackend();
  Object.assign(backend.room, room);
  const served = await servedRoom('<live-lobby></live-lobby>', '', backend);
  return {...served, element: served.room.querySelector<LiveLobby>('live-lobby')!};
}

it('counts down, fires a cancelable event before a reminder, and is empty when the show begins', async () => {
  const startsAt = Math.floor(Date.now() / 1_000) + 2 * 86_400 + 3_600;
  const {element} = await lobby({status: 'upcoming', startsAt});
  await eventually(() => expect(part(element, 'countdown').textContent).to.match(/Starts in\s+2 d 0[01]:\d\d:\d\d/));
  expect(part(element, 'title').textContent).to.equal('Tea time');
  expect(element.matches(':state(upcoming)')).to.be.true;
  await expect(element).to.be.accessible();
  const asked = new Promise((done) =>
    element.addEventListener('live-remind', (event) => {
      event.preventDefault();
      done(event.detail);
    }),
  );
  await click(part(element, 'remind'));
  expect(await asked).to.deep.equal({roomId: 'r1', startsAt});
  await eventually(() => expect(part(element, 'remind').textContent.trim()).to.equal('You will be reminded'));
  service.announce({type: 'status', status: 'live'});
  await eventually(() => expect(parts(element, 'countdown')).to.have.lengthOf(0));
  expect(element.matches(':state(upcoming)')).to.be.false;
});

it('announces a start at any moment without a time or after it, and follows changes of the room and the server while it waits', async () => {
  const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
  try {
    const {element, backend} = await lobby({status: 'upcoming', startsAt: 1_000});
    const now = Math.floor(Date.now() / 1_000);
    await eventually(() => expect(part(element, 'countdown').textContent).to.equal('Starts any moment'));
    service.announce({type: 'schedule', fields: {startsAt: now + 7_200, trailerUrl: 'javascript:alert(1)'}});
    await eventually(() => expect(part(element, 'countdown').textContent).to.match(/Starts in\s+(02:00|01:59):/));
    expect(element.shadowRoot!.querySelector('video')).to.equal(null);
    Object.assign(backend.room, {startsAt: now + 3_600});
    await eventually(() => {
      clock.tick(1_000);
      expect(part(element, 'countdown').textContent).to.match(/Starts in\s+(01:00|00:59):/);
    });
  } finally {
    clock.restore();
  }
});

it('shows thanks after the show, with the products and the next show', async () => {
  const title = `Tea time${'x'.repeat(90)}`;
  const {element, backend, room} = await lobby({title, status: 'live', nextRoomId: 'r2', startsAt: 4_000_000_000});
  room.style.inlineSize = '320px';
  backend.products = [
    {id: 'tea', v: 1, title: 'Tea', image: '', price: 900, currency: 'CNY', stock: 1, href: 'https://shop.example/t'},
  ];
  expect(parts(element, 'title')).to.have.lengthOf(0);
  service.announce({type: 'status', status: 'ended'});
  await eventually(() => expect(part(element, 'title').textContent).to.equal('Thank you for watching!'));
  await eventually(() => expect(element.shadowRoot!.querySelector('a')!.href).to.equal('https://shop.example/t'));
  await eventually(() => expect(element.shadowRoot!.textContent).to.contain('Next show: Tea time'));
  const fits = (name: string) => part(element, name).clientWidth <= element.clientWidth;
  expect([fits('next'), fits('calendar')]).to.deep.equal([true, true]);
  expect(element.matches(':state(ended)')).to.be.true;
  await expect(element).to.be.accessible();
  const asked: unknown[] = [];
  const cancel = (event: HTMLElementEventMap['live-next-select']) => {
    event.preventDefault();
    asked.push(event.detail);
  };
  element.addEventListener('live-next-select', cancel, {once: true});
  await click(() => part(element, 'next'));
  expect([room.roomId, asked]).to.deep.equal(['r1', [{roomId: 'r2'}]]);
  await click(() => part(element, 'next'));
  expect(room.roomId).to.equal('r2');
});

it('a calendar file escapes text and folds long lines', () => {
  const file = calendarFile({
    id: 'r1',
    title: `A, B; C\n${'茶'.repeat(40)}`,
    startsAt: 1_800_000_000,
    now: 1_799_000_000,
    url: 'https://shop.example/',
  });
  expect(file).to.contain('DTSTART:20270115T080000Z\r\n');
  expect(file).to.contain('SUMMARY:A\\, B\\; C\\n茶');
  for (const line of file.split('\r\n')) expect(new TextEncoder().encode(line).length).to.be.at.most(75);
  expect(file.replaceAll('\r\n ', '')).to.contain('茶'.repeat(40));
});
