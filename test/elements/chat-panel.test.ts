import {beforeEach, describe, expect, test, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import type {ChatPanel} from '../../src/elements/chat-panel/chat-panel.ts';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import {LiveError} from '../../src/protocol/errors.ts';
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
  return new ChatHarness(await joinedRoom(`<chat-panel style="height: 300px" ${attributes}></chat-panel>`));
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

  test('says how many lines a flood left out, once', async () => {
    const harness = await chat();
    service.comment('before');
    await harness.shows(['before']);
    const comment = {type: 'comment', kind: 'text', text: 'x'} as const;
    service.saysAll(Array.from({length: 212}, () => comment));
    const gaps = () =>
      [...harness.panel.shadowRoot!.querySelectorAll('.gap')].map(({textContent}) => textContent.trim());
    await vi.waitFor(() => expect(gaps()).toEqual(['12 messages were skipped']));
    expect(harness.lines).toHaveLength(200);
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
