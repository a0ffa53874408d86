import {beforeEach, describe, expect, onTestFinished, test, vi, type MockInstance} from 'vitest';
import {userEvent} from 'vitest/browser';
import type {ChatPanel} from '../../src/elements/chat-panel/chat-panel.ts';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import {viewerFilters} from '../../src/elements/shared/viewer-filters.ts';
import {LiveError} from '../../src/protocol/errors.ts';
import type {Media} from '../../src/protocol/media.ts';
import {MemoryBackend} from '../support/memory-backend.ts';
import {gate, type MemoryService} from '../support/memory-driver.ts';
import {
  expectAccessible,
  fresh,
  isShown,
  joinedRoom,
  part,
  parts,
  put,
  servedRoom,
  settled,
} from '../support/room-fixture.ts';
import {hugePicture, PICTURE} from '../support/pictures.ts';

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
    return this.panel.shadowRoot!.querySelector('.why')!.textContent.trim();
  }

  async settled(): Promise<void> {
    await settled(this.room);
  }

  async type(text: string): Promise<void> {
    await userEvent.click(this.input);
    await userEvent.keyboard(text);
    await this.settled();
  }

  /** Somebody says so many lines, `line 0` and on. */
  async fill(count: number): Promise<void> {
    for (let i = 0; i < count; i++) service.comment(`line ${i}`);
    await vi.waitFor(() => expect(this.lines).toHaveLength(count));
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
    await vi.waitFor(() => expect(this.lines).toEqual(lines));
  }
}

async function chat(attributes = ''): Promise<ChatHarness> {
  const harness = new ChatHarness(await joinedRoom(`<chat-panel style="height: 300px" ${attributes}></chat-panel>`));
  await vi.waitUntil(() => harness.panel.shadowRoot!.querySelector('.tools'));
  return harness;
}

test.each([
  ['light', 'en'],
  ['light', 'zh-CN'],
  ['dark', 'en'],
  ['dark', 'zh-CN'],
])('axe finds nothing, %s, %s', async (scheme, lang) => {
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
  await expectAccessible(panel);
  document.documentElement.style.colorScheme = '';
  document.body.style.background = '';
});

const FILM = new URL('/demo/media/host.mp4', location.href).href;

