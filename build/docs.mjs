/** `npm run docs`: writes `docs/api` and the facts for frameworks from the elements' doc comments. */
import {mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {apiPages} from './api-docs.mjs';
import {frameworkTags, TAGS_FILE} from './framework-tags.mjs';
import {analyze} from './manifest.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const manifest = analyze();
const pages = await apiPages(manifest);
mkdirSync('docs/api', {recursive: true});
for (const name of readdirSync('docs/api')) if (!pages.has(name)) rmSync(`docs/api/${name}`);
for (const [name, text] of pages) writeFileSync(`docs/api/${name}`, text);
writeFileSync(TAGS_FILE, await frameworkTags(manifest));
