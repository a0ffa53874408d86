import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {ChatPanel} from '../../src/elements/chat-panel/chat-panel.ts';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import {viewerFilters} from '../../src/elements/message-list/viewer-filters.ts';
import {LiveError} from '../../src/protocol/errors.ts';
import type {Media} from '../../src/protocol/media.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import {gate, type MemoryService} from '../support/session/memory-chat-driver.ts';
import {fresh, isShown, joinedRoom, part, parts, put, servedRoom, settled} from '../support/browser/room-fixture.ts';
import {hugePicture, PICTURE} from '../support/browser/pictures.ts';
import {eventually, rejection, until} from '../support/eventually.ts';
import {atTestEnd, stubFetch} from '../support/browser/test-end.ts';
import {click, fill, hover, keyboard} from '../support/browser/user-input.ts';
import {findAllPrivate, findPrivate, type PrivateName} from '../support/browser/private-elements.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

/** Speaks as a viewer does. */
class ChatHarness {
  readonly panel: ChatPanel;

  constructor(readonly room: LiveRoom) {
    this.panel = room.querySelector('chat-panel')!;
  }

  get lines(): string[] {
    return parts(this.panel, 'text').map(({textContent}) => textContent);
  }

  get input(): HTMLTextAreaElement {
    return part(this.panel, 'input') as HTMLTextAreaElement;
  }

  get list(): HTMLElement {
    return part(this.panel, 'list');
  }

  get message(): string {
    return findPrivate(this.panel, 'composerHint')!.textContent.trim();
  }

  async settled(): Promise<void> {
    await settled(this.room);
  }

  async type(text: string): Promise<void> {
    await click(this.input);
    await keyboard(text);
    await this.settled();
  }

  /** Somebody says so many lines, `line 0` and on. */
  async fill(count: number): Promise<void> {
    for (let i = 0; i < count; i++) service.comment(`line ${i}`);
    await eventually(() => expect(this.lines).to.have.lengthOf(count));
    await this.settled();
  }

  /** Where on the screen a line stands, px. */
  place(text: string): number {
    return parts(this.panel, 'text')
      .find(({textContent}) => textContent === text)!
      .getBoundingClientRect().top;
  }

  get closed(): boolean {
    return this.input.readOnly && this.input.ariaDisabled === 'true';
  }

  async shows(lines: string[]): Promise<void> {
    await eventually(() => expect(this.lines).to.deep.equal(lines));
  }
}

async function chat(attributes = ''): Promise<ChatHarness> {
  const harness = new ChatHarness(await joinedRoom(`<chat-panel style="height: 300px" ${attributes}></chat-panel>`));
  await until(() => findPrivate(harness.panel, 'composerTools'));
  return harness;
}

for (const [scheme, lang] of [
  ['light', 'en'],
  ['light', 'zh-CN'],
  ['dark', 'en'],
  ['dark', 'zh-CN'],
] as const) {
  it(`axe finds nothing, ${scheme}, ${lang}`, async () => {
    document.documentElement.lang = lang;
    document.documentElement.style.colorScheme = scheme;
    document.body.style.background = scheme === 'dark' ? '#111' : '#fff';
    const {room, panel} = await chat();
    service.comment('你好 hello');
    service.comment('from the host', {userId: 'host'});
    await room.say('mine');
    service.sayError = new LiveError('TOO_FAST', 'x');
    await room.say('refused').catch(() => undefined);
    await settled(room);
    await expect(panel).to.be.accessible();
    document.documentElement.style.colorScheme = '';
    document.body.style.background = '';
  });
}

const FILM = new URL('/demo/dev/media/host.mp4', location.href).href;

