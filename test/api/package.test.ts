/** Tests the package as npm packs it. */
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {checkPackage, createPackageFromTarballData} from '@arethetypeswrong/core';
import {publint} from 'publint';
import {formatMessage} from 'publint/utils';
import {afterAll, beforeAll, expect, test} from 'vitest';
import manifest from '../../package.json' with {type: 'json'};
import {requireDist} from '../support/demo/dist.ts';

let folder: string;
let tarball: string;
let files: readonly string[];
beforeAll(() => {
  requireDist();
  folder = mkdtempSync(join(tmpdir(), 'package-'));
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', `--pack-destination=${folder}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{filename, files: packedFiles}] = JSON.parse(packed) as [{filename: string; files: readonly {path: string}[]}];
  tarball = join(folder, filename);
  files = packedFiles.map(({path}) => path);
}, 60_000);
afterAll(() => rmSync(folder, {recursive: true, force: true}));

test('has entry points, files and fields as bundlers expect them', async () => {
  const {messages} = await publint({strict: true, pack: {tarball: new Uint8Array(readFileSync(tarball)).buffer}});
  expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
});

test('weighs less than 1.5 MB, and contains each SDK once', () => {
  expect(readFileSync(tarball).length).toBeLessThan(1_500_000);
  const sdks = files.filter((path) =>
    /chunks\/(tencent-chat|trtc-sdk|hls|lottie|svga|upload-sdk)-\w{8}\.js$/.test(path),
  );
  expect(sdks.map((path) => path.replace(/-\w{8}\.js$/, '')).sort()).toEqual(
    ['hls', 'lottie', 'svga', 'tencent-chat', 'trtc-sdk', 'upload-sdk'].map((name) => `dist/cdn/chunks/${name}`),
  );
});

test('contains the picture and the pages that its README links to', () => {
  const links = [...readFileSync('README.md', 'utf8').matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, path]) => path!);
  expect(links.length).toBeGreaterThan(20);
  const isPacked = (path: string) => files.includes(path) || files.some((file) => file.startsWith(`${path}/`));
  expect(links.filter((path) => !isPacked(path))).toEqual([]);
});

test('has types for each entry point in each way of module resolution that supports entry points', async () => {
  const {problems} = (await checkPackage(createPackageFromTarballData(readFileSync(tarball)))) as {
    problems: {kind: string; resolutionKind?: string}[];
  };
  // `node10` does not support entry points. CommonJS loads ES modules by `import()` or, from Node 22 on, by `require`.
  const known = problems.filter(({kind, resolutionKind}) => resolutionKind !== 'node10' && kind !== 'CJSResolvesToESM');
  expect(known).toEqual([]);
}, 60_000);
