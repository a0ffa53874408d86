import {expect} from '@open-wc/testing';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import {type MemoryService} from '../support/session/memory-service.ts';
import {alice, fresh, part, parts, put, servedRoom} from '../support/browser/room-fixture.ts';
import {eventually, until} from '../support/eventually.ts';
import {click, keyboard} from '../support/browser/user-input.ts';
import {findAllPrivate, findPrivate} from '../support/browser/private-elements.ts';
import {ChatHarness, openChat} from '../support/browser/chat-panel-harness.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

describe('viewers', () => {
  /** A room with a comment, and the profile card of its sender. */
  async function card(harness?: ChatHarness): Promise<{harness: ChatHarness; dialog: HTMLDialogElement}> {
    const shown = harness ?? (await openChat());
    if (!harness) {
      service.comment('hello', {userId: 'bob', nick: 'Bob', level: 7});
      await shown.shows(['hello']);
    }
    await click(() => part(shown.panel, 'author'));
    const dialog = await until(() => findPrivate<HTMLDialogElement>(shown.panel, 'openProfileCard'));
    return {harness: shown, dialog};
  }

  const button = (dialog: Element, words: string) =>
    [...dialog.querySelectorAll('button')].find(({textContent}) => textContent === words)!;

  it('have an accessible card; Escape closes it and restores the focus', async () => {
    const {harness, dialog} = await card();
    expect(dialog.getAttribute('aria-label')).to.equal('About Bob');
    expect(findPrivate(dialog, 'profileFacts')!.textContent).to.equal('Level 7');
    await expect(harness.panel).to.be.accessible();
    await keyboard('{Escape}');
    await eventually(() => expect(harness.panel.shadowRoot!.querySelector('dialog')).to.be.null);
    expect(harness.panel.shadowRoot!.activeElement).to.equal(part(harness.panel, 'author'));
  });

  it('are reached by keyboard', async () => {
    const harness = await openChat();
    service.comment('one', {userId: 'amy', nick: 'Amy'});
    service.comment('two', {userId: 'bob', nick: 'Bob'});
    await harness.shows(['one', 'two']);
    harness.list.focus();
    await keyboard('{ArrowRight}{ArrowUp}{Enter}');
    const dialog = await until(() => findPrivate(harness.panel, 'openProfileCard'));
    expect(dialog.getAttribute('aria-label')).to.equal('About Amy');
  });

  it('can be mentioned', async () => {
    const {harness, dialog} = await card();
    button(dialog, 'Mention').click();
    expect(harness.input.value).to.equal('@Bob ');
    expect(harness.panel.shadowRoot!.activeElement).to.equal(harness.input);
  });

  it('are suggested by name after an @: arrow keys select, Enter inserts and does not send', async () => {
    const harness = await openChat();
    for (const [userId, nick] of [
      ['amy', 'Amy'],
      ['bob', 'Bob'],
      ['bea', 'Béa B.'],
      ['bob', 'Bob'],
    ])
      service.comment('hi', {userId: userId!, nick: nick!});
    await harness.shows(['hi', 'hi', 'hi', 'hi']);
    const offered = () =>
      findAllPrivate(harness.panel, 'mentionOption').map(({textContent, ariaSelected}) =>
        ariaSelected === 'true' ? `>${textContent}` : textContent,
      );
    await harness.type('hello @');
    await eventually(() => expect(offered()).to.deep.equal(['>Bob', 'Béa B.', 'Amy']));
    await expect(harness.panel).to.be.accessible();
    await keyboard('b');
    expect(offered()).to.deep.equal(['>Bob', 'Béa B.']);
    await keyboard('{ArrowDown}{Enter}');
    expect(harness.input.value).to.equal('hello @Béa B. ');
    expect(offered()).to.deep.equal([]);
    expect(service.sentTexts).to.deep.equal([]);
    await keyboard('@{Escape}');
    expect(offered()).to.deep.equal([]);
    await keyboard('nobody{Enter}');
    await eventually(() => expect(service.sentTexts).to.deep.equal(['hello @Béa B. @nobody']));
    await harness.type('mail me a@b');
    expect(offered()).to.deep.equal([]);
  });

  it('can be hidden, and shown again', async () => {
    const {harness, dialog} = await card();
    button(dialog, 'Hide').click();
    await eventually(() => expect(harness.lines).to.deep.equal([]));
    (await until(() => button(dialog, 'Show again'))).click();
    await harness.shows(['hello']);
  });

  it('can be replied to: the reply quotes the comment for everybody', async () => {
    const {harness, dialog} = await card();
    button(dialog, 'Answer').click();
    await harness.settled();
    const replyTarget = () => findPrivate(harness.panel, 'shownReplyTarget');
    expect(replyTarget()!.textContent).to.include('Answering Bob: hello');
    await expect(harness.panel).to.be.accessible();
    await harness.type('hi!{Enter}');
    await harness.shows(['hello', 'hi!']);
    expect(replyTarget()).to.be.null;
    const quotes = findAllPrivate(harness.panel, 'messageQuote');
    expect(quotes.map(({textContent}) => textContent)).to.deep.equal(['Bob: hello']);
    expect(harness.room.session.state.comments.list.at(-1)!.reply).to.deep.equal({
      seq: 1,
      userId: 'bob',
      nick: 'Bob',
      text: 'hello',
    });
  });

  it('get no reply after Escape has cancelled it', async () => {
    const {harness, dialog} = await card();
    button(dialog, 'Answer').click();
    await harness.settled();
    await keyboard('{Escape}');
    await harness.settled();
    expect(findPrivate(harness.panel, 'shownReplyTarget')).to.be.null;
    await harness.type('plain{Enter}');
    await harness.shows(['hello', 'plain']);
    expect(findPrivate(harness.panel, 'messageQuote')).to.be.null;
  });

  it('get no reply after the comment was recalled or the room has changed', async () => {
    const harness = await openChat();
    const replyTarget = () => findPrivate(harness.panel, 'replyTarget')!;
    await eventually(() => expect(replyTarget()).not.to.be.null); // The reply is shown when the composer's tools are loaded.
    const respond = () =>
      harness.room.session.composer!.replyTo({seq: 7, from: {userId: 'bob', nick: 'Bob'}, text: 'rude'});
    respond();
    expect(replyTarget().hidden).to.be.false;
    service.sinks((sink) => sink.deleted([6]));
    expect(replyTarget().hidden).to.be.false;
    service.sinks((sink) => sink.deleted([7]));
    expect(replyTarget().hidden).to.be.true;
    respond();
    harness.room.roomId = 'r2';
    await harness.room.join();
    await eventually(() => expect(replyTarget().hidden).to.be.true);
  });

  it('get a reply that was chosen before the composer’s tools were loaded', async () => {
    const room = put<LiveRoom>(
      '<live-room manual room-id="r1"><chat-panel style="height: 300px"></chat-panel></live-room>',
    );
    room.credentials = alice;
    const panel = room.querySelector('chat-panel')!;
    await room.join();
    await panel.updateComplete;
    expect(findPrivate(panel, 'composerTools')).to.be.null;
    room.session.composer!.replyTo({seq: 7, from: {userId: 'bob', nick: 'Bob'}, text: 'hello'});
    const target = await until(() => findPrivate(panel, 'replyTarget'));
    expect(target.hidden).to.be.false;
    expect(target.textContent).to.contain('Bob');
  });

  it('see that they got a reply; a quote is plain text', async () => {
    const harness = await openChat();
    const reply = {seq: 3, userId: 'alice', nick: '<b>Alice</b>', text: '<img src=x>'};
    service.says({type: 'comment', kind: 'text', text: 'indeed', reply});
    await harness.shows(['indeed']);
    expect(part(harness.panel, 'message').classList.contains('reply-to-me')).to.be.true;
    expect(findPrivate(harness.panel, 'quote')!.textContent).to.equal('<b>Alice</b>: <img src=x>');
    expect(harness.panel.shadowRoot!.querySelectorAll('img, b')).to.have.lengthOf(0);
  });

  it('can be reported to the moderators', async () => {
    const {room, backend} = await servedRoom('<chat-panel></chat-panel>');
    const harness = new ChatHarness(room);
    service.comment('buy this', {userId: 'bob', nick: 'Bob'});
    await harness.shows(['buy this']);
    const {dialog} = await card(harness);
    button(dialog, 'Report').click();
    const reason = dialog.querySelector('select')!;
    expect(harness.panel.shadowRoot!.activeElement).to.equal(reason);
    await expect(harness.panel).to.be.accessible();
    reason.value = 'Fraud';
    button(dialog, 'Send the report').click();
    await eventually(() =>
      expect(findPrivate(dialog, 'reportResponse')!.textContent).to.equal('Thank you: it was reported.'),
    );
    expect(backend.reports).to.deep.equal([{seq: room.session.state.comments.list[0]!.seq, reason: 'Fraud'}]);
  });

  it('can be moderated by an operator of the room alone', async () => {
    const backend = new MemoryBackend();
    backend.room.operators = ['alice'];
    const {room} = await servedRoom('<chat-panel></chat-panel>', '', backend);
    const harness = new ChatHarness(room);
    service.comment('buy this', {userId: 'bob', nick: 'Bob'});
    await harness.shows(['buy this']);
    const {dialog} = await card(harness);
    await expect(harness.panel).to.be.accessible();
    button(dialog, 'Delete the comment').click();
    await eventually(() => expect(findPrivate(dialog, 'moderationResponse')!.textContent).to.equal('It is done.'));
    button(dialog, 'Mute for 10 minutes').click();
    button(dialog, 'Put out for a day').click();
    button(dialog, 'Really put out?').click();
    await eventually(() => expect(backend.moderated).to.have.lengthOf(3));
    const {seq} = room.session.state.comments.list[0]!;
    expect(backend.moderated).to.deep.equal([
      {what: 'messages', seq},
      {what: 'mutes', userId: 'bob', seconds: 600},
      {what: 'bans', userId: 'bob', seconds: 86_400},
    ]);
    button(dialog, 'Close').click();
    service.comment('welcome', {userId: 'host', nick: 'Mei'});
    await harness.shows(['buy this', 'welcome']);
    await click(() => parts(harness.panel, 'author').at(-1)!);
    const hosts = await until(() => findPrivate<HTMLDialogElement>(harness.panel, 'openProfileCard'));
    expect(button(hosts, 'Report')).not.to.be.undefined;
    expect(findPrivate(hosts, 'moderation')).to.be.null;
  });

  it('cannot act on themselves: their own card has no actions', async () => {
    const harness = await openChat();
    await harness.room.say('mine');
    await harness.shows(['mine']);
    const {dialog} = await card(harness);
    expect([...dialog.querySelectorAll('button')].map(({textContent}) => textContent)).to.deep.equal(['Close']);
  });
});