describe('pictures, voice and film', () => {
  const image = {kind: 'image', url: PICTURE, thumb: PICTURE, width: 1_280, height: 800} as const;
  const sound = {kind: 'sound', url: FILM, seconds: 12} as const;
  const video = {kind: 'video', url: FILM, thumb: PICTURE, width: 360, height: 480, seconds: 12} as const;

  async function showing(media: Media): Promise<{harness: ChatHarness; button: HTMLButtonElement}> {
    const harness = await chat();
    service.says({type: 'comment', kind: media.kind, text: '', media});
    const button = await until(() => findPrivate<HTMLButtonElement>(harness.panel, 'mediaButton'));
    return {harness, button};
  }

  for (const media of [image, sound, video] as const) {
    it(`axe finds nothing: ${media.kind}`, async () => {
      const {harness} = await showing(media);
      await expect(harness.panel).to.be.accessible();
    });
  }

  it('a picture has its place before it is there, and opens large', async () => {
    const {harness, button} = await showing(image);
    const {width, height} = button.getBoundingClientRect();
    expect(width / height).to.be.closeTo(1.6, 0.05);
    expect(height).to.be.at.most(176);
    await until(() => button.querySelector('img')!.naturalWidth > 0);
    button.click();
    const dialog = harness.panel.shadowRoot!.querySelector<HTMLDialogElement>('dialog[open]')!;
    await until(() => dialog.querySelector('img')!.naturalWidth > 0);
    expect(dialog.getBoundingClientRect().width).to.be.at.most(innerWidth);
    await expect(harness.panel).to.be.accessible();
    await keyboard('{Escape}');
    await eventually(() => expect(harness.panel.shadowRoot!.querySelector('dialog')).to.be.null);
  });

  it('what is not there is said to be, and harms no other', async () => {
    const harness = await chat();
    service.says({type: 'comment', kind: 'image', text: '', media: {...image, thumb: `${PICTURE}.none`}});
    await eventually(() => expect(harness.lines).to.deep.equal(['It cannot be shown.']), 10_000);
    service.comment('next');
    await harness.shows(['It cannot be shown.', 'next']);
  });

  it('a picture too large to unpack is never drawn, small as its file is: neither in the list nor large', async () => {
    const address = hugePicture();
    const {harness, button} = await showing({...image, url: address});
    button.click();
    const dialog = harness.panel.shadowRoot!.querySelector<HTMLDialogElement>('dialog[open]')!;
    const large = dialog.querySelector('img')!;
    expect(getComputedStyle(large).visibility).to.equal('hidden');
    await until(() => !large.isConnected);
    expect(large.naturalWidth * large.naturalHeight).to.equal(20_000 * 20_000);
    expect(dialog.textContent).to.include('It cannot be shown.');
    dialog.close();
    service.says({type: 'comment', kind: 'image', text: '', media: {...image, thumb: address}});
    await eventually(() => expect(harness.lines.at(-1)).to.equal('It cannot be shown.'));
    expect(getComputedStyle(button.querySelector('img')!).visibility).to.equal('visible');
  });

  it('a film plays in its place, and loads nothing before', async () => {
    const {harness, button} = await showing(video);
    expect(button.ariaLabel).to.equal('Play the video, 12 s');
    expect(harness.panel.shadowRoot!.querySelector('video')).to.be.null;
    button.click();
    const film = harness.panel.shadowRoot!.querySelector('video')!;
    await until(() => film.currentTime > 0);
    harness.panel.remove();
    await eventually(() => expect(film.paused).to.be.true);
  });

  it('a film that nobody made a cover for shows its own picture, once it is in view', async () => {
    const {harness, button} = await showing({...video, thumb: ''});
    const canvas = await until(() => button.querySelector('canvas'), 5_000);
    const {width, height} = canvas;
    expect(width / height).to.be.closeTo(360 / 480, 0.05);
    const {data} = canvas.getContext('2d')!.getImageData(0, 0, width, height);
    expect(new Set(data).size).to.be.greaterThan(50); // No plain field.
    expect(harness.panel.shadowRoot!.querySelector('video')).to.be.null;
    await expect(harness.panel).to.be.accessible();
    button.click();
    const film = harness.panel.shadowRoot!.querySelector('video')!;
    await until(() => film.currentTime > 0);
  });

  it('and shows none where it is no film', async () => {
    const loads = sinon.spy(HTMLMediaElement.prototype, 'src', ['set']).set;
    atTestEnd(() => void sinon.restore());
    const {button} = await showing({...video, url: new URL('/package.json', location.href).href, thumb: ''});
    const lying = await until(() => loads.thisValues[0] as HTMLVideoElement | undefined);
    await eventually(() => expect(lying.hasAttribute('src')).to.be.false);
    expect(button.querySelector('canvas')).to.be.null;
    expect(loads).to.have.been.calledOnce;
  });

  it('nor where the viewer saves data', async () => {
    const loads = sinon.spy(HTMLMediaElement.prototype, 'src', ['set']).set;
    Object.defineProperty(navigator, 'connection', {configurable: true, value: {saveData: true}});
    atTestEnd(() => {
      sinon.restore();
      Reflect.deleteProperty(navigator, 'connection');
    });
    const {button} = await showing({...video, thumb: ''});
    // Whoever is in view is told of it by the second frame.
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
    expect(button.getBoundingClientRect().height).to.be.greaterThan(0);
    expect(loads).not.to.have.been.called;
  });

  it('a voice plays and pauses, and is quiet for another', async () => {
    const {harness, button} = await showing(sound);
    expect(button.ariaLabel).to.equal('Play the voice message, 12 s');
    button.click();
    await eventually(() => expect(button.ariaLabel).to.equal('Pause the voice message'));
    service.says({type: 'comment', kind: 'sound', text: '', media: {...sound}});
    const other = await until(() => findAllPrivate<HTMLButtonElement>(harness.panel, 'mediaButton')[1]);
    other.click();
    await eventually(() => expect(other.ariaLabel).to.equal('Pause the voice message'));
    await eventually(() => expect(button.ariaLabel).to.equal('Play the voice message, 12 s'));
    other.click();
    await eventually(() => expect(other.ariaLabel).to.equal('Play the voice message, 12 s'));
  });

  it('keep what they show while the list moves', async () => {
    const {harness, button} = await showing(sound);
    service.comment('next');
    await harness.shows(['12″', 'next']);
    expect(findPrivate(harness.panel, 'mediaButton')).to.equal(button);
  });
});

describe('sending files', () => {
  /** A picture of a size, as a camera or a screen makes them. */
  async function drawn(width: number, height: number, type: string): Promise<File> {
    const canvas = Object.assign(document.createElement('canvas'), {width, height});
    const context = canvas.getContext('2d')!;
    context.fillStyle = 'teal';
    context.fillRect(0, 0, width, height / 2);
    const blob = await new Promise<Blob>((resolve) => canvas.toBlob((made) => resolve(made!), type));
    return new File([blob], 'Holiday at home.bin', {type});
  }

  /** Puts files on the clipboard and pastes them. */
  function paste(harness: ChatHarness, ...files: File[]): void {
    const clipboardData = new DataTransfer();
    for (const file of files) clipboardData.items.add(file);
    const event = new ClipboardEvent('paste', {bubbles: true, composed: true, cancelable: true});
    Object.defineProperty(event, 'clipboardData', {value: clipboardData}); // Firefox takes none from a page.
    harness.input.dispatchEvent(event);
  }

  /** Pastes a file and says that it is to be sent. */
  async function send(harness: ChatHarness, file: File): Promise<void> {
    paste(harness, file);
    await eventually(() => expect(findPrivate(harness.panel, 'attachedFile')).not.to.be.null);
    findPrivate(harness.panel, 'sendFilesButton')!.click();
  }

  const line = (harness: ChatHarness) => harness.room.session.state.comments.list.at(-1);

  it('a picture that is sent stands in the list at once, with how far it has come, and then where the service has put it', async () => {
    const harness = await chat();
    service.saying = gate();
    await send(harness, await drawn(300, 200, 'image/png'));
    await eventually(() => expect(line(harness)).to.include({delivery: 'pending', progress: 0.5, kind: 'image'}));
    await eventually(() => expect(harness.panel.shadowRoot!.querySelector('progress')?.value).to.equal(0.5));
    const preview = await until(() => findPrivate<HTMLImageElement>(harness.panel, 'pictureInText'));
    await until(() => preview.naturalWidth === 300);
    await expect(harness.panel).to.be.accessible();
    service.saying.open();
    await eventually(() => expect(line(harness)!.delivery).to.equal('sent'));
    expect(line(harness)!.media).to.have.property('url', 'https://files.example/1-live-room.png');
    expect(service.files[0]!.name).to.equal('live-room.png'); // Not what it is called at home.
  });

  it('a large picture is made as large as is seen', async () => {
    const harness = await chat();
    await send(harness, await drawn(4_000, 3_000, 'image/jpeg'));
    await eventually(() => expect(service.files).to.have.lengthOf(1));
    const bitmap = await createImageBitmap(service.files[0]!);
    expect([bitmap.width, bitmap.height]).to.deep.equal([1_600, 1_200]);
    expect(service.files[0]!.type).to.equal('image/jpeg');
  });

  it('a short film goes with its length; what is no picture and no film says so, and does not go', async () => {
    const harness = await chat();
    const film = await (await fetch(FILM)).blob();
    await send(harness, new File([film], 'film.mp4', {type: 'video/mp4'}));
    await eventually(() => expect(service.files).to.have.lengthOf(1));
    expect(service.files[0]!.type).to.equal('video/mp4');
    for (const [content, type] of [
      ['<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"/>', 'image/svg+xml'],
      ['<!doctype html><script>1</script>', 'image/png'],
      ['\u0089PNG\r\n', 'image/png'],
      ['....ftypisom and then nothing', 'video/mp4'],
    ] as const) {
      paste(harness, new File([content], 'a.png', {type}));
      await eventually(() => expect(harness.message).to.include('no picture'));
      await harness.type('x{Backspace}');
      expect(harness.message).to.equal('');
    }
    expect(service.files).to.have.lengthOf(1);
  });

  it('a picture that says it is enormous is refused before it is decoded', async () => {
    const harness = await chat();
    const header = new Uint8Array(64);
    header.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
    new DataView(header.buffer).setUint32(16, 20_000);
    new DataView(header.buffer).setUint32(20, 20_000);
    paste(harness, new File([header], 'bomb.png', {type: 'image/png'}));
    await eventually(() => expect(harness.message).to.equal('This file is too large.'));
    expect(service.files).to.have.lengthOf(0);
  });

  it('one that was not sent can be sent again, or let go', async () => {
    const harness = await chat();
    service.sayError = new LiveError('CONNECTION_LOST', 'no answer');
    await send(harness, await drawn(30, 20, 'image/png'));
    await eventually(() => expect(line(harness)?.delivery).to.equal('failed'));
    service.sayError = undefined;
    const button = (words: string) =>
      findAllPrivate(harness.panel, 'resendButton').find(({textContent}) => textContent === words);
    (await until(() => button('Try again'))).click();
    await eventually(() => expect(line(harness)!.delivery).to.equal('sent'));
    service.saying = gate();
    await send(harness, await drawn(30, 20, 'image/png'));
    (await until(() => button('Cancel'))).click();
    await eventually(() => expect(harness.room.session.state.comments.list).to.have.lengthOf(1));
    service.saying.open();
    await harness.settled();
    expect(service.files).to.have.lengthOf(1);
  });
});

