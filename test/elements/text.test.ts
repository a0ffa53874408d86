import {beforeEach, describe, expect, test, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import {viewerFilters} from '../../src/elements/shared/viewer-filters.ts';
import type {CommentContent} from '../../src/protocol/messages.ts';
import type {MemoryService} from '../support/memory-driver.ts';
import {expectAccessible, fresh, joinedRoom, part, parts, settled} from '../support/room-fixture.ts';
import {PICTURE} from '../support/pictures.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
  viewerFilters.change({words: [], people: []});
});

async function chat(style = 'height: 400px; width: 300px') {
  const room = await joinedRoom(`<chat-panel style="${style}"></chat-panel>`);
  const panel = room.querySelector('chat-panel')!;
  const lines = () => parts(panel, 'text').map(({textContent}) => textContent);
  const list = part(panel, 'list');
  const more = () => [...panel.shadowRoot!.querySelectorAll<HTMLButtonElement>('.unfold')];
  const rowOf = (text: string) =>
    parts(panel, 'message').find((row) => row.textContent.includes(text) && row.isConnected)!;
  return {room, panel, lines, list, more, rowOf};
}

describe('an address in a comment', () => {
  test.each([
    ['看https://shop.example/p/1这个好', 'https://shop.example/p/1'],
    ['【https://shop.example/p/2】', 'https://shop.example/p/2'],
    ['“https://shop.example/p/4”', 'https://shop.example/p/4'],
    ['見てhttps://shop.example/p/7です', 'https://shop.example/p/7'],
    ['https://shop.example/p/8에서', 'https://shop.example/p/8'],
    ['شاهد https://shop.example/p/9؟', 'https://shop.example/p/9'],
    ['https://en.wikipedia.org/wiki/Mercury_(planet)', 'https://en.wikipedia.org/wiki/Mercury_(planet)'],
  ])('leads where its writer meant: %s', async (text, address) => {
    const {panel, lines} = await chat();
    service.comment(text);
    await vi.waitFor(() => expect(lines()).toEqual([text]));
    const links = [...part(panel, 'text').querySelectorAll('a')];
    expect(links.map(({href, textContent}) => [href, textContent])).toEqual([[address, address]]);
  });
});

describe('an author', () => {
  test.each([
    ['zero-width spaces', '\u200b\u200b'],
    ['spaces', '   '],
    ['a Hangul filler', '\u3164'],
    ['the empty Braille pattern', '\u2800'],
    ['overrides', '\u202e\u2066'],
    ['a lone mark', '\u0301'],
    ['one narrow letter', '.'],
  ])('with a nick of %s has a name that can be seen and pressed', async (_what, nick) => {
    const {panel, lines} = await chat();
    service.comment('hello', {userId: 'viewer-7', nick});
    await vi.waitFor(() => expect(lines()).toEqual(['hello']));
    const author = part(panel, 'author');
    const {width, height} = author.getBoundingClientRect();
    expect(width).toBeGreaterThanOrEqual(24);
    expect(height).toBeGreaterThanOrEqual(18);
    await userEvent.click(author);
    await vi.waitFor(() => expect(panel.shadowRoot!.querySelector('dialog[open]')).toBeTruthy());
  });

  test('is one author by one name once it is known', async () => {
    const {panel} = await chat();
    service.comment('first', {userId: 'try-tom', nick: ''});
    await vi.waitFor(() => expect(parts(panel, 'author').map(({textContent}) => textContent)).toEqual(['try-tom']));
    service.comment('second', {userId: 'try-tom', nick: 'Tom 汤姆'});
    await vi.waitFor(() =>
      expect(parts(panel, 'author').map(({textContent}) => textContent)).toEqual(['Tom 汤姆', 'Tom 汤姆']),
    );
  });
});

describe('a hidden word', () => {
  test.each([
    ['İNDİRİM', 'İNDİRİM var'],
    ['indirim', 'İNDİRİM'],
    ['spam', 'ｓｐａｍ'],
    ['spam', 's\u200bp\u202ea\u00admm'],
    ['spam', '\u202emaps'],
    ['할인', '할 인'],
    ['恭喜发财', '恭 喜 发 财！'],
  ])('%s hides %j in the list and in flight', async (word, text) => {
    const room = await joinedRoom(
      '<chat-panel></chat-panel><danmaku-layer style="width:600px;height:200px"></danmaku-layer>',
    );
    viewerFilters.change({words: [word], people: []});
    service.comment(text);
    service.says({type: 'danmaku', text, mode: 'scroll', color: undefined});
    service.comment('fine');
    await vi.waitFor(() => expect(parts(room, 'line').map(({textContent}) => textContent)).toEqual(['fine']));
    await vi.waitFor(() => expect(parts(room, 'text').map(({textContent}) => textContent)).toEqual(['fine']));
  });

  test('is hidden in a name and in what is quoted', async () => {
    const {room, panel, lines} = await chat();
    viewerFilters.change({words: ['spam'], people: []});
    service.comment('hello', {userId: 'eve', nick: 'S.P.A.M shop'});
    service.says({type: 'comment', kind: 'text', text: 'no!', reply: {seq: 1, userId: 'eve', text: 'buy SPAM'}});
    await vi.waitFor(() => expect(lines()).toEqual(['no!']));
    await settled(room);
    expect(panel.shadowRoot!.querySelector('.quote')).toBeNull();
    viewerFilters.change({words: [], people: []});
    await vi.waitFor(() => expect(panel.shadowRoot!.querySelector('.quote')?.textContent).toContain('buy SPAM'));
  });
});

