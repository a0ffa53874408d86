import {readFile} from 'node:fs/promises';

/**
 * Patches of dependencies. Without them the dependencies would harm the host page: they evaluate text as code, write
 * style attributes, send requests to their vendors, and rely on globals that the page may have replaced.
 *
 * Versions are pinned in package.json. A patch that does not match stops the build. A string is replaced once, a
 * pattern at every match.
 *
 * @type {{file: string, patches: [from: string | RegExp, to: string][]}[]}
 */
const PATCHED = [
  {
    // MooTools replaces `Document`. Lit then writes `<style>` elements, which a strict Content Security Policy blocks.
    file: '@lit/reactive-element/css-tag.js',
    patches: [['Document.prototype', 'document']],
  },
  {
    // It searches the page for elements to animate.
    file: 'lottie-web/build/player/lottie_light.min.js',
    patches: [[/var Nt=setInterval\(.*?,100\);/, '']],
  },
  {
    // Its parser evaluates text as code. Its cache is not used.
    file: 'svga/dist/index.esm.min.js',
    patches: [
      [/var INLINE_WORKER_FLAG=[^]*?,Parser=function\(\)\{[^]*?return Parser\.[^]*?,Parser\}\(\),/, 'var '],
      [/,DB=function\(\)\{.*?(?=;export\{)/, ''],
      ['export{DB,Parser,Player}', 'export{Player}'],
    ],
  },
  {
    // It adds `dns-prefetch` links to its vendor's hosts, and writes style attributes, which a strict Content Security
    // Policy blocks.
    file: 'trtc-sdk-v5/trtc.esm.js',
    patches: [
      [/typeof document!="undefined"&&document\.head\.insertAdjacentHTML\("beforeend",[^]*?\.join\([^]*?\)\);/, ''],
      [/(\w+(?:\.\w+)*)\.setAttribute\("style",(this\.styleAttribute)\)/g, 'Object.assign($1.style,{cssText:$2})'],
      // Prototype 1.6 replaces `reduce` by a method that ignores its function; Prototype and MooTools replace `remove` by one
      // that throws without a parent: see page-globals.js. The text of a worker is not patched.
      [/(?<!;s=a)\.reduce\(/g, '[ownReduceKey]('],
      [/(?<!=>i|\.pipeline)\.remove\(\)/g, '[ownRemoveKey]()'],
      // Its check for H.264 and its microphone mixer each keep a track for the lifetime of the page, and Chromium keeps
      // no such page in its back-forward cache. A viewer has no microphone, so the mixer gets its track on first use.
      [
        /(let (\w+)=\w+\.captureStream\(0\);return .{1,60}?=yield \w+\.createOffer\(\),)/,
        '$1$2.getTracks().forEach(t=>t.stop()),',
      ],
      [
        /\w+\(this,"destination",this\.audioContext\.createMediaStreamDestination\(\)\);(.{1,60}?);this\.destination\.channelCount=1\}/,
        '$1}get destination(){let d=this.audioContext.createMediaStreamDestination();d.channelCount=1;' +
          'Object.defineProperty(this,"destination",{value:d});return d}',
      ],
    ],
  },
];

/** @returns {import('rollup').Plugin} */
export function patchDependencies() {
  return {
    name: 'patch-dependencies',
    transform(code, id) {
      return isPatched(id) ? {code: patch(code, id), map: null} : null;
    },
  };
}

/** The same patches for esbuild. @returns {import('esbuild').Plugin} */
export function patchBundled() {
  return {
    name: 'patch-dependencies',
    setup(build) {
      build.onLoad({filter: /node_modules.*\.m?js$/}, async ({path}) =>
        isPatched(path) ? {contents: patch(await readFile(path, 'utf8'), path)} : null,
      );
    },
  };
}

function isPatched(id) {
  return PATCHED.some(({file}) => id.endsWith(`/node_modules/${file}`));
}

function patch(code, id) {
  const {file, patches} = PATCHED.find((known) => id.endsWith(`/node_modules/${known.file}`));
  for (const [from, to] of patches) {
    const rest = code.replace(from, to);
    if (rest === code) throw new Error(`${file} does not match the patch ${from}: update it`);
    code = rest;
  }
  return code;
}
