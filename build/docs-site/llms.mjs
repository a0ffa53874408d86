import {existsSync, readdirSync, readFileSync} from 'node:fs';

const HEADINGS_MAX = 12;
const SECTIONS = {
  Begin: ['README.md'],
  Recipes: ['docs/recipes/'],
  Elements: ['docs/api/'],
  Reference: ['docs/'],
};

/**
 * Writes `llms.txt` (llmstxt.org): a description of the package, and its pages with a sentence each.
 *
 * @param {import('../manifest.mjs').Element[]} elements @param {(file: string) => string} linkTo The address of a
 * Markdown file of the repository.
 */
export function llmsText(elements, linkTo) {
  const summaries = new Map(elements.map(({tagName, summary}) => [`docs/api/${tagName}.md`, summary]));
  const line = (file) => {
    const text = readFileSync(file, 'utf8').replace(/^<!--(?:(?!-->)[^])*-->\n+/gm, '');
    const title = /^# (.+)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? file;
    const summary = summaries.get(file) ?? (file.startsWith('docs/api/') ? firstSentence(text) : headingsOf(text));
    return `- [${title}](${linkTo(file)})${summary ? `: ${summary}` : ''}`;
  };
  const sections = Object.entries(SECTIONS).map(([title, places]) => {
    const files = places.flatMap((place) => (place.endsWith('/') ? markdownIn(place) : [place])).filter(existsSync);
    return `## ${title}\n\n${files.map(line).join('\n')}`;
  });
  const [, intro = ''] = /^# .+\n\n([^]+?)\n\n/.exec(readFileSync('README.md', 'utf8')) ?? [];
  return [
    '# live-room-elements',
    `> ${plain(intro)}`,
    'A complete live room is two lines:',
    '```html\n<script type="module" src="https://cdn.example/live-room.js"></script>\n<live-room api-url="https://shop.example/api" room-id="demo"></live-room>\n```',
    ...sections,
    '',
  ].join('\n\n');
}

function markdownIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => folder + name);
}

/** The headings of a page. */
function headingsOf(text) {
  const prose = text.replace(/^```[^]*?^```$/gm, '');
  const headings = [...prose.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  const more = headings.length > HEADINGS_MAX ? '; …' : '';
  return headings.slice(0, HEADINGS_MAX).join('; ') + more;
}

/** The first sentence of the first paragraph that is no heading, table, list or code. */
function firstSentence(text) {
  const paragraph = text.split('\n\n').find((block) => /^[A-Z`_[]/.test(block)) ?? '';
  return /^.*?[.:](?= |$)/.exec(plain(paragraph))?.[0].replace(/:$/, '.') ?? '';
}

function plain(text) {
  return text
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