describe('people', () => {
  /** A room where somebody said something, and that somebody's card. */
  async function card(harness?: ChatHarness): Promise<{harness: ChatHarness; dialog: HTMLDialogElement}> {
    const shown = harness ?? (await chat());
    if (!harness) {
      service.comment('hello', {userId: 'bob', nick: 'Bob', level: 7});
      await shown.shows(['hello']);
    }
    await click(part(shown.panel, 'author'));
    const dialog = await until(() => findPrivate<HTMLDialogElement>(shown.panel, 'openProfileCard'));
    return {harness: shown, dialog};
  }

  const button = (dialog: Element, words: string) =>
    [...dialog.querySelectorAll('button')].find(({textContent}) => textContent === words)!;

  it('have a card, in which axe finds nothing; Escape closes it and gives the focus back', async () => {
    const {harness, dialog} = await card();
    expect(dialog.getAttribute('aria-label')).to.equal('About Bob');
    expect(findPrivate(dialog, 'profileFacts')!.textContent).to.equal('Level 7');
    await expect(harness.panel).to.be.accessible();
    await keyboard('{Escape}');
    await eventually(() => expect(harness.panel.shadowRoot!.querySelector('dialog')).to.be.null);
    expect(harness.panel.shadowRoot!.activeElement).to.equal(part(harness.panel, 'author'));
  });

  it('are reached by keyboard', async () => {
    const harness = await chat();
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

  it('are offered by name after an @: arrow keys choose, Enter takes, and does not send', async () => {
    const harness = await chat();
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
    expect(service.said).to.deep.equal([]);
    await keyboard('@{Escape}');
    expect(offered()).to.deep.equal([]);
    await keyboard('nobody{Enter}');
    await eventually(() => expect(service.said).to.deep.equal(['hello @Béa B. @nobody']));
    await harness.type('mail me a@b');
    expect(offered()).to.deep.equal([]);
  });

  it('can be hidden, and shown again', async () => {
    const {harness, dialog} = await card();
    button(dialog, 'Hide').click();
    await eventually(() => expect(harness.lines).to.deep.equal([]));
    button(dialog, 'Show again').click();
    await harness.shows(['hello']);
  });

  it('can be answered: the answer quotes what was said, for everybody', async () => {
    const {harness, dialog} = await card();
    button(dialog, 'Answer').click();
    await harness.settled();
    const answered = () => findPrivate(harness.panel, 'shownReplyTarget');
    expect(answered()!.textContent).to.include('Answering Bob: hello');
    await expect(harness.panel).to.be.accessible();
    await harness.type('hi!{Enter}');
    await harness.shows(['hello', 'hi!']);
    expect(answered()).to.be.null;
    const quotes = findAllPrivate(harness.panel, 'messageQuote');
    expect(quotes.map(({textContent}) => textContent)).to.deep.equal(['Bob: hello']);
    expect(harness.room.session.state.comments.list.at(-1)!.reply).to.deep.equal({
      seq: 1,
      userId: 'bob',
      nick: 'Bob',
      text: 'hello',
    });
  });

  it('are not answered after all by Escape', async () => {
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

  it('are answered no more once they are taken back, nor in another room', async () => {
    const harness = await chat();
    const answered = () => findPrivate(harness.panel, 'replyTarget')!;
    await eventually(() => expect(answered()).not.to.be.null); // It comes with the composer's tools.
    const answer = () =>
      harness.room.session.composer!.replyTo({seq: 7, from: {userId: 'bob', nick: 'Bob'}, text: 'rude'});
    answer();
    expect(answered().hidden).to.be.false;
    service.sinks((sink) => sink.deleted([6]));
    expect(answered().hidden).to.be.false;
    service.sinks((sink) => sink.deleted([7]));
    expect(answered().hidden).to.be.true;
    answer();
    harness.room.roomId = 'r2';
    await harness.room.join();
    await eventually(() => expect(answered().hidden).to.be.true);
  });

  it('see that they are answered; a quote is text', async () => {
    const harness = await chat();
    const reply = {seq: 3, userId: 'alice', nick: '<b>Alice</b>', text: '<img src=x>'};
    service.says({type: 'comment', kind: 'text', text: 'indeed', reply});
    await harness.shows(['indeed']);
    expect(part(harness.panel, 'message').classList.contains('to-me')).to.be.true;
    expect(findPrivate(harness.panel, 'quote')!.textContent).to.equal('<b>Alice</b>: <img src=x>');
    expect(harness.panel.shadowRoot!.querySelectorAll('img, b')).to.have.lengthOf(0);
  });

  it('are reported to those who run the room', async () => {
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

  it('are dealt with by an operator of the room, and by nobody else', async () => {
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
    await click(parts(harness.panel, 'author').at(-1)!);
    const hosts = await until(() => findPrivate<HTMLDialogElement>(harness.panel, 'openProfileCard'));
    expect(button(hosts, 'Report')).not.to.be.undefined;
    expect(findPrivate(hosts, 'moderation')).to.be.null;
  });

  it('are not asked to be oneself: one’s own card offers nothing of this', async () => {
    const harness = await chat();
    await harness.room.say('mine');
    await harness.shows(['mine']);
    const {dialog} = await card(harness);
    expect([...dialog.querySelectorAll('button')].map(({textContent}) => textContent)).to.deep.equal(['Close']);
  });
});

describe('reading', () => {
  it('shows what is said as text, whatever it is', async () => {
    const harness = await chat();
    const hostile = [
      '<img src=x onerror="window.hacked = 1">',
      '</span><script>window.hacked = 1</script>',
      'مرحبا بالعالم',
      '👩‍👩‍👧‍👦 𠮷野家 😀',
      '${1}{{2}}',
    ];
    for (const text of hostile) service.comment(text, {nick: '<b onclick=alert(1)>x'});
    await harness.shows(hostile);
    expect(harness.panel.shadowRoot!.querySelectorAll('img, script, b')).to.have.lengthOf(0);
    expect(parts(harness.panel, 'author')[0]!.textContent.trim()).to.equal('<b onclick=alert(1)>x');
    expect('hacked' in window).to.be.false;
  });

  it('names what is no text', async () => {
    const harness = await chat();
    service.says({type: 'comment', kind: 'image', text: ''});
    await harness.shows(['[Picture]']);
  });

  it('leads on to https addresses in a text, and to no others', async () => {
    const harness = await chat();
    const texts = [
      'see https://shop.example/a?b=1&c=[2], and https://x.example/路径。',
      'http://x.example javascript:alert(1) https:// https://',
      '(https://y.example/z).',
    ];
    for (const text of texts) service.comment(text);
    await harness.shows(texts);
    const links = [...harness.panel.shadowRoot!.querySelectorAll('a')];
    expect(links.map((link) => link.getAttribute('href'))).to.deep.equal([
      'https://shop.example/a?b=1&c=[2]',
      'https://x.example/',
      'https://y.example/z',
    ]);
    for (const {rel, target} of links) {
      expect(target).to.equal('_blank');
      expect(rel.split(' ')).to.include.members(['noopener', 'noreferrer']);
    }
  });

  it('says when a line was said, to whoever points at it', async () => {
    const harness = await chat();
    service.comment('hello');
    await harness.shows(['hello']);
    await hover(part(harness.panel, 'text'));
    expect(part(harness.panel, 'message').title).to.match(/\d/);
  });

  it('leaves out what the viewer does not want to see, and brings it back', async () => {
    const harness = await chat();
    service.comment('a spoiler', {userId: 'amy'});
    service.comment('hello', {userId: 'bob'});
    service.comment('fine', {userId: 'amy'});
    await harness.shows(['a spoiler', 'hello', 'fine']);
    viewerFilters.change({words: ['SPOIL']});
    await harness.shows(['hello', 'fine']);
    viewerFilters.change({people: [{userId: 'bob', nick: 'Bob'}]});
    await harness.shows(['fine']);
    await harness.room.say('my spoiler');
    await harness.shows(['fine', 'my spoiler']);
    viewerFilters.change({words: [], people: []});
    await harness.shows(['a spoiler', 'hello', 'fine', 'my spoiler']);
  });

  it('keeps line breaks', async () => {
    const harness = await chat();
    service.comment('one\ntwo');
    await harness.shows(['one\ntwo']);
    expect(part(harness.panel, 'text').getClientRects().length).to.be.greaterThan(1);
  });

  it('says when nothing has been said', async () => {
    const harness = await chat();
    expect(harness.panel.matches(':state(empty)')).to.be.true;
    service.comment('x');
    await harness.shows(['x']);
    expect(harness.panel.matches(':state(empty)')).to.be.false;
  });

  it('stays at the newest line while its reader does', async () => {
    const harness = await chat();
    await harness.fill(60);
    const {list} = harness;
    await eventually(() => expect(list.scrollHeight - list.clientHeight - list.scrollTop).to.be.lessThan(2));
  });

  it('stays at its end where a line grows before the browser tells that the list moved', async () => {
    const harness = await chat();
    await harness.fill(60);
    const {list, panel} = harness;
    await eventually(() => expect(list.scrollTop).to.be.greaterThan(0));
    parts(panel, 'message').at(-1)!.style.paddingBlockEnd = '200px'; // As a picture that has come.
    list.dispatchEvent(new Event('scroll'));
    await eventually(() => expect(list.scrollHeight - list.clientHeight - list.scrollTop).to.be.lessThan(2));
    expect(panel.matches(':state(following)')).to.be.true;
  });

  it('stays where its reader reads, says how many came, and leads back', async () => {
    const harness = await chat();
    await harness.fill(60);
    const {list, panel} = harness;
    list.scrollTop = 0;
    const latest = part(panel, 'latest');
    await eventually(() => expect(isShown(latest)).to.be.true);
    for (let i = 0; i < 5; i++) service.comment('new');
    await eventually(() => expect(latest.textContent.trim()).to.equal('5 new'));
    expect(list.scrollTop).to.equal(0);
    expect(panel.matches(':state(following)')).to.be.false;
    await click(latest);
    await eventually(() => expect(list.scrollTop).to.be.greaterThan(0));
    await eventually(() => expect(isShown(latest)).to.be.false);
  });

  it('scrolls by keyboard', async () => {
    const harness = await chat();
    await harness.fill(60);
    harness.list.focus();
    const end = harness.list.scrollTop;
    await keyboard('{Home}');
    await eventually(() => expect(harness.list.scrollTop).to.be.lessThan(end));
  });

  it('marks the host and the viewer, by who they are and not by what they say', async () => {
    const harness = await chat();
    await eventually(() => expect(harness.room.session.state.room.host).not.to.be.undefined);
    service.comment('I am host', {userId: 'host', nick: 'Mei'});
    service.comment('I am host too', {userId: 'mallory', nick: 'Mei', badges: ['host']});
    await harness.room.say('me');
    await eventually(() =>
      expect(parts(harness.panel, 'badge').map(({textContent}) => textContent)).to.deep.equal(['Host', 'You']),
    );
  });

  it('tells the page whom the viewer chose', async () => {
    const harness = await chat();
    service.comment('x', {userId: 'bob', nick: 'Bob'});
    await harness.shows(['x']);
    const chosen = new Promise((resolve) =>
      document.addEventListener('live-user-select', (event) => resolve(event.detail), {once: true}),
    );
    await click(part(harness.panel, 'author'));
    expect(await chosen).to.deep.equal({user: {userId: 'bob', nick: 'Bob', avatar: ''}});
  });

  it('a screen reader hears one line, then one summary, never fifty sentences', async () => {
    const harness = await chat();
    const aloud = harness.panel.shadowRoot!.querySelector('[aria-live=polite]')!;
    const sentences: string[] = [];
    const observer = new MutationObserver(() => sentences.push(aloud.textContent));
    observer.observe(aloud, {childList: true, characterData: true, subtree: true});
    for (let i = 0; i < 50; i++) service.comment(`line ${i}`);
    await eventually(() => expect(sentences).to.deep.equal(['Bob: line 0', '49 new messages']), 4_500);
    observer.disconnect();
  });

  it('a screen reader hears each of two equal lines', async () => {
    const harness = await chat();
    const aloud = harness.panel.shadowRoot!.querySelector('[aria-live=polite]')!;
    const sentences: string[] = [];
    const observer = new MutationObserver(() => sentences.push(aloud.textContent));
    observer.observe(aloud, {childList: true, characterData: true, subtree: true});
    service.comment('hi');
    await eventually(() => expect(sentences).to.deep.equal(['Bob: hi']));
    service.comment('hi');
    await eventually(() => expect(sentences).to.deep.equal(['Bob: hi', 'Bob: hi']), 4_500);
    observer.disconnect();
  });

  it('what is read stays where it is while lines come above it and between', async () => {
    const harness = await chat();
    for (let i = 0; i < 300; i++) service.nextSeq();
    await harness.fill(60);
    harness.list.scrollTop = 300;
    await eventually(() => expect(harness.panel.matches(':state(following)')).to.be.false);
    const read = harness.lines.find((text) => harness.place(text) > harness.list.getBoundingClientRect().top)!;
    const place = harness.place(read);
    const from = {userId: 'bob', nick: 'Bob', avatar: '', level: 0, badges: []};
    const late = Array.from({length: 30}, (_, index) => ({
      id: `late-${index}`,
      seq: index < 20 ? index + 1 : 301,
      time: 1,
      from,
      own: false,
      content: {type: 'comment', kind: 'text', text: `late ${index}`} as const,
    }));
    service.sinks((sink) => sink.messages(late));
    await eventually(() => expect(harness.lines[0]).to.equal('late 0'));
    await eventually(() => expect(Math.abs(harness.place(read) - place)).to.be.lessThan(1));
  });

  it('says who came in one line, counts along, and lets it go', async () => {
    const harness = await chat();
    service.comment('hi');
    await harness.shows(['hi']);
    const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
    atTestEnd(() => void clock.restore());
    const notice = findPrivate(harness.panel, 'joinNotice')!;
    const come = async (userId: string, nick = '') => {
      service.says({type: 'join'}, {userId, nick});
      await clock.tickAsync(50);
    };
    expect(notice.hidden).to.be.true;
    const from = {userId: 'alice', nick: 'Alice', avatar: '', level: 0, badges: []};
    service.sinks((sink) => sink.messages([{id: 'j', seq: 0, time: 1, from, own: true, content: {type: 'join'}}]));
    await clock.tickAsync(50);
    expect(notice.hidden).to.be.true;
    await come('ann', '<b>Ann</b>');
    expect(notice.textContent).to.equal('<b>Ann</b> joined');
    await come('ben');
    expect(notice.textContent).to.equal('ben and one other joined');
    await come('ann', 'Ann');
    expect(notice.textContent).to.equal('Ann and one other joined');
    for (let i = 0; i < 40; i++) service.says({type: 'join'}, {userId: `u-${i}`, nick: ''});
    await clock.tickAsync(50);
    expect(notice.textContent).to.equal('u-39 and 41 others joined');
    expect(harness.lines).to.deep.equal(['hi']);
    await clock.tickAsync(5_000);
    expect(notice.hidden).to.be.true;
    document.documentElement.lang = 'zh-CN';
    viewerFilters.change({people: [{userId: 'cat', nick: 'Cat'}]});
    atTestEnd(() => viewerFilters.change({people: []}));
    await come('cat', 'Cat');
    expect(notice.hidden).to.be.true;
    await come('dan', 'Dan');
    expect(notice.textContent).to.equal('Dan 来了');
    harness.panel.remove();
    expect(notice.hidden).to.be.true;
  });

  it('says how many lines a flood left out, once', async () => {
    const harness = await chat();
    service.comment('before');
    await harness.shows(['before']);
    const comment = {type: 'comment', kind: 'text', text: 'x'} as const;
    service.saysAll(Array.from({length: 212}, () => comment));
    const gaps = () => findAllPrivate(harness.panel, 'dropMarker').map(({textContent}) => textContent.trim());
    await eventually(() => expect(gaps()).to.deep.equal(['12 messages were skipped']));
    await eventually(() => expect(harness.lines).to.have.lengthOf(200));
    document.documentElement.lang = 'zh-CN';
    await eventually(() => expect(gaps()).to.deep.equal(['已略过 12 条消息']));
  });
});

describe('what was said before', () => {
  let backend: MemoryBackend;
  beforeEach(() => {
    backend = new MemoryBackend();
    stubFetch(backend.fetch);
  });

  const earlier = ({panel}: ChatHarness) => findPrivate(panel, 'earlierButton')!;

  async function chatWith(before: number): Promise<ChatHarness> {
    for (let i = 1; i <= before; i++) backend.store(service.nextSeq(), `${i}`);
    const room = put<LiveRoom>(
      '<live-room manual room-id="r1" api-url="https://shop.example/api"><chat-panel style="height: 300px"></chat-panel></live-room>',
    );
    await room.join();
    const harness = new ChatHarness(room);
    await eventually(() => expect(harness.lines).to.have.lengthOf(Math.min(before, 50)));
    await settled(room);
    return harness;
  }

  it('comes by scrolling up, and what is read stays where it is', async () => {
    const harness = await chatWith(120);
    const {list} = harness;
    await eventually(() => expect(list.scrollTop).to.be.greaterThan(0));
    list.scrollTop = 0;
    await eventually(() => expect(harness.lines[0]).to.equal('21'));
    expect(list.scrollTop).to.be.greaterThan(300);
    expect(Math.abs(harness.place('71') - list.getBoundingClientRect().top)).to.be.lessThan(100);
    list.scrollTop = 0;
    await eventually(() => expect(harness.lines[0]).to.equal('1'));
    expect(harness.lines).to.deep.equal(Array.from({length: 120}, (_, index) => `${index + 1}`));
    await eventually(() => expect(isShown(earlier(harness))).to.be.false);
  });

  it('comes by a button for a keyboard, which keeps a place when there is no more', async () => {
    const harness = await chatWith(60);
    const button = earlier(harness);
    expect(button.textContent.trim()).to.equal('Earlier messages');
    await expect(harness.panel).to.be.accessible();
    button.focus();
    await keyboard('{Enter}');
    await eventually(() => expect(harness.lines).to.have.lengthOf(60));
    await eventually(() => expect(isShown(button)).to.be.false);
    expect(harness.panel.shadowRoot!.activeElement).to.equal(harness.list);
  });

  it('offers nothing where there is nothing', async () => {
    expect(isShown(earlier(await chatWith(3)))).to.be.false;
  });

  it('is told of and offered again when it cannot be read', async () => {
    const harness = await chatWith(60);
    const told = sinon.fake<[code: string], void>();
    harness.room.addEventListener('live-error', ({detail}) => told(detail.error.code));
    backend.down = true;
    await click(earlier(harness));
    await eventually(() => expect(told).to.have.been.calledWith('BACKEND_UNAVAILABLE'));
    backend.down = false;
    await eventually(() => expect(isShown(earlier(harness))).to.be.true);
    await click(earlier(harness));
    await eventually(() => expect(harness.lines).to.have.lengthOf(60));
  });

  it('a guest who speaks is signed in, keeps focus, caret and words, and has said it', async () => {
    const room = put<LiveRoom>(
      '<live-room manual guest room-id="r1" api-url="https://shop.example/api"><chat-panel style="height: 300px"></chat-panel></live-room>',
    );
    await room.join();
    const harness = new ChatHarness(room);
    await harness.settled();
    service.joining = gate();
    await harness.type('hello{Enter}');
    expect(harness.panel.shadowRoot!.activeElement).to.equal(harness.input);
    expect(harness.input.value).to.equal('hello');
    expect(harness.input.selectionStart).to.equal(5);
    service.joining.open();
    await harness.shows(['hello']);
    expect(service.said).to.deep.equal(['hello']);
    expect(harness.input.value).to.equal('');
    expect(harness.panel.shadowRoot!.activeElement).to.equal(harness.input);
  });

  it('a guest who speaks by the page is signed in by the same door', async () => {
    const room = put<LiveRoom>(
      '<live-room manual guest room-id="r1" api-url="https://shop.example/api"><chat-panel></chat-panel></live-room>',
    );
    await room.join();
    const {panel} = new ChatHarness(room);
    const asked: unknown[] = [];
    room.addEventListener('live-login-needed', ({detail}) => asked.push(detail));
    await panel.say('hello');
    expect(asked).to.deep.equal([{action: 'say'}]);
    expect(service.said).to.deep.equal(['hello']);
    expect(room.session.userId).to.equal('alice');
  });
});

describe('writing', () => {
  it('sends by Enter, empties the composer and keeps the focus', async () => {
    const harness = await chat();
    await harness.type('hello{Enter}');
    await harness.shows(['hello']);
    expect(service.said).to.deep.equal(['hello']);
    expect(harness.input.value).to.equal('');
    expect(harness.panel.shadowRoot!.activeElement).to.equal(harness.input);
  });

  it('breaks the line by Shift and Enter', async () => {
    const harness = await chat();
    await harness.type('one{Shift>}{Enter}{/Shift}two');
    expect(service.said).to.deep.equal([]);
    expect(harness.input.value).to.equal('one\ntwo');
    expect(harness.input.rows).to.equal(2);
  });

  it('does not send while Chinese is being composed', async () => {
    const harness = await chat();
    await harness.type('ni');
    const composing = {key: 'Enter', bubbles: true, cancelable: true, composed: true};
    harness.input.dispatchEvent(new KeyboardEvent('keydown', {...composing, isComposing: true}));
    harness.input.dispatchEvent(new KeyboardEvent('keydown', {...composing, keyCode: 229}));
    await harness.settled();
    expect(service.said).to.deep.equal([]);
  });

  it('sends by the button, reached by keyboard', async () => {
    const harness = await chat();
    await harness.type('hello');
    await keyboard('{Tab}');
    await keyboard('{Enter}');
    await harness.shows(['hello']);
  });

  it('says nothing when there is nothing to say', async () => {
    const harness = await chat();
    await harness.type('   {Enter}');
    expect(service.said).to.deep.equal([]);
  });

  it('keeps a text over 8,000 bytes, says so and tells the page', async () => {
    const harness = await chat();
    const told = new Promise<LiveError>((resolve) =>
      document.addEventListener('live-error', (event) => resolve(event.detail.error), {once: true}),
    );
    harness.input.value = 'x'.repeat(8_001);
    await harness.type('{Enter}');
    expect((await told).code).to.equal('TOO_LONG');
    await eventually(() => expect(harness.message).to.equal('This is too long to send.'));
    expect(harness.input.value).to.have.lengthOf(8_001);
    expect(service.said).to.deep.equal([]);
  });

  it('shows what was refused, why, and sends it again', async () => {
    const harness = await chat();
    service.sayError = new LiveError('MUTED', 'shh');
    await harness.type('hello{Enter}');
    const again = () => findPrivate(harness.panel, 'resendButton');
    await eventually(() => expect(again()).not.to.be.null);
    expect(part(harness.panel, 'message').textContent).to.include('You cannot comment at the moment.');
    service.sayError = undefined;
    await click(again()!);
    await eventually(() => expect(service.said).to.deep.equal(['hello']));
    await eventually(() => expect(again()).to.be.null);
    expect(harness.lines).to.deep.equal(['hello']);
  });

  it('shows what is on its way', async () => {
    const harness = await chat();
    service.saying = gate();
    await harness.type('hello{Enter}');
    await eventually(() => expect(part(harness.panel, 'message').textContent).to.include('Sending…'));
    service.saying.open();
    await eventually(() => expect(part(harness.panel, 'message').textContent).not.to.include('Sending…'));
  });

  it('the page can keep a comment from being said', async () => {
    const harness = await chat();
    const veto = (event: Event) => event.preventDefault();
    harness.room.addEventListener('live-say', veto);
    await harness.type('secret{Enter}');
    expect(service.said).to.deep.equal([]);
    harness.room.removeEventListener('live-say', veto);
  });

  it('tells the page what is about to be said, and that it was', async () => {
    const harness = await chat();
    const told: unknown[] = [];
    for (const type of ['live-say', 'live-said'] as const)
      harness.room.addEventListener(type, ({detail}) => told.push([type, detail]));
    await harness.type('hello{Enter}');
    await eventually(() =>
      expect(told).to.deep.equal([
        ['live-say', {text: 'hello'}],
        ['live-said', {id: 'm-1', text: 'hello'}],
      ]),
    );
    expect(told.every((detail) => Object.isFrozen((detail as unknown[])[1]))).to.be.true;
  });

  it('is closed to viewers while all are muted, keeps their words, and comes back by itself', async () => {
    const harness = await chat();
    await harness.type('half a sen');
    service.sinks((sink) => sink.groupChanged({mutedAll: true}));
    await eventually(() => expect(harness.message).to.equal('Comments are closed for now'));
    expect(harness.panel.matches(':state(muted)')).to.be.true;
    expect(harness.closed).to.be.true;
    await expect(harness.panel).to.be.accessible();
    await keyboard('{Enter}');
    expect(service.said).to.deep.equal([]);
    service.sinks((sink) => sink.groupChanged({mutedAll: false}));
    await eventually(() => expect(harness.closed).to.be.false);
    expect(harness.message).to.equal('');
    await keyboard('tence{Enter}');
    await harness.shows(['half a sentence']);
  });

  it('says that the connection is lost, and lets the viewer read and write on', async () => {
    const harness = await chat();
    service.comment('still here');
    await harness.shows(['still here']);
    service.sinks((sink) => sink.connected(false));
    await eventually(() => expect(harness.message).to.equal('Connection lost. Reconnecting…'));
    expect(harness.closed).to.be.false;
    expect(harness.lines).to.deep.equal(['still here']);
    service.sinks((sink) => sink.connected(true));
    await eventually(() => expect(harness.message).to.equal(''));
  });

  it('tells the page details that nobody can change, all the way down', async () => {
    const harness = await chat();
    service.comment('x', {userId: 'bob', nick: 'Bob'});
    await harness.shows(['x']);
    const chosen = new Promise<{user: object}>((resolve) =>
      document.addEventListener('live-user-select', (event) => resolve(event.detail), {once: true}),
    );
    await click(part(harness.panel, 'author'));
    expect(Object.isFrozen((await chosen).user)).to.be.true;
  });

  it('readonly has no composer', async () => {
    const {panel} = await chat('readonly');
    expect(parts(panel, 'composer').filter(isShown)).to.have.lengthOf(0);
  });

  it("asks a guest to sign in, which the page may do its own way, and keeps the guest's words", async () => {
    const room = put<LiveRoom>(
      '<live-room manual guest room-id="r1" sdk-app-id="1"><chat-panel></chat-panel></live-room>',
    );
    await room.join();
    const harness = new ChatHarness(room);
    await harness.settled();
    const asked = new Promise((resolve) =>
      room.addEventListener('live-login-needed', (event) => resolve(event.detail), {once: true}),
    );
    await harness.type('hello{Enter}');
    expect(await asked).to.deep.equal({action: 'say'});
    await eventually(() => expect(harness.message).to.equal('You are watching as a guest.'));
    expect(harness.input.value).to.equal('hello');
  });
});

describe('without a room', () => {
  it('is idle, and says so', async () => {
    const panel = put<ChatPanel>('<chat-panel></chat-panel>');
    await settled(panel);
    expect((part(panel, 'input') as HTMLTextAreaElement).readOnly).to.be.true;
    expect(panel.shadowRoot!.textContent).to.include('The room is not open yet.');
    await expect(panel).to.be.accessible();
  });
});

describe('a viewer who may not speak now', () => {
  async function servedChat(backend = new MemoryBackend()): Promise<ChatHarness> {
    const {room} = await servedRoom('<chat-panel style="height: 300px"></chat-panel>', '', backend);
    return new ChatHarness(room);
  }

  const inS = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;
  const send = (harness: ChatHarness) => part(harness.panel, 'send');

  it('is told until when and why, keeps what was typed, and goes on by itself', async () => {
    const harness = await servedChat();
    await harness.type('half a sen');
    service.notify({type: 'muted', until: inS(2), reason: 'advertising'});
    await eventually(() => expect(harness.message).to.match(/^You may not comment until \d.*\. Reason: advertising$/));
    expect(harness.closed).to.be.true;
    expect(harness.panel.matches(':state(muted)')).to.be.true;
    await expect(harness.panel).to.be.accessible();
    await eventually(() => expect(harness.closed).to.be.false, 4_000);
    expect(harness.message).to.equal('');
    expect(harness.input.value).to.equal('half a sen');
    await harness.type('tence{Enter}');
    await harness.shows(['half a sentence']);
  });

  it('is told of no end where there is none, until it is lifted', async () => {
    const backend = new MemoryBackend();
    backend.mutedUntil = 4_294_967_295;
    const harness = await servedChat(backend);
    await eventually(() => expect(harness.message).to.equal('You may not comment.'));
    service.notify({type: 'muted', until: 0});
    await eventually(() => expect(harness.closed).to.be.false);
  });

  it('waits between comments in slow mode, and sees for how long', async () => {
    const harness = await servedChat();
    service.notify({type: 'slow', seconds: 2});
    await eventually(() => expect(harness.panel.matches(':state(slow)')).to.be.true);
    await harness.type('one{Enter}');
    await harness.shows(['one']);
    await eventually(() => expect(send(harness).textContent).to.match(/^Send \([12]\)$/));
    expect(harness.message).to.equal('Slow mode: one comment every 2 s');
    await expect(harness.panel).to.be.accessible();
    await harness.type('two{Enter}');
    expect(harness.input.value).to.equal('two');
    expect(service.said).to.deep.equal(['one']);
    await eventually(() => expect(send(harness).textContent).to.equal('Send'), 4_000);
    expect(harness.message).to.equal('');
    await harness.type('{Enter}');
    await harness.shows(['one', 'two']);
  });

  it('sees a line disappear that was taken back', async () => {
    const harness = await servedChat();
    service.comment('one');
    service.comment('two');
    await harness.shows(['one', 'two']);
    service.sinks((sink) => sink.deleted([1]));
    await harness.shows(['two']);
  });
});

describe("the composer's tools", () => {
  const tool = (harness: ChatHarness, name: PrivateName) => findPrivate<HTMLButtonElement>(harness.panel, name)!;

  async function opened(): Promise<ChatHarness> {
    const harness = await chat();
    await click(tool(harness, 'moreTools'));
    await eventually(() => expect(isShown(tool(harness, 'emojiTool'))).to.be.true);
    return harness;
  }

  it('an emoji is found by its name and put where the caret is; axe finds nothing', async () => {
    const harness = await opened();
    await harness.type('nice !');
    harness.input.setSelectionRange(5, 5);
    await click(tool(harness, 'emojiTool'));
    const search = await until(() => findPrivate<HTMLInputElement>(harness.panel, 'emojiSearch'));
    await expect(harness.panel).to.be.accessible();
    await fill(search, 'teacup');
    await keyboard('{Enter}');
    expect(harness.input.value).to.equal('nice 🍵!');
    await keyboard('{Escape}');
    expect(findPrivate(harness.panel, 'toolPanel')).to.be.null;
    expect(harness.panel.shadowRoot!.activeElement).to.equal(harness.input);
  });

  it('emoji are walked through by keyboard, and what was taken stands first the next time', async () => {
    const harness = await opened();
    tool(harness, 'emojiTool').focus();
    await keyboard('{Enter}');
    await until(() => findPrivate(harness.panel, 'emoji'));
    await keyboard('{ArrowRight}{ArrowRight}{Enter}');
    const taken = harness.input.value;
    expect(taken).not.to.equal('');
    await keyboard('{Escape}');
    tool(harness, 'emojiTool').focus();
    await keyboard('{Enter}');
    const first = await until(() => findPrivate(harness.panel, 'emoji'));
    expect(first.textContent).to.equal(taken);
  });

  it('a style goes with the line, stays for the next, and the line is heard as one with a style', async () => {
    const harness = await opened();
    const heard = sinon.fake<[content: unknown], void>();
    harness.room.session.on('danmaku', ({content}) => heard(content));
    await click(tool(harness, 'styleTool'));
    const press = (name: string) =>
      findAllPrivate(harness.panel, 'toolPanelButton')
        .find(({ariaLabel, textContent}) => ariaLabel === name || textContent === name)!
        .click();
    press('Red');
    press('Top');
    await expect(harness.panel).to.be.accessible();
    await harness.type('look at this{Enter}');
    await harness.shows(['look at this']);
    await eventually(() =>
      expect(heard).to.have.been.calledWith({type: 'danmaku', text: 'look at this', mode: 'top', color: '#ff5c5c'}),
    );
    await harness.type('and this{Enter}');
    await eventually(() => expect(heard).to.have.callCount(2));
    expect(findPrivate(harness.panel, 'toolPanel')).to.be.null;
  });

  it('what is too long for a style says so, and stays', async () => {
    const harness = await opened();
    expect(await rejection(harness.room.session.say('x'.repeat(201), {style: {mode: 'top'}}))).to.have.property(
      'code',
      'TOO_LONG',
    );
  });

  describe('voice', () => {
    let microphone: sinon.SinonStub;

    /** A microphone that hums. */
    async function withMicrophone(): Promise<ChatHarness> {
      const context = new AudioContext();
      const hum = context.createOscillator();
      const out = context.createMediaStreamDestination();
      hum.connect(out);
      hum.start();
      microphone = sinon
        .stub(navigator.mediaDevices, 'getUserMedia')
        .callsFake(() => Promise.resolve(out.stream.clone()));
      atTestEnd(async () => {
        sinon.restore();
        await context.close();
      });
      return opened();
    }

    const bar = (harness: ChatHarness) => findPrivate(harness.panel, 'recordingBar');
    const inBar = (harness: ChatHarness, name: PrivateName) => findPrivate(harness.panel, name);
    const recordedFor = (harness: ChatHarness, clock: string) =>
      eventually(() => expect(inBar(harness, 'recordingClock')!.textContent).to.equal(clock), 5_000);

    it('is recorded by keyboard, with its length on show, and sent', async () => {
      const harness = await withMicrophone();
      tool(harness, 'recordTool').focus();
      await keyboard('{Enter}');
      await until(() => bar(harness));
      await expect(harness.panel).to.be.accessible();
      await recordedFor(harness, '0:01');
      await keyboard('{Enter}');
      await eventually(() => expect(service.files).to.have.lengthOf(1));
      expect(service.files[0]!.type).to.match(/^audio\/(mp4|webm)$/);
      expect(bar(harness)).to.be.null;
      await eventually(() => expect(findPrivate(harness.panel, 'voiceMessage')).not.to.be.null);
    });

    it('is called off by Escape: nothing is sent', async () => {
      const harness = await withMicrophone();
      tool(harness, 'recordTool').focus();
      await keyboard('{Enter}');
      await until(() => bar(harness));
      await keyboard('{Escape}');
      await eventually(() => expect(bar(harness)).to.be.null);
      expect(service.files).to.deep.equal([]);
    });

    it('held, it is sent when let go, and called off when slid away', async () => {
      const harness = await withMicrophone();
      const button = tool(harness, 'recordTool');
      sinon.stub(button, 'setPointerCapture'); // No pointer is down.
      const point = (type: string, clientX = 0) =>
        button.dispatchEvent(new PointerEvent(type, {pointerId: 7, button: 0, clientX, bubbles: true}));
      point('pointerdown');
      await until(() => bar(harness));
      await recordedFor(harness, '0:01');
      point('pointermove', 200);
      expect(inBar(harness, 'recordingHint')!.textContent).to.equal('Let go to cancel');
      point('pointerup', 200);
      await eventually(() => expect(bar(harness)).to.be.null);
      expect(service.files).to.deep.equal([]);
      point('pointerdown');
      await until(() => bar(harness));
      await recordedFor(harness, '0:01');
      point('pointerup');
      await eventually(() => expect(service.files).to.have.lengthOf(1));
    });

    for (const [name, words] of [
      ['NotAllowedError', 'The microphone may not be used. Allow it in the browser to record.'],
      ['NotFoundError', 'No microphone was found.'],
    ] as const) {
      it(`without a microphone (${name}) says why`, async () => {
        const harness = await withMicrophone();
        microphone.rejects(new DOMException('no', name));
        tool(harness, 'recordTool').focus();
        await keyboard('{Enter}');
        await eventually(() => expect(harness.message).to.equal(words));
        expect(bar(harness)).to.be.null;
      });
    }
  });
});