describe('pictures, voice and film', () => {
  const image = {kind: 'image', url: PICTURE, thumb: PICTURE, width: 1_280, height: 800} as const;
  const sound = {kind: 'sound', url: FILM, seconds: 12} as const;
  const video = {kind: 'video', url: FILM, thumb: PICTURE, width: 360, height: 480, seconds: 12} as const;

  async function showing(media: Media): Promise<{harness: ChatHarness; button: HTMLButtonElement}> {
    const harness = await chat();
    service.says({type: 'comment', kind: media.kind, text: '', media});
    const button = await vi.waitUntil(() => harness.panel.shadowRoot!.querySelector<HTMLButtonElement>('.text button'));
    return {harness, button};
  }

  test.each([image, sound, video])('axe finds nothing: $kind', async (media) => {
    const {harness} = await showing(media);
    await expectAccessible(harness.panel);
  });

  test('a picture has its place before it is there, and opens large', async () => {
    const {harness, button} = await showing(image);
    const {width, height} = button.getBoundingClientRect();
    expect(width / height).toBeCloseTo(1.6, 1);
    expect(height).toBeLessThanOrEqual(176);
    await vi.waitUntil(() => button.querySelector('img')!.naturalWidth > 0);
    button.click();
    const dialog = harness.panel.shadowRoot!.querySelector<HTMLDialogElement>('dialog[open]')!;
    await vi.waitUntil(() => dialog.querySelector('img')!.naturalWidth > 0);
    expect(dialog.getBoundingClientRect().width).toBeLessThanOrEqual(innerWidth);
    await expectAccessible(harness.panel);
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(harness.panel.shadowRoot!.querySelector('dialog')).toBeNull());
  });

  test('what is not there is said to be, and harms no other', async () => {
    const harness = await chat();
    service.says({type: 'comment', kind: 'image', text: '', media: {...image, thumb: `${PICTURE}.none`}});
    await vi.waitFor(() => expect(harness.lines).toEqual(['It cannot be shown.']), {timeout: 10_000});
    service.comment('next');
    await harness.shows(['It cannot be shown.', 'next']);
  });

  test('a picture too large to unpack is never drawn, small as its file is: neither in the list nor large', async () => {
    const address = hugePicture();
    const {harness, button} = await showing({...image, url: address});
    button.click();
    const dialog = harness.panel.shadowRoot!.querySelector<HTMLDialogElement>('dialog[open]')!;
    const large = dialog.querySelector('img')!;
    expect(getComputedStyle(large).visibility).toBe('hidden');
    await vi.waitUntil(() => !large.isConnected);
    expect(large.naturalWidth * large.naturalHeight).toBe(20_000 * 20_000);
    expect(dialog.textContent).toContain('It cannot be shown.');
    dialog.close();
    service.says({type: 'comment', kind: 'image', text: '', media: {...image, thumb: address}});
    await vi.waitFor(() => expect(harness.lines.at(-1)).toBe('It cannot be shown.'));
    expect(getComputedStyle(button.querySelector('img')!).visibility).toBe('visible');
  });

  test('a film plays in its place, and loads nothing before', async () => {
    const {harness, button} = await showing(video);
    expect(button.ariaLabel).toBe('Play the video, 12 s');
    expect(harness.panel.shadowRoot!.querySelector('video')).toBeNull();
    button.click();
    const film = harness.panel.shadowRoot!.querySelector('video')!;
    await vi.waitUntil(() => film.currentTime > 0);
    harness.panel.remove();
    await vi.waitFor(() => expect(film.paused).toBe(true));
  });

  test('a film that nobody made a cover for shows its own picture, once it is in view', async () => {
    const {harness, button} = await showing({...video, thumb: ''});
    const canvas = await vi.waitUntil(() => button.querySelector('canvas'), {timeout: 5_000});
    const {width, height} = canvas;
    expect(width / height).toBeCloseTo(360 / 480, 1);
    const {data} = canvas.getContext('2d')!.getImageData(0, 0, width, height);
    expect(new Set(data).size).toBeGreaterThan(50); // No plain field.
    expect(harness.panel.shadowRoot!.querySelector('video')).toBeNull();
    await expectAccessible(harness.panel);
    button.click();
    const film = harness.panel.shadowRoot!.querySelector('video')!;
    await vi.waitUntil(() => film.currentTime > 0);
  });

  test('and shows none where it is no film', async () => {
    const loads = vi.spyOn(HTMLMediaElement.prototype, 'src', 'set');
    onTestFinished(() => void vi.restoreAllMocks());
    const {button} = await showing({...video, url: PICTURE, thumb: ''});
    const lying = await vi.waitUntil(() => loads.mock.contexts[0] as HTMLVideoElement | undefined);
    await vi.waitFor(() => expect(lying.hasAttribute('src')).toBe(false));
    expect(button.querySelector('canvas')).toBeNull();
    expect(loads).toHaveBeenCalledTimes(1);
  });

  test('nor where the viewer saves data', async () => {
    const loads = vi.spyOn(HTMLMediaElement.prototype, 'src', 'set');
    Object.defineProperty(navigator, 'connection', {configurable: true, value: {saveData: true}});
    onTestFinished(() => {
      vi.restoreAllMocks();
      Reflect.deleteProperty(navigator, 'connection');
    });
    const {button} = await showing({...video, thumb: ''});
    // Whoever is in view is told of it by the second frame.
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
    expect(button.getBoundingClientRect().height).toBeGreaterThan(0);
    expect(loads).not.toHaveBeenCalled();
  });

  test('a voice plays and pauses, and is quiet for another', async () => {
    const {harness, button} = await showing(sound);
    expect(button.ariaLabel).toBe('Play the voice message, 12 s');
    button.click();
    await vi.waitFor(() => expect(button.ariaLabel).toBe('Pause the voice message'));
    service.says({type: 'comment', kind: 'sound', text: '', media: {...sound}});
    const other = await vi.waitUntil(
      () => harness.panel.shadowRoot!.querySelectorAll<HTMLButtonElement>('.text button')[1],
    );
    other.click();
    await vi.waitFor(() => expect(other.ariaLabel).toBe('Pause the voice message'));
    await vi.waitFor(() => expect(button.ariaLabel).toBe('Play the voice message, 12 s'));
    other.click();
    await vi.waitFor(() => expect(other.ariaLabel).toBe('Play the voice message, 12 s'));
  });

  test('keep what they show while the list moves', async () => {
    const {harness, button} = await showing(sound);
    service.comment('next');
    await harness.shows(['12″', 'next']);
    expect(harness.panel.shadowRoot!.querySelector('.text button')).toBe(button);
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
    harness.input.dispatchEvent(
      new ClipboardEvent('paste', {clipboardData, bubbles: true, composed: true, cancelable: true}),
    );
  }

  /** Pastes a file and says that it is to be sent. */
  async function send(harness: ChatHarness, file: File): Promise<void> {
    paste(harness, file);
    await vi.waitFor(() => expect(harness.panel.shadowRoot!.querySelector('.attached li')).not.toBeNull());
    harness.panel.shadowRoot!.querySelector<HTMLElement>('.send-files')!.click();
  }

  const line = (harness: ChatHarness) => harness.room.session.state.comments.list.at(-1);

  test('a picture that is sent stands in the list at once, with how far it has come, and then where the service has put it', async () => {
    const harness = await chat();
    service.saying = gate();
    await send(harness, await drawn(300, 200, 'image/png'));
    await vi.waitFor(() => expect(line(harness)).toMatchObject({delivery: 'pending', progress: 0.5, kind: 'image'}));
    await vi.waitFor(() => expect(harness.panel.shadowRoot!.querySelector('progress')?.value).toBe(0.5));
    const preview = await vi.waitUntil(() => harness.panel.shadowRoot!.querySelector<HTMLImageElement>('.text img'));
    await vi.waitUntil(() => preview.naturalWidth === 300);
    await expectAccessible(harness.panel);
    service.saying.open();
    await vi.waitFor(() => expect(line(harness)!.delivery).toBe('sent'));
    expect(line(harness)!.media).toMatchObject({url: 'https://files.example/1-live-room.png'});
    expect(service.files[0]!.name).toBe('live-room.png'); // Not what it is called at home.
  });

  test('a large picture is made as large as is seen', async () => {
    const harness = await chat();
    await send(harness, await drawn(4_000, 3_000, 'image/jpeg'));
    await vi.waitFor(() => expect(service.files).toHaveLength(1));
    const bitmap = await createImageBitmap(service.files[0]!);
    expect([bitmap.width, bitmap.height]).toEqual([1_600, 1_200]);
    expect(service.files[0]!.type).toBe('image/jpeg');
  });

  test('a short film goes with its length; what is no picture and no film says so, and does not go', async () => {
    const harness = await chat();
    const film = await (await fetch(FILM)).blob();
    await send(harness, new File([film], 'film.mp4', {type: 'video/mp4'}));
    await vi.waitFor(() => expect(service.files).toHaveLength(1));
    expect(service.files[0]!.type).toBe('video/mp4');
    for (const [content, type] of [
      ['<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"/>', 'image/svg+xml'],
      ['<!doctype html><script>1</script>', 'image/png'],
      ['\u0089PNG\r\n', 'image/png'],
      ['....ftypisom and then nothing', 'video/mp4'],
    ] as const) {
      paste(harness, new File([content], 'a.png', {type}));
      await vi.waitFor(() => expect(harness.message).toContain('no picture'));
      await harness.type('x{Backspace}');
      expect(harness.message).toBe('');
    }
    expect(service.files).toHaveLength(1);
  });

  test('a picture that says it is enormous is refused before it is decoded', async () => {
    const harness = await chat();
    const header = new Uint8Array(64);
    header.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
    new DataView(header.buffer).setUint32(16, 20_000);
    new DataView(header.buffer).setUint32(20, 20_000);
    paste(harness, new File([header], 'bomb.png', {type: 'image/png'}));
    await vi.waitFor(() => expect(harness.message).toBe('This file is too large.'));
    expect(service.files).toHaveLength(0);
  });

  test('one that was not sent can be sent again, or let go', async () => {
    const harness = await chat();
    service.sayError = new LiveError('CONNECTION_LOST', 'no answer');
    await send(harness, await drawn(30, 20, 'image/png'));
    await vi.waitFor(() => expect(line(harness)?.delivery).toBe('failed'));
    service.sayError = undefined;
    const button = (words: string) =>
      [...harness.panel.shadowRoot!.querySelectorAll<HTMLElement>('.again')].find(
        ({textContent}) => textContent === words,
      );
    (await vi.waitUntil(() => button('Try again'))).click();
    await vi.waitFor(() => expect(line(harness)!.delivery).toBe('sent'));
    service.saying = gate();
    await send(harness, await drawn(30, 20, 'image/png'));
    (await vi.waitUntil(() => button('Cancel'))).click();
    await vi.waitFor(() => expect(harness.room.session.state.comments.list).toHaveLength(1));
    service.saying.open();
    await harness.settled();
    expect(service.files).toHaveLength(1);
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
    await userEvent.click(part(shown.panel, 'author'));
    const dialog = await vi.waitUntil(() =>
      shown.panel.shadowRoot!.querySelector<HTMLDialogElement>('dialog.person[open]'),
    );
    return {harness: shown, dialog};
  }

  const button = (dialog: Element, words: string) =>
    [...dialog.querySelectorAll('button')].find(({textContent}) => textContent === words)!;

  test('have a card, in which axe finds nothing; Escape closes it and gives the focus back', async () => {
    const {harness, dialog} = await card();
    expect(dialog.getAttribute('aria-label')).toBe('About Bob');
    expect(dialog.querySelector('.facts')!.textContent).toBe('Level 7');
    await expectAccessible(harness.panel);
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(harness.panel.shadowRoot!.querySelector('dialog')).toBeNull());
    expect(harness.panel.shadowRoot!.activeElement).toBe(part(harness.panel, 'author'));
  });

  test('are reached by keyboard', async () => {
    const harness = await chat();
    service.comment('one', {userId: 'amy', nick: 'Amy'});
    service.comment('two', {userId: 'bob', nick: 'Bob'});
    await harness.shows(['one', 'two']);
    harness.list.focus();
    await userEvent.keyboard('{ArrowRight}{ArrowUp}{Enter}');
    const dialog = await vi.waitUntil(() => harness.panel.shadowRoot!.querySelector('dialog.person[open]'));
    expect(dialog.getAttribute('aria-label')).toBe('About Amy');
  });

  test('can be mentioned', async () => {
    const {harness, dialog} = await card();
    button(dialog, 'Mention').click();
    expect(harness.input.value).toBe('@Bob ');
    expect(harness.panel.shadowRoot!.activeElement).toBe(harness.input);
  });

  test('are offered by name after an @: arrow keys choose, Enter takes, and does not send', async () => {
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
      [...harness.panel.shadowRoot!.querySelectorAll('.mention')].map(({textContent, ariaSelected}) =>
        ariaSelected === 'true' ? `>${textContent}` : textContent,
      );
    await harness.type('hello @');
    await vi.waitFor(() => expect(offered()).toEqual(['>Bob', 'Béa B.', 'Amy']));
    await expectAccessible(harness.panel);
    await userEvent.keyboard('b');
    expect(offered()).toEqual(['>Bob', 'Béa B.']);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(harness.input.value).toBe('hello @Béa B. ');
    expect(offered()).toEqual([]);
    expect(service.said).toEqual([]);
    await userEvent.keyboard('@{Escape}');
    expect(offered()).toEqual([]);
    await userEvent.keyboard('nobody{Enter}');
    await vi.waitFor(() => expect(service.said).toEqual(['hello @Béa B. @nobody']));
    await harness.type('mail me a@b');
    expect(offered()).toEqual([]);
  });

  test('can be hidden, and shown again', async () => {
    const {harness, dialog} = await card();
    button(dialog, 'Hide').click();
    await vi.waitFor(() => expect(harness.lines).toEqual([]));
    button(dialog, 'Show again').click();
    await harness.shows(['hello']);
  });

  test('can be answered: the answer quotes what was said, for everybody', async () => {
    const {harness, dialog} = await card();
    button(dialog, 'Answer').click();
    await harness.settled();
    const answered = () => harness.panel.shadowRoot!.querySelector('.answered:not([hidden])');
    expect(answered()!.textContent).toContain('Answering Bob: hello');
    await expectAccessible(harness.panel);
    await harness.type('hi!{Enter}');
    await harness.shows(['hello', 'hi!']);
    expect(answered()).toBeNull();
    const quotes = [...harness.panel.shadowRoot!.querySelectorAll('.message .quote')];
    expect(quotes.map(({textContent}) => textContent)).toEqual(['Bob: hello']);
    expect(harness.room.session.state.comments.list.at(-1)!.reply).toEqual({
      seq: 1,
      userId: 'bob',
      nick: 'Bob',
      text: 'hello',
    });
  });

  test('are not answered after all by Escape', async () => {
    const {harness, dialog} = await card();
    button(dialog, 'Answer').click();
    await harness.settled();
    await userEvent.keyboard('{Escape}');
    await harness.settled();
    expect(harness.panel.shadowRoot!.querySelector('.answered:not([hidden])')).toBeNull();
    await harness.type('plain{Enter}');
    await harness.shows(['hello', 'plain']);
    expect(harness.panel.shadowRoot!.querySelector('.message .quote')).toBeNull();
  });

  test('are answered no more once they are taken back, nor in another room', async () => {
    const harness = await chat();
    const answered = () => harness.panel.shadowRoot!.querySelector<HTMLElement>('.answered')!;
    await vi.waitFor(() => expect(answered()).not.toBeNull()); // It comes with the composer's tools.
    const answer = () =>
      harness.room.session.composer!.answer({seq: 7, from: {userId: 'bob', nick: 'Bob'}, text: 'rude'});
    answer();
    expect(answered().hidden).toBe(false);
    service.sinks((sink) => sink.revoked([6]));
    expect(answered().hidden).toBe(false);
    service.sinks((sink) => sink.revoked([7]));
    expect(answered().hidden).toBe(true);
    answer();
    harness.room.roomId = 'r2';
    await harness.room.join();
    await vi.waitFor(() => expect(answered().hidden).toBe(true));
  });

  test('see that they are answered; a quote is text', async () => {
    const harness = await chat();
    const reply = {seq: 3, userId: 'alice', nick: '<b>Alice</b>', text: '<img src=x>'};
    service.says({type: 'comment', kind: 'text', text: 'indeed', reply});
    await harness.shows(['indeed']);
    expect(part(harness.panel, 'message').classList.contains('to-me')).toBe(true);
    expect(harness.panel.shadowRoot!.querySelector('.quote')!.textContent).toBe('<b>Alice</b>: <img src=x>');
    expect(harness.panel.shadowRoot!.querySelectorAll('img, b')).toHaveLength(0);
  });

  test('are reported to those who run the room', async () => {
    const {room, backend} = await servedRoom('<chat-panel></chat-panel>');
    const harness = new ChatHarness(room);
    service.comment('buy this', {userId: 'bob', nick: 'Bob'});
    await harness.shows(['buy this']);
    const {dialog} = await card(harness);
    button(dialog, 'Report').click();
    const reason = dialog.querySelector('select')!;
    expect(harness.panel.shadowRoot!.activeElement).toBe(reason);
    await expectAccessible(harness.panel);
    reason.value = 'Fraud';
    button(dialog, 'Send the report').click();
    await vi.waitFor(() => expect(dialog.querySelector('.answer')!.textContent).toBe('Thank you: it was reported.'));
    expect(backend.reports).toEqual([{seq: room.session.state.comments.list[0]!.seq, reason: 'Fraud'}]);
  });

  test('are dealt with by an operator of the room, and by nobody else', async () => {
    const backend = new MemoryBackend();
    backend.room.operators = ['alice'];
    const {room} = await servedRoom('<chat-panel></chat-panel>', '', backend);
    const harness = new ChatHarness(room);
    service.comment('buy this', {userId: 'bob', nick: 'Bob'});
    await harness.shows(['buy this']);
    const {dialog} = await card(harness);
    await expectAccessible(harness.panel);
    button(dialog, 'Delete the comment').click();
    await vi.waitFor(() => expect(dialog.querySelector('.ordered')!.textContent).toBe('It is done.'));
    button(dialog, 'Mute for 10 minutes').click();
    button(dialog, 'Put out for a day').click();
    button(dialog, 'Really put out?').click();
    await vi.waitFor(() => expect(backend.moderated).toHaveLength(3));
    const {seq} = room.session.state.comments.list[0]!;
    expect(backend.moderated).toEqual([
      {what: 'messages', seq},
      {what: 'mutes', userId: 'bob', seconds: 600},
      {what: 'bans', userId: 'bob', seconds: 86_400},
    ]);
    button(dialog, 'Close').click();
    service.comment('welcome', {userId: 'host', nick: 'Mei'});
    await harness.shows(['buy this', 'welcome']);
    await userEvent.click(parts(harness.panel, 'author').at(-1)!);
    const hosts = await vi.waitUntil(() =>
      harness.panel.shadowRoot!.querySelector<HTMLDialogElement>('dialog.person[open]'),
    );
    expect(button(hosts, 'Report')).toBeDefined();
    expect(hosts.querySelector('.order')).toBeNull();
  });

  test('are not asked to be oneself: one’s own card offers nothing of this', async () => {
    const harness = await chat();
    await harness.room.say('mine');
    await harness.shows(['mine']);
    const {dialog} = await card(harness);
    expect([...dialog.querySelectorAll('button')].map(({textContent}) => textContent)).toEqual(['Close']);
  });
});

