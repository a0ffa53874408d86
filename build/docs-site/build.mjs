/**
 * `npm run docs:site`: builds the docs site into `demo/docs/dist`, unless it is up to date. The folder can be published at any
 * host below `/docs/`; `DOCS_BASE=/other/` builds it for another path.
 */
import {cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'vitepress';
import {analyze, elementsOf} from '../manifest.mjs';
import {bundleScripts} from './bundle.mjs';
import {playgroundFacts} from './facts.mjs';
import {hashOfInputs} from './inputs.mjs';
import {llmsText} from './llms.mjs';
import {sitePages} from './pages.mjs';
import {readOpenapi} from './openapi.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(ROOT);

const SITE = 'demo/docs/dist';
const STAMP = '.data/docs/built.json';
const SOURCES = 'demo/docs';
/** Files that pages load by their address, by folder of the site. */
const STATIC = {
  'playground/gifts': 'demo/dev/media/gifts',
  'playground/effects': 'demo/dev/media/effects',
  'playground/avatars': 'demo/dev/media/avatars',
  'playground/host.mp4': 'demo/dev/media/host.mp4',
  'playground/products': 'demo/shop/images',
  'icon.svg': 'demo/shop/images/seal.svg',
};

const base = process.env.DOCS_BASE ?? '/docs/';
const hash = hashOfInputs(base);
if (!isBuilt()) await buildSite();

function isBuilt() {
  try {
    readFileSync(`${SITE}/index.html`);
    return JSON.parse(readFileSync(STAMP, 'utf8')).hash === hash;
  } catch {
    return false; // Never built, or removed.
  }
}

/** Two processes may build at the same time. Each has its own folder, and the last one to finish stays. */
async function buildSite() {
  const folder = `.data/docs/${process.pid}`;
  process.once('SIGTERM', () => {
    rmSync(folder, {recursive: true, force: true});
    process.exit(1);
  });
  try {
    const elements = elementsOf(analyze());
    const openapi = await readOpenapi();
    const pages = sitePages({elements, openapi, base});
    for (const [name, text] of pages.files) write(`${folder}/pages/${name}`, text);
    for (const [source, name] of pages.copies) copy(source, `${folder}/pages/public/${name}`);
    for (const name of pages.images) copy(name, `${folder}/pages/${name.replace(/^docs\//, '')}`);
    const publicFolder = `${folder}/pages/public`;
    for (const [name, source] of Object.entries(STATIC)) copy(source, `${publicFolder}/${name}`);
    write(`${publicFolder}/playground/elements.json`, JSON.stringify(elements.map(playgroundFacts)));
    write(`${publicFolder}/openapi.json`, JSON.stringify(openapi));
    write(
      `${publicFolder}/llms.txt`,
      llmsText(elements, (path) => `${base}${pages.siteOf(path)}`),
    );
    for (const [name, text] of pages.texts) write(`${publicFolder}/${name}`, text);
    await bundleScripts(`${publicFolder}/playground`);
    await renderPages(folder);
    rmSync(SITE, {recursive: true, force: true});
    mkdirSync(dirname(SITE), {recursive: true});
    renameSync(`${folder}/site`, SITE);
    write(STAMP, JSON.stringify({hash}));
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** VitePress writes temporary files beside its configuration, so each build has a copy of that as well. */
async function renderPages(folder) {
  const config = join(ROOT, SOURCES, 'vitepress');
  write(`${folder}/.vitepress/config.mjs`, `export {default} from '${config}/config.mjs';\n`);
  write(`${folder}/.vitepress/theme/index.mjs`, `export {default} from '${config}/theme/index.mjs';\n`);
  Object.assign(process.env, {DOCS_BASE: base, DOCS_FOLDER: join(ROOT, folder)});
  await build(folder);
}

function write(file, text) {
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, text);
}

function copy(from, to) {
  mkdirSync(dirname(to), {recursive: true});
  cpSync(from, to, {recursive: true});
}
