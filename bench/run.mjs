/** `npm run bench [-- name]`: runs one bench or all of them with a current build. */
import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, statSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const benches = readdirSync('bench')
  .filter((file) => /\.(mjs|ts)$/.test(file) && file !== 'run.mjs')
  .map((file) => ({name: file.replace(/\.\w+$/, ''), file: `bench/${file}`}));

const [wanted, ...rest] = process.argv.slice(2);
const chosen = wanted ? benches.filter(({name}) => name === wanted) : benches;
if (!chosen.length) {
  console.error(`there is no bench "${wanted}"; there are: ${benches.map(({name}) => name).join(', ')}`);
  process.exit(1);
}

if (newest(['src', 'build', 'rollup.config.mjs', 'package.json']) > built()) run(['build/build.mjs']);
for (const {file} of chosen) run(file.endsWith('.ts') ? ['--import', 'tsx', file, ...rest] : [file, ...rest]);

/** Runs a script. A failed bench does not stop the others. */
function run(argv) {
  const {status} = spawnSync(process.execPath, argv, {stdio: 'inherit'});
  if (status !== 0) process.exitCode = 1;
}

function built() {
  return existsSync('dist/cdn/live-room.js') ? statSync('dist/cdn/live-room.js').mtimeMs : 0;
}

function newest(paths) {
  const files = paths.flatMap((path) =>
    statSync(path).isDirectory() ? readdirSync(path, {recursive: true}).map((name) => `${path}/${name}`) : [path],
  );
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}
