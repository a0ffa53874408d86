import {expect} from '@open-wc/testing';
import {hiddenContent} from '../../src/elements/message-list/hidden-content.ts';
import type {CommentContent} from '../../src/protocol/messages.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, joinedRoom, part, parts, settled} from '../support/browser/room-fixture.ts';
import {PICTURE} from '../support/browser/pictures.ts';
import {eventually} from '../support/eventually.ts';
import {click, keyboard} from '../support/browser/user-input.ts';
import {findAllPrivate, findPrivate} from '../support/browser/private-elements.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
  hiddenContent.change({words: [], people: []});
});

async function chat(style = 'height: 400px; width: 300px') {
  const room = await joinedRoom(`<chat-panel style="${style}"></chat-panel>`);
  const panel = room.querySelector('chat-panel')!;
  const lines = () => parts(panel, 'text').map(({textContent}) => textContent);
  const list = part(panel, 'list');
  const more = () => findAllPrivate<HTMLButtonElement>(panel, 'showMoreButton');
  const rowOf = (text: string) =>
    parts(panel, 'message').find((row) => row.textContent.includes(text) && row.isConnected)!;
  return {room, panel, lines, list, more, rowOf};
}

describe('an address in a comment', () => {
  for (const [text, address] of [
    ['看https://shop.example/p/1这个好', 'https://shop.example/p/1'],
    ['【https://shop.example/p/2】', 'https://shop.example/p/2'],
    ['“https://shop.example/p/4”', 'https://shop.example/p/4'],
    ['見てhttps://shop.example/p/7です', 'https://shop.example/p/7'],
    ['https://shop.example/p/8에서', 'https://shop.example/p/8'],
    ['شاهد https://shop.example/p/9؟', 'https://shop.example/p/9'],
    ['https://en.wikipedia.org/wiki/Mercury_(planet)', 'https://en.wikipedia.org/wiki/Mercury_(planet)'],
  ] as const) {
    it(`becomes a link to the address that its author meant: ${text}`, async () => {
      const {panel, lines} = await chat();
      service.comment(text);
      await eventually(() => expect(lines()).to.deep.equal([text]));
      const links = [...part(panel, 'text').querySelectorAll('a')];
      expect(links.map(({href, textContent}) => [href, textContent])).to.deep.equal([[address, address]]);
    });
  }
});

describe('an author', () => {
  for (const [what, nick] of [
    ['zero-width spaces', '\u200b\u200b'],
    ['spaces', '   '],
    ['a Hangul filler', '\u3164'],
    ['the empty Braille pattern', '\u2800'],
    ['overrides', '\u202e\u2066'],
    ['a lone mark', '\u0301'],
    ['one narrow letter', '.'],
  ] as const) {
    it(`with a nick of ${what} has a visible name that can be pressed`, async () => {
      const {panel, lines} = await chat();
      service.comment('hello', {userId: 'viewer-7', nick});
      await eventually(() => expect(lines()).to.deep.equal(['hello']));
      const {width, height} = part(panel, 'author').getBoundingClientRect();
      expect(width).to.be.at.least(24);
      expect(height).to.be.at.least(18);
      await click(() => part(panel, 'author'));
      await eventually(() => expect(panel.shadowRoot!.querySelector('dialog[open]')).to.be.ok);
    });
  }

  it('has one name in all their comments once it is known', async () => {
    const {panel} = await chat();
    service.comment('first', {userId: 'try-tom', nick: ''});
    await eventually(() =>
      expect(parts(panel, 'author').map(({textContent}) => textContent)).to.deep.equal(['try-tom']),
    );
    service.comment('second', {userId: 'try-tom', nick: 'Tom 汤姆'});
    await eventually(() =>
      expect(parts(panel, 'author').map(({textContent}) => textContent)).to.deep.equal(['Tom 汤姆', 'Tom 汤姆']),
    );
  });
});

describe('a muted word', () => {
  for (const [word, text] of [
    ['İNDİRİM', 'İNDİRİM var'],
    ['indirim', 'İNDİRİM'],
    ['spam', 'ｓｐａｍ'],
    ['spam', 's\u200bp\u202ea\u00admm'],
    ['spam', '\u202emaps'],
    ['할인', '할 인'],
    ['恭喜发财', '恭 喜 发 财！'],
  ] as const) {
    it(`${word} hides ${JSON.stringify(text)} in the list and in danmaku lines`, async () => {
      const room = await joinedRoom(
        '<chat-panel></chat-panel><danmaku-layer style="width:600px;height:200px"></danmaku-layer>',
      );
      hiddenContent.change({words: [word], people: []});
      service.comment(text);
      service.says({type: 'danmaku', text, mode: 'scroll', color: undefined});
      service.comment('fine');
      await eventually(() => expect(parts(room, 'line').map(({textContent}) => textContent)).to.deep.equal(['fine']));
      await eventually(() => expect(parts(room, 'text').map(({textContent}) => textContent)).to.deep.equal(['fine']));
    });
  }

  it('hides a name and a quote that contain it', async () => {
    const {room, panel, lines} = await chat();
    hiddenContent.change({words: ['spam'], people: []});
    service.comment('hello', {userId: 'eve', nick: 'S.P.A.M shop'});
    service.says({type: 'comment', kind: 'text', text: 'no!', reply: {seq: 1, userId: 'eve', text: 'buy SPAM'}});
    await eventually(() => expect(lines()).to.deep.equal(['no!']));
    await settled(room);
    expect(findPrivate(panel, 'quote')).to.be.null;
    hiddenContent.change({words: [], people: []});
    await eventually(() => expect(findPrivate(panel, 'quote')?.textContent).to.include('buy SPAM'));
  });
});

