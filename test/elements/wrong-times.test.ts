import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, joinedRoom, part, parts, settled} from '../support/browser/room-fixture.ts';
import {until} from '../support/eventually.ts';
import {atTestEnd} from '../support/browser/test-end.ts';
import {click, hover, keyboard} from '../support/browser/user-input.ts';
import {findAllPrivate, findPrivate} from '../support/browser/private-elements.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

const TIMER_MAX_MS = 2 ** 31 - 1;
const nowS = () => Math.floor(Date.now() / 1_000);

/** Timer delays that exceed the limit of timers: such a timer fires at once. */
function watchTimers(): number[] {
  const delays: number[] = [];
  const set = globalThis.setTimeout;
  const spy = sinon.stub(globalThis, 'setTimeout').callsFake((call: () => void, ms = 0) => {
    if (!(ms <= TIMER_MAX_MS)) delays.push(ms);
    return set(call, ms);
  });
  atTestEnd(() => spy.restore());
  return delays;
}

async function openPrivateChat(): Promise<HTMLElement> {
  const room = await joinedRoom('<private-chat open></private-chat>');
  const chat = room.querySelector('private-chat')!;
  await until(() => chat.shadowRoot!.querySelector('textarea')?.readOnly === false);
  return chat;
}

const bubbles = (chat: HTMLElement) => findAllPrivate(chat, 'bubble').map((node) => node.textContent);

it('a private message with a future time sets no timer that fires at once', async () => {
  const chat = await openPrivateChat();
  const tooLong = watchTimers();
  service.now = () => nowS() + 40 * 86_400;
  await click(part(chat, 'input'));
  await keyboard('hello{Enter}');
  await until(() => findPrivate(chat, 'sentRow'));
  await settled(chat);
  expect(tooLong).to.deep.equal([]);
});

for (const time of [Number.MAX_SAFE_INTEGER, 8.64e12 + 1] as const) {
  it(`a private message with an invalid time appears without it: ${time}`, async () => {
    const chat = await openPrivateChat();
    service.now = () => time;
    service.private.say('host', 'alice', 'from nowhen');
    await until(() => bubbles(chat).some((text) => text.includes('from nowhen')));
    expect(findPrivate(chat, 'messageTime')?.textContent).to.equal('');
  });
}

it('a comment with an invalid time appears without it', async () => {
  const room = await joinedRoom('<chat-panel></chat-panel>');
  service.now = () => Number.MAX_SAFE_INTEGER;
  service.comment('from nowhen');
  await until(() => parts(room, 'text').some(({textContent}) => textContent === 'from nowhen'));
  const row = parts(room, 'message').at(-1)!;
  await hover(row);
  expect(row.title).to.equal('');
});
