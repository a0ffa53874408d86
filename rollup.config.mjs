import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import nodeResolve from '@rollup/plugin-node-resolve';
import esbuild, {minify} from 'rollup-plugin-esbuild';
import {minifyTemplateLiterals} from 'rollup-plugin-minify-template-literals';
import {entryPoints} from './build/entry-points.mjs';
import {noteBundle} from './build/licenses.mjs';
import {patchDependencies} from './build/patch-dependencies.mjs';
import {importVendorChunks} from './build/vendor-chunks.mjs';

const {version, dependencies, peerDependencies} = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
);

/** The language level that Chromium 94, Safari 16.4 and Firefox 115 support completely. */
export const target = 'es2022';
/** The folder of the chunks of the scripts for pages, beside the entry scripts. */
export const CHUNKS = 'dist/cdn/chunks';
export const banner = `/*! live-room-elements ${version}, MIT; with lit, BSD-3-Clause, and valibot, MIT: see LICENSES.txt */`;
/** Every function of the launcher runs at once: the hint lets Chromium compile them off the main thread (https://v8.dev/blog/explicit-compile-hints). */
export const bannerOfLauncher = `//# allFunctionsCalledOnLoad\n/*! live-room-elements ${version}, MIT: see LICENSES.txt */`;

/** The same folder as the modules of the package see it: Rollup writes addresses relative to the sources. */
const VENDORS_OF_MODULES = fileURLToPath(new URL('src/cdn/chunks/', import.meta.url));

const CORE = fileURLToPath(new URL('src/define/core.ts', import.meta.url));
const REGISTER_ICONS = fileURLToPath(new URL('src/elements/icons/register-icons.ts', import.meta.url));
const REGISTER_LOCALE = fileURLToPath(new URL('src/locales/register-locale.ts', import.meta.url));

/** The constants that are compiled into our sources. */
export const defines = (development) => ({__DEV__: String(development), __VERSION__: JSON.stringify(version)});

const typescript = (development) =>
  esbuild({target, charset: 'utf8', tsconfig: 'tsconfig.json', define: defines(development)});

/**
 * The module that selects the build for an application. `imports` of package.json chooses it by the condition
 * `development`.
 */
const DEVELOPMENT_FLAG = '#development';
const {__VERSION__} = defines(false);
const modulesTypescript = esbuild({target, charset: 'utf8', tsconfig: 'tsconfig.json', define: {__VERSION__}});

/** In the modules of the package, `__DEV__` is an import: one build serves both conditions. */
function flagDevelopment() {
  return {
    name: 'flag-development',
    transform: (code) =>
      code.includes('__DEV__') ? {code: `import {__DEV__} from '${DEVELOPMENT_FLAG}';${code}`, map: null} : null,
  };
}
// Lit's development build prints a warning on every page. Our development build does not need it.
const resolve = nodeResolve({
  browser: true,
  extensions: ['.ts', '.js'],
  exportConditions: ['production'],
  ignoreSideEffectsForRoot: true, // The `sideEffects` of package.json name files of dist/.
});
const refuse = ({code, message}) => {
  throw new Error(`rollup ${code}: ${message}`);
};

/**
 * The modules of the core: its entry and the modules that the entry imports directly. Other chunks may import them too.
 */
function coreModules(getModuleInfo) {
  const ids = new Set([CORE]);
  for (const id of ids) for (const imported of getModuleInfo(id)?.importedIds ?? []) ids.add(imported);
  return ids;
}

/**
 * Small modules that several chunks share and the core does not need. As chunks of their own, each would cost a
 * request.
 */
const SHARED = Object.entries({
  cart: /\/(cart-sync|cart-watch|load-cart)\.ts$/,
  'effect-queue': /\/(effect-queue|frame-rate-monitor|fetch-effect)\.ts$/,
  'media-files':
    /\/((picture|webm|mp4|ogg)-file|mp4-boxes|mp4-duration|clean-mp4|media-duration|video-cover|picture-budget|frame-budget)\.ts$/,
  'shared-views':
    /\/(icon|modal|role-badge|open-profile-card|media-driver|preserve-scroll|local-position|money|price-text|products|hidden-content|stored-setting|lazy-media|stick-to-bottom|(paged|keyed)-list|paged-list\.styles|links-in-text|linked-text|shorten|expandable-texts)\.ts$/,
});

/**
 * Bundles the core and everything that it loads on demand. Any chunk may import the core. No chunk imports the entry
 * scripts: a page may load them with a query, and a browser loads a second copy for another query.
 *
 * @param {{development: boolean, vendors: ReadonlyMap<string, string>}} options
 */
export function scripts({development, vendors}) {
  let core;
  const names = `[name]-[hash]${development ? '.dev' : ''}.js`;
  return {
    input: {core: CORE, 'register-icons': REGISTER_ICONS, 'register-locale': REGISTER_LOCALE},
    preserveEntrySignatures: 'allow-extension', // The chunks import shared modules from the core.
    plugins: [
      importVendorChunks(vendors),
      minifyTemplateLiterals({exclude: ['**/node_modules/**']}),
      typescript(development),
      resolve,
      patchDependencies(),
      // The development build keeps its names.
      minify({target, charset: 'utf8', ...(development && {minifyIdentifiers: false})}),
      noteBundle(),
    ],
    onwarn: refuse,
    output: {
      dir: CHUNKS,
      format: 'es',
      banner: ({isEntry}) => (isEntry ? banner : ''),
      entryFileNames: names,
      chunkFileNames: names,
      hashCharacters: 'hex',
      manualChunks(id, {getModuleInfo}) {
        core ??= coreModules(getModuleInfo);
        return core.has(id) ? 'core' : SHARED.find(([, modules]) => modules.test(id))?.[0];
      },
      onlyExplicitManualChunks: true,
      // For error monitoring. The scripts do not refer to their maps, because the package does not contain them: they
      // are too large.
      sourcemap: development ? false : 'hidden',
    },
  };
}

/**
 * Compiles module by module, for bundlers that select the modules that they need. Dependencies stay external. The SDKs
 * are the same prepared chunks as for pages.
 *
 * @param {string} dir @param {{vendors: ReadonlyMap<string, string>}} options
 */
export function modules(dir, {vendors}) {
  const external = [...Object.keys({...dependencies, ...peerDependencies}), DEVELOPMENT_FLAG];
  return {
    input: entryPoints(),
    external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [
      importVendorChunks(vendors, VENDORS_OF_MODULES),
      flagDevelopment(),
      minifyTemplateLiterals(), // Applications' bundlers leave templates and styles as they are.
      modulesTypescript,
      resolve,
    ],
    // As `sideEffects` of package.json says. Bundlers warn about an import that has no names and no effects.
    treeshake: {moduleSideEffects: (id) => id.includes('/src/define/')},
    // The entry points for Svelte and Solid have types only.
    onwarn: (warning) => warning.code === 'EMPTY_BUNDLE' || refuse(warning),
    output: {
      dir,
      format: 'es',
      // React's server components leave this module to the browser.
      banner: ({name}) => (name === 'frameworks/react' ? `'use client';` : ''),
      preserveModules: true,
      hoistTransitiveImports: false,
      preserveModulesRoot: 'src', // The code is not minified: no source maps are needed.
    },
  };
}