/** Text, a picture, an unknown emoji, text. */
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
  it('shows all of them in order, in the list and as danmaku, and is announced in full', async () => {
    const room = await joinedRoom(
      '<chat-panel></chat-panel><danmaku-layer style="width:600px;height:200px"></danmaku-layer>',
    );
    const panel = room.querySelector('chat-panel')!;
    service.says(SEVERAL);
    await eventually(() => expect(part(panel, 'text').querySelector('img')).to.be.ok);
    const [before, picture, ...after] = [...part(panel, 'text').childNodes];
    expect(before!.textContent).to.equal('看这个');
    expect((picture as Element).querySelector('img') ?? picture).to.be.instanceOf(Element);
    expect(after.map(({textContent}) => textContent).join('')).to.match(/^\S+ nice$/);
    await eventually(() => expect(part(room, 'line').textContent).to.include('看这个 nice'));
    await eventually(() =>
      expect(findPrivate(panel, 'announcement')!.textContent).to.match(/^Bob: 看这个 \S+ \S+ nice$/),
    );
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
  for (const [what, text] of LONG) {
    it(`of ${what} is no taller than its list`, async () => {
      const {panel} = await chat();
      service.comment(text);
      await eventually(() => expect(parts(panel, 'message')).to.have.lengthOf(1));
      expect(part(panel, 'message').getBoundingClientRect().height).to.be.lessThan(400);
    });
  }

  it('opens and closes by its button, also by keyboard, and stays in place', async () => {
    const {panel, list, more, rowOf} = await chat();
    for (let index = 0; index < 20; index++) service.comment(`line ${index}`);
    service.comment(`begin ${'words and more '.repeat(300)}end`);
    await eventually(() => expect(more()).to.have.lengthOf(1));
    // Older rows are drawn later and move the newer ones, which then lose the focus.
    await eventually(() => expect(parts(panel, 'message')).to.have.lengthOf(21));
    await eventually(() => expect(list.scrollTop + list.clientHeight).to.be.greaterThan(list.scrollHeight - 2));
    const [button] = more();
    expect(button!.textContent).to.equal('Show more');
    expect(button!.ariaExpanded).to.equal('false');
    const top = () => rowOf('begin').getBoundingClientRect().top;
    const before = top();
    button!.focus();
    await keyboard('{Enter}');
    expect(rowOf('begin').textContent).to.include('end');
    expect(button!.ariaExpanded).to.equal('true');
    expect(button!.textContent).to.equal('Show less');
    await eventually(() => expect(part(panel, 'latest').hidden).to.be.false);
    expect(Math.abs(top() - before)).to.be.lessThan(2);
    expect(button!.isConnected, 'the row is still the same').to.be.true;
    expect(panel.shadowRoot!.activeElement).to.equal(button);
    // A new comment moves nothing and does not close it.
    service.comment('later');
    await eventually(() => expect(rowOf('later')).to.be.ok);
    expect(Math.abs(top() - before)).to.be.lessThan(2);
    expect(button!.isConnected).to.be.true;
    await keyboard('{Enter}');
    expect(button!.ariaExpanded).to.equal('false');
    expect(rowOf('begin').textContent).not.to.include('end');
    await expect(panel).to.be.accessible();
  });

  it('has a button in the language of its ancestors', async () => {
    document.documentElement.lang = 'zh-CN';
    const {more} = await chat();
    service.comment('好'.repeat(1_000));
    await eventually(() => expect(more().map(({textContent}) => textContent)).to.deep.equal(['展开']));
    more()[0]!.click();
    expect(more()[0]!.textContent).to.equal('收起');
  });

  it('shows its beginning in a private chat, too', async () => {
    const room = await joinedRoom('<private-chat peer="host" open style="height: 500px; width: 320px"></private-chat>');
    const {panel} = {panel: room.querySelector('private-chat')!};
    await eventually(() => expect(parts(panel, 'input')).to.have.lengthOf(1));
    service.private.say('host', 'alice', `begin${'\n'.repeat(3_000)}${'x\n'.repeat(900)}end`);
    await eventually(() => expect(parts(panel, 'message')).to.have.lengthOf(1));
    const row = part(panel, 'message');
    expect(row.getBoundingClientRect().height).to.be.lessThan(400);
    findPrivate<HTMLButtonElement>(row, 'showMoreButton')!.click();
    expect(row.textContent).to.include('end');
  });
});
