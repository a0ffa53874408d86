import {beforeEach, describe, expect, test, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import type {ChatPanel} from '../../src/elements/chat-panel/chat-panel.ts';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import {LiveError} from '../../src/protocol/errors.ts';
import {gate, type MemoryService} from '../support/memory-driver.ts';
import {expectAccessible, fresh, isShown, joinedRoom, part, parts, put, settled} from '../support/room-fixture.ts';

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
    for (let i = 0; i < 60; i++) service.comment(`line ${i}`);
    await harness.settled();
    const {list} = harness;
    await vi.waitFor(() => expect(list.scrollHeight - list.clientHeight - list.scrollTop).toBeLessThan(2));
  });

  test('stays where its reader reads, says how many came, and leads back', async () => {
    const harness = await chat();
    for (let i = 0; i < 60; i++) service.comment(`line ${i}`);
    await harness.settled();
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
    for (let i = 0; i < 60; i++) service.comment(`line ${i}`);
    await harness.settled();
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

  test('is closed to viewers while all are muted, and comes back by itself', async () => {
    const harness = await chat();
    service.sinks((sink) => sink.facts({mutedAll: true}));
    await vi.waitFor(() =>
      expect(part(harness.panel, 'composer').textContent).toContain('Comments are closed for now'),
    );
    expect(harness.panel.matches(':state(muted)')).toBe(true);
    service.sinks((sink) => sink.facts({mutedAll: false}));
    await vi.waitFor(() => expect(parts(harness.panel, 'input')).toHaveLength(1));
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
    expect((part(panel, 'input') as HTMLTextAreaElement).disabled).toBe(true);
    expect(panel.shadowRoot!.textContent).toContain('The room is not open yet.');
    await expectAccessible(panel);
  });
});
