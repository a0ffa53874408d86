import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';

type Color = readonly [red: number, green: number, blue: number, alpha: number];
type Scheme = 'light' | 'dark';

/** Contrast of text by WCAG 2.2, level AA. */
const MIN_CONTRAST = 4.5;
const WHITE: Color = [255, 255, 255, 1];
const BLACK: Color = [0, 0, 0, 1];

const FOLDER = 'src/themes';
const themes = readdirSync(FOLDER).map((name) => ({name, css: readFileSync(`${FOLDER}/${name}`, 'utf8')}));

const STYLES = readdirSync('src/elements', {recursive: true, encoding: 'utf8'})
  .filter((file) => /(\.styles|\/tokens)\.ts$/.test(file))
  .map((file) => readFileSync(`src/elements/${file}`, 'utf8'))
  .join('\n');

/** The value of a custom property without a page or theme that sets it. The palette over the video is dark. */
function builtIn(name: string): string {
  // The first is for browsers without `light-dark()`.
  const values = [
    ...STYLES.matchAll(new RegExp(`var\\(--live-${name}, ((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))+)\\)`, 'g')),
  ];
  const value = (values.find(([, text]) => text!.startsWith('light-dark')) ?? values[0])?.[1];
  if (!value) throw new Error(`the elements have no --live-${name}`);
  const reference = /^var\(--_([\w-]+)\)$/.exec(value)?.[1];
  if (!reference) return value;
  const referred = builtIn(reference);
  return name.startsWith('room-portrait') ? referred.replace(/^light-dark\(.+, (#\w+)\)$/, '$1') : referred;
}

function parse(text: string): Color {
  const hex = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(text)?.[1];
  if (hex) {
    const digits = hex.length === 3 ? [...hex].map((digit) => digit + digit) : hex.match(/../g)!;
    const [red, green, blue] = digits.map((digit) => parseInt(digit, 16));
    return [red!, green!, blue!, 1];
  }
  const numbers = /^rgb\(([\d.]+) ([\d.]+) ([\d.]+)(?: \/ ([\d.]+))?\)$/.exec(text)?.slice(1);
  if (!numbers) throw new Error(`not a colour that this test reads: ${text}`);
  return [Number(numbers[0]), Number(numbers[1]), Number(numbers[2]), Number(numbers[3] ?? 1)];
}

/** The visible colour of a translucent colour over an opaque one. */
function over(color: Color, ground: Color): Color {
  const mix = (index: 0 | 1 | 2) => color[index] * color[3] + ground[index] * (1 - color[3]);
  return [mix(0), mix(1), mix(2), 1];
}

function luminance(color: Color): number {
  const [red, green, blue] = color.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(text: Color, ground: Color): number {
  const [light, dark] = [luminance(over(text, ground)), luminance(ground)].sort((one, other) => other - one);
  return (light! + 0.05) / (dark! + 0.05);
}

/** Properties of a theme, and of the default theme for others. A later rule wins, as in CSS. */
function paletteOf(css: string, scheme: Scheme): (name: string) => Color {
  const defaults = themes.find(({name}) => name === 'default.css')!.css;
  const values = new Map(
    [...`${defaults}\n${css}`.matchAll(/--live-([\w-]+):\s*([^;]+);/g)].map((match) => [match[1]!, match[2]!]),
  );
  const read = (name: string): Color => {
    const value = values.get(name);
    if (!value) throw new Error(`the theme has no --live-${name}`);
    const reference = /^var\(--live-([\w-]+)\)$/.exec(value)?.[1];
    if (reference) return read(reference);
    const pair = /^light-dark\((.+), (#\w+|rgb\(.+\))\)$/.exec(value);
    return parse(pair ? pair[scheme === 'light' ? 1 : 2]! : value);
  };
  return read;
}

/** Colours behind translucent surfaces: those of the layout's background, or white and black without one. */
function groundsOf(css: string): readonly Color[] {
  const layout = /::part\(layout\) \{[^}]*background: ([^;]+);/.exec(css)?.[1];
  return layout ? (layout.match(/#[\da-f]+/gi) ?? []).map(parse) : [WHITE, BLACK];
}

const PAIRS: readonly [text: string, ground: string][] = [
  ['text', 'surface'],
  ['text-quiet', 'surface'],
  ['accent', 'surface'],
  ['text', 'dialog-background'],
  ['text-quiet', 'dialog-background'],
  ['accent', 'dialog-background'],
  ['on-accent', 'accent'],
  ['room-portrait-text', 'room-portrait-surface'],
  ['room-portrait-text-quiet', 'room-portrait-surface'],
  ['room-portrait-accent', 'room-portrait-surface'],
  ['room-portrait-on-accent', 'room-portrait-accent'],
];

/** Pairs over any image of the video. */
const VIDEO_PAIRS: readonly [text: string, ground: string][] = [
  ['room-header-text', 'room-header-background'],
  ['room-portrait-text', 'room-portrait-background'],
  ['room-portrait-text-quiet', 'room-portrait-background'],
  ['room-portrait-accent', 'room-portrait-background'],
];

const NAMES = new Set([...PAIRS, ...VIDEO_PAIRS].flat());
const withoutTheme = {
  name: 'without a theme',
  css: [...NAMES].map((name) => `--live-${name}: ${builtIn(name)};`).join('\n'),
};

describe.each([withoutTheme, ...themes])('the look $name', ({css}) => {
  it.each(['light', 'dark'] as const)('has a contrast of 4.5 in every pair of its palette, %s', (scheme) => {
    const palette = paletteOf(css, scheme);
    const low: string[] = [];
    for (const [pairs, grounds] of [
      [PAIRS, groundsOf(css)],
      [VIDEO_PAIRS, [WHITE, BLACK]],
    ] as const) {
      for (const [text, ground] of pairs) {
        for (const beneath of grounds) {
          const ratio = contrast(palette(text), over(palette(ground), beneath));
          if (ratio < MIN_CONTRAST) low.push(`${text} on ${ground}: ${ratio.toFixed(2)}`);
        }
      }
    }
    expect(low).toEqual([]);
  });

  it('has a contrast of 4.5 in every rule with both colours', () => {
    const rules = [...css.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!);
    const low = rules.flatMap((rule) => {
      const background = /[\s;]background: ([^;]+);/.exec(rule)?.[1];
      const color = /[\s;]color: ([^;]+);/.exec(rule)?.[1];
      if (!background || !color) return [];
      const ratios = [WHITE, BLACK].map((beneath) => contrast(parse(color), over(parse(background), beneath)));
      return Math.min(...ratios) < MIN_CONTRAST ? [`${color} on ${background}: ${Math.min(...ratios).toFixed(2)}`] : [];
    });
    expect(low).toEqual([]);
  });
});
