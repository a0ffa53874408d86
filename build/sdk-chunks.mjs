import {createHash} from 'node:crypto';
import {mkdirSync, writeFileSync} from 'node:fs';
import {build} from 'esbuild';

/** Modules that wrap a vendor's SDK, loaded on demand. Each is bundled whole; rollup and terser would spend 15 s on minified code. */
const SDKS = {'tencent-chat': 'src/drivers/im/tencent-chat-sdk.ts'};

/**
 * Writes each SDK as one self-contained hashed ES module.
 *
 * @param {string} dir Where the chunks go.
 * @param {string} target The language level, as esbuild names it.
 * @returns {Promise<{plugin: import('rollup').Plugin}>} Sends rollup's imports of those modules to the chunks, beside the entry.
 */
export async function bundleSdks(dir, target) {
  mkdirSync(dir, {recursive: true});
  const chunks = await Promise.all(Object.entries(SDKS).map(([name, source]) => bundle(name, source, dir, target)));
  const addresses = new Map(chunks);
  return {
    plugin: {
      name: 'sdk-chunks',
      resolveDynamicImport(specifier) {
        for (const [module, address] of addresses) {
          if (typeof specifier === 'string' && specifier.endsWith(`/${module}.js`))
            return {id: address, external: 'relative'};
        }
        return null;
      },
    },
  };
}

async function bundle(name, source, dir, target) {
  const {outputFiles} = await build({
    entryPoints: [source],
    bundle: true,
    minify: true,
    format: 'esm',
    target,
    legalComments: 'none',
    define: {console: 'quietConsole'},
    inject: ['build/quiet-console.js'],
    write: false,
  });
  const code = outputFiles[0].contents;
  const file = `${name}-${createHash('sha256').update(code).digest('hex').slice(0, 8)}.js`;
  writeFileSync(`${dir}/${file}`, code);
  const module = source.slice(source.lastIndexOf('/') + 1).replace(/\.ts$/, '');
  return [module, `./chunks/${file}`];
}
