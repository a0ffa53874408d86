import {readFile} from 'node:fs/promises';

const ISSUE = `const issue = {path: other?.path};
  if (context.kind === 'schema') dataset.typed = false;
`;

/**
 * What of our dependencies is of no use in production: words that only developers read, hooks for polyfills of browsers
 * below our floor, and doors we do not go through. The development build keeps it all, so a mistake is still explained.
 *
 * Versions are pinned in package.json; a cut that no longer fits stops the build. A string is cut once, a pattern
 * wherever it is found.
 *
 * @type {{file: string, cuts: [from: string | RegExp, to: string][]}[]}
 */
const TRIMMED = [
  {
    // Our styles are constant text: there is nothing in them to check.
    file: '@lit/reactive-element/css-tag.js',
    cuts: [
      [/(?<=i=)\(t,\.\.\.e\)=>\{const o=.*?return new n\(o,t,s\)\}/, 't=>new n(t[0],t,s)'],
      [/if\((this\._\$cssResult\$=!0),o!==s\)throw Error\(".*?"\);/, '$1;'],
      // MooTools has a `Document` of its own.
      ['Document.prototype', 'document'],
    ],
  },
  {
    // Properties come from our `property`: no standard decorators, no class initializers.
    file: '@lit/reactive-element/reactive-element.js',
    cuts: [
      ['p=a.reactiveElementPolyfillSupport,', ''],
      [',p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2");', ';'],
      ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;', ''],
      [/const t=this\[Symbol\.metadata\];if\(null!==t\)\{.*?\.set\(t,i\)\}/, ''],
      [/if\((this\.finalized=!0,this\._\$Ei\(\)),this\.hasOwnProperty\(d\("properties"\)\)\)\{.*?\}/, '$1;'],
      ['static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}', ''],
      [',void 0!==t.l&&(this.l=[...t.l])', ''],
      [',this.constructor.l?.forEach(t=>t(this))', ''],
    ],
  },
  {
    file: 'lit-element/lit-element.js',
    cuts: [
      [/,s\.litElementHydrateSupport.*?o\?\.\(\{LitElement:i\}\);/, ';'],
      ['(s.litElementVersions??=[]).push("4.2.2");', ''],
    ],
  },
  {
    // No template of ours has a directive in it.
    file: 'lit-html/lit-html.js',
    cuts: [
      [',B=t.litHtmlPolyfillSupport;B?.(S,k),(t.litHtmlVersions??=[]).push("3.3.3");', ';'],
      [/function M\(t,i,s=t,e\)\{.*?,h,e\)\),i\}/, 'function M(t,i){return i}'],
    ],
  },
  {
    // Of an issue we read where it is, and whether there is one.
    file: 'valibot/dist/index.mjs',
    cuts: [
      [/(?<=function _standardSchema\(schema\) \{)[^]*?(?=\n\treturn)/, ''],
      [/(?<=function _addIssue\(.*\{\n)[^]*?(?=\tif \(dataset\.issues\))/, ISSUE],
      [/\n\t+(reference: \w+|async: false|message: message\$1|expects: .*),(?=\n)/g, ''],
    ],
  },
  {
    // It would look through the page for elements to animate.
    file: 'lottie-web/build/player/lottie_light.min.js',
    cuts: [[/var Nt=setInterval\(.*?,100\);/, '']],
  },
  {
    // Its reader runs code from text, and its cache is not used.
    file: 'svga/dist/index.esm.min.js',
    cuts: [
      [/var INLINE_WORKER_FLAG=[^]*?,Parser=function\(\)\{[^]*?return Parser\.[^]*?,Parser\}\(\),/, 'var '],
      [/,DB=function\(\)\{.*?(?=;export\{)/, ''],
      ['export{DB,Parser,Player}', 'export{Player}'],
    ],
  },
  {
    // It would have the browser look up its makers' hosts, and write style attributes, which a strict policy forbids.
    file: 'trtc-sdk-v5/trtc.esm.js',
    cuts: [
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
export function trimDependencies() {
  return {
    name: 'trim-dependencies',
    resolveId(source) {
      if (/^lit(-html)?\/(async-)?directive/.test(source))
        this.error(`${source}: keep directives in ${import.meta.url}`);
      return null;
    },
    transform(code, id) {
      return hasCuts(id) ? {code: trim(code, id), map: null} : null;
    },
  };
}

/** The same for the chunks that esbuild bundles. @returns {import('esbuild').Plugin} */
export function trimBundled() {
  return {
    name: 'trim-dependencies',
    setup(build) {
      build.onLoad({filter: /node_modules.*\.m?js$/}, async ({path}) =>
        hasCuts(path) ? {contents: trim(await readFile(path, 'utf8'), path)} : null,
      );
    },
  };
}

function hasCuts(id) {
  return TRIMMED.some(({file}) => id.endsWith(`/node_modules/${file}`));
}

function trim(code, id) {
  const {file, cuts} = TRIMMED.find((known) => id.endsWith(`/node_modules/${known.file}`));
  for (const [from, to] of cuts) {
    const rest = code.replace(from, to);
    if (rest === code) throw new Error(`${file} has changed; look again for ${from}`);
    code = rest;
  }
  return code;
}
