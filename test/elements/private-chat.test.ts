import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import type {PrivateChat} from '../../src/elements/private-chat/private-chat.ts';
import {LiveError} from '../../src/protocol/errors.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {alice, fresh, isShown, joinedRoom, part, parts, put, settled} from '../support/browser/room-fixture.ts';
import {eventually, until} from '../support/eventually.ts';
import '../support/browser/chai-like.ts';
import {click, keyboard} from '../support/browser/user-input.ts';
import {findAllPrivate, findPrivate, type PrivateName} from '../support/browser/private-elements.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

class PrivateHarness {
  readonly chat: PrivateChat;

  constructor(readonly room: LiveRoom) {
    this.chat = room.querySelector('private-chat')!;
  }

  find<E extends HTMLElement>(name: PrivateName): E | null {
    return findPrivate<E>(this.chat, name);
  }

  get opener(): HTMLElement {
    return this.find('opener')!;
  }

  get lines(): string[] {
    return parts(this.chat, 'message').map((row) => findPrivate(row, 'bubble')!.lastChild!.textContent!);
  }

  get state(): string {
    return findAllPrivate(this.chat, 'messageState').at(-1)!.textContent;
  }

  button(words: string): HTMLButtonElement {
    return [...this.chat.shadowRoot!.querySelectorAll('button')].find(({textContent}) => textContent.trim() === words)!;
  }

  async open(): Promise<void> {
    await click(this.opener);
    await until(() => this.find('textInput') && !this.find<HTMLTextAreaElement>('textInput')!.readOnly);
    await settled(this.chat);
  }

  async say(text: string): Promise<void> {
    await click(part(this.chat, 'input'));
    await keyboard(`${text}{Enter}`);
  }

  async shows(lines: string[]): Promise<void> {
    await eventually(() => expect(this.lines).to.deep.equal(lines));
  }
}

async function chat(attributes = ''): Promise<PrivateHarness> {
  const harness = new PrivateHarness(await joinedRoom(`<private-chat ${attributes}></private-chat>`));
  await eventually(() => expect(harness.room.session.state.room.host).not.to.be.undefined);
  await harness.room.session.privateChats();
  await settled(harness.room);
  return harness;
}

