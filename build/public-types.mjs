import {readdirSync, readFileSync, rmSync} from 'node:fs';
import {posix} from 'node:path';

/** Relative imports of a declaration file: `from './x.js'`, `import './x.js'` and `import('./x.js')`. */
const IMPORTS = /\b(?:from|import)\s*\(?\s*["'](\.[^"']+)\.js["']/g;

/**
 * Removes declarations that no entry point reaches: they describe modules that an application cannot import.
 *
 * @param {string} dist
 * @param {Readonly<Record<string, string>>} entryPoints The entry points, by their path in `dist`.
 */
export function removeInternalTypes(dist, entryPoints) {
  const reached = new Set(Object.keys(entryPoints));
  for (const path of reached) {
    const code = readFileSync(`${dist}/${path}.d.ts`, 'utf8');
    for (const [, imported] of code.matchAll(IMPORTS)) reached.add(posix.join(posix.dirname(path), imported));
  }
  for (const name of readdirSync(dist, {recursive: true}).map((name) => name.replaceAll('\\', '/'))) {
    if (name.endsWith('.d.ts') && !reached.has(name.slice(0, -'.d.ts'.length))) rmSync(`${dist}/${name}`);
  }
}
