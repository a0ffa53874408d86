import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';

/**
 * Writes `integrity.json` into a folder of scripts: the SHA-384 of each script by its path, in the format of the
 * `integrity` attribute of a script element and of the `integrity` of an import map.
 *
 * @param {string} folder
 */
export function writeIntegrity(folder) {
  const scripts = readdirSync(folder, {recursive: true}).filter((name) => name.endsWith('.js'));
  const hashes = scripts.sort().map((name) => [name, integrityOf(readFileSync(`${folder}/${name}`))]);
  writeFileSync(`${folder}/integrity.json`, `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`);
}

function integrityOf(script) {
  return `sha384-${createHash('sha384').update(script).digest('base64')}`;
}
