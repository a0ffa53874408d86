import {describe, expect, test} from 'vitest';
import {decodeSchedule} from '../../../src/backend/schedule.ts';
import {decodePoll} from '../../../src/protocol/polls.ts';
import {safeUrl} from '../../../src/protocol/safe-url.ts';
import {decodeCustom, decodeExtras, encodeCustom, encodeExtras} from '../../../src/protocol/codec.ts';
import {decodePin, decodeShownProducts, decodeStatusField} from '../../../src/protocol/group-fields.ts';
import {decodeShelf} from '../../../src/protocol/shelf.ts';
import type {CustomContent, LateCheckedContent} from '../../../src/protocol/messages.ts';

const messages: CustomContent[] = [
  {type: 'like', count: 1_000},
  {type: 'danmaku', text: '你好😀', mode: 'top', color: '#ff8800'},
  {type: 'status', status: 'paused'},
  {
    type: 'broadcast',
    broadcastId: 'b1',
    text: 'hello',
    level: 'urgent',
    href: 'https://x.example/',
    expiresAt: 1_795_434_659,
  },
];

describe('a custom message', () => {
  test.each(messages)('of type $type decodes to the encoded message', (message) => {
    const {data, description} = encodeCustom(message);
    expect(description).toBe(message.type);
    expect(decodeCustom(data)).toEqual(message);
  });

  test.each([
    ['not text', 7],
    ['nothing', undefined],
    ['empty', ''],
    ['not JSON', '{nope'],
    ['an array', '[1]'],
    ['null', 'null'],
    ['no version', '{"type":"like","count":1}'],
    ['a later version', '{"v":2,"type":"like","count":1}'],
    ['an unknown type', '{"v":1,"type":"party"}'],
    ['a type that every object has', '{"v":1,"type":"constructor"}'],
    ['a type that is no text', '{"v":1,"type":{"like":1}}'],
    ['no like at all', '{"v":1,"type":"like","count":0}'],
    ['too many likes', '{"v":1,"type":"like","count":1001}'],
    ['a fractional like count', '{"v":1,"type":"like","count":0.5}'],
    ['a text as a like count', '{"v":1,"type":"like","count":"5"}'],
    ['an unknown status', '{"v":1,"type":"status","status":"on fire"}'],
    ['a broadcast without an id', '{"v":1,"type":"broadcast","text":"x"}'],
    ['an empty danmaku', '{"v":1,"type":"danmaku","text":""}'],
    ['a danmaku over its length limit', JSON.stringify({v: 1, type: 'danmaku', text: 'x'.repeat(201)})],
    [
      'over the size limit',
      JSON.stringify({v: 1, type: 'broadcast', broadcastId: 'b', text: 'x', junk: 'x'.repeat(13_000)}),
    ],
  ])('that is %s is ignored', (_, data) => {
    expect(decodeCustom(data)).toBeNull();
  });

  test('keeps its known fields if it has newer ones', () => {
    expect(decodeCustom('{"v":1,"type":"like","count":3,"mood":"happy"}')).toEqual({type: 'like', count: 3});
  });

  test('loses an invalid style and keeps its text', () => {
    expect(decodeCustom('{"v":1,"type":"danmaku","text":"x","mode":"spiral","color":"red;}"}')).toEqual({
      type: 'danmaku',
      text: 'x',
      mode: 'scroll',
      color: undefined,
    });
  });

  test('cannot change prototypes', () => {
    decodeCustom('{"v":1,"type":"like","count":1,"__proto__":{"polluted":true}}');
    expect(({} as {polluted?: boolean}).polluted).toBeUndefined();
  });
});

describe('level and badges', () => {
  test('are read from a comment', () => {
    expect(decodeExtras('{"v":1,"level":7,"badges":["fan"]}')).toEqual({level: 7, badges: ['fan']});
  });

  test('are decoded with the sender’s question mark, and with no other value of it', () => {
    expect(decodeExtras(encodeExtras({question: true}))).toEqual({level: 0, badges: [], question: true});
    expect(decodeExtras('{"v":1,"question":"yes"}')).toEqual({level: 0, badges: []});
  });

  test.each([
    [undefined],
    ['{'],
    ['{"v":1,"level":-3,"badges":"king"}'],
    ['{"v":1,"level":1e9,"badges":[1,2]}'],
    ['{"v":9,"level":5}'],
  ])('are empty if they are invalid: %s', (input) => {
    expect(decodeExtras(input)).toEqual({level: 0, badges: []});
  });
});

