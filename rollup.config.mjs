import {readFileSync} from 'node:fs';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild, {minify} from 'rollup-plugin-esbuild';
import {minifyTemplateLiterals} from 'rollup-plugin-minify-template-literals';
import {applyDecorators} from './build/apply-decorators.mjs';
import {entryPoints} from './build/entry-points.mjs';
import {minifyPlainStyles} from './build/minify-styles.mjs';
import {noteBundle} from './build/licenses.mjs';
import {bundleChunks} from './build/lazy-chunks.mjs';
import {smallest} from './build/smallest.mjs';
import {trimDependencies} from './build/trim-dependencies.mjs';

const {version, dependencies} = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** Chromium 94, Safari 16.4 and Firefox 115 know all of it. */
const target = 'es2022';

const typescript = (development) =>
  esbuild({
    target,
    charset: 'utf8',
    tsconfig: 'tsconfig.json',
    define: {__DEV__: String(development), __VERSION__: JSON.stringify(version)},
  });
// Lit's own development build says on every page that it is one; our warnings do not need it.
const resolve = nodeResolve({
  browser: true,
  extensions: ['.ts', '.js'],
  exportConditions: ['production'],
  ignoreSideEffectsForRoot: true, // package.json tells of dist/.
});
const refuse = ({code, message}) => {
  throw new Error(`rollup ${code}: ${message}`);
};

/** One file for a script tag; SDKs stay in chunks of their own, found relative to it. */
function cdn(file, {development, chunks}) {
  return {
    input: {[file]: 'src/define/script.ts'},
    plugins: [
      chunks.plugin,
      !development && minifyPlainStyles(),
      !development && minifyTemplateLiterals({exclude: ['**/node_modules/**', '**/composer-sheet.ts']}),
      typescript(development),
      applyDecorators(),
      resolve,
      !development && trimDependencies(),
      // esbuild gives private members the shorter names, terser the shorter code: together 2 % smaller than either.
      ...(development ? [] : [minify({target, charset: 'utf8'}), terser(smallest)]),
      noChunkImportsEntry,
      noteBundle(),
    ],
    onwarn: refuse,
    output: {
      dir: 'dist/cdn',
      format: 'es',
      banner: `/*! live-room-elements ${version}, MIT; with lit, BSD-3-Clause, and valibot, MIT: see LICENSES.txt */`,
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name]-[hash].js',
      sourcemap: true,
    },
  };
}

/** Loaded with another query than the page's, the entry would be a second copy that defines the tags once more. */
const noChunkImportsEntry = {
  name: 'no-chunk-imports-entry',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter(({type}) => type === 'chunk');
    const entry = chunks.find(({isEntry}) => isEntry);
    const guilty = chunks.find((chunk) => chunk !== entry && chunk.imports.includes(entry.fileName));
    if (guilty)
      this.error(`${guilty.fileName} shares code with ${entry.fileName}: move that code into a chunk both import`);
  },
};

/** Module for module, for bundlers that take what they need; dependencies stay outside. */
function npm(dir, {development}) {
  const external = Object.keys(dependencies);
  return {
    input: entryPoints(),
    external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [typescript(development), resolve],
    onwarn: refuse,
    output: {dir, format: 'es', preserveModules: true, preserveModulesRoot: 'src', sourcemap: true},
  };
}

export default async function configs() {
  const chunks = await bundleChunks('dist/cdn/chunks', target);
  return [
    cdn('live-room', {development: false, chunks}),
    cdn('live-room.dev', {development: true, chunks}),
    npm('dist', {development: false}),
    npm('dist/development', {development: true}),
  ];
}
