import {afterEach, describe, expect, it} from 'vitest';
import {ownArrayFrom} from '../../../build/page-globals.js';
import {LiveError} from '../../../src/protocol/errors.ts';
import {toJson} from '../../../src/protocol/json.ts';
import {isBearerToken} from '../../../src/protocol/token.ts';

const arrays = Array.prototype as {toJSON?: unknown};
const objects = Object.prototype as {toJSON?: unknown};
afterEach(() => {
  delete arrays.toJSON;
  delete objects.toJSON;
});

describe('toJson with Prototype 1.6', () => {
  const values = [
    [1, 'two', [3, {four: [5]}], null],
    {list: [], nested: {list: ['"']}, none: undefined, at: new Date(0)},
    'text',
    7,
    null,
  ];

  it.each(values.map((value) => [JSON.stringify(value), value]))('writes %s as the browser does', (expected, value) => {
    arrays.toJSON = () => '[wrong]';
    objects.toJSON = () => '{wrong}';
    expect(toJson(value)).toBe(expected);
  });
});

describe('Array.from of the SDKs', () => {
  it.each([
    ['a set', new Set([1, 2]), [1, 2]],
    ['a map', new Map([[1, 2]]), [[1, 2]]],
    ['a text', 'a😀', ['a', '😀']],
    ['what has a length', {length: 2, 0: 'x', 1: 'y'}, ['x', 'y']],
  ])('reads %s', (_what, source, items) => {
    expect(ownArrayFrom(source)).toEqual(items);
  });

  it('maps with the index', () => {
    expect(ownArrayFrom({length: 3}, (_item: unknown, index: number) => index * 2)).toEqual([0, 2, 4]);
  });
});

describe('a LiveError', () => {
  it('has a message with any cause', () => {
    expect(LiveError.from(new TypeError(''), 'JOIN_FAILED', '').message).toBe('TypeError');
    expect(new LiveError('JOIN_FAILED', '').message).not.toBe('');
  });
});

describe('a token', () => {
  it.each(['a\nb', 'a\r', ' ', '', '\u{d800}', '令', 'x'.repeat(1_000_000), 7, null, undefined])(
    'is not %j',
    (value) => {
      expect(isBearerToken(value)).toBe(false);
    },
  );

  it('is visible ASCII', () => {
    expect(isBearerToken('eyJhbGciOiJ9.a_b-c~d+e/f==')).toBe(true);
  });
});
