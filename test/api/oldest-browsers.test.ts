import {readFileSync} from 'node:fs';
import browserslist from 'browserslist';
import {describe, expect, test} from 'vitest';
import {newerCss, sheetsIn} from '../../build/oldest-browsers/css.mjs';
import {OLDEST_VERSIONS} from '../../build/oldest-browsers/oldest-browsers.mjs';
import {distFile, distScripts} from '../support/demo/dist.ts';

/** Style sheet features that an old browser may lack, and the result there. */
const HARMLESS = new Map([
  [':has', 'the danmaku buttons of a room that failed stay, and the host’s picture stays behind the video'],
  [':state', 'the host’s picture stays behind the video'],
  ['::-webkit-inner-spin-button', 'Firefox shows the arrows of a number field'],
  ['content-visibility', 'pages of the list that are out of view are laid out too'],
  ['field-sizing', 'a text area of the studio keeps its height'],
  ['font-family: ui-monospace', 'the next font of the list is taken'],
  ['forced-color-adjust', 'Safari has no forced colours'],
  ['resize', 'a phone has no handle to draw at'],
  ['stroke-color', 'the stroke’s own property decides; in Safari it keeps the page’s colour from the lines'],
  ['scrollbar-width', 'the scroll bar is as wide as the system’s'],
  ['text-align: match-parent', 'Chromium takes the line below it, -webkit-match-parent'],
  ['text-wrap', 'lines of a heading differ in length'],
]);
/** Safari on iOS has no mouse pointer. */
const isPointer = (feature: string) => feature.startsWith('cursor:');
/** Properties that an old browser does not support. No page has set them there, so they need no reset. */
const isReset = (selector = '') => selector.startsWith(':where(:host>');

const sheets = ['src', 'demo/shop', 'demo/studio'].flatMap(sheetsIn);
const used = sheets.flatMap(({file, css}) =>
  newerCss(css)
    .filter(({feature, selector}) => !isPointer(feature) && !isReset(selector))
    .map((finding) => ({
      ...finding,
      file,
      name: HARMLESS.has(finding.feature) ? finding.feature : propertyOf(finding.feature),
    })),
);

function propertyOf(feature: string): string {
  const [property] = feature.split(': ');
  return HARMLESS.has(property!) ? property! : feature;
}

describe('the oldest browsers', () => {
  test('are the ones that the README names', () => {
    const {chrome, safari, safari_ios: ios, firefox} = OLDEST_VERSIONS;
    const readme = readFileSync('README.md', 'utf8');
    expect(readme).toContain(`Chromium ${chrome}, Safari ${safari}, Firefox ${firefox} and later`);
    expect(ios).toBe(safari);
  });

  test('reach at least the share of people that the documentation states', () => {
    const [, documentedShare] = /reach ([\d.]+) % of people/.exec(readFileSync('docs/browsers.md', 'utf8'))!;
    expect(browserslist.coverage(browserslist())).toBeGreaterThanOrEqual(Number(documentedShare));
  });

  test('can parse every script that we ship', async () => {
    const {transform} = await import('esbuild');
    const target = Object.entries(OLDEST_VERSIONS)
      .filter(([engine]) => engine !== 'safari_ios')
      .map(([engine, version]) => `${engine}${version}`);
    for (const script of distScripts('cdn/').filter((file) => !file.includes('.dev.'))) {
      // esbuild would rewrite any syntax that is too new for the target.
      const written = (level: string | string[]) =>
        transform(distFile(script), {
          target: level,
          format: 'esm',
          // Chromium 64, Safari 11.1 and Firefox 78 support them. esbuild lists the versions that support the newest
          // properties.
          supported: {'regexp-unicode-property-escapes': true},
        });
      const [old, newest] = await Promise.all([written(target), written('esnext')]);
      expect(old.code === newest.code, script).toBe(true);
    }
  });
});

describe('style sheets', () => {
  test('are found by the search', () => {
    expect(sheets.length).toBeGreaterThan(25);
  });

  test('use no feature that the oldest browsers lack without a fallback', () => {
    expect(
      used.filter(({name}) => !HARMLESS.has(name)).map(({file, ...finding}) => `${file}: ${JSON.stringify(finding)}`),
    ).toEqual([]);
  });

  test('have no unused exception', () => {
    const names = new Set(used.map(({name}) => name));
    expect([...HARMLESS.keys()].filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('the style sheet check', () => {
  const features = (css: string) => newerCss(css).map(({feature}) => feature);

  test.each([
    ['a {color: color-mix(in srgb, red, blue)}', 'color-mix()'],
    ['a {color: red; color: color-mix(in srgb, var(--x), blue)}', 'color-mix()'],
    ['a {rotate: 45deg}', 'rotate'],
    ['@keyframes x {to {translate: 0 1px}}', 'translate'],
    ['@container (width > 1px) {a {color: red}}', '@container'],
    ['a:has(b) {color: red}', ':has'],
    ['a:state(x) {color: red}', ':state'],
    ['a {block-size: 100dvh}', '1dvh'],
    ['a {color: red; & b {color: blue}}', '&'],
    ['a {--x: light-dark(red, blue)}', 'light-dark()'],
    ['@supports (color: lab(0 0 0)) {a {color: light-dark(red, blue)}}', 'light-dark()'],
    ['@supports not (color: light-dark(red, blue)) {a {color: light-dark(red, blue)}}', 'light-dark()'],
    ['a {user-select: none}', 'user-select'],
  ])('finds the newer feature in %s', (css, feature) => {
    expect(features(css)).toContain(feature);
  });

  test.each([
    'a {inset: 0; aspect-ratio: 1; color: rgb(0 0 0 / 0.5)}',
    'a {color: red; color: color-mix(in srgb, red, blue)}',
    '@supports (color: light-dark(red, blue)) {a {--x: light-dark(red, blue)}}',
    'a {-webkit-user-select: none; user-select: none}',
  ])('finds no newer feature in %s', (css) => {
    expect(features(css)).toEqual([]);
  });
});

describe('dark-fallback.ts', () => {
  test('contains the dark half of every color in tokens.ts', () => {
    const [tokens, fallback] = ['tokens', 'dark-fallback'].map((name) =>
      readFileSync(`src/elements/base/${name}.ts`, 'utf8'),
    );
    const dark = [...tokens!.matchAll(/(--_[\w-]+: var\(--live-[\w-]+, )light-dark\([^,]+, ([^)]+)\)/g)];
    expect(dark.length).toBeGreaterThan(5);
    expect(
      dark.map(([, start, color]) => `${start}${color}`).filter((declared) => !fallback!.includes(declared)),
    ).toEqual([]);
  });
});
