import {readdirSync, readFileSync} from 'node:fs';
import {create, ts} from '@custom-elements-manifest/analyzer';
import {litPlugin} from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import {cancelableEvents, classFacts} from './source-facts.mjs';

/**
 * @typedef {{name: string, description?: string}} Named
 * @typedef {Named & {type?: {text: string}, default?: string}} Parameter
 * @typedef {Named & {kind: string, attribute?: string, readonly?: boolean, default?: string, type?: {text: string},
 *   parameters?: Parameter[], return?: {type?: {text: string}, description?: string}}} Member
 * @typedef {Named & {fieldName?: string, default?: string, type?: {text: string}}} Attribute
 * @typedef {object} Element One element of the manifest.
 * @property {string} tagName
 * @property {string} [summary]
 * @property {string} [description]
 * @property {Member[]} members
 * @property {Attribute[]} attributes
 * @property {(Named & {cancelable: boolean})[]} events
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
 * The manifest has the public API only: no private, protected or static members, no lifecycle callbacks, nothing
 * `@internal`.
 *
 * @returns {Manifest}
 */
export function analyze() {
  const files = readdirSync('src/elements', {recursive: true}).filter((name) => name.endsWith('.ts'));
  const sources = files.sort().map((name) => {
    const path = `src/elements/${name}`;
    return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
  });
  const facts = {classes: classFacts(sources), cancelable: cancelableEvents(sources)};
  // Called directly, because the analyzer's command edits package.json.
  const manifest = create({modules: sources, plugins: litPlugin()});
  const modules = manifest.modules
    .map((module) => publicModule(module, facts))
    .filter(({declarations}) => declarations.length > 0);
  return {...manifest, modules};
}

/**
 * The elements of a manifest, sorted by tag.
 *
 * @param {Manifest} manifest
 */
export function elementsOf(manifest) {
  return manifest.modules.flatMap(({declarations}) => declarations).sort((a, b) => (a.tagName < b.tagName ? -1 : 1));
}

function publicModule({path, declarations, exports, ...rest}, facts) {
  const elements = declarations.filter(({tagName}) => tagName);
  const published = path.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js');
  const named = new Set(elements.map(({name}) => name));
  return {
    ...rest,
    path: published,
    declarations: elements.map((element) => publicElement(element, facts)),
    exports: exports
      .filter(({kind, name}) => kind === 'js' && named.has(name))
      .map((exported) => ({...exported, declaration: {...exported.declaration, module: published}})),
  };
}

function publicElement({superclass: _superclass, members = [], attributes = [], events = [], ...rest}, facts) {
  const declared = (name, inheritedFrom) => facts.classes.get(inheritedFrom?.name ?? rest.name)?.get(name);
  return {
    ...rest,
    customElement: true,
    members: members
      .filter(isPublic)
      .map(({inheritedFrom, ...member}) => asDeclared(member, declared(member.name, inheritedFrom))),
    attributes: attributes.map(({inheritedFrom, ...attribute}) => {
      const field = attribute.fieldName && declared(attribute.fieldName, inheritedFrom);
      if (field && !field.type) throw new Error(`${rest.name}.${attribute.fieldName}: declare its type for the docs`);
      return asDeclared(attribute, field);
    }),
    events: events
      .filter(({name, description}) => name && description)
      .map(({inheritedFrom: _inheritedFrom, ...event}) => ({...event, cancelable: facts.cancelable.has(event.name)})),
  };
}

function isPublic({name, privacy, static: isStatic}) {
  const hidden = isStatic || privacy === 'private' || privacy === 'protected' || name.startsWith('#');
  return !hidden && !LIFECYCLE.test(name);
}

/**
 * Adds types and defaults from the source. The analyzer reads them from literals only, and drops the type of a member
 * with a doc comment.
 */
function asDeclared(member, declared) {
  if (!declared) return member;
  const {type, initial, parameters, returns} = declared;
  return {
    ...member,
    ...(type && {type: {text: type}}),
    ...(initial && {default: initial}),
    ...(parameters?.length && {parameters: parameters.map(parameter)}),
    ...(returns && {return: {...member.return, type: {text: returns}}}),
  };
}

function parameter({name, type, initial, optional}) {
  return {
    name,
    ...(type && {type: {text: type}}),
    ...(initial && {default: initial}),
    ...(optional && {optional}),
  };
}
