// @ts-check
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {defineConfig} from 'vitepress';

/** Set by build/docs-site: the path of the site on its host, and the folder with its pages. */
const {DOCS_BASE: base = '/docs/', DOCS_FOLDER: folder = '.'} = process.env;

/** Makes GitHub's anchors, because the Markdown is also read on GitHub. @param {string} heading */
function slugify(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
}

export default defineConfig({
  base,
  srcDir: join(folder, 'pages'),
  srcExclude: ['public/**'],
  outDir: join(folder, 'site'),
  cacheDir: join(folder, 'cache'),
  lang: 'en',
  title: 'live-room-elements',
  description: 'Live rooms that drop into any web page: video, danmaku, chat, gifts, likes and products.',
  head: [
    ['link', {rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg`}],
    ['script', {type: 'module', src: `${base}playground/main.js`}],
    // The demo's shop writes the address of its business server here. On other hosts the examples use rooms in memory
    // only.
    ['meta', {name: 'live-room-api', content: ''}],
  ],
  vue: {template: {compilerOptions: {isCustomElement: (tag) => tag.startsWith('docs-')}}},
  markdown: {anchor: {slugify}, toc: {slugify}},
  metaChunk: true,
  themeConfig: {
    nav: [
      {text: 'Start', link: '/start'},
      {text: 'Recipes', link: '/recipes/'},
      {text: 'Elements', link: '/api/'},
      {text: 'Theme builder', link: '/theme'},
      {text: 'Errors', link: '/errors'},
      {text: 'Server API', link: '/server-api'},
    ],
    sidebar: JSON.parse(readFileSync(join(folder, 'pages/sidebar.json'), 'utf8')),
    outline: [2, 3],
    search: {provider: 'local'},
    footer: {message: 'MIT. Tencent’s SDKs belong to Tencent.'},
  },
});
