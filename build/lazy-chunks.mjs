import {createHash} from 'node:crypto';
import {mkdirSync, writeFileSync} from 'node:fs';
import {build} from 'esbuild';
import {trimBundled} from './trim-dependencies.mjs';

/**
 * Modules that are loaded on demand, by the name of their chunk. Each is bundled whole: what it shares with the entry it has a
 * copy of, since a chunk that imports the entry would define the tags once more. Rollup and terser would spend 15 s on an SDK's
 * minified code.
 */
const CHUNKS = {
  'tencent-chat': {source: 'src/drivers/im/tencent-chat-sdk.ts', quiet: true},
  trtc: {source: 'src/drivers/media/trtc.ts', quiet: true},
  stream: {source: 'src/drivers/media/stream.ts'},
  hls: {source: 'src/drivers/media/hls.ts', quiet: true},
  'player-show': {source: 'src/elements/live-player/player-show.ts'},
  history: {source: 'src/session/history.ts'},
  'room-business': {source: 'src/session/room-business.ts'},
  'product-card': {source: 'src/elements/product-slot/product-card.ts'},
  banner: {source: 'src/elements/broadcast-banner/banner.ts'},
  'lottery-show': {source: 'src/elements/lottery-card/lottery-show.ts'},
  'gift-shelf': {source: 'src/elements/gift-bar/gift-shelf.ts'},
  'gift-show': {source: 'src/elements/gift-feed/gift-show.ts'},
  lottie: {source: 'src/elements/gift-feed/lottie-player.ts'},
  svga: {source: 'src/elements/gift-feed/svga-player.ts'},
};

/**
 * Writes each as one self-contained hashed ES module.
 *
 * @param {string} dir Where the chunks go.
 * @param {string} target The language level, as esbuild names it.
 * @returns {Promise<{plugin: import('rollup').Plugin}>} Sends rollup's imports of those modules to the chunks, beside the entry.
 */
export async function bundleChunks(dir, target) {
  mkdirSync(dir, {recursive: true});
  const chunks = await Promise.all(Object.entries(CHUNKS).map(([name, chunk]) => bundle(name, chunk, dir, target)));
  const addresses = new Map(chunks);
  return {
    plugin: {
      name: 'lazy-chunks',
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

async function bundle(name, {source, quiet}, dir, target) {
  const {outputFiles} = await build({
    entryPoints: [source],
    bundle: true,
    minify: true,
    format: 'esm',
    mainFields: ['module', 'main'],
    target,
    legalComments: 'none',
    define: {__DEV__: 'false', ...(quiet && {console: 'quietConsole'})},
    plugins: [trimBundled()],
    inject: quiet ? ['build/quiet-console.js'] : [],
    write: false,
  });
  const code = outputFiles[0].contents;
  const file = `${name}-${createHash('sha256').update(code).digest('hex').slice(0, 8)}.js`;
  writeFileSync(`${dir}/${file}`, code);
  const module = source.slice(source.lastIndexOf('/') + 1).replace(/\.ts$/, '');
  return [module, `./chunks/${file}`];
}
