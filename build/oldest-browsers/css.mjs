/** Finds CSS features of a stylesheet that the oldest browsers lack. */
import {readFileSync, readdirSync} from 'node:fs';
import {generate, parse, walk} from 'css-tree';
import ts from 'typescript';
import {data, tooNewIn} from './oldest-browsers.mjs';

/**
 * @typedef {object} Finding
 * @property {string} feature `color-mix()`, `rotate`, `:has`, `@container`, `text-wrap: balance`, `1dvh`.
 * @property {readonly string[]} engines The engines whose oldest supported version lacks the feature.
 * @property {string} text The declaration, the selector or the rule.
 * @property {string | undefined} selector The selector of the declaration's rule.
 */

/**
 * Finds newer CSS features. Skips a feature inside an `@supports` that tests for it, and a declaration after one of the
 * same property that every browser supports. A value with `var()` is not skipped: a browser drops it at computed-value
 * time, together with the earlier declaration.
 *
 * @param {string} css
 * @returns {readonly Finding[]}
 */
export function newerCss(css) {
  const found = [];
  /** Conditions of the enclosing `@supports` rules. */
  const conditions = [];
  const note = (feature, compat, text, selector) => {
    const engines = tooNewIn(compat);
    const name = feature.replace(/\)$|^1| /g, '');
    if (engines.length && !conditions.some((asked) => asked.includes(name)))
      found.push({feature, engines, text, selector});
  };
  const {selectors, 'at-rules': at} = data.css;
  walk(parse(css, {parseCustomProperty: true, onParseError: (error) => fail(css, error)}), {
    enter(node) {
      if (node.type === 'Atrule') {
        note(`@${node.name}`, at[node.name], `@${node.name}`);
        if (node.name === 'supports') conditions.push(conditionOf(node));
      }
      if (node.type === 'PseudoClassSelector') note(`:${node.name}`, selectors[node.name], generate(node));
      if (node.type === 'PseudoElementSelector') note(`::${node.name}`, selectors[node.name], generate(node));
      if (node.type === 'NestingSelector') note('&', selectors.nesting, '&');
      if (node.type === 'Feature' && this.atrule?.name === 'media')
        note(`(${node.name})`, at.media[node.name], generate(node));
      if (node.type === 'Block') {
        for (const {feature, compat, text} of newerDeclarations(node))
          note(feature, compat, text, this.rule && generate(this.rule.prelude));
      }
    },
    leave(node) {
      if (node.type === 'Atrule' && node.name === 'supports') conditions.pop();
    },
  });
  return found;
}

/**
 * The condition of an `@supports` rule. Empty for `@supports not`, whose rules are for browsers without the feature.
 */
function conditionOf({prelude}) {
  const condition = generate(prelude);
  return condition.startsWith('not') ? '' : condition;
}

function newerDeclarations({children}) {
  const declarations = children.toArray().filter(({type}) => type === 'Declaration');
  const prefixes = declarations.map(({property}) => property).filter((name) => name.startsWith('-'));
  const readByAll = new Set();
  return declarations.flatMap((declaration) => {
    const {property} = declaration;
    const prefixed = prefixes.some((name) => name.endsWith(`-${property}`) && !name.startsWith('--'));
    const newer = featuresOf(declaration).filter(({compat}) => tooNewIn(compat, prefixed).length);
    if (!newer.length) readByAll.add(property);
    const hasFallback = readByAll.has(property) && !dependsOnProperties(declaration);
    return hasFallback ? [] : newer.map((used) => ({...used, text: generate(declaration)}));
  });
}

function featuresOf({property, value}) {
  const known = property.startsWith('--') ? undefined : data.css.properties[property];
  const used = [{feature: property, compat: known}];
  walk(value, (node) => {
    if (node.type === 'Identifier') used.push({feature: `${property}: ${node.name}`, compat: known?.[node.name]});
    if (node.type === 'Function')
      used.push({feature: `${node.name}()`, compat: FUNCTIONS.get(node.name) ?? known?.[node.name]});
    if (node.type === 'Dimension') used.push({feature: `1${node.unit}`, compat: unitOf(node.unit)});
  });
  return used;
}

/** Value functions, from all places of MDN's data. */
const FUNCTIONS = new Map();
(function collect(types) {
  for (const [name, feature] of Object.entries(types)) {
    if (name === '__compat') continue;
    if (feature.__compat && !FUNCTIONS.has(name)) FUNCTIONS.set(name, feature);
    collect(feature);
  }
})({...data.css.types.color, ...data.css.types});

function unitOf(unit) {
  const {length} = data.css.types;
  if (/^[dls]v/.test(unit)) return length.viewport_percentage_units_dynamic;
  return /^cq/.test(unit) ? length.container_query_length_units : length[unit];
}

function dependsOnProperties({value}) {
  let does = false;
  walk(value, (node) => void (does ||= node.type === 'Function' && node.name === 'var'));
  return does;
}

function fail(css, {message, line}) {
  throw new Error(`${message} at line ${line} of ${css.slice(0, 200)}`);
}

/**
 * Returns all stylesheets in a folder: CSS files and `css` templates.
 *
 * @param {string} dir
 * @returns {readonly {readonly file: string, readonly css: string}[]}
 */
export function sheetsIn(dir) {
  return readdirSync(dir, {recursive: true, encoding: 'utf8'}).flatMap((name) => {
    const file = `${dir}/${name}`;
    if (name.endsWith('.css')) return [{file, css: readFileSync(file, 'utf8')}];
    return name.endsWith('.ts') ? sheetsOf(file).map((css) => ({file, css})) : [];
  });
}

function sheetsOf(file) {
  const found = [];
  const visit = (node) => {
    const template = ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'css' && node.template;
    if (template && ts.isNoSubstitutionTemplateLiteral(template)) found.push(template.text);
    if (template && ts.isTemplateExpression(template))
      found.push(
        [template.head, ...template.templateSpans.map(({literal}) => literal)].map(({text}) => text).join('1'),
      );
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}
