import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, statSync} from 'node:fs';

/** All files from which the site is built. */
const INPUTS = [
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'package.json', 'tsconfig.json', 'docs', 'src', 'build'],
  ...['demo/README.md', 'demo/tsconfig.json', 'demo/cloud/README.md', 'demo/server', 'demo/docs', 'demo/dev/media'],
  ...['demo/shop/images', 'test/support/session'],
];
const OUTPUTS = /(^|\/)(dist|node_modules)(\/|$)/;

/** Changes with the content of any input. File times are ignored, because a checkout changes them. */
export function hashOfInputs(base) {
  const hash = createHash('sha256').update(base);
  for (const file of INPUTS.flatMap(filesIn)) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

function filesIn(path) {
  if (!statSync(path, {throwIfNoEntry: false})) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .map((name) => `${path}/${name}`)
    .filter((file) => !OUTPUTS.test(file))
    .flatMap(filesIn);
}