describe('a pin', () => {
  const pin = (value: object) => service.setFacts({fields: {pin: JSON.stringify(value)}});
  const words = (room: Element) =>
    parts(room, 'pinned').map(({textContent}) => textContent.replace(/\s+/g, ' ').trim());

  it('is shown above the list as a text, a listed comment or one of the history, until it is removed', async () => {
    const backend = new MemoryBackend();
    backend.store(3, 'Does it leak?');
    service.facts = {...service.facts, fields: {pin: '{"v":1,"text":"<b>Free</b> shipping"}'}};
    const {room} = await servedRoom('<chat-panel style="height: 300px"></chat-panel>', '', backend);
    await eventually(() => expect(words(room)).to.deep.equal(['Pinned <b>Free</b> shipping']));
    await expect(room.querySelector('chat-panel')!).to.be.accessible();
    service.comment('Is it tea?', {nick: 'Bob'});
    const {seq} = await until(() => room.session.state.comments.list.find(({text}) => text === 'Is it tea?'));
    pin({v: 2, seq, question: true});
    await eventually(() => expect(words(room)).to.deep.equal(['Answering now Bob: Is it tea?']));
    pin({v: 3, seq: 3});
    await eventually(() => expect(words(room)[0]).to.match(/^Pinned .*: Does it leak\?$/));
    pin({v: 4});
    await eventually(() => expect(words(room)).to.deep.equal([]));
  });
});

it('a question is sent with its mark, which the list shows, and the next comment has none', async () => {
  const harness = await openChat();
  await click(findPrivate(harness.panel, 'moreTools')!);
  await click(await until(() => findPrivate(harness.panel, 'questionTool')));
  await harness.type('Is it tea?{Enter}');
  await harness.type('I hope so{Enter}');
  const sent = () =>
    harness.room.session.state.comments.list.map(({text, question, delivery}) => [text, !!question, delivery]);
  await eventually(() =>
    expect(sent()).to.deep.equal([
      ['Is it tea?', true, 'sent'],
      ['I hope so', false, 'sent'],
    ]),
  );
  await eventually(() =>
    expect(parts(harness.panel, 'badge').map(({textContent}) => textContent)).to.deep.equal(['?', 'You', 'You']),
  );
});
