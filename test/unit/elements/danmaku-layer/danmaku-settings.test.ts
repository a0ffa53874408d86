import {describe, expect, it} from 'vitest';
import type {ViewerSettings} from '../../../../src/elements/danmaku-layer/viewer-settings.js';
import {resolveSettings as read, type LayerAttributes} from '../../../../src/elements/danmaku-layer/settings.js';

const attributes: LayerAttributes = {lanes: 0, speed: 1, area: 1, opacity: 1, fontSize: 24, max: 0, merge: false};
const stage = {width: 1_280, height: 720};
const unchosen: ViewerSettings = {
  off: false,
  size: 1,
  speed: 1,
  area: undefined,
  opacity: undefined,
  merge: undefined,
  lineDensity: 1,
};

function readSettings(
  attributes: LayerAttributes,
  box: {width: number; height: number},
  chosen: Partial<ViewerSettings> = {},
) {
  return read(attributes, box, {...unchosen, ...chosen});
}

describe('the settings of the danmaku layer', () => {
  it('fill the reference stage with 24 lanes, which an average line crosses in 8 s', () => {
    const {laneCount, laneHeight, speed, gap, max} = readSettings(attributes, stage);
    expect({laneCount, laneHeight, gap, max}).toEqual({laneCount: 24, laneHeight: 30, gap: 12, max: Infinity});
    expect((stage.width + 220) / speed).toBe(8);
  });

  it.each([NaN, null, undefined, -1, 'x', {}])('use the default for %j', (bad) => {
    const wrong = Object.fromEntries(Object.keys(attributes).map((key) => [key, bad])) as unknown as LayerAttributes;
    expect(readSettings({...wrong, merge: false}, stage)).toEqual(readSettings(attributes, stage));
  });

  it('are limited', () => {
    const large = {...attributes, lanes: 1_000, speed: 99, area: 5, opacity: 7, fontSize: 1_000, max: 5};
    expect(readSettings(large, stage)).toMatchObject({laneCount: 6, speed: 750, opacity: 1, fontSize: 96, max: 5});
    const small = {...attributes, lanes: 0.5, speed: 0.01, area: 0.01, opacity: 0, fontSize: 1};
    expect(readSettings(small, stage)).toMatchObject({laneCount: 1, speed: 187.5 / 4, opacity: 0, fontSize: 10});
  });

  it('use part of the height, and never more lanes than fit', () => {
    expect(readSettings({...attributes, area: 0.25}, stage).laneCount).toBe(6);
    expect(readSettings({...attributes, lanes: 4}, stage).laneCount).toBe(4);
    expect(readSettings({...attributes, lanes: 40}, stage).laneCount).toBe(24);
    expect(readSettings(attributes, {width: 300, height: 20}).laneCount).toBe(1);
    expect(readSettings(attributes, {width: 0, height: 720}).laneCount).toBe(0);
    expect(readSettings(attributes, {width: 300, height: 0}).laneCount).toBe(0);
  });

  it('make lines slower on a phone, so that they can be read', () => {
    const {speed} = readSettings(attributes, {width: 390, height: 700});
    expect((390 + 220) / speed).toBeGreaterThan(5);
  });

  it('prefer the viewer’s choice to the page’s', () => {
    const page = {...attributes, area: 0.5, opacity: 0.5, merge: true};
    expect(readSettings(page, stage, {area: 1, opacity: 0.9, merge: false})).toMatchObject({
      laneCount: 24,
      opacity: 0.9,
      gap: 12,
      merge: false,
    });
    expect(readSettings({...attributes, fontSize: 18, speed: 2}, stage, {size: 1.5, speed: 0.5})).toMatchObject({
      fontSize: 27,
      speed: 187.5,
    });
    expect(readSettings({...attributes, fontSize: NaN}, stage, {size: 2}).fontSize).toBe(48);
    expect(readSettings(attributes, stage, {off: true}).laneCount).toBe(0);
  });

  it('limit the number of lines to the chosen density', () => {
    const {max} = readSettings(attributes, stage, {lineDensity: 0.5});
    expect(max).toBeGreaterThan(55); // 24 lanes of 1,280 px have space for about 136 lines.
    expect(max).toBeLessThan(80);
    expect(readSettings({...attributes, max: 10}, stage, {lineDensity: 0.5}).max).toBe(10);
    expect(readSettings({...attributes, max: 10}, stage).max).toBe(10);
  });
});
