import {readdirSync, readFileSync} from 'node:fs';
import ts from 'typescript';
import {describe, expect, test} from 'vitest';
import manifest from '../../package.json' with {type: 'json'};
import {analyze, elementsOf} from '../../build/manifest.mjs';
import {brokenBudgets, measure} from '../../build/sizes.mjs';
import {distFile, distScripts} from '../support/dist.ts';

const PRODUCTION = distScripts('cdn/').filter((file) => !file.includes('.dev.'));

describe('the script a page downloads', () => {
  test('is within its budgets', () => {
    expect(brokenBudgets(measure())).toEqual([]);
  });

  test('is never loaded again by one of its chunks, which would not know ?prefix=', () => {
    const chunks = distScripts('cdn/chunks/');
    expect(chunks.length).toBeGreaterThan(0);
    expect(chunks.filter((file) => /["'`][^"'`]*live-room(\.dev)?\.js/.test(distFile(file)))).toEqual([]);
  });

  test('finds each of its chunks by an address relative to itself', () => {
    const chunks = new Set(distScripts('cdn/chunks/').map((file) => file.replace('cdn/', './')));
    for (const script of ['cdn/live-room.js', 'cdn/live-room.dev.js']) {
      const asked = [...distFile(script).matchAll(/import\(["'`]([^"'`]+)["'`]\)/g)].map(([, address]) => address!);
      expect(asked.length).toBeGreaterThan(0);
      expect(asked.filter((address) => !chunks.has(address))).toEqual([]);
    }
  });

  test('has every promised name, however small it was made', () => {
    const promised = elementsOf(analyze()).flatMap(({members, attributes, events, cssStates = []}) =>
      [...members, ...attributes, ...events, ...cssStates].map(({name}) => name),
    );
    expect(promised.length).toBeGreaterThan(50);
    const scripts = PRODUCTION.map(distFile).join('\n'); // What is promised once in the room lies in a chunk.
    expect(promised.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  test('runs nothing from text, so a strict CSP lets it be', () => {
    expect(PRODUCTION.filter((file) => /\beval\(|new Function\b/.test(distFile(file)))).toEqual([]);
  });

  test('says its version and whose code it carries', () => {
    expect(distFile('cdn/live-room.js')).toContain(`/*! live-room-elements ${manifest.version}`);
    expect(distFile('cdn/LICENSES.txt')).toContain('Copyright (c) 2017 Google LLC');
  });

  test('warns page authors in the development build and nobody in production', () => {
    const sentences = warnings();
    const development = distFile('cdn/live-room.dev.js');
    const production = PRODUCTION.map(distFile).join('\n');
    expect(sentences.length).toBeGreaterThan(2);
    expect(sentences.filter((sentence) => !development.includes(sentence))).toEqual([]);
    expect(sentences.filter((sentence) => production.includes(sentence))).toEqual([]);
    expect(production).not.toContain('__DEV__');
  });
});

/** The longest fixed piece of every sentence that the sources hand to `warn`. */
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
