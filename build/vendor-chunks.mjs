import {createHash} from 'node:crypto';
import {mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {dirname, relative, resolve} from 'node:path';
import {build} from 'esbuild';
import {noteModules} from './licenses.mjs';
import {patchBundled} from './patch-dependencies.mjs';

/**
 * The chunks that all builds share, by the import in our sources (without `../`) or by their source: the SDKs, large data, and
 * the languages that load on demand. The package contains each once. esbuild bundles each in a second; Rollup would need 15 s.
 *
 * `names` are the exports that our sources use. In a `quiet` chunk, `SDK_GLOBALS` replace the page's globals. In a
 * `steady` chunk, `SteadyDate` replaces `Date`, so that a change of the device's clock has no effect.
 *
 * @type {Readonly<Record<string, {chunk: string, names?: string, source?: string, quiet?: true, steady?: true}>>}
 */
const VENDORS = {
  // Our module around Tencent Chat is part of the SDK's chunk: joining a room needs both, and one request is faster
  // than two.
  'drivers/chat/tencent-chat-sdk.js': {
    chunk: 'tencent-chat',
    source: 'src/drivers/chat/tencent-chat-sdk.ts',
    quiet: true,
    steady: true,
  },
  'trtc-sdk-v5/trtc.esm.js': {chunk: 'trtc-sdk', quiet: true, steady: true},
  'tim-upload-plugin': {chunk: 'upload-sdk', quiet: true},
  'hls.js/light': {chunk: 'hls', quiet: true},
  'lottie-web/build/player/lottie_light.min.js': {chunk: 'lottie'},
  svga: {chunk: 'svga', names: 'Player'},
  './emoji-data.generated.js': {chunk: 'emoji-data', source: 'src/elements/composer/emoji-data.generated.ts'},
  ...languageChunks(),
};

/** A chunk for each language of `src/locales`, and one for its terms of commerce. English and Chinese are in our own chunks. */
function languageChunks() {
  const codes = readdirSync('src/locales/commerce').flatMap(
    (name) => /^([a-z]{2}(?:-[a-z]{2})?)\.ts$/.exec(name)?.[1] ?? [],
  );
  const commerce = codes
    .filter((code) => code !== 'en')
    .map((code) => [code, 'src/locales/commerce', `${code}-commerce`]);
  const terms = codes.filter((code) => !['en', 'zh-cn'].includes(code)).map((code) => [code, 'src/locales', code]);
  return Object.fromEntries(
    [...terms, ...commerce].map(([code, folder, chunk]) => [
      `${folder}/${code}.ts`,
      {chunk, source: `${folder}/${code}.ts`},
    ]),
  );
}

/**
 * The replacements of the page's globals in a quiet chunk. The two injected modules export them. They apply in the injected
 * modules as well: there `globalThis.x` is the page's own.
 */
export const SDK_GLOBALS = {
  console: 'quietConsole',
  'JSON.stringify': 'ownToJson',
  'Array.from': 'ownArrayFrom',
  Event: 'OwnEvent',
  localStorage: 'ownLocalStorage',
  'window.localStorage': 'ownLocalStorage',
  sessionStorage: 'ownSessionStorage',
  'window.sessionStorage': 'ownSessionStorage',
};

/** The modules that export the replacements. */
export const QUIET_MODULES = ['build/quiet-console.js', 'build/page-globals.js'];

/**
 * Writes each SDK as one self-contained ES module, named by its content hash.
 *
 * @param {string} dir The output folder.
 * @param {string} target The language level, as esbuild names it.
 * @returns {Promise<ReadonlyMap<string, string>>} File names of the chunks, by import.
 */
export async function writeVendorChunks(dir, target) {
  mkdirSync(dir, {recursive: true});
  const vendors = Object.entries(VENDORS);
  const files = await Promise.all(vendors.map(([specifier, vendor]) => write(specifier, vendor, {dir, target})));
  return new Map(vendors.map(([specifier], index) => [specifier, files[index]]));
}

/**
 * Redirects imports of an SDK to its chunk.
 *
 * @param {ReadonlyMap<string, string>} files
 * @param {string} [folder] The folder of the chunks. Default: that of the importing chunk.
 * @returns {import('rollup').Plugin}
 */
export function importVendorChunks(files, folder) {
  const find = (specifier, importer) => {
    const file =
      typeof specifier === 'string' && (vendorOf(files, specifier) ?? files.get(sourceOf(specifier, importer)));
    if (!file) return null;
    return folder
      ? {id: `${folder}${file}`, external: 'relative', moduleSideEffects: false}
      : {id: `./${file}`, external: true, moduleSideEffects: false};
  };
  return {name: 'import-vendor-chunks', resolveId: find, resolveDynamicImport: find};
}

/** Finds the chunk of an import, whichever folder imports it. */
export function vendorOf(files, specifier) {
  return files.get(specifier.replace(/^(\.\.\/)+/, ''));
}

/** The path of the imported source file in the project. */
function sourceOf(specifier, importer) {
  if (!importer || !specifier.startsWith('.')) return undefined;
  return relative('.', resolve(dirname(importer), specifier)).replace(/\.js$/, '.ts');
}

async function write(specifier, {chunk, names = 'default', source, quiet, steady}, {dir, target}) {
  const {outputFiles, metafile} = await build({
    ...(source
      ? {entryPoints: [source]}
      : {stdin: {contents: `export {${names}} from '${specifier}';`, resolveDir: process.cwd()}}),
    bundle: true,
    minify: true,
    format: 'esm',
    mainFields: ['module', 'main'],
    target,
    charset: 'utf8',
    legalComments: 'none',
    define: {__DEV__: 'false', ...(quiet && SDK_GLOBALS), ...(steady && {Date: 'SteadyDate'})},
    plugins: [patchBundled()],
    inject: [...(quiet ? QUIET_MODULES : []), ...(steady ? ['build/steady-date.js'] : [])],
    write: false,
    metafile: true,
  });
  noteModules(Object.keys(metafile.inputs));
  const [{text}] = outputFiles;
  const file = `${chunk}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}.js`;
  writeFileSync(`${dir}/${file}`, text);
  return file;
}
