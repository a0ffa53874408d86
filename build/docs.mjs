/**
 * `npm run docs:api`: writes `docs/api` and the facts for frameworks from the elements' doc comments, the template of a language
 * from English, and `docs/llms.txt`.
 */
import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {apiPages} from './api-docs.mjs';
import {llmsText} from './docs-site/llms.mjs';
import {frameworkTags, TAGS_FILE} from './framework-tags.mjs';
import {LANGUAGE_PAGE, withLanguageTemplate} from './language-template.mjs';
import {analyze, elementsOf} from './manifest.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const manifest = analyze();
const pages = await apiPages(manifest);
mkdirSync('docs/api', {recursive: true});
for (const name of readdirSync('docs/api')) if (!pages.has(name)) rmSync(`docs/api/${name}`);
for (const [name, text] of pages) writeFileSync(`docs/api/${name}`, text);
writeFileSync(TAGS_FILE, await frameworkTags(manifest));
writeFileSync(LANGUAGE_PAGE, withLanguageTemplate(readFileSync(LANGUAGE_PAGE, 'utf8')));
writeFileSync(
  'docs/llms.txt',
  llmsText(elementsOf(manifest), (file) => (file.startsWith('docs/') ? file.slice('docs/'.length) : `../${file}`)),
);