describe('a message with unchecked fields', () => {
  const poll = {
    pollId: 'p1',
    phase: 'results',
    question: 'Which cup?',
    options: [
      {id: 'a', text: 'The blue one'},
      {id: 'b', text: '白色的'},
    ],
    closesAt: 1_795_434_659,
    counts: {a: 3, b: 0},
    total: 3,
  };
  const decoded = (fields: object, type = 'poll') =>
    decodeCustom(JSON.stringify({v: 1, type, ...fields})) as LateCheckedContent;

  test('of type poll has a poll in its fields', () => {
    expect(decoded(poll)).toMatchObject({type: 'poll', fields: poll});
    expect(decodePoll(decoded(poll).fields)).toEqual(poll);
  });

  test.each([
    ['of one answer', {options: poll.options.slice(1)}],
    ['in an unknown phase', {phase: 'maybe'}],
    ['without a question', {question: ''}],
  ])('has no poll if it is a poll %s', (_, wrong) => {
    expect(decodePoll(decoded({...poll, ...wrong}).fields)).toBeUndefined();
  });

  test('loses counts that are no votes, and answers after the sixth', () => {
    const options = Array.from({length: 9}, (_, index) => ({id: `o${index}`, text: 'x'}));
    expect(decodePoll({...poll, options})?.options).toEqual(options.slice(0, 6));
    for (const counts of [{o1: -1}, {o1: '2'}, 7])
      expect(decodePoll({...poll, counts})?.counts, JSON.stringify(counts)).toBeUndefined();
  });

  test('of type shelf names changed products', () => {
    const products = [{id: 'cup', v: 7}, {id: 'pot'}, {id: 'tea', v: 8, price: 1}];
    expect(decodeShelf(decoded({products}, 'shelf').fields)).toEqual([
      {id: 'cup', v: 7},
      {id: 'tea', v: 8},
    ]);
    expect(decodeShelf({products: 'all'})).toEqual([]);
  });
});

describe('the schedule of a room', () => {
  test('keeps valid fields and safe addresses', () => {
    const schedule = {startsAt: 1_795_434_659, poster: 'https://x.example/p.jpg', nextRoomId: 'next'};
    expect(decodeSchedule({...schedule, endedAt: -1, trailerUrl: 'javascript:alert(1)'})).toEqual({
      ...schedule,
      endedAt: undefined,
      trailerUrl: '',
    });
  });
});

describe('the status field', () => {
  test('contains the room status', () => {
    expect(decodeStatusField('{"status":"live","v":3}')).toBe('live');
  });

  test.each([[undefined], ['live'], ['{"status":"maybe"}'], ['[]']])('returns nothing for %s', (input) => {
    expect(decodeStatusField(input)).toBeUndefined();
  });
});

describe('the product field', () => {
  test.each([
    ['null', []],
    ['{"id":"cup","v":3}', ['cup']],
    ['[{"id":"cup","v":3},{"id":"pot","v":4}]', ['cup', 'pot']],
    ['[{"id":"a","v":1},{"v":2},{"id":"b","v":1},{"id":"c","v":1},{"id":"d","v":1}]', ['a', 'b', 'c']],
    ['[', []],
    [[{id: 'cup', v: 3}], ['cup']],
    [undefined, []],
  ])('%s shows %j', (field, ids) => {
    expect(decodeShownProducts(field).map(({id}) => id)).toEqual(ids);
  });
});

describe('the pin field', () => {
  test.each([
    ['{"v":3,"seq":12}', {v: 3, seq: 12}],
    ['{"v":4,"text":"Free tea at nine"}', {v: 4, text: 'Free tea at nine'}],
    ['{"v":5}', {v: 5}],
    ['{"v":6,"seq":-1,"text":7}', {v: 6}],
    ['{"seq":1}', undefined],
    ['nothing', undefined],
  ])('%s pins %j', (field, pinned) => {
    expect(decodePin(field)).toEqual(pinned);
  });
});

describe('an address', () => {
  test.each([
    ['https://cdn.example/a.png', 'https://cdn.example/a.png'],
    ['http://localhost:8081/a.svg', 'http://localhost:8081/a.svg'],
    ['http://127.0.0.1/a', 'http://127.0.0.1/a'],
    ['http://[::1]:3/a', 'http://[::1]:3/a'],
  ])('%s is allowed', (input, used) => {
    expect(safeUrl(input)).toBe(used);
  });

  test.each([
    'http://shop.example/a.png',
    'http://localhost.evil.example/',
    'http://127.0.0.1.evil.example/',
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'blob:https://x/1',
    '/a.png',
    '//cdn.example/a.png',
    '',
    'https://' + 'x'.repeat(3_000),
    7,
    null,
  ])('%s is not allowed', (input) => {
    expect(safeUrl(input)).toBeUndefined();
  });
});
