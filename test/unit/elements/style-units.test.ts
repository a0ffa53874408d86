import {readdirSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';

/** Units relative to the root element, which belongs to the page. */
const OF_THE_ROOT = /(?<![\w-])(?:[-+]?[\d.]+|\$\{[^}]+\})r(?:em|ex|ch|cap|ic|lh)\b/;

const files = readdirSync('src/elements', {recursive: true}).map((name) => `src/elements/${name.toString()}`);

test.each(files.filter((name) => name.endsWith('.ts')))('%s has no length relative to the root element', (file) => {
  expect(OF_THE_ROOT.exec(readFileSync(file, 'utf8'))?.[0]).toBeUndefined();
});