describe('reading', () => {
  test('shows what is said as text, whatever it is', async () => {
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
    expect(harness.panel.shadowRoot!.querySelectorAll('img, script, b')).toHaveLength(0);
    expect(parts(harness.panel, 'author')[0]!.textContent.trim()).toBe('<b onclick=alert(1)>x');
    expect('hacked' in window).toBe(false);
  });

  test('names what is no text', async () => {
    const harness = await chat();
    service.says({type: 'comment', kind: 'image', text: ''});
    await harness.shows(['[Picture]']);
  });

  test('leads on to https addresses in a text, and to no others', async () => {
    const harness = await chat();
    const texts = [
      'see https://shop.example/a?b=1&c=[2], and https://x.example/路径。',
      'http://x.example javascript:alert(1) https:// https://',
      '(https://y.example/z).',
    ];
    for (const text of texts) service.comment(text);
    await harness.shows(texts);
    const links = [...harness.panel.shadowRoot!.querySelectorAll('a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      'https://shop.example/a?b=1&c=[2]',
      'https://x.example/',
      'https://y.example/z',
    ]);
    for (const {rel, target} of links) {
      expect(target).toBe('_blank');
      expect(rel.split(' ')).toEqual(expect.arrayContaining(['noopener', 'noreferrer']));
    }
  });

  test('says when a line was said, to whoever points at it', async () => {
    const harness = await chat();
    service.comment('hello');
    await harness.shows(['hello']);
    await userEvent.hover(part(harness.panel, 'text'));
    expect(part(harness.panel, 'message').title).toMatch(/\d/);
  });

  test('leaves out what the viewer does not want to see, and brings it back', async () => {
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

  test('keeps line breaks', async () => {
    const harness = await chat();
    service.comment('one\ntwo');
    await harness.shows(['one\ntwo']);
    expect(part(harness.panel, 'text').getClientRects().length).toBeGreaterThan(1);
  });

  test('says when nothing has been said', async () => {
    const harness = await chat();
    expect(harness.panel.matches(':state(empty)')).toBe(true);
    service.comment('x');
    await harness.shows(['x']);
    expect(harness.panel.matches(':state(empty)')).toBe(false);
  });

  test('stays at the newest line while its reader does', async () => {
    const harness = await chat();
    await harness.fill(60);
    const {list} = harness;
    await vi.waitFor(() => expect(list.scrollHeight - list.clientHeight - list.scrollTop).toBeLessThan(2));
  });

  test('stays at its end where a line grows before the browser tells that the list moved', async () => {
    const harness = await chat();
    await harness.fill(60);
    const {list, panel} = harness;
    await vi.waitFor(() => expect(list.scrollTop).toBeGreaterThan(0));
    parts(panel, 'message').at(-1)!.style.paddingBlockEnd = '200px'; // As a picture that has come.
    list.dispatchEvent(new Event('scroll'));
    await vi.waitFor(() => expect(list.scrollHeight - list.clientHeight - list.scrollTop).toBeLessThan(2));
    expect(panel.matches(':state(following)')).toBe(true);
  });

  test('stays where its reader reads, says how many came, and leads back', async () => {
    const harness = await chat();
    await harness.fill(60);
    const {list, panel} = harness;
    list.scrollTop = 0;
    const latest = part(panel, 'latest');
    await vi.waitFor(() => expect(isShown(latest)).toBe(true));
    for (let i = 0; i < 5; i++) service.comment('new');
    await vi.waitFor(() => expect(latest.textContent.trim()).toBe('5 new'));
    expect(list.scrollTop).toBe(0);
    expect(panel.matches(':state(following)')).toBe(false);
    await userEvent.click(latest);
    await vi.waitFor(() => expect(list.scrollTop).toBeGreaterThan(0));
    await vi.waitFor(() => expect(isShown(latest)).toBe(false));
  });

  test('scrolls by keyboard', async () => {
    const harness = await chat();
    await harness.fill(60);
    harness.list.focus();
    const end = harness.list.scrollTop;
    await userEvent.keyboard('{Home}');
    await vi.waitFor(() => expect(harness.list.scrollTop).toBeLessThan(end));
  });

  test('marks the host and the viewer, by who they are and not by what they say', async () => {
    const harness = await chat();
    await vi.waitFor(() => expect(harness.room.session.state.room.host).toBeDefined());
    service.comment('I am host', {userId: 'host', nick: 'Mei'});
    service.comment('I am host too', {userId: 'mallory', nick: 'Mei', badges: ['host']});
    await harness.room.say('me');
    await vi.waitFor(() =>
      expect(parts(harness.panel, 'badge').map(({textContent}) => textContent)).toEqual(['Host', 'You']),
    );
  });

  test('tells the page whom the viewer chose', async () => {
    const harness = await chat();
    service.comment('x', {userId: 'bob', nick: 'Bob'});
    await harness.shows(['x']);
    const chosen = new Promise((resolve) =>
      document.addEventListener('live-user-select', (event) => resolve(event.detail), {once: true}),
    );
    await userEvent.click(part(harness.panel, 'author'));
    expect(await chosen).toEqual({user: {userId: 'bob', nick: 'Bob', avatar: ''}});
  });

  test('a screen reader hears one line, then one summary, never fifty sentences', async () => {
    const harness = await chat();
    const aloud = harness.panel.shadowRoot!.querySelector('[aria-live=polite]')!;
    const sentences: string[] = [];
    const observer = new MutationObserver(() => sentences.push(aloud.textContent));
    observer.observe(aloud, {childList: true, characterData: true, subtree: true});
    for (let i = 0; i < 50; i++) service.comment(`line ${i}`);
    await vi.waitFor(() => expect(sentences).toEqual(['Bob: line 0', '49 new messages']), {timeout: 4_500});
    observer.disconnect();
  });

  test('a screen reader hears each of two equal lines', async () => {
    const harness = await chat();
    const aloud = harness.panel.shadowRoot!.querySelector('[aria-live=polite]')!;
    const sentences: string[] = [];
    const observer = new MutationObserver(() => sentences.push(aloud.textContent));
    observer.observe(aloud, {childList: true, characterData: true, subtree: true});
    service.comment('hi');
    await vi.waitFor(() => expect(sentences).toEqual(['Bob: hi']));
    service.comment('hi');
    await vi.waitFor(() => expect(sentences).toEqual(['Bob: hi', 'Bob: hi']), {timeout: 4_500});
    observer.disconnect();
  });

  test('what is read stays where it is while lines come above it and between', async () => {
    const harness = await chat();
    for (let i = 0; i < 300; i++) service.nextSeq();
    await harness.fill(60);
    harness.list.scrollTop = 300;
    await vi.waitFor(() => expect(harness.panel.matches(':state(following)')).toBe(false));
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
    await vi.waitFor(() => expect(harness.lines[0]).toBe('late 0'));
    await vi.waitFor(() => expect(Math.abs(harness.place(read) - place)).toBeLessThan(1));
  });

  test('says who came in one line, counts along, and lets it go', async () => {
    const harness = await chat();
    service.comment('hi');
    await harness.shows(['hi']);
    vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
    onTestFinished(() => void vi.useRealTimers());
    const notice = harness.panel.shadowRoot!.querySelector<HTMLElement>('.arrivals')!;
    const come = async (userId: string, nick = '') => {
      service.says({type: 'join'}, {userId, nick});
      await vi.advanceTimersByTimeAsync(50);
    };
    expect(notice.hidden).toBe(true);
    const from = {userId: 'alice', nick: 'Alice', avatar: '', level: 0, badges: []};
    service.sinks((sink) => sink.messages([{id: 'j', seq: 0, time: 1, from, own: true, content: {type: 'join'}}]));
    await vi.advanceTimersByTimeAsync(50);
    expect(notice.hidden).toBe(true);
    await come('ann', '<b>Ann</b>');
    expect(notice.textContent).toBe('<b>Ann</b> joined');
    await come('ben');
    expect(notice.textContent).toBe('ben and one other joined');
    await come('ann', 'Ann');
    expect(notice.textContent).toBe('Ann and one other joined');
    for (let i = 0; i < 40; i++) service.says({type: 'join'}, {userId: `u-${i}`, nick: ''});
    await vi.advanceTimersByTimeAsync(50);
    expect(notice.textContent).toBe('u-39 and 41 others joined');
    expect(harness.lines).toEqual(['hi']);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(notice.hidden).toBe(true);
    document.documentElement.lang = 'zh-CN';
    viewerFilters.change({people: [{userId: 'cat', nick: 'Cat'}]});
    onTestFinished(() => viewerFilters.change({people: []}));
    await come('cat', 'Cat');
    expect(notice.hidden).toBe(true);
    await come('dan', 'Dan');
    expect(notice.textContent).toBe('Dan 来了');
    harness.panel.remove();
    expect(notice.hidden).toBe(true);
  });

  test('says how many lines a flood left out, once', async () => {
    const harness = await chat();
    service.comment('before');
    await harness.shows(['before']);
    const comment = {type: 'comment', kind: 'text', text: 'x'} as const;
    service.saysAll(Array.from({length: 212}, () => comment));
    const gaps = () =>
      [...harness.panel.shadowRoot!.querySelectorAll('.gap')].map(({textContent}) => textContent.trim());
    await vi.waitFor(() => expect(gaps()).toEqual(['12 messages were skipped']));
    await vi.waitFor(() => expect(harness.lines).toHaveLength(200));
    document.documentElement.lang = 'zh-CN';
    await vi.waitFor(() => expect(gaps()).toEqual(['已略过 12 条消息']));
  });
});

describe('what was said before', () => {
  let backend: MemoryBackend;
  beforeEach(() => {
    backend = new MemoryBackend();
    vi.stubGlobal('fetch', backend.fetch);
    return () => vi.unstubAllGlobals();
  });

  const earlier = ({panel}: ChatHarness) => panel.shadowRoot!.querySelector<HTMLElement>('.earlier')!;

  async function chatWith(before: number): Promise<ChatHarness> {
    for (let i = 1; i <= before; i++) backend.store(service.nextSeq(), `${i}`);
    const room = put<LiveRoom>(
      '<live-room manual room-id="r1" api-url="https://shop.example/api"><chat-panel style="height: 300px"></chat-panel></live-room>',
    );
    await room.join();
    const harness = new ChatHarness(room);
    await vi.waitFor(() => expect(harness.lines).toHaveLength(Math.min(before, 50)));
    await settled(room);
    return harness;
  }

  test('comes by scrolling up, and what is read stays where it is', async () => {
    const harness = await chatWith(120);
    const {list} = harness;
    await vi.waitFor(() => expect(list.scrollTop).toBeGreaterThan(0));
    list.scrollTop = 0;
    await vi.waitFor(() => expect(harness.lines[0]).toBe('21'));
    expect(list.scrollTop).toBeGreaterThan(300);
    expect(Math.abs(harness.place('71') - list.getBoundingClientRect().top)).toBeLessThan(100);
    list.scrollTop = 0;
    await vi.waitFor(() => expect(harness.lines[0]).toBe('1'));
    expect(harness.lines).toEqual(Array.from({length: 120}, (_, index) => `${index + 1}`));
    await vi.waitFor(() => expect(isShown(earlier(harness))).toBe(false));
  });

  test('comes by a button for a keyboard, which keeps a place when there is no more', async () => {
    const harness = await chatWith(60);
    const button = earlier(harness);
    expect(button.textContent.trim()).toBe('Earlier messages');
    await expectAccessible(harness.panel);
    button.focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(harness.lines).toHaveLength(60));
    await vi.waitFor(() => expect(isShown(button)).toBe(false));
    expect(harness.panel.shadowRoot!.activeElement).toBe(harness.list);
  });

  test('offers nothing where there is nothing', async () => {
    expect(isShown(earlier(await chatWith(3)))).toBe(false);
  });

  test('is told of and offered again when it cannot be read', async () => {
    const harness = await chatWith(60);
    const told = vi.fn<(code: string) => void>();
    harness.room.addEventListener('live-error', ({detail}) => told(detail.error.code));
    backend.down = true;
    await userEvent.click(earlier(harness));
    await vi.waitFor(() => expect(told).toHaveBeenCalledWith('BACKEND_UNAVAILABLE'));
    backend.down = false;
    await vi.waitFor(() => expect(isShown(earlier(harness))).toBe(true));
    await userEvent.click(earlier(harness));
    await vi.waitFor(() => expect(harness.lines).toHaveLength(60));
  });

  test('a guest who speaks is signed in, keeps focus, caret and words, and has said it', async () => {
    const room = put<LiveRoom>(
      '<live-room manual guest room-id="r1" api-url="https://shop.example/api"><chat-panel style="height: 300px"></chat-panel></live-room>',
    );
    await room.join();
    const harness = new ChatHarness(room);
    await harness.settled();
    service.joining = gate();
    await harness.type('hello{Enter}');
    expect(harness.panel.shadowRoot!.activeElement).toBe(harness.input);
    expect(harness.input.value).toBe('hello');
    expect(harness.input.selectionStart).toBe(5);
    service.joining.open();
    await harness.shows(['hello']);
    expect(service.said).toEqual(['hello']);
    expect(harness.input.value).toBe('');
    expect(harness.panel.shadowRoot!.activeElement).toBe(harness.input);
  });

  test('a guest who speaks by the page is signed in by the same door', async () => {
    const room = put<LiveRoom>(
      '<live-room manual guest room-id="r1" api-url="https://shop.example/api"><chat-panel></chat-panel></live-room>',
    );
    await room.join();
    const {panel} = new ChatHarness(room);
    const asked: unknown[] = [];
    room.addEventListener('live-login-needed', ({detail}) => asked.push(detail));
    await panel.say('hello');
    expect(asked).toEqual([{action: 'say'}]);
    expect(service.said).toEqual(['hello']);
    expect(room.session.userId).toBe('alice');
  });
});

describe('writing', () => {
  test('sends by Enter, empties the composer and keeps the focus', async () => {
    const harness = await chat();
    await harness.type('hello{Enter}');
    await harness.shows(['hello']);
    expect(service.said).toEqual(['hello']);
    expect(harness.input.value).toBe('');
    expect(harness.panel.shadowRoot!.activeElement).toBe(harness.input);
  });

  test('breaks the line by Shift and Enter', async () => {
    const harness = await chat();
    await harness.type('one{Shift>}{Enter}{/Shift}two');
    expect(service.said).toEqual([]);
    expect(harness.input.value).toBe('one\ntwo');
    expect(harness.input.rows).toBe(2);
  });

  test('does not send while Chinese is being composed', async () => {
    const harness = await chat();
    await harness.type('ni');
    const composing = {key: 'Enter', bubbles: true, cancelable: true, composed: true};
    harness.input.dispatchEvent(new KeyboardEvent('keydown', {...composing, isComposing: true}));
    harness.input.dispatchEvent(new KeyboardEvent('keydown', {...composing, keyCode: 229}));
    await harness.settled();
    expect(service.said).toEqual([]);
  });

  test('sends by the button, reached by keyboard', async () => {
    const harness = await chat();
    await harness.type('hello');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await harness.shows(['hello']);
  });

  test('says nothing when there is nothing to say', async () => {
    const harness = await chat();
    await harness.type('   {Enter}');
    expect(service.said).toEqual([]);
  });

  test('keeps a text over 8,000 bytes, says so and tells the page', async () => {
    const harness = await chat();
    const told = new Promise<LiveError>((resolve) =>
      document.addEventListener('live-error', (event) => resolve(event.detail.error), {once: true}),
    );
    harness.input.value = 'x'.repeat(8_001);
    await harness.type('{Enter}');
    expect((await told).code).toBe('TOO_LONG');
    await vi.waitFor(() => expect(harness.message).toBe('This is too long to send.'));
    expect(harness.input.value).toHaveLength(8_001);
    expect(service.said).toEqual([]);
  });

  test('shows what was refused, why, and sends it again', async () => {
    const harness = await chat();
    service.sayError = new LiveError('MUTED', 'shh');
    await harness.type('hello{Enter}');
    const again = () => harness.panel.shadowRoot!.querySelector<HTMLElement>('.again');
    await vi.waitFor(() => expect(again()).not.toBeNull());
    expect(part(harness.panel, 'message').textContent).toContain('You cannot comment at the moment.');
    service.sayError = undefined;
    await userEvent.click(again()!);
    await vi.waitFor(() => expect(service.said).toEqual(['hello']));
    await vi.waitFor(() => expect(again()).toBeNull());
    expect(harness.lines).toEqual(['hello']);
  });

  test('shows what is on its way', async () => {
    const harness = await chat();
    service.saying = gate();
    await harness.type('hello{Enter}');
    await vi.waitFor(() => expect(part(harness.panel, 'message').textContent).toContain('Sending…'));
    service.saying.open();
    await vi.waitFor(() => expect(part(harness.panel, 'message').textContent).not.toContain('Sending…'));
  });

  test('the page can keep a comment from being said', async () => {
    const harness = await chat();
    const veto = (event: Event) => event.preventDefault();
    harness.room.addEventListener('live-say', veto);
    await harness.type('secret{Enter}');
    expect(service.said).toEqual([]);
    harness.room.removeEventListener('live-say', veto);
  });

  test('tells the page what is about to be said, and that it was', async () => {
    const harness = await chat();
    const told: unknown[] = [];
    for (const type of ['live-say', 'live-said'] as const)
      harness.room.addEventListener(type, ({detail}) => told.push([type, detail]));
    await harness.type('hello{Enter}');
    await vi.waitFor(() =>
      expect(told).toEqual([
        ['live-say', {text: 'hello'}],
        ['live-said', {id: expect.any(String) as string, text: 'hello'}],
      ]),
    );
    expect(told.every((detail) => Object.isFrozen((detail as unknown[])[1]))).toBe(true);
  });

  test('is closed to viewers while all are muted, keeps their words, and comes back by itself', async () => {
    const harness = await chat();
    await harness.type('half a sen');
    service.sinks((sink) => sink.facts({mutedAll: true}));
    await vi.waitFor(() => expect(harness.message).toBe('Comments are closed for now'));
    expect(harness.panel.matches(':state(muted)')).toBe(true);
    expect(harness.closed).toBe(true);
    await expectAccessible(harness.panel);
    await userEvent.keyboard('{Enter}');
    expect(service.said).toEqual([]);
    service.sinks((sink) => sink.facts({mutedAll: false}));
    await vi.waitFor(() => expect(harness.closed).toBe(false));
    expect(harness.message).toBe('');
    await userEvent.keyboard('tence{Enter}');
    await harness.shows(['half a sentence']);
  });

  test('says that the connection is lost, and lets the viewer read and write on', async () => {
    const harness = await chat();
    service.comment('still here');
    await harness.shows(['still here']);
    service.sinks((sink) => sink.connected(false));
    await vi.waitFor(() => expect(harness.message).toBe('Connection lost. Reconnecting…'));
    expect(harness.closed).toBe(false);
    expect(harness.lines).toEqual(['still here']);
    service.sinks((sink) => sink.connected(true));
    await vi.waitFor(() => expect(harness.message).toBe(''));
  });

  test('tells the page details that nobody can change, all the way down', async () => {
    const harness = await chat();
    service.comment('x', {userId: 'bob', nick: 'Bob'});
    await harness.shows(['x']);
    const chosen = new Promise<{user: object}>((resolve) =>
      document.addEventListener('live-user-select', (event) => resolve(event.detail), {once: true}),
    );
    await userEvent.click(part(harness.panel, 'author'));
    expect(Object.isFrozen((await chosen).user)).toBe(true);
  });

  test('readonly has no composer', async () => {
    const {panel} = await chat('readonly');
    expect(parts(panel, 'composer').filter(isShown)).toHaveLength(0);
  });

  test("asks a guest to sign in, which the page may do its own way, and keeps the guest's words", async () => {
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
    expect(await asked).toEqual({action: 'say'});
    await vi.waitFor(() => expect(harness.message).toBe('You are watching as a guest.'));
    expect(harness.input.value).toBe('hello');
  });
});

describe('without a room', () => {
  test('is idle, and says so', async () => {
    const panel = put<ChatPanel>('<chat-panel></chat-panel>');
    await settled(panel);
    expect((part(panel, 'input') as HTMLTextAreaElement).readOnly).toBe(true);
    expect(panel.shadowRoot!.textContent).toContain('The room is not open yet.');
    await expectAccessible(panel);
  });
});

describe('a viewer who may not speak now', () => {
  async function servedChat(backend = new MemoryBackend()): Promise<ChatHarness> {
    const {room} = await servedRoom('<chat-panel style="height: 300px"></chat-panel>', '', backend);
    return new ChatHarness(room);
  }

  const inS = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;
  const send = (harness: ChatHarness) => part(harness.panel, 'send');

  test('is told until when and why, keeps what was typed, and goes on by itself', async () => {
    const harness = await servedChat();
    await harness.type('half a sen');
    service.notify({type: 'muted', until: inS(2), reason: 'advertising'});
    await vi.waitFor(() => expect(harness.message).toMatch(/^You may not comment until \d.*\. Reason: advertising$/));
    expect(harness.closed).toBe(true);
    expect(harness.panel.matches(':state(muted)')).toBe(true);
    await expectAccessible(harness.panel);
    await vi.waitFor(() => expect(harness.closed).toBe(false), 4_000);
    expect(harness.message).toBe('');
    expect(harness.input.value).toBe('half a sen');
    await harness.type('tence{Enter}');
    await harness.shows(['half a sentence']);
  });

  test('is told of no end where there is none, until it is lifted', async () => {
    const backend = new MemoryBackend();
    backend.mutedUntil = 4_294_967_295;
    const harness = await servedChat(backend);
    await vi.waitFor(() => expect(harness.message).toBe('You may not comment.'));
    service.notify({type: 'muted', until: 0});
    await vi.waitFor(() => expect(harness.closed).toBe(false));
  });

  test('waits between comments in slow mode, and sees for how long', async () => {
    const harness = await servedChat();
    service.notify({type: 'slow', seconds: 2});
    await vi.waitFor(() => expect(harness.panel.matches(':state(slow)')).toBe(true));
    await harness.type('one{Enter}');
    await harness.shows(['one']);
    await vi.waitFor(() => expect(send(harness).textContent).toMatch(/^Send \([12]\)$/));
    expect(harness.message).toBe('Slow mode: one comment every 2 s');
    await expectAccessible(harness.panel);
    await harness.type('two{Enter}');
    expect(harness.input.value).toBe('two');
    expect(service.said).toEqual(['one']);
    await vi.waitFor(() => expect(send(harness).textContent).toBe('Send'), 4_000);
    expect(harness.message).toBe('');
    await harness.type('{Enter}');
    await harness.shows(['one', 'two']);
  });

  test('sees a line disappear that was taken back', async () => {
    const harness = await servedChat();
    service.comment('one');
    service.comment('two');
    await harness.shows(['one', 'two']);
    service.sinks((sink) => sink.revoked([1]));
    await harness.shows(['two']);
  });
});

describe("the composer's tools", () => {
  const tool = (harness: ChatHarness, name: string) =>
    harness.panel.shadowRoot!.querySelector<HTMLButtonElement>(`.tool.${name}`)!;

  async function opened(): Promise<ChatHarness> {
    const harness = await chat();
    await userEvent.click(tool(harness, 'more'));
    await vi.waitFor(() => expect(isShown(tool(harness, 'emoji'))).toBe(true));
    return harness;
  }

  test('an emoji is found by its name and put where the caret is; axe finds nothing', async () => {
    const harness = await opened();
    await harness.type('nice !');
    harness.input.setSelectionRange(5, 5);
    await userEvent.click(tool(harness, 'emoji'));
    const search = await vi.waitUntil(() => harness.panel.shadowRoot!.querySelector<HTMLInputElement>('.search'));
    await expectAccessible(harness.panel);
    await userEvent.fill(search, 'teacup');
    await userEvent.keyboard('{Enter}');
    expect(harness.input.value).toBe('nice 🍵!');
    await userEvent.keyboard('{Escape}');
    expect(harness.panel.shadowRoot!.querySelector('.panel')).toBeNull();
    expect(harness.panel.shadowRoot!.activeElement).toBe(harness.input);
  });

  test('emoji are walked through by keyboard, and what was taken stands first the next time', async () => {
    const harness = await opened();
    tool(harness, 'emoji').focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitUntil(() => harness.panel.shadowRoot!.querySelector('.choice'));
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{Enter}');
    const taken = harness.input.value;
    expect(taken).not.toBe('');
    await userEvent.keyboard('{Escape}');
    tool(harness, 'emoji').focus();
    await userEvent.keyboard('{Enter}');
    const first = await vi.waitUntil(() => harness.panel.shadowRoot!.querySelector('.choice'));
    expect(first.textContent).toBe(taken);
  });

  test('a style goes with the line, stays for the next, and the line is heard as one with a style', async () => {
    const harness = await opened();
    const heard = vi.fn<(content: unknown) => void>();
    harness.room.session.on('danmaku', ({content}) => heard(content));
    await userEvent.click(tool(harness, 'style'));
    const press = (name: string) =>
      [...harness.panel.shadowRoot!.querySelectorAll<HTMLElement>('.panel button')]
        .find(({ariaLabel, textContent}) => ariaLabel === name || textContent === name)!
        .click();
    press('Red');
    press('Top');
    await expectAccessible(harness.panel);
    await harness.type('look at this{Enter}');
    await harness.shows(['look at this']);
    await vi.waitFor(() =>
      expect(heard).toHaveBeenCalledWith({type: 'danmaku', text: 'look at this', mode: 'top', color: '#ff5c5c'}),
    );
    await harness.type('and this{Enter}');
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2));
    expect(harness.panel.shadowRoot!.querySelector('.panel')).toBeNull();
  });

  test('what is too long for a style says so, and stays', async () => {
    const harness = await opened();
    await expect(harness.room.session.say('x'.repeat(201), {style: {mode: 'top'}})).rejects.toMatchObject({
      code: 'TOO_LONG',
    });
  });

  describe('voice', () => {
    let microphone: MockInstance<MediaDevices['getUserMedia']>;

    /** A microphone that hums. */
    async function withMicrophone(): Promise<ChatHarness> {
      const context = new AudioContext();
      const hum = context.createOscillator();
      const out = context.createMediaStreamDestination();
      hum.connect(out);
      hum.start();
      microphone = vi
        .spyOn(navigator.mediaDevices, 'getUserMedia')
        .mockImplementation(() => Promise.resolve(out.stream.clone()));
      onTestFinished(async () => {
        vi.restoreAllMocks();
        await context.close();
      });
      return opened();
    }

    const bar = (harness: ChatHarness) => harness.panel.shadowRoot!.querySelector<HTMLElement>('.recording');
    const inBar = (harness: ChatHarness, name: string) => bar(harness)?.querySelector<HTMLElement>(`.${name}`);
    const recordedFor = (harness: ChatHarness, clock: string) =>
      vi.waitFor(() => expect(inBar(harness, 'clock')!.textContent).toBe(clock), {timeout: 5_000});

    test('is recorded by keyboard, with its length on show, and sent', async () => {
      const harness = await withMicrophone();
      tool(harness, 'record').focus();
      await userEvent.keyboard('{Enter}');
      await vi.waitUntil(() => bar(harness));
      await expectAccessible(harness.panel);
      await recordedFor(harness, '0:01');
      await userEvent.keyboard('{Enter}');
      await vi.waitFor(() => expect(service.files).toHaveLength(1));
      expect(service.files[0]!.type).toMatch(/^audio\/(mp4|webm)$/);
      expect(bar(harness)).toBeNull();
      await vi.waitFor(() => expect(harness.panel.shadowRoot!.querySelector('.voice')).not.toBeNull());
    });

    test('is called off by Escape: nothing is sent', async () => {
      const harness = await withMicrophone();
      tool(harness, 'record').focus();
      await userEvent.keyboard('{Enter}');
      await vi.waitUntil(() => bar(harness));
      await userEvent.keyboard('{Escape}');
      await vi.waitFor(() => expect(bar(harness)).toBeNull());
      expect(service.files).toEqual([]);
    });

    test('held, it is sent when let go, and called off when slid away', async () => {
      const harness = await withMicrophone();
      const button = tool(harness, 'record');
      vi.spyOn(button, 'setPointerCapture').mockImplementation(() => undefined); // No pointer is down.
      const point = (type: string, clientX = 0) =>
        button.dispatchEvent(new PointerEvent(type, {pointerId: 7, button: 0, clientX, bubbles: true}));
      point('pointerdown');
      await vi.waitUntil(() => bar(harness));
      await recordedFor(harness, '0:01');
      point('pointermove', 200);
      expect(inBar(harness, 'hint')!.textContent).toBe('Let go to cancel');
      point('pointerup', 200);
      await vi.waitFor(() => expect(bar(harness)).toBeNull());
      expect(service.files).toEqual([]);
      point('pointerdown');
      await vi.waitUntil(() => bar(harness));
      await recordedFor(harness, '0:01');
      point('pointerup');
      await vi.waitFor(() => expect(service.files).toHaveLength(1));
    });

    test.each([
      ['NotAllowedError', 'The microphone may not be used. Allow it in the browser to record.'],
      ['NotFoundError', 'No microphone was found.'],
    ])('without a microphone (%s) says why', async (name, words) => {
      const harness = await withMicrophone();
      microphone.mockRejectedValue(new DOMException('no', name));
      tool(harness, 'record').focus();
      await userEvent.keyboard('{Enter}');
      await vi.waitFor(() => expect(harness.message).toBe(words));
      expect(bar(harness)).toBeNull();
    });
  });
});
