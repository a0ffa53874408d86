/** `npm run build`: everything in dist/, in seconds; fails on type errors and broken budgets. */
import {spawn} from 'node:child_process';
import {readdirSync, rmSync, statSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build as esbuild} from 'esbuild';
import {rollup} from 'rollup';
import configs from '../rollup.config.mjs';
import {writeEditorData} from './editor-data.mjs';
import {noteModules, writeLicenses} from './licenses.mjs';
import {analyze} from './manifest.mjs';
import {brokenBudgets, measure} from './sizes.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const started = Date.now();

const types = writeTypes();
types.catch(() => undefined); // Awaited last: a type error does not keep the rest from being written.
for (const {output, ...input} of await configs()) {
  const bundle = await rollup(input);
  await bundle.write(output);
  await bundle.close();
}
await writeClassic();
writeLicenses('dist/cdn/LICENSES.txt');
writeEditorData(analyze());

const mistyped = await types.then(
  () => [],
  (error) => [error.message],
);
removeOlder('dist', started);
const problems = [...mistyped, ...brokenBudgets(measure())];
for (const problem of problems) console.error(problem);
if (problems.length) process.exitCode = 1;

/** The script for pages that cannot paste a module: read before anything else, so as plain as can be. */
async function writeClassic() {
  const {metafile} = await esbuild({
    entryPoints: ['src/define/classic.ts'],
    outfile: 'dist/cdn/live-room.classic.js',
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'chrome63', // The first with `import()`.
    metafile: true,
  });
  noteModules(Object.keys(metafile.inputs));
}

function writeTypes() {
  return new Promise((resolve, reject) => {
    const tsc = spawn(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'build'], {stdio: 'inherit'});
    tsc.on('error', reject);
    tsc.on('exit', (code) => (code === 0 ? resolve() : reject(new Error('the types do not check'))));
  });
}

/** Removes files of an earlier build. It runs last, so that a page served from dist/ finds its files during the build. */
function removeOlder(dir, time) {
  for (const name of readdirSync(dir, {recursive: true})) {
    const stat = statSync(`${dir}/${name}`);
    if (stat.isFile() && stat.mtimeMs < time) rmSync(`${dir}/${name}`);
  }
}
