/** `npm run build`: writes dist/. Fails on type errors and exceeded budgets. */
import {spawn} from 'node:child_process';
import {copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {rollup} from 'rollup';
import {CHUNKS, modules, scripts, target} from '../rollup.config.mjs';
import {writeEditorData} from './editor-data.mjs';
import {writeClassicEntry, writeLauncherEntry, writeModuleEntry} from './entries.mjs';
import {entryPoints} from './entry-points.mjs';
import {writeIntegrity} from './integrity.mjs';
import {writeLicenses} from './licenses.mjs';
import {analyze} from './manifest.mjs';
import {removeInternalTypes} from './public-types.mjs';
import {brokenBudgets, measure} from './sizes.mjs';
import {writeVendorChunks} from './vendor-chunks.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const started = Date.now();

const types = writeTypes();
types.catch(() => undefined); // Awaited at the end, so that the other files are written also after a type error.
const vendors = await writeVendorChunks(CHUNKS, target);
for (const development of [false, true]) {
  const {output} = await bundle(scripts({development, vendors}));
  const entries = new Map(output.filter(({isEntry}) => isEntry).map(({name, fileName}) => [name, fileName]));
  const suffix = development ? '.dev' : '';
  await writeModuleEntry(`dist/cdn/live-room${suffix}.js`, {development, entries, vendors});
  if (!development) await writeLauncherEntry('dist/cdn/live-launcher.js', {entries, vendors});
}
await bundle(modules('dist', {vendors}));
writeFlags('dist/flags');
await writeClassicEntry('dist/cdn/live-room.classic.js');
writeLicenses('dist/cdn/LICENSES.txt');
writeEditorData(analyze());
copyThemes('dist/themes', 'dist/cdn/themes');

const mistyped = await types.then(
  () => [],
  (error) => [error.message],
);
if (!mistyped.length) removeInternalTypes('dist', entryPoints());
// TypeScript 6 and later refuse an import of a style sheet that has no types.
writeFileSync('dist/themes/theme.d.ts', 'export {};\n');
removeOlder('dist', started);
writeIntegrity('dist/cdn');
const problems = [...mistyped, ...brokenBudgets(measure())];
for (const problem of problems) console.error(problem);
if (problems.length) process.exitCode = 1;

async function bundle({output, ...input}) {
  const bundled = await rollup(input);
  const written = await bundled.write(output);
  await bundled.close();
  return written;
}

/** Writes the two modules of which `imports` in package.json chooses one. */
function writeFlags(folder) {
  mkdirSync(folder, {recursive: true});
  writeFileSync(`${folder}/development.js`, 'export const __DEV__ = true;\n');
  writeFileSync(`${folder}/production.js`, 'export const __DEV__ = false;\n');
}

/** Pages load the themes by `<link>`, and bundlers import them. */
function copyThemes(...folders) {
  for (const folder of folders) {
    mkdirSync(folder, {recursive: true});
    for (const name of readdirSync('src/themes')) copyFileSync(`src/themes/${name}`, `${folder}/${name}`);
  }
}

function writeTypes() {
  return new Promise((resolve, reject) => {
    const tsc = spawn(process.execPath, ['node_modules/typescript-native/bin/tsc', '-p', 'build'], {stdio: 'inherit'});
    tsc.on('error', reject);
    tsc.on('exit', (code) => (code === 0 ? resolve() : reject(new Error('the type check failed'))));
  });
}

/** Removes files of an earlier build. Runs last, so that a page served from dist/ finds its files during the build. */
function removeOlder(dir, time) {
  for (const name of readdirSync(dir, {recursive: true})) {
    const stat = statSync(`${dir}/${name}`);
    if (stat.isFile() && stat.mtimeMs < time) rmSync(`${dir}/${name}`);
  }
}
