/** Limits of the source tree. The lists of exceptions may only shrink. */
import {readFileSync, readdirSync} from 'node:fs';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {expect, test} from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDERS = ['src', 'build', 'demo', 'test'];
const GENERATED = ['test/out/', 'demo/server/dist/', 'demo/docs/dist/', 'demo/server/node_modules/'];
/** Independent applications, whose packages are not installed here. */
const APART = 'demo/shop/examples/frameworks/';

const LINES_MAX = 300;
/** A test file holds many examples of one behaviour. */
const TEST_LINES_MAX = 500;
const FILES_MAX = 25;

/** Files over the limit today, with their lines. Split the file, then remove it here. */
const LONG_FILES: Readonly<Record<string, number>> = {
  'src/locales/ar.ts': 334, // A language is one file, and Arabic has six plural forms.
};

/** One test file per tag: a reader finds the tests of an element by its name. */
const FLAT = ['test/elements'];

const files = FOLDERS.flatMap((folder) =>
  readdirSync(`${ROOT}${folder}`, {recursive: true, encoding: 'utf8'}).map(
    (name) => `${folder}/${name.replaceAll('\\', '/')}`,
  ),
).filter(
  (file) => /(?<!\.d)\.(m?ts|m?js)$/.test(file) && ![...GENERATED, APART].some((folder) => file.startsWith(folder)),
);

const linesOf = (file: string) => readFileSync(`${ROOT}${file}`, 'utf8').trimEnd().split('\n').length;
const limitOf = (file: string) => (file.endsWith('.test.ts') ? TEST_LINES_MAX : LINES_MAX);

test('no file is longer than its limit', () => {
  const long = files
    .filter((file) => !file.includes('.generated.'))
    .map((file) => [file, linesOf(file)] as const)
    .filter(([file, lines]) => lines > limitOf(file));
  expect(long.filter(([file, lines]) => lines > (LONG_FILES[file] ?? 0))).toEqual([]);
  const stale = Object.keys(LONG_FILES).filter((file) => !long.some(([name]) => name === file));
  expect(stale, 'no longer exceptions: remove them from LONG_FILES').toEqual([]);
});

test('no folder holds more than 25 TypeScript files', () => {
  const counts = new Map<string, number>();
  for (const file of files.filter((name) => name.endsWith('.ts') && !FLAT.includes(dirname(name)))) {
    counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  }
  expect([...counts].filter(([, count]) => count > FILES_MAX)).toEqual([]);
});

test('no module imports itself, directly or through others', async () => {
  expect(circlesIn(await importsOf(files))).toEqual([]);
  expect(
    circlesIn(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ),
  ).toEqual(['b > c > b']);
});

/** Static imports that remain after compilation: types are erased, and `import()` runs once both modules are loaded. */
async function importsOf(all: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const {metafile} = await build({
    absWorkingDir: ROOT,
    stdin: {contents: all.map((file) => `import './${file}';`).join('\n'), resolveDir: ROOT},
    outfile: 'out.js',
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    // An address that the development server serves.
    external: ['/__web-dev-server__web-socket.js'],
    loader: {'.node': 'empty'},
    logLevel: 'error',
  });
  return new Map(
    Object.entries(metafile.inputs)
      .filter(([file]) => FOLDERS.some((folder) => file.startsWith(`${folder}/`)))
      .map(([file, {imports}]) => [
        file,
        imports.filter(({kind, external}) => kind === 'import-statement' && !external).map(({path}) => path),
      ]),
  );
}

/** @returns Each import circle once, as its path. */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) circles.push([...path.slice(start), file].join(' > '));
    if (start >= 0 || done.has(file)) return;
    for (const next of imports.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return circles;
}
