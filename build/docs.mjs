/** `npm run docs`: writes from the elements' doc comments what people read of them. */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {apiPage, fillMarkers} from './api-docs.mjs';
import {analyze} from './manifest.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const manifest = analyze();
writeFileSync('test/api/api.md', apiPage(manifest));
if (existsSync('README.md')) writeFileSync('README.md', fillMarkers(readFileSync('README.md', 'utf8'), manifest));
