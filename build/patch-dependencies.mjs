import {readFile} from 'node:fs/promises';

/**
 * Patches that keep our dependencies from what harms a stranger's page: they would run code from text, write style attributes,
 * call their makers' hosts, and take the globals of the page for those of the browser.
 *
 * Versions are pinned in package.json; a patch that no longer fits stops the build. A string is replaced once, a pattern
 * wherever it is found.
 *
 * @type {{file: string, patches: [from: string | RegExp, to: string][]}[]}
 */
const PATCHED = [
  {
    // MooTools has a `Document` of its own: Lit would write `<style>` elements, which a strict policy forbids.
    file: '@lit/reactive-element/css-tag.js',
    patches: [['Document.prototype', 'document']],
  },
  {
    // It would look through the page for elements to animate.
    file: 'lottie-web/build/player/lottie_light.min.js',
    patches: [[/var Nt=setInterval\(.*?,100\);/, '']],
  },
  {
    // Its reader runs code from text, and its cache is not used.
    file: 'svga/dist/index.esm.min.js',
    patches: [
      [/var INLINE_WORKER_FLAG=[^]*?,Parser=function\(\)\{[^]*?return Parser\.[^]*?,Parser\}\(\),/, 'var '],
      [/,DB=function\(\)\{.*?(?=;export\{)/, ''],
      ['export{DB,Parser,Player}', 'export{Player}'],
    ],
  },
  {
    // It would have the browser look up its makers' hosts, and write style attributes, which a strict policy forbids.
    file: 'trtc-sdk-v5/trtc.esm.js',
    patches: [
      [/typeof document!="undefined"&&document\.head\.insertAdjacentHTML\("beforeend",[^]*?\.join\([^]*?\)\);/, ''],
      [/(\w+(?:\.\w+)*)\.setAttribute\("style",(this\.styleAttribute)\)/g, 'Object.assign($1.style,{cssText:$2})'],
      // Prototype 1.6 has a `reduce` without a function, and a `remove` that throws without a parent. See host-globals.js; the
      // text of a worker has no part in it.
      [/(?<!;s=a)\.reduce\(/g, '[hostReduce]('],
      [/(?<!=>i|\.pipeline)\.remove\(\)/g, '.replaceWith()'],
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

/** The same for esbuild. @returns {import('esbuild').Plugin} */
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
    if (rest === code) throw new Error(`${file} has changed; look again for ${from}`);
    code = rest;
  }
  return code;
}
