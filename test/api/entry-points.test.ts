import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import manifest from '../../package.json' with {type: 'json'};
import {elementsOf, type Manifest} from '../../build/manifest.mjs';
import {distFile} from '../support/demo/dist.ts';

const TAGS = elementsOf(JSON.parse(distFile('custom-elements.json')) as Manifest).map(({tagName}) => tagName);
const PURE = ['.', './session', './protocol', ...TAGS.map((tag) => `./elements/${tag}`)];
const CONDITIONS = ['default', 'development'];

/** Runs a module in a separate Node process, like an application that installed the package. */
function node(source: string, condition: string): unknown {
  const argv = [`--conditions=${condition}`, '--input-type=module', '--eval', source];
  return JSON.parse(execFileSync(process.execPath, argv, {stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8'}));
}

function imports(entries: readonly string[]): string {
  return entries.map((entry) => `await import('${entry.replace(/^\./, manifest.name)}');`).join('\n');
}

describe('an application that installs the package', () => {
  test('finds a file for every entry point', () => {
    const targets = Object.values(manifest.exports).flatMap((target) =>
      target === null ? [] : Object.values({...wrap(target)}),
    );
    const files = targets.flatMap((target) =>
      target.includes('*') ? TAGS.map((tag) => target.replaceAll('*', tag)) : [target],
    );
    const fields = [manifest.types, manifest.unpkg, manifest.jsdelivr, manifest.customElements, manifest['web-types']];
    expect([...files, ...fields].filter((file) => !existsSync(file))).toEqual([]);
  });

  test.each(CONDITIONS)(
    'imports classes, session and protocol in Node without defining an element (%s)',
    (condition) => {
      const defined = `${imports(PURE)}
      const tags = ${JSON.stringify(TAGS)}.filter((tag) => globalThis.customElements?.get(tag));
      console.log(JSON.stringify({tags, document: typeof document}));`;
      expect(node(defined, condition)).toEqual({tags: [], document: 'undefined'});
    },
  );

  test.each(CONDITIONS)('registers one element or all of them by importing define (%s)', (condition) => {
    const report = `console.log(JSON.stringify(${JSON.stringify(TAGS)}.filter((tag) => customElements.get(tag))));`;
    for (const tag of TAGS.filter((tag) => tag !== 'live-room')) {
      expect(node(imports([`./define/${tag}`]) + report, condition)).toEqual([tag]);
    }
    expect(node(imports(['./define/live-room']) + report, condition)).toEqual(TAGS);
    expect(node(imports(['./define']) + report, condition)).toEqual(TAGS);
  });

  test.each(CONDITIONS)('imports the entry points for frameworks in Node (%s)', (condition) => {
    const source = `const {isLiveRoomElement} = await import('${manifest.name}/vue');
      const {LiveRoom} = await import('${manifest.name}/react');
      ${imports(['./lazy', './svelte', './solid'])}
      console.log(JSON.stringify([...${JSON.stringify([...TAGS, 'my-room', 'live-rooms'])}.filter(isLiveRoomElement), LiveRoom.displayName]));`;
    expect(node(source, condition)).toEqual([...TAGS, 'LiveRoom']);
  });

  test('has a component of React for each element', () => {
    const source = `console.log(JSON.stringify(Object.keys(await import('${manifest.name}/react'))));`;
    const names = TAGS.map((tag) => tag.replace(/(^|-)(.)/g, (_match, _dash, letter: string) => letter.toUpperCase()));
    expect((node(source, 'default') as string[]).sort()).toEqual(names.sort());
  });

  test.each(['./define', './define/like-button'])('reads a warning when a server component imports %s', (entry) => {
    const source = `const warnings = []; console.warn = (text) => warnings.push(text);
      ${imports([entry])} console.log(JSON.stringify([warnings, typeof customElements]));`;
    const [warnings, registry] = node(source, 'react-server') as [string[], string];
    expect(warnings).toEqual([expect.stringContaining("client component ('use client')")]);
    expect(registry).toBe('undefined');
  });

  test('cannot import a path that is not an entry point', () => {
    const refused = (entry: string) => `await import('${manifest.name}/${entry}').catch(({code}) => code)`;
    const source = `console.log(JSON.stringify([${refused('define/groups/define-later')}, ${refused('backend/backend')}]));`;
    expect(node(source, 'default')).toEqual(['ERR_PACKAGE_PATH_NOT_EXPORTED', 'ERR_PACKAGE_PATH_NOT_EXPORTED']);
  });
});

function wrap(target: string | Record<string, string>): Record<string, string> {
  return typeof target === 'string' ? {default: target} : target;
}