/** Words, a picture, a face that nobody knows, words. */
const SEVERAL: CommentContent = {
  type: 'comment',
  kind: 'image',
  text: '看这个 nice',
  media: {kind: 'image', url: PICTURE, thumb: PICTURE, width: 40, height: 30},
  parts: [
    {kind: 'text', text: '看这个'},
    {kind: 'image', text: '', media: {kind: 'image', url: PICTURE, thumb: PICTURE, width: 40, height: 30}},
    {kind: 'face', text: ''},
    {kind: 'text', text: ' nice'},
  ],
};

describe('a comment of several elements', () => {
  test('shows all of them in order, flies with words and picture, and is read aloud in full', async () => {
    const room = await joinedRoom(
      '<chat-panel></chat-panel><danmaku-layer style="width:600px;height:200px"></danmaku-layer>',
    );
    const panel = room.querySelector('chat-panel')!;
    service.says(SEVERAL);
    await vi.waitFor(() => expect(part(panel, 'text').querySelector('img')).toBeTruthy());
    const [before, picture, ...after] = [...part(panel, 'text').childNodes];
    expect(before!.textContent).toBe('看这个');
    expect((picture as Element).querySelector('img') ?? picture).toBeInstanceOf(Element);
    expect(after.map(({textContent}) => textContent).join('')).toMatch(/^\S+ nice$/);
    await vi.waitFor(() => expect(part(room, 'line').textContent).toContain('看这个 nice'));
    const aloud = panel.shadowRoot!.querySelector('.aloud')!.textContent;
    expect(aloud).toMatch(/^Bob: 看这个 \S+ \S+ nice$/);
  });
});

describe('a long comment', () => {
  const LONG: [what: string, text: string][] = [
    ['line breaks', `a${'\n'.repeat(3_000)}b`],
    ['lines', 'a\n'.repeat(3_000)],
    ['line separators', 'a\u2028'.repeat(2_000)],
    ['Chinese', '这个好'.repeat(800)],
    ['one word', 'x'.repeat(7_000)],
    ['Arabic', 'مرحبا '.repeat(700)],
    ['very wide letters', '\ufdfd'.repeat(319)],
    ['an address', `https://shop.example/${'a'.repeat(1_900)}`],
    ['blank lines of fillers', 'x\n\u3164\n\u200b\n\u2800\n'.repeat(500)],
  ];
  test.each(LONG)('of %s is no taller than the list it stands in', async (_what, text) => {
    const {panel} = await chat();
    service.comment(text);
    await vi.waitFor(() => expect(parts(panel, 'message')).toHaveLength(1));
    expect(part(panel, 'message').getBoundingClientRect().height).toBeLessThan(400);
  });

  test('is opened and closed by its button, by keyboard too, and stays where it is', async () => {
    const {panel, list, more, rowOf} = await chat();
    for (let index = 0; index < 20; index++) service.comment(`line ${index}`);
    service.comment(`begin ${'words and more '.repeat(300)}end`);
    await vi.waitFor(() => expect(more()).toHaveLength(1));
    await vi.waitFor(() => expect(list.scrollTop + list.clientHeight).toBeGreaterThan(list.scrollHeight - 2));
    const [button] = more();
    expect(button!.textContent).toBe('Show more');
    expect(button!.ariaExpanded).toBe('false');
    const top = () => rowOf('begin').getBoundingClientRect().top;
    const before = top();
    button!.focus();
    await userEvent.keyboard('{Enter}');
    expect(rowOf('begin').textContent).toContain('end');
    expect(button!.ariaExpanded).toBe('true');
    expect(button!.textContent).toBe('Show less');
    await vi.waitFor(() => expect(part(panel, 'latest').hidden).toBe(false));
    expect(Math.abs(top() - before)).toBeLessThan(2);
    expect(panel.shadowRoot!.activeElement).toBe(button);
    // What comes meanwhile moves nothing, and does not close it.
    service.comment('later');
    await vi.waitFor(() => expect(rowOf('later')).toBeTruthy());
    expect(Math.abs(top() - before)).toBeLessThan(2);
    expect(button!.isConnected).toBe(true);
    await userEvent.keyboard('{Enter}');
    expect(button!.ariaExpanded).toBe('false');
    expect(rowOf('begin').textContent).not.toContain('end');
    await expectAccessible(panel);
  });

  test('has a button in the language of the place', async () => {
    document.documentElement.lang = 'zh-CN';
    const {more} = await chat();
    service.comment('好'.repeat(1_000));
    await vi.waitFor(() => expect(more().map(({textContent}) => textContent)).toEqual(['展开']));
    more()[0]!.click();
    expect(more()[0]!.textContent).toBe('收起');
  });

  test('shows its beginning in a private chat as well', async () => {
    const room = await joinedRoom('<private-chat peer="host" open style="height: 500px; width: 320px"></private-chat>');
    const {panel} = {panel: room.querySelector('private-chat')!};
    await vi.waitFor(() => expect(parts(panel, 'input')).toHaveLength(1));
    service.private.say('host', 'alice', `begin${'\n'.repeat(3_000)}${'x\n'.repeat(900)}end`);
    await vi.waitFor(() => expect(parts(panel, 'message')).toHaveLength(1));
    const row = part(panel, 'message');
    expect(row.getBoundingClientRect().height).toBeLessThan(400);
    row.querySelector<HTMLButtonElement>('.unfold')!.click();
    expect(row.textContent).toContain('end');
  });
});
