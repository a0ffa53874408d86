// @vitest-environment node
import {expect, it} from 'vitest';
import {chartOf} from '../../../../demo/studio/stats/minutes.ts';

const NONE = {shown: 0, seen: 0, selected: 0, added: 0, purchased: 0, confirmed: 0, amount: 0};
const minute = (at: number, watched: number, ...productIds: string[]) => ({
  at: at * 60,
  joined: 0,
  watched,
  gifts: 0,
  polls: 0,
  products: productIds.map((productId) => ({...NONE, productId, shown: 1})),
});
const report = (minutes: readonly ReturnType<typeof minute>[]) => ({
  joined: 0,
  watchedMinutes: 0,
  products: [{...NONE, productId: 'cup', title: 'A cup', currency: 'CNY'}],
  minutes,
});

it('the chart of a report has every minute, and a mark where a product comes on show', () => {
  const {times, watched, marks} = chartOf(
    report([minute(10, 1), minute(11, 3, 'cup'), minute(12, 2, 'cup'), minute(14, 4, 'cup', 'gone')]),
  )!;
  expect(times).toEqual([600, 660, 720, 780, 840]);
  expect(watched).toEqual([1, 3, 2, 0, 4]);
  expect(marks).toEqual([
    {at: 1, title: 'A cup'},
    {at: 4, title: 'A cup'},
    {at: 4, title: 'gone'},
  ]);
  expect(chartOf(report([]))).toBeUndefined();
  expect(chartOf(report([minute(1, 9), minute(1_000, 5)]))!.times).toEqual([60_000]);
});
