/** Compares the libraries inside the page scripts, found without the build, with the shipped notices. */
import {readFileSync} from 'node:fs';
import {build} from 'esbuild';
import {beforeAll, expect, test} from 'vitest';
import {distFile} from '../support/demo/dist.ts';

let notices: string;
let carried: Set<string>;

const manifest = (name: string) =>
  JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as {version: string; license: string};

beforeAll(async () => {
  notices = distFile('cdn/LICENSES.txt');
  // Includes modules that are loaded on demand, at any depth.
  const {metafile} = await build({
    entryPoints: ['src/define/script.ts', 'src/define/classic.ts'],
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: 'none',
    write: false,
    metafile: true,
    define: {__DEV__: 'false', __VERSION__: '""'},
    logLevel: 'silent',
  });
  const inputs = Object.keys(metafile.inputs);
  carried = new Set(inputs.flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []));
  const made = inputs
    .filter((input) => input.startsWith('src/'))
    .map((input) => readFileSync(input, 'utf8').slice(0, 400));
  data = made.flatMap((text) => /Written by `build\/[^`]+` from (\S+ \d+\.\d+\.\d+)/.exec(text)?.[1] ?? []);
}, 60_000);
let data: string[];

test('the notices name each package that the scripts contain, with its version', () => {
  expect([...carried]).toEqual(
    expect.arrayContaining(['@tencentcloud/chat', 'tim-upload-plugin', 'trtc-sdk-v5', 'webrtc-adapter', 'sdp', 'lit']),
  );
  const lines = new Set(notices.split('\n'));
  const missing = [...carried].map((name) => `${name} ${manifest(name).version}`).filter((title) => !lines.has(title));
  expect(missing).toEqual([]);
});

test('the notices name each package that our data derives from', () => {
  expect(data.join()).toContain('emojibase-data');
  for (const title of data) expect(notices.split('\n')).toContain(title);
});

test('every notice has a text', () => {
  const texts = notices.split('\n\n---\n\n').map((notice) => notice.split('\n\n').slice(1).join('\n\n'));
  expect(texts.length).toBeGreaterThan(15);
  for (const text of texts) expect(text.trim().length).toBeGreaterThan(40);
});

test('the notices name the libraries that prebuilt packages contain', () => {
  const inside: readonly (readonly [string, string, RegExp])[] = [
    ['@tencentcloud/chat/index.es.js', 'pako, carried by @tencentcloud/chat', /pako inflate/],
    [
      '@tencentcloud/chat/index.es.js',
      'eventemitter3, carried by @tencentcloud/chat',
      /The listener must be a function/,
    ],
    ['lottie-web/build/player/lottie_light.js', 'bezier-easing, carried by lottie-web', /BezierEasing/],
    [
      'lottie-web/build/player/lottie_light.js',
      'Transformation Matrix, carried by lottie-web',
      /Transformation Matrix/,
    ],
    ['trtc-sdk-v5/trtc.esm.js', 'eventemitter3, carried by trtc-sdk-v5', /The listener must be a function/],
    ['hls.js/dist/hls.light.mjs', 'eventemitter3, carried by hls.js', /The listener must be a function/],
  ];
  for (const [file, title, mark] of inside) {
    expect(readFileSync(`node_modules/${file}`, 'utf8'), title).toMatch(mark);
    expect(notices).toContain(title);
  }
});
