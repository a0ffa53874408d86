import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {serverApiPage} from './server-api.mjs';

const OWN = 'demo/docs/pages/';

/** The file with the questions and answers that the landing page shows too. */
const RECIPES = 'docs/recipes/README.md';
const QUESTIONS_COMMENT = '<!-- The questions of docs/recipes/README.md -->';

/** Markdown files outside of docs/, with their place in the site. */
const ELSEWHERE = {
  'README.md': 'start.md',
  'CHANGELOG.md': 'changelog.md',
  'CONTRIBUTING.md': 'contributing.md',
  'demo/README.md': 'demo/index.md',
  'demo/server/README.md': 'demo/server.md',
  'demo/cloud/README.md': 'demo/cloud.md',
};

/** Titles of pages in the list that differ from their headings. */
const TITLES = {'start.md': 'Start', 'recipes/index.md': 'All recipes', 'demo/server.md': 'Run the server'};

/** Pages that come first in the lists, in this order. Others follow by title. */
const FIRST = ['recipes/index.md', 'api/index.md', 'api/live-room.md'];
const TYPE_PAGES = ['api/index.md', 'api/session.md', 'api/types.md'];

/**
 * Makes the pages of the site from the Markdown of the repository: links lead to pages of the site, and an element's page gets its
 * playground.
 *
 * @param {{elements: import('../manifest.mjs').Element[], openapi: object, base: string}} options
 */
export function sitePages({elements, openapi, base}) {
  const places = markdownPlaces();
  const tags = new Map(elements.map(({tagName}) => [`api/${tagName}.md`, tagName]));
  const copies = new Set();
  const images = new Set();
  const files = new Map();
  const texts = new Map();

  for (const [source, place] of places) {
    const own = source.startsWith(OWN);
    const linkTo = (link) => linkFrom(source, link, {places, copies, images});
    const text = readFileSync(source, 'utf8')
      .replace(QUESTIONS_COMMENT, () =>
        relink(readQuestions(), (link) => linkFrom(RECIPES, link, {places, copies, images})),
      )
      .replace(/^<!--(?:(?!-->)[^])*-->\n+/gm, '');
    texts.set(
      place,
      relink(text, (link) => linkTo(link)?.replace(/^\//, base)),
    );
    files.set(place, own ? text : pageText(relink(text, linkTo), {place, tag: tags.get(place)}));
  }
  const api = serverApiPage(openapi);
  files.set('server-api.md', pageText(api, {place: 'server-api.md'}));
  texts.set('server-api.md', api);
  files.set('sidebar.json', JSON.stringify(sidebar(files, tags)));
  return {
    files,
    texts,
    copies: [...copies].map((source) => [source, fileCopy(source)]),
    images: [...images],
    siteOf: (source) => places.get(source) ?? source,
  };
}

function readQuestions() {
  const [, questions] = /^## Questions\n\n([^]*?)\n## /m.exec(readFileSync(RECIPES, 'utf8')) ?? [];
  if (!questions) throw new Error(`${RECIPES} has no section "Questions"`);
  return questions;
}

/** The place of each Markdown file in the site. */
function markdownPlaces() {
  const docs = readdirSync('docs', {recursive: true, encoding: 'utf8'})
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => [`docs/${name}`, name.replace(/(^|\/)README\.md$/, '$1index.md')]);
  const own = readdirSync(OWN).map((name) => [OWN + name, name]);
  return new Map([...docs, ...Object.entries(ELSEWHERE), ...own]);
}

/** @returns {string | undefined} The address in the site, from its root. Undefined if the link stays unchanged. */
function linkFrom(source, link, {places, copies, images}) {
  if (/^([a-z]+:|#|\/)/.test(link)) return undefined;
  const [path = '', anchor] = link.split('#');
  const target = join(dirname(source), path);
  const place = places.get(target) ?? places.get(join(target, 'README.md'));
  if (place) return `/${place}${anchor ? `#${anchor}` : ''}`;
  if (!existsSync(target)) throw new Error(`${source}: the link ${link} leads nowhere`);
  if (/\.(png|svg|jpg)$/.test(target)) {
    images.add(target);
    return `/${target.replace(/^docs\//, '')}`;
  }
  copies.add(target);
  return `/${fileCopy(target)}`;
}

/** Source files are published as text, which browsers show instead of saving it. */
function fileCopy(source) {
  return `files/${basename(source).replace(/^\./, '')}.txt`;
}

/** Replaces the targets of links outside of code. */
function relink(text, linkTo) {
  const parts = text.split(/(^```[^]*?^```$)/m);
  return parts
    .map((part) =>
      part.startsWith('```') ? part : part.replace(/\]\(([^)\s]+)\)/g, (all, link) => `](${linkTo(link) ?? link})`),
    )
    .join('');
}

function pageText(text, {place, tag}) {
  const title = titleOf(text);
  const matter = ['---', `title: ${JSON.stringify(title)}`, ...(tag ? ['aside: false', 'pageClass: wide'] : []), '---'];
  if (!tag) return `${matter.join('\n')}\n\n${text}`;
  const [heading, summary, ...rest] = text.trimStart().split('\n\n');
  const playground = `<docs-playground tag="${tag}"></docs-playground>`;
  if (!heading.startsWith('# ')) throw new Error(`${place} does not begin with its title`);
  return [matter.join('\n'), heading, summary, playground, ...rest].join('\n\n');
}

const titleOf = (text) => /^# (.+)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? '';

function sidebar(files, tags) {
  const item = (place) => ({
    // VitePress renders it as HTML.
    text: (TITLES[place] ?? titleOf(files.get(place))).replaceAll('<', '&lt;'),
    link: `/${place.replace(/(index)?\.md$/, '')}`,
  });
  const inFolder = (folder) =>
    [...files.keys()]
      .filter((place) => dirname(place) === folder && place.endsWith('.md'))
      .sort((a, b) => rank(a) - rank(b) || (item(a).text < item(b).text ? -1 : 1))
      .map(item);
  const items = (...places) => places.filter((place) => files.has(place)).map(item);
  return [
    {text: 'Begin', items: items('start.md', 'theme.md', 'errors.md')},
    {text: 'Recipes', items: inFolder('recipes')},
    {text: 'Elements', items: inFolder('api').filter(({link}) => tags.has(`${link.slice(1)}.md`))},
    {text: 'Reference', items: items(...TYPE_PAGES, 'browsers.md', 'figures.md', 'withstands.md', 'changelog.md')},
    {
      text: 'Server',
      items: items('server-api.md', 'your-own-server.md', 'your-own-app.md', 'server-sizes.md', 'demo/server.md'),
    },
    {
      text: 'Contributing',
      collapsed: true,
      items: items('contributing.md', 'architecture.md', 'demo/index.md', 'demo/cloud.md'),
    },
  ];
}

function rank(place) {
  const at = FIRST.indexOf(place);
  return at < 0 ? FIRST.length : at;
}
