import {existsSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';

const ROOT = new URL('../../', import.meta.url);

/** Example files that the recipes of CONTRIBUTING.md create. */
const MADE = /poll-card|locales\/(commerce\/)?it\.ts/;

test('CONTRIBUTING.md names files and scripts that exist', () => {
  const text = readFileSync(new URL('CONTRIBUTING.md', ROOT), 'utf8');
  const paths = [...text.matchAll(/\b(?:src|test|demo|build)\/[\w/.-]*\w\/?/g)].map(([path]) => path);
  expect(paths.length).toBeGreaterThan(15);
  expect(paths.filter((path) => !MADE.test(path) && !existsSync(new URL(path, ROOT)))).toEqual([]);

  const {scripts} = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as {scripts: object};
  const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name!);
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});
