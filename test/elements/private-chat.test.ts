import {beforeEach, describe, expect, test, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import type {PrivateChat} from '../../src/elements/private-chat/private-chat.ts';
import {LiveError} from '../../src/protocol/errors.ts';
import type {MemoryService} from '../support/memory-driver.ts';
import {
  alice,
  expectAccessible,
  fresh,
  isShown,
  joinedRoom,
  part,
  parts,
  put,
  settled,
} from '../support/room-fixture.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

class PrivateHarness {
  readonly chat: PrivateChat;

  constructor(readonly room: LiveRoom) {
    this.chat = room.querySelector('private-chat')!;
  }

  find<E extends HTMLElement>(selector: string): E | null {
    return this.chat.shadowRoot!.querySelector<E>(selector);
  }

  get opener(): HTMLElement {
    return this.find('.opener')!;
  }

  get lines(): string[] {
    return parts(this.chat, 'message').map((row) => row.querySelector('.bubble')!.lastChild!.textContent!);
  }

  get state(): string {
    return [...this.chat.shadowRoot!.querySelectorAll('.state')].at(-1)!.textContent;
  }

  button(words: string): HTMLButtonElement {
    return [...this.chat.shadowRoot!.querySelectorAll('button')].find(({textContent}) => textContent.trim() === words)!;
  }

  async open(): Promise<void> {
    await userEvent.click(this.opener);
    await vi.waitUntil(() => this.find('textarea') && !this.find<HTMLTextAreaElement>('textarea')!.readOnly);
    await settled(this.chat);
  }

  async say(text: string): Promise<void> {
    await userEvent.click(part(this.chat, 'input'));
    await userEvent.keyboard(`${text}{Enter}`);
  }

  async shows(lines: string[]): Promise<void> {
    await vi.waitFor(() => expect(this.lines).toEqual(lines));
  }
}

async function chat(attributes = ''): Promise<PrivateHarness> {
  const harness = new PrivateHarness(await joinedRoom(`<private-chat ${attributes}></private-chat>`));
  await vi.waitFor(() => expect(harness.room.session.state.room.host).toBeDefined());
  await harness.room.session.privateTalk();
  await settled(harness.room);
  return harness;
}

describe('a conversation with the host', () => {
  test.each([
    ['light', 'en'],
    ['dark', 'zh-CN'],
  ])('is one in which axe finds nothing, %s, %s', async (scheme, lang) => {
    document.documentElement.lang = lang;
    document.documentElement.style.colorScheme = scheme;
    document.body.style.background = scheme === 'dark' ? '#111' : '#fff';
    service.private.say('host', 'alice', 'hello https://shop.example/tea');
    const harness = await chat();
    await expectAccessible(harness.chat);
    await harness.open();
    await harness.say('mine');
    await vi.waitFor(() => expect(harness.lines).toHaveLength(2));
    await vi.waitFor(() => expect(harness.find('.state')).not.toBeNull());
    await expectAccessible(harness.chat);
    document.documentElement.style.colorScheme = '';
    document.body.style.background = '';
  });

  test('goes to and fro, and tells that it was read', async () => {
    const harness = await chat();
    await harness.open();
    await harness.say('is it real tea?');
    await harness.shows(['is it real tea?']);
    await vi.waitFor(() => expect(harness.state).toContain('Sent'));
    expect(service.private.said).toMatchObject([{from: 'alice', to: 'host', text: 'is it real tea?'}]);
    service.private.read('host', 'alice');
    await vi.waitFor(() => expect(harness.state).toContain('Read'));
    service.private.say('host', 'alice', 'it is');
    await harness.shows(['is it real tea?', 'it is']);
  });

  test('is unread until it is opened, also after a reload, and is then read', async () => {
    service.private.say('host', 'alice', 'one');
    service.private.say('host', 'alice', 'two');
    const harness = await chat();
    await vi.waitFor(() => expect(part(harness.chat, 'unread').textContent).toBe('2'));
    expect(harness.chat.matches(':state(unread)')).toBe(true);
    expect(harness.opener.ariaLabel).toBe('Private messages with Mei, 2 unread');
    await harness.open();
    await harness.shows(['one', 'two']);
    await vi.waitFor(() => expect(parts(harness.chat, 'unread')).toEqual([]));
    expect(service.private.said.map(({read}) => read)).toEqual([true, true]);
    harness.chat.hide();
    await settled(harness.room);
    service.private.say('host', 'alice', 'three');
    await vi.waitFor(() => expect(part(harness.chat, 'unread').textContent).toBe('1'));
  });

  test('opens and closes by the page and by keyboard; the focus goes along, and a draft stays', async () => {
    const harness = await chat();
    expect(harness.chat.matches(':state(opened)')).toBe(false);
    harness.opener.focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(harness.chat.shadowRoot!.activeElement?.localName).toBe('textarea'));
    expect(harness.chat.matches(':state(opened)')).toBe(true);
    await vi.waitUntil(() => !harness.find<HTMLTextAreaElement>('textarea')!.readOnly);
    await userEvent.keyboard('half a sen');
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(harness.chat.shadowRoot!.activeElement).toBe(harness.opener));
    harness.chat.show();
    await settled(harness.chat);
    expect(harness.find<HTMLTextAreaElement>('textarea')!.value).toBe('half a sen');
    harness.chat.hide();
    await settled(harness.chat);
    expect(isShown(harness.find('.place')!)).toBe(false);
  });

  test('begins opened where the page says so', async () => {
    const harness = await chat('open');
    await vi.waitUntil(() => harness.find('.list'));
    expect(isShown(harness.find('.place')!)).toBe(true);
    expect(isShown(harness.opener)).toBe(false);
  });

  test('is read further back', async () => {
    for (let i = 0; i < 20; i++) service.private.say('host', 'alice', `line ${i}`);
    const harness = await chat();
    await harness.open();
    await vi.waitFor(() => expect(harness.lines).toHaveLength(15));
    harness.button('Earlier messages').click();
    await harness.shows(Array.from({length: 20}, (_, index) => `line ${index}`));
    expect(isShown(harness.find('.earlier')!)).toBe(false);
  });

  test('what is refused stays, says why, and is sent again', async () => {
    const harness = await chat();
    await harness.open();
    service.private.sayError = new LiveError('TOO_FAST', 'x');
    await harness.say('too fast');
    await vi.waitFor(() => expect(harness.state).toContain('A little slower, please.'));
    service.private.sayError = undefined;
    harness.button('Try again').click();
    await vi.waitFor(() => expect(harness.state).toContain('Sent'));
    await harness.shows(['too fast']);
  });

  test('a line is taken back by either', async () => {
    const harness = await chat();
    await harness.open();
    await harness.say('oops');
    await vi.waitFor(() => expect(harness.state).toContain('Take back'));
    harness.button('Take back').click();
    await harness.shows([]);
    expect(service.private.said).toEqual([]);
    const {id} = service.private.say('host', 'alice', 'oops too');
    await harness.shows(['oops too']);
    service.private.takeBack(id);
    await harness.shows([]);
  });

  test('markup, bidi and unknown kinds are words', async () => {
    const harness = await chat();
    await harness.open();
    service.private.say('host', 'alice', '<img src=x onerror=alert(1)>\u202e');
    await harness.shows(['<img src=x onerror=alert(1)>\u202e']);
    expect(harness.find('.bubble img')).toBeNull();
  });

  test('tells the page before and after; cancelled, it is not said', async () => {
    const harness = await chat();
    await harness.open();
    const asked = vi.fn((event: Event) => event.preventDefault());
    harness.room.addEventListener('live-private-say', asked, {once: true});
    await harness.say('not this');
    await vi.waitFor(() => expect(asked).toHaveBeenCalledOnce());
    const said = new Promise<unknown>((resolve) =>
      harness.room.addEventListener('live-private-said', (event) => resolve(event.detail), {once: true}),
    );
    await harness.say('but this');
    expect(await said).toEqual({peer: 'host', id: 'p-1', text: 'but this'});
    expect(service.private.said.map(({text}) => text)).toEqual(['but this']);
  });

  test('what was missed while the connection was lost is read when it is back', async () => {
    const harness = await chat();
    await harness.open();
    await harness.say('before');
    await harness.shows(['before']);
    service.sinks((sink) => sink.connected(false));
    service.private.deaf = true;
    service.private.say('host', 'alice', 'meanwhile');
    service.private.deaf = false;
    service.sinks((sink) => sink.connected(true));
    await harness.shows(['before', 'meanwhile']);
  });
});

