/**
 * Builds the entry scripts, whose URLs are stable. Each has a few hundred bytes in syntax that old browsers can parse,
 * and imports the core.
 */
import {readFileSync} from 'node:fs';
import {basename} from 'node:path';
import {build, transform} from 'esbuild';
import {banner, bannerOfLauncher, defines, target} from '../rollup.config.mjs';
import {noteModules} from './licenses.mjs';
import {vendorOf} from './vendor-chunks.mjs';

/**
 * Writes the module entry: `live-room.js` or `live-room.dev.js`.
 *
 * @param {string} file
 * @param {{development: boolean, entries: ReadonlyMap<string, string>, vendors: ReadonlyMap<string, string>}} options
 * `entries` has the file names of our chunks that the entry imports, by their names.
 */
export async function writeModuleEntry(file, {development, entries, vendors}) {
  const chunkOf = (path) => entries.get(basename(path, '.js')) ?? vendorOf(vendors, path);
  await write({
    entryPoints: ['src/define/script.ts'],
    outfile: file,
    format: 'esm',
    target: 'chrome64', // The first version that supports `import.meta`.
    define: defines(development),
    banner: {js: banner},
    plugins: [
      {
        name: 'chunks',
        setup({onResolve}) {
          onResolve({filter: /^\./}, ({kind, path}) =>
            kind === 'dynamic-import' ? {path: `./chunks/${chunkOf(path)}`, external: true} : undefined,
          );
        },
      },
    ],
  });
}

/** Writes `live-room.classic.js`, for pages that cannot use a module script. */
export function writeClassicEntry(file) {
  return write({
    entryPoints: ['src/define/classic.ts'],
    outfile: file,
    format: 'iife',
    target: 'chrome63', // The first version that supports `import()`.
  });
}

/**
 * Writes `live-launcher.js`, which imports no chunk.
 *
 * @param {string} file
 * @param {{entries: ReadonlyMap<string, string>, vendors: ReadonlyMap<string, string>}} options
 * `entries` and `vendors` as of the module entry: the launcher prefetches the chunks that a room loads first.
 */
export function writeLauncherEntry(file, {entries, vendors}) {
  const chunks = [entries.get('core'), vendorOf(vendors, 'drivers/chat/tencent-chat-sdk.js')];
  return write({
    entryPoints: ['src/define/launcher-script.ts'],
    outfile: file,
    format: 'esm',
    target,
    charset: 'utf8',
    define: {...defines(false), __ROOM_CHUNKS__: JSON.stringify(chunks.map((name) => `chunks/${name}`))},
    banner: {js: bannerOfLauncher},
    plugins: [minifyStyles()],
  });
}

/** Minifies the CSS of `*.styles.ts`, which is one template literal without expressions. */
function minifyStyles() {
  return {
    name: 'minify-styles',
    setup({onLoad}) {
      onLoad({filter: /\.styles\.ts$/}, async ({path}) => {
        const source = readFileSync(path, 'utf8');
        const [literal, css] = /(?<== )`([^`]*)`(?=;)/.exec(source);
        const {code} = await transform(css, {loader: 'css', minify: true});
        return {contents: source.replace(literal, () => JSON.stringify(code.trim())), loader: 'ts'};
      });
    },
  };
}

async function write(options) {
  const {metafile} = await build({bundle: true, minify: true, metafile: true, ...options});
  noteModules(Object.keys(metafile.inputs));
}
