import {expect, test} from 'vitest';
import {itemsToRender} from '../../../../src/elements/message-list/progressive-render.ts';

const lines = (from: number, to: number) => Array.from({length: to - from}, (_, index) => ({key: `${from + index}`}));
const keys = (list: readonly {readonly key: string}[]) => list.map(({key}) => key);

/** Number of frames until a list has drawn all of `list`. */
function frames(list: readonly {readonly key: string}[], drawn: ReadonlySet<string>): string[][] {
  const seen: string[][] = [];
  let now = drawn;
  for (;;) {
    const shown = keys(itemsToRender(list, (key) => now.has(key), 8));
    seen.push(shown.filter((key) => !now.has(key)));
    now = new Set(shown);
    if (shown.length === list.length) return seen;
  }
}

test('a list first draws its newest lines, and continues upwards until all are drawn', () => {
  const all = lines(0, 200);
  const seen = frames(all, new Set());
  expect(seen[0]).toEqual(keys(lines(170, 200)));
  expect(seen[1]).toEqual(keys(lines(162, 170)));
  expect(seen.flat().sort()).toEqual(keys(all).sort());
  expect(Math.max(...seen.slice(1).map(({length}) => length))).toBe(8);
});

test('new lines are drawn from the oldest before earlier lines', () => {
  const drawn = new Set(keys(lines(50, 80)));
  const seen = frames(lines(48, 100), drawn);
  expect(seen[0]).toEqual(keys(lines(80, 88)));
  expect(seen[1]).toEqual(keys(lines(88, 96)));
  expect(seen[2]).toEqual(keys([...lines(48, 50), ...lines(96, 100)]));
  expect(seen).toHaveLength(3);
});

test('a new line between drawn lines is drawn with them, and a flood that removed all drawn lines starts again', () => {
  const [first, second, third] = lines(0, 3);
  expect(itemsToRender([first!, second!, third!], (key) => key !== '1', 8)).toHaveLength(3);
  expect(keys(itemsToRender(lines(500, 700), (key) => Number(key) < 200, 8))).toEqual(keys(lines(670, 700)));
  expect(itemsToRender([], () => false, 8)).toEqual([]);
});
