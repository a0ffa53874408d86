/** Builds `dist/` if it is missing or older than its sources. */
import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {ROOT, run} from './command.mjs';

const SOURCES = ['src', 'build', 'rollup.config.mjs', 'tsconfig.json', 'package.json', 'package-lock.json'];
/** The files that the build writes last. */
const PRODUCTS = ['dist/cdn/live-room.js', 'dist/cdn/live-room.classic.js'];

/** @param {AbortSignal} [signal] */
export async function buildIfNeeded(signal) {
  if (!needsBuild()) return;
  console.log('\n  Building dist/ …\n');
  await run(process.execPath, ['build/build.mjs'], signal && {signal});
}

function needsBuild() {
  const built = PRODUCTS.map((file) => statSync(join(ROOT, file), {throwIfNoEntry: false})?.mtimeMs ?? -Infinity);
  return Math.min(...built) < Math.max(...SOURCES.map((path) => newestIn(join(ROOT, path))));
}

/**
 * @param {string} path A file or folder.
 * @returns {number} When it was changed last, ms.
 */
function newestIn(path) {
  const entry = statSync(path, {throwIfNoEntry: false});
  if (!entry) return -Infinity;
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