describe('who is shown', () => {
  test('a stranger who writes is not; whom the viewer opened is, also after a reload', async () => {
    service.private.say('mallory', 'alice', 'buy my coins');
    const harness = await chat();
    expect(harness.room.session.state.privately.talks).toEqual([]);
    service.private.say('mallory', 'alice', 'hello?');
    await settled(harness.room);
    expect(harness.room.session.state.privately.talks).toEqual([]);
    harness.chat.peer = 'bob';
    await settled(harness.chat);
    service.private.say('bob', 'alice', 'psst');
    await harness.open();
    await harness.shows(['psst']);
    harness.room.remove();
    const again = await chat();
    await vi.waitFor(() =>
      expect(again.room.session.state.privately.talks.map(({peer}) => peer.userId)).toEqual(['bob']),
    );
  });

  test('for the host everybody is', async () => {
    service.private.say('bob', 'host', 'one');
    service.private.say('carol', 'host', 'two');
    const room = put<LiveRoom>('<live-room manual room-id="r1"></live-room>');
    room.credentials = {...alice, userId: 'host'};
    await room.join();
    await vi.waitFor(() => expect(room.session.state.room.host).toBeDefined());
    await room.session.privateTalk();
    expect(room.session.state.privately.talks.map(({peer, unread}) => [peer.userId, unread])).toEqual(
      expect.arrayContaining([
        ['bob', 1],
        ['carol', 1],
      ]),
    );
  });

  test('the host is offered no talk with the host', async () => {
    const room = put<LiveRoom>('<live-room manual room-id="r1"><private-chat></private-chat></live-room>');
    room.credentials = {...alice, userId: 'host'};
    await room.join();
    const harness = new PrivateHarness(room);
    await vi.waitFor(() => expect(isShown(harness.opener)).toBe(false));
  });

  test('a guest is signed in first, or told', async () => {
    const room = put<LiveRoom>(
      '<live-room manual guest sdk-app-id="1" room-id="r1"><private-chat></private-chat></live-room>',
    );
    await room.join();
    const harness = new PrivateHarness(room);
    await vi.waitFor(() => expect(harness.room.session.status).toBe('joined'));
    await userEvent.click(harness.opener);
    await vi.waitUntil(() => harness.find('textarea'));
    await vi.waitFor(() => expect(harness.find('.why')!.textContent).toContain('guest'));
  });
});
