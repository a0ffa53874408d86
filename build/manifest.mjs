import {readdirSync, readFileSync} from 'node:fs';
import {create, ts} from '@custom-elements-manifest/analyzer';
import {litPlugin} from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';

/**
 * @typedef {{name: string, description?: string}} Named
 * @typedef {Named & {kind: string, attribute?: string, readonly?: boolean, type?: {text: string}}} Member
 * @typedef {Named & {fieldName?: string, default?: string, type?: {text: string}}} Attribute
 * @typedef {object} Element One element, as the manifest has it.
 * @property {string} tagName
 * @property {string} [summary]
 * @property {string} [description]
 * @property {Member[]} members
 * @property {Attribute[]} attributes
 * @property {Named[]} events
 * @property {Named[]} [slots]
 * @property {Named[]} [cssParts]
 * @property {Named[]} [cssStates]
 * @property {Named[]} [cssProperties]
 * @typedef {{modules: {path: string, declarations: Element[]}[]}} Manifest
 */

const LIFECYCLE = /^(connected|disconnected|connectedMove|adopted|attributeChanged)Callback$/;

/**
 * Reads the elements' doc comments and decorators into a custom elements manifest (schema 1.0.0).
 *
 * Only what a page may rely on: no private, protected or static member, no lifecycle callback, nothing `@internal`.
 *
 * @returns {Manifest}
 */
export function analyze() {
  const files = readdirSync('src/elements', {recursive: true}).filter((name) => name.endsWith('.ts'));
  const sources = files.sort().map((name) => {
    const path = `src/elements/${name}`;
    return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
  });
  // Called here and not by its command, which edits package.json.
  const manifest = create({modules: sources, plugins: litPlugin()});
  const modules = manifest.modules.map(publicModule).filter(({declarations}) => declarations.length > 0);
  return {...manifest, modules};
}

/**
 * The elements of a manifest, by tag.
 *
 * @param {Manifest} manifest
 */
export function elementsOf(manifest) {
  return manifest.modules.flatMap(({declarations}) => declarations).sort((a, b) => (a.tagName < b.tagName ? -1 : 1));
}

function publicModule({path, declarations, exports, ...rest}) {
  const elements = declarations.filter(({tagName}) => tagName);
  const published = path.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js');
  const named = new Set(elements.map(({name}) => name));
  return {
    ...rest,
    path: published,
    declarations: elements.map(publicElement),
    exports: exports
      .filter(({kind, name}) => kind === 'js' && named.has(name))
      .map((exported) => ({...exported, declaration: {...exported.declaration, module: published}})),
  };
}

function publicElement({superclass: _superclass, members = [], attributes = [], events = [], ...rest}) {
  return {
    ...rest,
    customElement: true,
    members: members.filter(isPublic).map(published),
    attributes: attributes.map(published),
    events: events.filter(({name, description}) => name && description).map(published),
  };
}

function isPublic({name, privacy, static: isStatic}) {
  const hidden = isStatic || privacy === 'private' || privacy === 'protected' || name.startsWith('#');
  return !hidden && !LIFECYCLE.test(name);
}

/** Inheritance is how it is made, not what it is: a page finds `room` on every element. */
function published({inheritedFrom: _inheritedFrom, ...rest}) {
  const limit = limits().get(rest.default);
  return limit ? {...rest, default: limit, type: {text: 'number'}} : rest;
}

/** The protocol's limits by name, which the analyzer takes for words. */
function limits() {
  const source = readFileSync('src/protocol/limits.ts', 'utf8');
  return new Map(
    [...source.matchAll(/^export const (\w+) = ([\d_]+);/gm)].map(([, name, value]) => [
      name,
      value.replaceAll('_', ''),
    ]),
  );
}