describe('a conversation with the host', () => {
  for (const [scheme, lang] of [
    ['light', 'en'],
    ['dark', 'zh-CN'],
  ] as const) {
    it(`axe finds no violation, ${scheme}, ${lang}`, async () => {
      document.documentElement.lang = lang;
      document.documentElement.style.colorScheme = scheme;
      document.body.style.background = scheme === 'dark' ? '#111' : '#fff';
      service.private.say('host', 'alice', 'hello https://shop.example/tea');
      const harness = await chat();
      await expect(harness.chat).to.be.accessible();
      await harness.open();
      await harness.say('mine');
      await eventually(() => expect(harness.lines).to.have.lengthOf(2));
      await eventually(() => expect(harness.find('messageState')).not.to.be.null);
      await expect(harness.chat).to.be.accessible();
      document.documentElement.style.colorScheme = '';
      document.body.style.background = '';
    });
  }

  it('shows messages of both sides and reports that they were read', async () => {
    const harness = await chat();
    await harness.open();
    await harness.say('is it real tea?');
    await harness.shows(['is it real tea?']);
    await eventually(() => expect(harness.state).to.include('Sent'));
    expect(service.private.messages).to.be.like([{from: 'alice', to: 'host', text: 'is it real tea?'}]);
    service.private.markRead('host', 'alice');
    await eventually(() => expect(harness.state).to.include('Read'));
    service.private.say('host', 'alice', 'it is');
    await harness.shows(['is it real tea?', 'it is']);
  });

  it('is unread until it is opened, also after a reload, and is then read', async () => {
    service.private.say('host', 'alice', 'one');
    service.private.say('host', 'alice', 'two');
    const harness = await chat();
    await eventually(() => expect(part(harness.chat, 'unread').textContent).to.equal('2'));
    expect(harness.chat.matches(':state(unread)')).to.be.true;
    expect(harness.opener.ariaLabel).to.equal('Private messages with Mei, 2 unread');
    await harness.open();
    await harness.shows(['one', 'two']);
    await eventually(() => expect(parts(harness.chat, 'unread')).to.deep.equal([]));
    expect(service.private.messages.map(({readByPeer}) => readByPeer)).to.deep.equal([true, true]);
    harness.chat.hide();
    await settled(harness.room);
    service.private.say('host', 'alice', 'three');
    await eventually(() => expect(part(harness.chat, 'unread').textContent).to.equal('1'));
  });

  it('opens and closes by the page and by keyboard; the focus follows, and a draft stays', async () => {
    const harness = await chat();
    expect(harness.chat.matches(':state(open)')).to.be.false;
    harness.opener.focus();
    await keyboard('{Enter}');
    await eventually(() => expect(harness.chat.shadowRoot!.activeElement?.localName).to.equal('textarea'));
    expect(harness.chat.matches(':state(open)')).to.be.true;
    await until(() => !harness.find<HTMLTextAreaElement>('textInput')!.readOnly);
    await keyboard('half a sen');
    await keyboard('{Escape}');
    await eventually(() => expect(harness.chat.shadowRoot!.activeElement).to.equal(harness.opener));
    harness.chat.show();
    await settled(harness.chat);
    expect(harness.find<HTMLTextAreaElement>('textInput')!.value).to.equal('half a sen');
    harness.chat.hide();
    await settled(harness.chat);
    expect(isShown(harness.find('conversationContainer')!)).to.be.false;
  });

  it('is open from the start with the attribute open', async () => {
    const harness = await chat('open');
    await until(() => harness.find('messageList'));
    expect(isShown(harness.find('conversationContainer')!)).to.be.true;
    expect(isShown(harness.opener)).to.be.false;
  });

  it('loads earlier messages', async () => {
    for (let i = 0; i < 20; i++) service.private.say('host', 'alice', `line ${i}`);
    const harness = await chat();
    await harness.open();
    await eventually(() => expect(harness.lines).to.have.lengthOf(15));
    harness.button('Earlier messages').click();
    await harness.shows(Array.from({length: 20}, (_, index) => `line ${index}`));
    await eventually(() => expect(isShown(harness.find('earlierButton')!)).to.be.false);
  });

  it('keeps a refused message with the reason, and sends it again', async () => {
    const harness = await chat();
    await harness.open();
    service.private.messageError = new LiveError('TOO_FAST', 'x');
    await harness.say('too fast');
    await eventually(() => expect(harness.state).to.include('A little slower, please.'));
    service.private.messageError = undefined;
    (await until(() => harness.button('Try again'))).click();
    await eventually(() => expect(harness.state).to.include('Sent'));
    await harness.shows(['too fast']);
  });

  it('shows that either side recalled a message', async () => {
    const harness = await chat();
    await harness.open();
    await harness.say('oops');
    await eventually(() => expect(harness.state).to.include('Take back'));
    harness.button('Take back').click();
    await harness.shows([]);
    expect(service.private.messages).to.deep.equal([]);
    const {id} = service.private.say('host', 'alice', 'oops too');
    await harness.shows(['oops too']);
    service.private.recall(id);
    await harness.shows([]);
  });

  it('shows markup, bidi characters and unknown message types as text', async () => {
    const harness = await chat();
    await harness.open();
    service.private.say('host', 'alice', '<img src=x onerror=alert(1)>\u202e');
    await harness.shows(['<img src=x onerror=alert(1)>\u202e']);
    expect(harness.find('bubblePicture')).to.be.null;
  });

  it('fires an event before and after a message, and sends no cancelled message', async () => {
    const harness = await chat();
    await harness.open();
    const onSay = sinon.spy((event: Event) => event.preventDefault());
    harness.room.addEventListener('live-private-say', onSay, {once: true});
    await harness.say('not this');
    await eventually(() => expect(onSay).to.have.been.calledOnce);
    const sentDetail = new Promise<unknown>((resolve) =>
      harness.room.addEventListener('live-private-said', (event) => resolve(event.detail), {once: true}),
    );
    await harness.say('but this');
    expect(await sentDetail).to.deep.equal({peer: 'host', id: 'p-1', text: 'but this'});
    expect(service.private.messages.map(({text}) => text)).to.deep.equal(['but this']);
  });

  it('reads missed messages after a reconnect', async () => {
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

describe('private-chat', () => {
  it('hides a stranger who writes, and shows a viewer whom this viewer opened, also after a reload', async () => {
    service.private.say('mallory', 'alice', 'buy my coins');
    const harness = await chat();
    expect(harness.room.session.state.privateChats.conversations).to.deep.equal([]);
    service.private.say('mallory', 'alice', 'hello?');
    await settled(harness.room);
    expect(harness.room.session.state.privateChats.conversations).to.deep.equal([]);
    harness.chat.peer = 'bob';
    await settled(harness.chat);
    service.private.say('bob', 'alice', 'psst');
    await harness.open();
    await harness.shows(['psst']);
    harness.room.remove();
    const again = await chat();
    await eventually(() =>
      expect(again.room.session.state.privateChats.conversations.map(({peer}) => peer.userId)).to.deep.equal(['bob']),
    );
  });

  it('shows everybody to the host', async () => {
    service.private.say('bob', 'host', 'one');
    service.private.say('carol', 'host', 'two');
    const room = put<LiveRoom>('<live-room manual room-id="r1"></live-room>');
    room.credentials = {...alice, userId: 'host'};
    await room.join();
    await eventually(() => expect(room.session.state.room.host).not.to.be.undefined);
    await room.session.privateChats();
    expect(
      room.session.state.privateChats.conversations.map(({peer, unread}) => [peer.userId, unread]),
    ).to.deep.include.members([
      ['bob', 1],
      ['carol', 1],
    ]);
  });

  it('offers the host no conversation with the host', async () => {
    const room = put<LiveRoom>('<live-room manual room-id="r1"><private-chat></private-chat></live-room>');
    room.credentials = {...alice, userId: 'host'};
    await room.join();
    const harness = new PrivateHarness(room);
    await eventually(() => expect(isShown(harness.opener)).to.be.false);
  });

  it('signs a guest in first or shows a message', async () => {
    const room = put<LiveRoom>(
      '<live-room manual guest sdk-app-id="1" room-id="r1"><private-chat></private-chat></live-room>',
    );
    await room.join();
    const harness = new PrivateHarness(room);
    await eventually(() => expect(harness.room.session.status).to.equal('joined'));
    await click(harness.opener);
    await until(() => harness.find('textInput'));
    await eventually(() => expect(harness.find('composerHint')!.textContent).to.include('guest'));
  });
});
