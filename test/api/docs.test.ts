import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import ts from 'typescript';
import {describe, expect, test} from 'vitest';
import {frameworkTags, TAGS_FILE} from '../../build/framework-tags.mjs';
import {LANGUAGE_PAGE, withLanguageTemplate} from '../../build/language-template.mjs';
import {analyze, elementsOf} from '../../build/manifest.mjs';

const PAGES = [
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'demo/README.md', 'demo/cloud/README.md'],
  ...readdirSync('docs', {recursive: true}).map((name) => `docs/${String(name)}`),
].filter((name) => name.endsWith('.md') && existsSync(name));
const BY_HAND = PAGES.filter((name) => !name.startsWith('docs/api/'));
const elements = elementsOf(analyze());
const text = (name: string) => readFileSync(name, 'utf8');

test('the README has at most 250 lines', () => {
  expect(text('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(250);
});

test.each(PAGES)('%s links only to existing pages and headings', (name) => {
  expect(linksOf(name).filter((link) => !isThere(name, link))).toEqual([]);
});

test('docs/withstands.md names only tests that exist, and one in every row', () => {
  const rows = text('docs/withstands.md').match(/^\| (?!kind|-).*$/gm)!;
  const named = rows.map((row) =>
    [...row.slice(row.lastIndexOf(' | ')).matchAll(/`([\w/-]+)`/g)].map(([, name]) => name!),
  );
  expect(rows.filter((_row, index) => !named[index]!.length)).toEqual([]);
  expect(named.flat().filter((name) => !existsSync(`test/${name}.test.ts`))).toEqual([]);
});

test('the template of a language has every current English term', () => {
  expect(text(LANGUAGE_PAGE)).toBe(withLanguageTemplate(text(LANGUAGE_PAGE)));
  expect(text(LANGUAGE_PAGE)).toMatch(/registerLocale\('it', \{\n {2}dir: 'ltr',\n[^]*reset: 'Reset',\n {2}\},\n\}\);/);
});

test('docs/llms.txt links to every page of docs, and to the README', () => {
  const links = linksOf('docs/llms.txt').map((link) => join('docs', link));
  const pages = BY_HAND.filter((name) => name === 'README.md' || name.startsWith('docs/'));
  expect([...new Set(links)].sort()).toEqual(
    [...pages, ...PAGES.filter((name) => name.startsWith('docs/api/'))].sort(),
  );
});

test('every error code has a heading in docs/errors.md, and every heading is an error code', () => {
  const [, codes = ''] = /type LiveErrorCode =([^;]+);/.exec(text('src/protocol/errors.ts'))!;
  const headings = [...text('docs/errors.md').matchAll(/^### ([A-Z_]+)$/gm)].map(([, heading]) => heading!);
  expect(headings.sort()).toEqual([...codes.matchAll(/'([A-Z_]+)'/g)].map(([, code]) => code!).sort());
});

test('every warning links to a heading of docs/errors.md', () => {
  const sources = readdirSync('src', {recursive: true, encoding: 'utf8'}).filter((name) => name.endsWith('.ts'));
  const headings = sources.flatMap((name) =>
    [...text(`src/${name}`).matchAll(/\bwarn\([^;]*?,\s+'([a-z_-]+)',?\s*\)/g)].map(([, heading]) => heading!),
  );
  expect(headings.length).toBeGreaterThanOrEqual(5);
  expect(headings.filter((heading) => !anchors('docs/errors.md').has(heading))).toEqual([]);
});

test('the recipe of styles lists every icon that a page can replace', () => {
  const sources = ['icon-template', 'icon'].map((name) => text(`src/elements/icons/${name}.ts`));
  const names = sources.flatMap((source) => {
    const [, paths] = /const PATHS = \{([^]*?)\n\} as const/.exec(source)!;
    return [...paths!.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name!);
  });
  const [, section] = /\n## Own icons\n([^]*?)\n## /.exec(text('docs/recipes/style.md'))!;
  const rows = [...section!.matchAll(/^\| `(\w+)` +\| \S/gm)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(20);
  expect(rows.sort()).toEqual(names.sort());
});

test('the README and the list of elements name each element once', () => {
  for (const name of ['README.md', 'docs/api/README.md']) {
    const linked = [...text(name).matchAll(/^\| \[`<([a-z-]+)>`\]/gm)].map(([, tag]) => tag!);
    expect(linked.sort(), name).toEqual(elements.map(({tagName}) => tagName));
  }
});

describe('custom properties', () => {
  const documented = new Map(
    elements.flatMap(({cssProperties = []}) =>
      cssProperties.map(({name, default: initial}: {name: string; default?: string}) => [name, initial] as const),
    ),
  );
  const used = fallbacks();

  test('every custom property that a style uses is documented, and every documented one is used', () => {
    expect([...documented.keys()].sort()).toEqual([...used.keys()].sort());
  });

  test('every custom property has the documented default', () => {
    const unlike = [...documented].filter(([name, initial]) => !used.get(name)?.has(initial ?? ''));
    expect(unlike).toEqual([]);
  });
});

describe('names in examples', () => {
  const known = new Set(
    elements.flatMap(({events, cssProperties = []}) => [...events, ...cssProperties].map(({name}) => name)),
  );
  const parts = new Set(
    elements.flatMap(({tagName, cssParts = []}) => cssParts.flatMap(({name}) => [name, `${tagName}-${name}`])),
  );

  test.each(BY_HAND.filter((name) => name !== 'CHANGELOG.md'))(
    '%s: events, custom properties and parts exist',
    (name) => {
      const prose = text(name).replace(/https?:\S+/g, '');
      const names = [...prose.matchAll(/(?<![\w./<-])(?:--)?live-[a-z]+(?:-[a-z0-9]+)+\b/g)].map(([word]) => word);
      const shadow = [...prose.matchAll(/::part\(([a-z-]+)\)/g)].map(([, part]) => part!);
      expect(names.filter((word) => !known.has(word) && !FILES.has(word) && !isTag(word))).toEqual([]);
      expect(shadow.filter((part) => !parts.has(part))).toEqual([]);
    },
  );
});

test('every name in the newest section of the changelog exists', () => {
  const [, newest = ''] = text('CHANGELOG.md').split(/^## .*$/m);
  const page = text('docs/api/session.md');
  const rows = (section: string) => [...section.matchAll(/^\| `(\w+)/gm)].map(([, name]) => name!);
  const state = page.split(/^### `state\./m).slice(1);
  const known = new Set([
    ...elements.flatMap(({tagName, attributes = [], events, cssProperties = [], slots = []}) => [
      `<${tagName}>`,
      tagName,
      ...[...attributes, ...events, ...cssProperties, ...slots].map(({name}) => name),
    ]),
    ...rows(page).map((name) => `session.${name}`),
    ...state.flatMap((section) => {
      const slice = `state.${section.split('`')[0]!}`;
      return [slice, ...rows(section).map((key) => `${slice}.${key}`)];
    }),
  ]);
  const names = [...newest.matchAll(/`([^`]+)`/g)].flatMap(
    ([, code]) => /^(?:<?(?:--)?[a-z]+(?:-[a-z0-9]+)+>?|(?:session|state)\.[\w.]+)/.exec(code!)?.[0] ?? [],
  );
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !known.has(name) && !FILES.has(name))).toEqual([]);
});

test('the examples of README, docs/errors.md and docs/recipes compile', () => {
  const pages = BY_HAND.filter((name) => /^(README|docs\/errors|docs\/recipes\/.*)\.md$/.test(name));
  const snippets = new Map(
    pages.flatMap((name) =>
      [...text(name).matchAll(/^```js\n([^]*?)^```$/gm)].map(([, code], at) => [
        resolve(`docs/snippets/${name.replaceAll('/', '-')}-${at}.ts`),
        `${code}\nexport {};\n`,
      ]),
    ),
  );
  expect(snippets.size).toBeGreaterThan(15);
  expect(complaints(snippets)).toEqual([]);
});

/** Names of packages and files that look like events. */
const FILES = new Set(['live-room-elements', 'live-credentials']);

function isTag(word: string): boolean {
  return elements.some(({tagName}) => word === tagName || word.startsWith(`${tagName}.`));
}

/** Names that the examples use without declaring them. */
const PRELUDE = `
  import type {ChatPanel, DanmakuLayer, Gift, GiftBar, LivePlayer, LiveProduct, LiveRoom, LiveState, PrivateChat} from 'live-room-elements';
  declare global {
    const room: LiveRoom, layer: DanmakuLayer, player: LivePlayer, giftBar: GiftBar, privateChat: PrivateChat, chat: ChatPanel;
    const mine: LiveProduct, catalogue: readonly Gift[], file: File, comment: {readonly seq: number | undefined}, button: HTMLButtonElement;
    const yourShop: {remind(roomId: string, startsAt: number): void; sells(...offer: unknown[]): boolean; confirms(giftId: string, count: number): Promise<boolean>; offerCoins(): void};
    const basket: {add(id: string): void};
    const shelf: HTMLElementTagNameMap['product-shelf'];
    const bagButton: HTMLButtonElement;
    const ownBasket: EventTarget & Record<'read' | 'add' | 'set', (...change: unknown[]) => Promise<import('../../src/index.js').Cart>>;
    function report(...values: unknown[]): void;
    function track(what: string): void;
    function render(state: LiveState): void;
    function count(userId: string, text: string): void;
    function isForbidden(text: string): boolean;
    function openLoginDialog(action: string): void;
    function signInAgain(): void;
    interface ParentNode {
      querySelector<T extends keyof HTMLElementTagNameMap>(tag: T): HTMLElementTagNameMap[T];
    }
  }
`;

/** Compiles examples against the sources, as an application compiles against the package. */
function complaints(snippets: ReadonlyMap<string, string>): readonly string[] {
  const {config} = ts.readConfigFile('tsconfig.json', (name) => ts.sys.readFile(name)) as {
    config: {compilerOptions: object};
  };
  const {options} = ts.convertCompilerOptionsFromJson(
    {...config.compilerOptions, noUnusedLocals: false, exactOptionalPropertyTypes: false},
    '.',
  );
  options.paths = {
    'live-room-elements': [resolve('src/index.ts')],
    'live-room-elements/define': [resolve('src/define/all.ts')],
    'live-room-elements/define/*': [resolve('src/define/*')],
    'live-room-elements/session': [resolve('src/session/session.ts')],
  };
  const prelude = resolve('docs/snippets/prelude.ts');
  const files = new Map([...snippets, [prelude, PRELUDE]]);
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, version) => {
    const source = host.readFile(name);
    return source === undefined ? undefined : ts.createSourceFile(name, source, version, true);
  };
  const program = ts.createProgram([...files.keys(), resolve('src/globals.d.ts')], options, host);
  return [...snippets.keys()]
    .map((name) => program.getSourceFile(name)!)
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(
      ({file, messageText}) => `${file!.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}\n${file!.text}`,
    );
}

function linksOf(name: string): readonly string[] {
  const prose = text(name).replace(/^```[^]*?^```$/gm, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!).filter((link) => !/^[a-z]+:/.test(link));
}

function isThere(from: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path ? join(dirname(from), path) : from;
  return existsSync(target) && (!anchor || anchors(target).has(anchor));
}

/** GitHub's anchors of a page's headings. */
function anchors(name: string): ReadonlySet<string> {
  const headings = [...text(name).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** The fallbacks of each `var(--live-…)` in the elements' styles, formatted as in the docs. */
function fallbacks(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const name of readdirSync('src/elements', {recursive: true, encoding: 'utf8'})) {
    if (!name.endsWith('.ts')) continue;
    const source = text(`src/elements/${name}`).replace(/\/\*\*[^]*?\*\//g, '');
    for (const {index, 0: start, 1: property} of source.matchAll(/var\(\s*(--live-[a-z0-9-]+)/g)) {
      const rest = source.slice(index + start.length, closing(source, index + 'var'.length));
      const fallback = rest
        .replace(/^,/, '')
        .replace(/\s+/g, ' ')
        .trim()
        .replace(/^var\(--_([a-z-]+)\)$/, 'var(--live-$1)');
      found.set(property!, (found.get(property!) ?? new Set()).add(fallback));
    }
  }
  return found;
}

/** The index of the bracket that closes the one at `from`. */
function closing(source: string, from: number): number {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    if (source[at] === '(') depth++;
    if (source[at] === ')' && --depth === 0) return at;
  }
  throw new Error('a bracket is not closed');
}

test('the tags for frameworks are those of the doc comments: `npm run docs` writes them', async () => {
  expect(text(TAGS_FILE)).toBe(await frameworkTags(analyze()));
});
