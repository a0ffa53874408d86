import {readdirSync, readFileSync} from 'node:fs';
import {gzipSync} from 'node:zlib';
import ts from 'typescript';
import {describe, expect, test} from 'vitest';
import manifest from '../../package.json' with {type: 'json'};
import {analyze, elementsOf} from '../../build/manifest.mjs';
import {brokenBudgets, budgetRows, measure} from '../../build/sizes.mjs';
import {distFile, distScripts} from '../support/demo/dist.ts';

const PRODUCTION = distScripts('cdn/').filter((file) => !file.includes('.dev.'));

describe('the script of a page', () => {
  test('is within its budgets', () => {
    expect(brokenBudgets(measure())).toEqual([]);
  });

  test('weighs what README.md and docs/figures.md say', () => {
    const sizes = new Map(budgetRows(measure()).map(({name, gzip}) => [name, Math.round(gzip / 1_000)]));
    const weighs = (name: string) => `${sizes.get(name)} kB`;
    const [readme, figures] = ['README.md', 'docs/figures.md'].map((page) => readFileSync(page, 'utf8'));
    const joining = `loads ${sizes.get('until joined, without SDKs')} kB (gzip) of our script and ${weighs('chunks/tencent-chat')} of`;
    for (const page of [readme, figures]) {
      expect(page).toContain(joining);
      expect(page).toContain(`TRTC (${weighs('chunks/trtc-sdk')})`);
    }
    expect(figures).toContain(`our code has ${weighs('default layout, without SDKs')}.`);
    expect(figures).toContain(`A whole page has loaded ${weighs('whole page, without SDKs')} of it`);
    expect(figures).toContain(`hls.js has ${weighs('chunks/hls')}, Lottie's player ${weighs('chunks/lottie')}`);
  });

  test('is never imported by one of its chunks, because that address would lack ?prefix=', () => {
    const chunks = distScripts('cdn/chunks/');
    expect(chunks.length).toBeGreaterThan(0);
    const production = chunks.filter((file) => !file.includes('.dev.'));
    expect(production.filter((file) => /["'`][^"'`]*live-room(\.classic)?\.js/.test(distFile(file)))).toEqual([]);
    // The development build also names the script in a warning.
    const imports = chunks.flatMap((file) => [...importedBy(file), ...staticImports(file)]);
    expect(imports.filter((address) => address.includes('live-room'))).toEqual([]);
  });

  test('is a stub of at most 1,500 bytes gzip around one core', () => {
    for (const script of ['cdn/live-room.js', 'cdn/live-room.classic.js']) {
      expect(gzipSync(distFile(script), {level: 9}).length, script).toBeLessThan(1_500);
    }
    const cores = PRODUCTION.filter((file) => file.startsWith('cdn/chunks/core-'));
    expect(cores).toHaveLength(1);
    expect(distFile('cdn/live-room.js')).toContain(cores[0]!.replace('cdn/', './'));
    expect(staticImports(cores[0]!), 'the core is one request').toEqual([]);
  });

  test('imports each chunk by an address relative to itself', () => {
    const chunks = new Set(distScripts('cdn/chunks/'));
    const requestedFiles = distScripts('cdn/').flatMap((script) =>
      [...importedBy(script), ...staticImports(script)].map((address) =>
        new URL(address, `file:///${script}`).pathname.slice(1),
      ),
    );
    expect(new Set(requestedFiles).size).toBeGreaterThan(30);
    expect(requestedFiles.filter((file) => !chunks.has(file))).toEqual([]);
  });

  test('keeps the chunks of the development build apart from production, except the SDKs, the data and the languages', () => {
    const ofBoth =
      /\/(tencent-chat|trtc-sdk|upload-sdk|hls|lottie|svga|emoji-data|[a-z]{2}(-[a-z]{2})?(-commerce)?)-\w{8}\.js$/;
    const addresses = distScripts('cdn/').map((script) => ({
      script,
      imported: [...importedBy(script), ...staticImports(script)],
    }));
    const mixed = addresses.flatMap(({script, imported}) =>
      imported.filter((address) => !ofBoth.test(address) && address.includes('.dev.') !== script.includes('.dev.')),
    );
    expect(mixed).toEqual([]);
    // The package has a language once, for pages and for applications that import its modules.
    expect(distScripts('cdn/chunks/').filter((file) => /\/ja-\w{8}\./.test(file))).toHaveLength(1);
    expect(distScripts('locales/').filter((file) => /\/(ja|ar)\b/.test(file))).toEqual([]);
  });

  test('keeps every public name after minification', () => {
    const promised = elementsOf(analyze()).flatMap(({members, attributes, events, cssStates = []}) =>
      [...members, ...attributes, ...events, ...cssStates].map(({name}) => name),
    );
    expect(promised.length).toBeGreaterThan(50);
    const scripts = PRODUCTION.map(distFile).join('\n'); // The names of room features are in chunks.
    expect(promised.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  test('evaluates no text, so a strict CSP allows it', () => {
    expect(PRODUCTION.filter((file) => /\beval\(|new Function\b/.test(distFile(file)))).toEqual([]);
  });

  test('states its version and its licenses', () => {
    expect(distFile('cdn/live-room.js')).toContain(`/*! live-room-elements ${manifest.version}`);
    expect(distFile('cdn/LICENSES.txt')).toContain('Copyright (c) 2017 Google LLC');
  });

  test('warns page authors in the development build only', () => {
    const sentences = warnings();
    const development = distScripts('cdn/')
      .filter((file) => file.includes('.dev.'))
      .map(distFile)
      .join('\n');
    const production = PRODUCTION.map(distFile).join('\n');
    expect(sentences.length).toBeGreaterThan(2);
    expect(sentences.filter((sentence) => !development.includes(sentence))).toEqual([]);
    expect(sentences.filter((sentence) => production.includes(sentence))).toEqual([]);
    expect(production).not.toContain('__DEV__');
  });
});

/** Addresses that a script imports on demand. */
function importedBy(file: string): string[] {
  const code = distFile(file);
  return [...code.matchAll(/\bimport\(\s*["'`](\.[^"'`]+)["'`]\s*\)/g)].map(([, address]) => address!);
}

/** Addresses that a script imports before it runs. */
function staticImports(file: string): string[] {
  const code = distFile(file);
  return [...code.matchAll(/\b(?:from|import)\s*["'](\.\/[\w.-]+\.js)["']/g)].map(([, address]) => address!);
}

/** The longest constant part of every sentence that the sources pass to `warn`. */
function warnings(): string[] {
  const files = readdirSync('src', {recursive: true, encoding: 'utf8'}).filter((name) => name.endsWith('.ts'));
  return files.flatMap((file) => warningsOf(readFileSync(`src/${file}`, 'utf8'))).filter((text) => text.length > 8);
}

function warningsOf(text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'warn') {
      const [sentence] = node.arguments;
      if (sentence) found.push(longestPiece(sentence));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('', text, ts.ScriptTarget.Latest));
  return found;
}

function longestPiece(sentence: ts.Expression): string {
  if (ts.isStringLiteralLike(sentence)) return sentence.text;
  if (!ts.isTemplateExpression(sentence)) return '';
  const pieces = [sentence.head.text, ...sentence.templateSpans.map(({literal}) => literal.text)];
  return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest));
}
