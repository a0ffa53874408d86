/** The scripts with stable addresses. Each is a few hundred bytes in words that old browsers can read, and names the core. */
import {build} from 'esbuild';
import {banner, defines} from '../rollup.config.mjs';
import {noteModules} from './licenses.mjs';

/**
 * `live-room.js` or `live-room.dev.js`: the module.
 *
 * @param {string} file
 * @param {{development: boolean, core: string, vendors: ReadonlyMap<string, string>}} options `core` is its file among the chunks.
 */
export async function writeModuleEntry(file, {development, core, vendors}) {
  const chunks = new Map([...vendors, ['./core.js', core]]);
  await write({
    entryPoints: ['src/define/script.ts'],
    outfile: file,
    format: 'esm',
    target: 'chrome64', // The first with `import.meta`.
    define: defines(development),
    banner: {js: banner},
    plugins: [
      {
        name: 'chunks',
        setup({onResolve}) {
          onResolve({filter: /^\./}, ({kind, path}) =>
            kind === 'dynamic-import' ? {path: `./chunks/${chunks.get(path)}`, external: true} : undefined,
          );
        },
      },
    ],
  });
}

/** `live-room.classic.js`, for pages that cannot paste a module. */
export function writeClassicEntry(file) {
  return write({
    entryPoints: ['src/define/classic.ts'],
    outfile: file,
    format: 'iife',
    target: 'chrome63', // The first with `import()`.
  });
}

async function write(options) {
  const {metafile} = await build({bundle: true, minify: true, metafile: true, ...options});
  noteModules(Object.keys(metafile.inputs));
}
