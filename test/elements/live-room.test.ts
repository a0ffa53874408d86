import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import {LiveError} from '../../src/protocol/errors.ts';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import {gate, type MemoryService} from '../support/memory-driver.ts';
import {
  alice,
  deep,
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
afterEach(() => page.viewport(414, 896));

const guestRoom = (id: string, inside = '') => `<live-room guest sdk-app-id="1" room-id="${id}">${inside}</live-room>`;
const joined = (room: LiveRoom) => vi.waitFor(() => expect(room.session.status).toBe('joined'));
const tags = (root: Element) => deep(root).map(({localName}) => localName);
const notice = (room: LiveRoom) => room.shadowRoot!.querySelector<HTMLElement>('.notice')!;

describe('the default layout', () => {
  test.each([
    ['light', 'en', 390, 700],
    ['dark', 'en', 390, 700],
    ['light', 'zh-CN', 1200, 800],
    ['dark', 'zh-CN', 1200, 800],
  ])('axe finds nothing, %s, %s, %d wide', async (scheme, lang, width, height) => {
    await page.viewport(width, height);
    document.documentElement.lang = lang;
    document.documentElement.style.colorScheme = scheme;
    const room = await joinedRoom();
    service.comment('你好 hello');
    await settled(room);
    await expectAccessible(room);
    document.documentElement.style.colorScheme = '';
  });

  test('is shown to a room without element children; white space and comments do not count', async () => {
    const room = put<LiveRoom>(guestRoom('r1', '\n  <!-- nothing here -->\n'));
    await joined(room);
    await settled(room);
    expect(tags(room)).toEqual(expect.arrayContaining(['danmaku-layer', 'room-header', 'chat-panel']));
  });

  test('is not in the tree when the page arranges the pieces', async () => {
    const room = put<LiveRoom>(guestRoom('r1', '<p>mine</p>'));
    await joined(room);
    await settled(room);
    expect(tags(room)).toEqual(['live-room', 'slot', 'p']);
  });

  test('goes when children are added, and comes back when they go', async () => {
    const room = put<LiveRoom>(guestRoom('r1'));
    await joined(room);
    room.append(document.createElement('chat-panel'));
    await vi.waitFor(() => expect(room.shadowRoot!.querySelector('chat-panel')).toBeNull());
    service.comment('x');
    await vi.waitFor(() => expect(parts(room, 'text')).toHaveLength(1));
    room.replaceChildren();
    await vi.waitFor(() => expect(room.shadowRoot!.querySelector('chat-panel')).not.toBeNull());
    expect(service.joins).toHaveLength(1);
  });

  test('puts talk beside the picture in a wide box, over it in a narrow one, or as the page says', async () => {
    await page.viewport(1200, 800);
    const room = await joinedRoom();
    const stage = part(room, 'stage');
    const aside = part(room, 'aside');
    const beside = () => aside.getBoundingClientRect().left >= stage.getBoundingClientRect().right - 1;
    await vi.waitFor(() => expect(beside()).toBe(true));
    room.style.width = '380px';
    await vi.waitFor(() => expect(beside()).toBe(false));
    room.layout = 'landscape';
    await vi.waitFor(() => expect(beside()).toBe(true));
  });

  test.each([
    [344, 464],
    [366, 530],
    [790, 366],
  ])('has everything within a box of %i × %i', async (width, height) => {
    await page.viewport(1200, 800);
    const room = await joinedRoom();
    Object.assign(room.style, {inlineSize: `${width}px`, blockSize: `${height}px`});
    const whole = room.getBoundingClientRect();
    await vi.waitFor(() => expect(whole.height).toBe(height));
    const send = () => part(room, 'send').getBoundingClientRect();
    const header = () => part(room, 'host').getBoundingClientRect();
    await vi.waitFor(() => {
      expect(header().top).toBeGreaterThanOrEqual(whole.top);
      expect(send().height).toBeGreaterThanOrEqual(44);
      for (const name of ['layout', 'stage']) {
        const {scrollHeight, clientHeight} = part(room, name);
        expect(scrollHeight - clientHeight).toBeLessThanOrEqual(1);
      }
    });
  });

  test.each([
    ['beside the picture', 842, 640],
    ['over it', 358, 560],
  ])('keeps the talk in its place %s, whatever is said in it', async (_, width, height) => {
    await page.viewport(1200, 800);
    const room = await joinedRoom('', `style="inline-size: ${width}px; block-size: ${height}px"`);
    const long = 'a-word-without-an-end-'.repeat(9);
    service.says({type: 'comment', kind: 'text', text: long, reply: {seq: 1, userId: 'ann', nick: 'Ann', text: long}});
    service.says(
      {type: 'comment', kind: 'sound', text: '', media: {kind: 'sound', url: 'https://x.example/a.m4a', seconds: 60}},
      {nick: long},
    );
    const chat = part(room, 'aside').querySelector('chat-panel')!;
    await vi.waitFor(() => expect(chat.shadowRoot!.querySelector('.voice')).not.toBeNull());
    const {right} = room.getBoundingClientRect();
    for (const name of ['list', 'input', 'send'])
      expect(part(chat, name).getBoundingClientRect().right).toBeLessThanOrEqual(right);
    const {scrollWidth, clientWidth} = part(chat, 'list');
    expect(scrollWidth).toBe(clientWidth);
    for (const row of chat.shadowRoot!.querySelectorAll('.quote, .voice')) {
      expect(row.getBoundingClientRect().right).toBeLessThanOrEqual(right);
    }
  });

  test('keeps the composer clear of the gifts where words are twice as large', async () => {
    await page.viewport(390, 844);
    const room = await joinedRoom('', 'style="font-size: 32px; inline-size: 358px; block-size: 560px"');
    service.comment('here');
    const chat = part(room, 'aside').querySelector('chat-panel')!;
    await vi.waitFor(() => {
      const send = part(room, 'send').getBoundingClientRect();
      expect(send.height).toBeGreaterThanOrEqual(44);
      expect(send.bottom).toBeLessThanOrEqual(room.shadowRoot!.querySelector('.bar')!.getBoundingClientRect().top);
      expect(part(chat, 'message').getBoundingClientRect().bottom).toBeLessThanOrEqual(send.top);
    });
  });

  test('lets the page style every piece by its part', async () => {
    const room = await joinedRoom();
    const style = document.createElement('style');
    style.textContent =
      'live-room::part(chat-panel-input) {border-top-color: rgb(1, 2, 3)} live-room::part(room-header-host) {border-top-color: rgb(4, 5, 6)}';
    document.head.append(style);
    expect(getComputedStyle(part(room, 'input')).borderTopColor).toBe('rgb(1, 2, 3)');
    expect(getComputedStyle(part(room, 'host')).borderTopColor).toBe('rgb(4, 5, 6)');
    style.remove();
  });

  test('speaks the language of its place, and follows it', async () => {
    const room = await joinedRoom('', 'lang="zh-CN"');
    expect(part(room, 'send').textContent).toBe('发送');
    room.lang = 'en-GB';
    await vi.waitFor(() => expect(part(room, 'send').textContent).toBe('Send'));
    room.removeAttribute('lang');
    document.documentElement.lang = 'zh';
    await vi.waitFor(() => expect(part(room, 'send').textContent).toBe('发送'));
  });

  test('is painted before anybody has answered', async () => {
    service.joining = gate();
    const room = put<LiveRoom>(guestRoom('r1'));
    await vi.waitFor(() => expect(isShown(part(room, 'stage'))).toBe(true));
    await vi.waitFor(() => expect(tags(room)).toContain('chat-panel'));
    await vi.waitFor(() => expect(notice(room).textContent).toContain('Entering the room…'));
    service.joining.open();
    await joined(room);
  });
});

describe('who the viewer is', () => {
  test('comes from the attributes; the signature is gone from the markup', async () => {
    const room = put<LiveRoom>('<live-room room-id="r1" sdk-app-id="1" user-id="alice" user-sig="s3cret"></live-room>');
    await joined(room);
    expect(service.joins[0]!.credentials).toMatchObject({sdkAppId: 1, userId: 'alice', userSig: 's3cret'});
    expect(room.outerHTML).not.toContain('s3cret');
    expect(room.matches(':state(guest)')).toBe(false);
  });

  test('comes from the property before the attributes', async () => {
    const room = put<LiveRoom>('<live-room manual room-id="r1" sdk-app-id="1" user-id="bob" user-sig="x"></live-room>');
    room.credentials = () => Promise.resolve(alice);
    await room.join();
    expect(service.joins[0]!.credentials?.userId).toBe('alice');
  });

  test('comes from a property that was set before the element was defined, and from nothing else', async () => {
    const room = put<LiveRoom & {credentials: unknown}>('<late-room guest="" room-id="r1"></late-room>');
    room.removeAttribute('guest');
    Object.assign(room, {credentials: alice});
    customElements.define('late-room', class extends (customElements.get('live-room') as typeof LiveRoom) {});
    await joined(room);
    expect(service.joins.map(({credentials}) => credentials?.userId)).toEqual(['alice']);
  });

  test('is the same to a framework that writes the property anew with every render', async () => {
    const room = put<LiveRoom>('<live-room room-id="r1"></live-room>');
    room.credentials = {...alice};
    await joined(room);
    room.credentials = {...alice};
    await room.updateComplete;
    expect(service.joins).toHaveLength(1);
    room.credentials = {...alice, userId: 'bob'};
    await expect.poll(() => service.joins.map(({credentials}) => credentials?.userId)).toEqual(['alice', 'bob']);
  });

  test('is asked of the function that was given last, without another stay', async () => {
    const room = put<LiveRoom>('<live-room room-id="r1"></live-room>');
    room.credentials = () => Promise.resolve(alice);
    await joined(room);
    room.credentials = () => Promise.resolve({...alice, userSig: 'newer'});
    await room.updateComplete;
    expect(service.joins).toHaveLength(1);
    service.sinks((sink) => sink.ended(new LiveError('SIGNATURE_EXPIRED', 'old')));
    await expect.poll(() => service.joins.at(-1)?.credentials?.userSig).toBe('newer');
    expect(room.matches(':state(joined)')).toBe(true);
  });

  test('may sign in elsewhere: the room says so, and is taken back by a button', async () => {
    const room = put<LiveRoom>('<live-room room-id="r1"></live-room>');
    room.credentials = alice;
    await joined(room);
    service.sinks((sink) => sink.ended(new LiveError('KICKED_OUT', 'elsewhere', {retryable: true})));
    const button = () => room.shadowRoot!.querySelector<HTMLButtonElement>('.again')!;
    await expect.poll(() => button().textContent.trim()).toBe('Use it here');
    expect(room.matches(':state(kicked)')).toBe(true);
    button().click();
    await joined(room);
    expect(service.joins).toHaveLength(2);
  });

  test('is nobody for a guest', async () => {
    const room = put<LiveRoom>(guestRoom('r1'));
    await joined(room);
    expect(service.joins[0]!.credentials).toBeUndefined();
    expect(room.matches(':state(guest)')).toBe(true);
  });
});

describe('the stay', () => {
  test('is one state at a time, told to the page', async () => {
    const told: string[] = [];
    document.addEventListener('live-status-change', ({detail}) => told.push(`${detail.previous} ${detail.status}`));
    const room = put<LiveRoom>(guestRoom('r1'));
    await joined(room);
    expect(room.matches(':state(joined):not(:state(joining))')).toBe(true);
    await room.leave();
    await vi.waitFor(() => expect(told).toEqual(['idle joining', 'joining joined', 'joined ended']));
  });

  test('lasts when a framework moves the room by removing it first', async () => {
    const room = put<LiveRoom>(guestRoom('r1'));
    await joined(room);
    const box = document.createElement('div');
    document.body.append(box);
    room.remove();
    box.append(room);
    await settled(room);
    service.comment('still here');
    await vi.waitFor(() => expect(parts(room, 'text')).toHaveLength(1));
    expect(service.joins).toHaveLength(1);
  });

  test('ends when the room is removed, and begins again when it is put back', async () => {
    const room = put<LiveRoom>(guestRoom('r1'));
    await joined(room);
    room.remove();
    await vi.waitFor(() => expect(service.occupied).toEqual([]));
    document.body.append(room);
    await joined(room);
    expect(service.occupied).toEqual(['r1']);
    expect(service.joins).toHaveLength(2);
  });

  test('is in the last room when room-id changes while joining', async () => {
    service.joining = gate();
    const room = put<LiveRoom>(guestRoom('r1'));
    await vi.waitFor(() => expect(service.joins).toHaveLength(1));
    room.roomId = 'r2';
    await vi.waitFor(() => expect(service.joins).toHaveLength(2));
    service.joining.open();
    await joined(room);
    expect(service.occupied).toEqual(['r2']);
    expect(service.joins[0]!.signal.aborted).toBe(true);
  });

  test('waits to be asked for with manual', async () => {
    const room = put<LiveRoom>('<live-room manual guest sdk-app-id="1" room-id="r1"></live-room>');
    await settled(room);
    expect(service.joins).toHaveLength(0);
    expect(room.matches(':state(idle)')).toBe(true);
    await room.join();
    expect(room.session.status).toBe('joined');
  });

  test.each([
    ['ROOM_NOT_FOUND', 'This live room does not exist.'],
    ['SIGNATURE_INVALID', 'Your sign-in is not valid. Please sign in again.'],
    ['BACKEND_UNAVAILABLE', 'The live service does not answer.'],
    ['BAD_CONFIG', 'This live room is not set up correctly.'],
    ['UNSUPPORTED_BROWSER', 'This browser is too old for live rooms. Please update it.'],
  ] as const)(
    'that fails with %s says so to the visitor and to the page, and can be tried again',
    async (code, words) => {
      service.joinError = new LiveError(code, 'for the author');
      const told = new Promise<LiveError>((resolve) =>
        document.addEventListener('live-error', ({detail}) => resolve(detail.error), {once: true}),
      );
      const room = put<LiveRoom>(guestRoom('r1'));
      expect(await told).toMatchObject({code});
      await vi.waitFor(() => expect(notice(room).textContent).toContain(words));
      expect(room.matches(':state(failed)')).toBe(true);
      await expectAccessible(room);
      service.joinError = undefined;
      await userEvent.click(notice(room).querySelector('button')!);
      await joined(room);
      await vi.waitFor(() => expect(notice(room).textContent.trim()).not.toContain(words));
    },
  );

  test('without a room-id fails, and the author is told what to mend', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const room = put<LiveRoom>('<live-room guest sdk-app-id="1"></live-room>');
    await vi.waitFor(() =>
      expect(room.session.state.connection).toMatchObject({status: 'failed', error: {code: 'BAD_CONFIG'}}),
    );
    expect(warned.mock.calls.flat().join()).toContain('needs a room-id');
    room.roomId = 'r1';
    await joined(room);
    warned.mockRestore();
  });

  test('that was taken elsewhere says so, and can be taken back', async () => {
    const room = put<LiveRoom>(guestRoom('r1'));
    await joined(room);
    service.sinks((sink) => sink.ended(new LiveError('KICKED_OUT', 'elsewhere')));
    await vi.waitFor(() => expect(room.matches(':state(kicked)')).toBe(true));
    expect(service.joins).toHaveLength(1);
    await vi.waitFor(() => expect(isShown(notice(room).querySelector('button')!)).toBe(true));
    await userEvent.click(notice(room).querySelector('button')!);
    await joined(room);
  });
});

describe('live-message', () => {
  test('reports what is said, once each, only when the page asked for it', async () => {
    const told: unknown[] = [];
    const room = await joinedRoom();
    room.addEventListener('live-message', ({detail}) => told.push(detail.message));
    service.comment('unheard');
    room.messages = true;
    service.comment('heard');
    await room.say('mine');
    expect(told).toMatchObject([
      {type: 'comment', text: 'heard', own: false, from: {userId: 'bob', nick: 'Bob'}},
      {type: 'comment', text: 'mine', own: true, from: {userId: 'alice'}},
    ]);
  });
});
