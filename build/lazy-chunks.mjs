import {createHash} from 'node:crypto';
import {mkdirSync, writeFileSync} from 'node:fs';
import {build} from 'esbuild';
import {minify} from 'terser';
import {noteModules} from './licenses.mjs';
import {minifyStyles} from './minify-styles.mjs';
import {smallest} from './smallest.mjs';
import {trimBundled} from './trim-dependencies.mjs';

/**
 * Modules that are loaded on demand, by the name of their chunk. Each is bundled whole: what it shares with the entry it has a
 * copy of, since a chunk that imports the entry would define the tags once more. Rollup and terser would spend 15 s on an SDK's
 * minified code.
 */
export const CHUNKS = {
  'tencent-chat': {source: 'src/drivers/im/tencent-chat-sdk.ts', vendor: true, quiet: true, steady: true},
  trtc: {source: 'src/drivers/media/trtc.ts', vendor: true, quiet: true, steady: true},
  'file-outbox': {source: 'src/session/file-outbox.ts'},
  'upload-plugin': {source: 'src/drivers/im/upload-plugin.ts', vendor: true, quiet: true},
  stream: {source: 'src/drivers/media/stream.ts'},
  hls: {source: 'src/drivers/media/hls.ts', vendor: true, quiet: true},
  'private-talk': {source: 'src/session/private-talk.ts'},
  'tencent-chat-private': {source: 'src/drivers/im/tencent-chat-private.ts'},
  'private-show': {source: 'src/elements/private-chat/private-show.ts'},
  'player-show': {source: 'src/elements/live-player/player-show.ts'},
  history: {source: 'src/session/history.ts'},
  'room-business': {source: 'src/session/room-business.ts'},
  'product-card': {source: 'src/elements/product-slot/product-card.ts'},
  banner: {source: 'src/elements/broadcast-banner/banner.ts'},
  'lottery-show': {source: 'src/elements/lottery-card/lottery-show.ts'},
  'gift-shelf': {source: 'src/elements/gift-bar/gift-shelf.ts'},
  'gift-show': {source: 'src/elements/gift-feed/gift-show.ts'},
  'danmaku-show': {source: 'src/elements/danmaku-layer/danmaku-show.ts'},
  'media-views': {source: 'src/elements/shared/media/media-views.ts'},
  'composer-tools': {source: 'src/elements/shared/composer/composer-tools.ts'},
  attach: {source: 'src/elements/shared/composer/attach.ts'},
  recorder: {source: 'src/elements/shared/composer/recorder.ts'},
  'emoji-panel': {source: 'src/elements/shared/composer/emoji-panel.ts'},
  'dark-fallback': {source: 'src/elements/shared/dark-fallback.ts'},
  'chat-show': {source: 'src/elements/chat-panel/chat-show.ts'},
  'person-card': {source: 'src/elements/shared/person/person-card.ts'},
  'line-actions': {source: 'src/elements/danmaku-layer/line-actions.ts'},
  'settings-panel': {source: 'src/elements/danmaku-layer/settings-panel.ts'},
  lottie: {source: 'src/elements/gift-feed/lottie-player.ts', vendor: true},
  svga: {source: 'src/elements/gift-feed/svga-player.ts', vendor: true},
};

/** What an SDK's chunk has in place of the page's globals: the exports of the two modules injected below. */
const SDK_GLOBALS = {
  console: 'quietConsole',
  'JSON.stringify': 'hostJson',
  'Array.from': 'hostArrayFrom',
  Event: 'HostEvent',
  localStorage: 'hostLocalStorage',
  'window.localStorage': 'hostLocalStorage',
  sessionStorage: 'hostSessionStorage',
  'window.sessionStorage': 'hostSessionStorage',
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
  const writing = new Map();
  const write = (module) => {
    const [name, chunk] = Object.entries(CHUNKS).find(([, {source}]) => moduleOf(source) === module) ?? [];
    if (!name) return undefined;
    if (!writing.has(module)) writing.set(module, bundle(name, chunk, {dir, target, addressOf: write}));
    return writing.get(module);
  };
  const modules = Object.values(CHUNKS).map(({source}) => moduleOf(source));
  const files = await Promise.all(modules.map(write));
  const addresses = new Map(modules.map((module, index) => [module, `./chunks/${files[index]}`]));
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

function moduleOf(source) {
  return source.slice(source.lastIndexOf('/') + 1).replace(/\.ts$/, '');
}

/** What a chunk itself loads on demand is a chunk beside it. */
function nextChunks(addressOf) {
  return {
    name: 'next-chunks',
    setup({onResolve}) {
      onResolve({filter: /^\./}, async ({kind, path}) => {
        if (kind !== 'dynamic-import') return undefined;
        const file = await addressOf(path.slice(path.lastIndexOf('/') + 1).replace(/\.js$/, ''));
        return file && {path: `./${file}`, external: true};
      });
    },
  };
}

/** @returns {Promise<string>} The file's name. */
async function bundle(name, {source, vendor, quiet, steady}, {dir, target, addressOf}) {
  const {outputFiles, metafile} = await build({
    entryPoints: [source],
    bundle: true,
    minify: true,
    format: 'esm',
    mainFields: ['module', 'main'],
    target,
    legalComments: 'none',
    define: {__DEV__: 'false', ...(quiet && SDK_GLOBALS), ...(steady && {Date: 'SteadyDate'})},
    plugins: [nextChunks(addressOf), trimBundled(), minifyStyles()],
    inject: [
      ...(quiet ? ['build/quiet-console.js', 'build/host-globals.js'] : []),
      ...(steady ? ['build/steady-date.js'] : []),
    ],
    write: false,
    metafile: true,
  });
  noteModules(Object.keys(metafile.inputs));
  const [{text}] = outputFiles;
  // Of our own code: a vendor's may count on what terser takes for granted here.
  const code = vendor ? text : (await minify(text, smallest)).code;
  const file = `${name}-${createHash('sha256').update(code).digest('hex').slice(0, 8)}.js`;
  writeFileSync(`${dir}/${file}`, code);
  return file;
}
