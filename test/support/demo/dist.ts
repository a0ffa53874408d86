import {existsSync, readdirSync, readFileSync} from 'node:fs';

const DIST = new URL('../../../dist/', import.meta.url);

/** The folder that `npm run build` writes. Throws if it is missing. */
export function requireDist(): URL {
  if (!existsSync(new URL('cdn/live-room.js', DIST))) throw new Error('dist/ is missing: run `npm run build` first');
  return DIST;
}

/** The text of one built file. */
export function distFile(path: string): string {
  return readFileSync(new URL(path, requireDist()), 'utf8');
}

/** The paths of the built scripts below a folder of dist/. */
export function distScripts(folder: string): string[] {
  const names = readdirSync(new URL(folder, requireDist()), {recursive: true, encoding: 'utf8'});
  return names.filter((name) => name.endsWith('.js')).map((name) => `${folder}${name}`);
}
