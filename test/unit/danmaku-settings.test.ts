import {describe, expect, it} from 'vitest';
import {readSettings, type Given} from '../../src/elements/danmaku-layer/settings.js';

const given: Given = {rows: 0, speed: 1, area: 1, opacity: 1, fontSize: 24, max: 0, merge: false};
const stage = {width: 1_280, height: 720};

describe('the settings of the danmaku layer', () => {
  it('fill the reference stage with 24 lanes, which an average line crosses in 8 s', () => {
    const {rows, pitch, speed, gap, max} = readSettings(given, stage);
    expect({rows, pitch, gap, max}).toEqual({rows: 24, pitch: 30, gap: 24, max: Infinity});
    expect((stage.width + 220) / speed).toBe(8);
  });

  it.each([NaN, null, undefined, -1, 'x', {}])('fall back to the ordinary for %j', (bad) => {
    const wrong = Object.fromEntries(Object.keys(given).map((key) => [key, bad])) as unknown as Given;
    expect(readSettings({...wrong, merge: false}, stage)).toEqual(readSettings(given, stage));
  });

  it('hold to their limits', () => {
    const large = {...given, rows: 1_000, speed: 99, area: 5, opacity: 7, fontSize: 1_000, max: 5};
    expect(readSettings(large, stage)).toMatchObject({rows: 6, speed: 750, opacity: 1, size: 96, max: 5});
    const small = {...given, rows: 0.5, speed: 0.01, area: 0.01, opacity: 0, fontSize: 1};
    expect(readSettings(small, stage)).toMatchObject({rows: 1, speed: 187.5 / 4, opacity: 0, size: 10});
  });

  it('use part of the height, and never more rows than fit', () => {
    expect(readSettings({...given, area: 0.25}, stage).rows).toBe(6);
    expect(readSettings({...given, rows: 4}, stage).rows).toBe(4);
    expect(readSettings({...given, rows: 40}, stage).rows).toBe(24);
    expect(readSettings(given, {width: 300, height: 20}).rows).toBe(1);
    expect(readSettings(given, {width: 0, height: 720}).rows).toBe(0);
    expect(readSettings(given, {width: 300, height: 0}).rows).toBe(0);
  });

  it('fly slower on a phone, so that a line can be read', () => {
    const {speed} = readSettings(given, {width: 390, height: 700});
    expect((390 + 220) / speed).toBeGreaterThan(5);
  });
});
