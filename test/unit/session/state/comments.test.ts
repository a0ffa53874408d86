import {describe, expect, test} from 'vitest';
import {
  replaceFaces,
  contentOfAll,
  formatComment,
  type SdkMessageElement,
} from '../../../../src/protocol/message-elements.ts';
import type {RoomMessage} from '../../../../src/protocol/messages.ts';
import {comments} from '../../../../src/session/state/slices/comments.ts';

const text = (words: string): SdkMessageElement => ({type: 'TIMTextElem', content: {Text: words}});
const face = (name: string): SdkMessageElement => ({type: 'TIMFaceElem', content: {Index: 1, Data: name}});
const image = (name: string): SdkMessageElement => ({
  type: 'TIMImageElem',
  content: {ImageInfoArray: [{URL: `https://files.example/${name}.png`, Width: 4, Height: 3}]},
});
const custom = (content: object): SdkMessageElement => ({
  type: 'TIMCustomElem',
  content: {Data: JSON.stringify({v: 1, ...content})},
});
const read = (...elements: SdkMessageElement[]) => replaceFaces(contentOfAll(elements));
const nameOf = (kind: string) => `[${kind}]`;

describe('a message of several elements', () => {
  test('of text elements is one text, in order', () => {
    expect(read(text('你好'), face('[TUIEmoji_Smile]'), text('again'))).toEqual({
      type: 'comment',
      kind: 'text',
      text: '你好🙂again',
    });
    expect(read(text('عبد'), text('الله'))).toMatchObject({text: 'عبدالله'});
    expect(read(face('[TUIEmoji_Smile]'), face('[TUIEmoji_Like]'))).toMatchObject({kind: 'text', text: '🙂👍'});
    expect(read(text('a'), custom({type: 'danmaku', text: 'b'}), text('c'))).toMatchObject({text: 'abc'});
  });

  test('of text and media has all its parts', () => {
    const content = read(text('look '), text('here'), image('a'), face('unknown'), text('nice'), image('b'));
    expect(content).toMatchObject({
      kind: 'image',
      text: 'look herenice',
      media: {kind: 'image', url: 'https://files.example/a.png'},
      parts: [
        {kind: 'text', text: 'look here'},
        {kind: 'image', media: {url: 'https://files.example/a.png'}},
        {kind: 'face', text: ''},
        {kind: 'text', text: 'nice'},
        {kind: 'image', media: {url: 'https://files.example/b.png'}},
      ],
    });
    expect(content?.type === 'comment' && formatComment(content, nameOf)).toBe('look here [image] [face] nice [image]');
  });

  test('with only one readable element is that element', () => {
    expect(read(text('hello'), custom({type: 'member-level', level: 3}))).toEqual({
      type: 'comment',
      kind: 'text',
      text: 'hello',
    });
    expect(read({type: 'TIMNewElem', content: {}}, text('hello'))).toMatchObject({text: 'hello'});
    expect(read(custom({type: 'danmaku', text: 'flies', mode: 'top'}), {type: '', content: null})).toMatchObject({
      type: 'danmaku',
      mode: 'top',
    });
    expect(read({type: '', content: undefined}, {type: 'TIMNewElem', content: 1})).toBeUndefined();
    expect(contentOfAll([])).toBeUndefined();
  });

  test('is a service message if that element comes first, and a comment otherwise', () => {
    const gone = custom({type: 'status', status: 'ended'});
    expect(read(gone, text('bye'))).toMatchObject({type: 'status'});
    expect(read(text('bye'), gone)).toMatchObject({type: 'comment', text: 'bye'});
  });

  test('has limits', () => {
    expect(read(...Array.from({length: 50}, () => text('x')))).toMatchObject({text: 'x'.repeat(20)});
    const long = read(...Array.from({length: 5}, (_, index) => text(`${index}`.repeat(3_000))));
    expect(long).toMatchObject({text: `${'0'.repeat(3_000)}${'1'.repeat(3_000)}`});
    const pictures = read(...Array.from({length: 50}, (_, index) => image(`${index}`)));
    expect(pictures?.type === 'comment' && pictures.parts).toHaveLength(20);
  });
});

describe('one author', () => {
  const message = (seq: number, nick: string, words: string, more: object = {}): RoomMessage => ({
    id: `m-${seq}`,
    seq,
    time: seq,
    from: {userId: 'try-tom', nick, avatar: '', level: 0, badges: []},
    own: false,
    content: {type: 'comment', kind: 'text', text: words, ...more},
  });
  const names = (state: ReturnType<typeof live>) => state.list.map(({from}) => from.nick);
  const live = (state = comments.initial, ...batch: RoomMessage[]) => comments.on.messages!(state, batch);
  const stored = (state = comments.initial, ...batch: RoomMessage[]) => comments.on.storedMessages!(state, batch);

  test('has one name in the history and live', () => {
    const history = stored(undefined, message(1, '', 'earlier'), message(2, '', 'later'));
    const known = live(history, message(3, 'Tom 汤姆', 'now'));
    expect(names(known)).toEqual(['Tom 汤姆', 'Tom 汤姆', 'Tom 汤姆']);
    expect(names(live(known, message(4, '', 'a message without a name')))).toEqual(Array(4).fill('Tom 汤姆'));
  });

  test('has the live name also in earlier comments that are loaded later', () => {
    const known = live(undefined, message(5, 'Tom 汤姆', 'now'));
    expect(names(stored(known, message(1, '', 'earlier'), message(2, 'try-tom', 'later')))).toEqual(
      Array(3).fill('Tom 汤姆'),
    );
  });

  test('has a changed name in all comments and quotes', () => {
    const reply = {seq: 1, userId: 'try-tom', text: 'earlier'};
    const state = live(
      live(undefined, message(1, 'Tom', 'earlier'), {
        ...message(2, '', 'answer', {reply}),
        from: {...message(2, '', '').from, userId: 'mia', nick: 'Mia'},
      }),
    );
    const renamed = live(state, message(3, 'Thomas', 'now'));
    expect(names(renamed)).toEqual(['Thomas', 'Mia', 'Thomas']);
    expect(renamed.list[1]!.reply?.nick).toBe('Thomas');
  });

  test('has a name change that leaves other comments unchanged', () => {
    const state = live(undefined, {...message(1, 'Mia', 'hi'), from: {...message(1, 'Mia', '').from, userId: 'mia'}});
    expect(live(state, message(2, 'Tom', 'now')).list[0]).toBe(state.list[0]);
  });
});
