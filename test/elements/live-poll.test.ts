import {expect} from '@open-wc/testing';
import type {LivePoll} from '../../src/elements/live-poll/live-poll.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, part, parts, servedRoom} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';
import {click} from '../support/browser/user-input.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

const options = [
  {id: 'a', text: 'Green'},
  {id: 'b', text: '<b>Black</b>'},
];
const open = {pollId: 'p1', phase: 'open', question: 'Which tea?', options, total: 0};
const announce = (fields: object) => service.announce({type: 'poll', fields: fields as Record<string, unknown>});

async function poll(known?: object, attributes = '') {
  const backend = new MemoryBackend();
  Object.assign(backend.room, {poll: known});
  const {room} = await servedRoom('<live-poll></live-poll>', attributes, backend);
  return {backend, element: room.querySelector<LivePoll>('live-poll')!};
}

const words = (root: Element, name: string) => parts(root, name).map(({textContent}) => textContent.trim());
const is = (element: Element, state: string) => element.matches(`:state(${state})`);

it('shows the open poll after a late join, votes by a press, and changes the vote', async () => {
  const {element, backend} = await poll(open);
  await eventually(() => expect(words(element, 'question')).to.deep.equal(['Which tea?']));
  expect(is(element, 'open')).to.be.true;
  await expect(element).to.be.accessible();
  const asked: unknown[] = [];
  element.addEventListener('live-poll-vote', ({detail}) => asked.push(detail));
  for (const [index, optionId] of ['a', 'b'].entries()) {
    await click(() => parts(element, 'option')[index]!);
    await eventually(() => expect(backend.votes).to.have.lengthOf(index + 1));
    expect(backend.votes[index]).to.deep.equal({pollId: 'p1', optionId});
    await eventually(() => expect(parts(element, 'option')[index]!.ariaPressed).to.equal('true'));
  }
  expect(asked).to.deep.equal([
    {pollId: 'p1', optionId: 'a'},
    {pollId: 'p1', optionId: 'b'},
  ]);
  expect(is(element, 'voted')).to.be.true;
  const later = await servedRoom('<live-poll></live-poll>', '', backend);
  const again = later.room.querySelector<LivePoll>('live-poll')!;
  await eventually(() => expect(parts(again, 'option').map(({ariaPressed}) => ariaPressed)).to.eql(['false', 'true']));
});

it('shows a guest the poll and its results, and asks for the sign-in before a vote', async () => {
  const {element, backend} = await poll(open, 'guest');
  announce({...open, phase: 'results', counts: {a: 3, b: 1}, total: 4});
  await eventually(() => expect(words(element, 'option')).to.deep.equal(['Green75 %', '<b>Black</b>25 %']));
  const asked = new Promise((done) => element.addEventListener('live-login-needed', done, {once: true}));
  element.addEventListener('live-login-needed', (event) => event.preventDefault());
  await Promise.all([asked, element.vote('a')]);
  expect(backend.votes).to.deep.equal([]);
});

it('shows results as they come, as text; a closed poll cannot be voted in and does not open again', async () => {
  const {element} = await poll();
  expect(element.shadowRoot!.textContent.trim()).to.equal('');
  const opened = new Promise((done) => element.addEventListener('live-poll-open', done, {once: true}));
  announce(open);
  await opened;
  announce({...open, phase: 'results', counts: {a: 3, b: 1}, total: 4});
  await eventually(() => expect(words(element, 'total')).to.deep.equal(['Votes: 4']));
  expect(words(element, 'option')).to.deep.equal(['Green75 %', '<b>Black</b>25 %']);
  const closed = new Promise((done) => element.addEventListener('live-poll-close', done, {once: true}));
  announce({...open, phase: 'closed', counts: {a: 3, b: 2}, total: 5});
  await closed;
  announce({...open, phase: 'results', counts: {a: 9}, total: 9});
  await eventually(() => expect(words(element, 'total')).to.deep.equal(['Votes: 5 · Closed']));
  expect(is(element, 'closed')).to.be.true;
  await expect(element).to.be.accessible();
  const refused = await element.vote('a').catch(({code}: {code: string}) => code);
  expect(refused).to.equal('REFUSED');
});

it('shows that a vote failed, and ignores invalid polls', async () => {
  const {element, backend} = await poll(open);
  await eventually(() => expect(parts(element, 'option')).to.have.lengthOf(2));
  announce({...open, pollId: 'p2', options: options.slice(1)});
  backend.down = true;
  const failed = new Promise((done) => element.addEventListener('live-error', done, {once: true}));
  await click(() => part(element, 'option'));
  await failed;
  await eventually(() => expect(element.shadowRoot!.textContent).to.contain('The vote did not arrive.'));
  expect(words(element, 'question')).to.deep.equal(['Which tea?']);
  expect(is(element, 'voted')).to.be.false;
});
