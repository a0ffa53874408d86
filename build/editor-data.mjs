import {readFileSync, writeFileSync} from 'node:fs';
import {elementsOf} from './manifest.mjs';

/**
 * Writes the data with which editors complete tags and styles: `custom-elements.json`, VS Code's custom data of HTML and CSS,
 * JetBrains' web types.
 */
export function writeEditorData(manifest) {
  const elements = elementsOf(manifest);
  const write = (name, value) => writeFileSync(`dist/${name}`, `${JSON.stringify(value, null, 2)}\n`);
  write('custom-elements.json', manifest);
  write('vscode.html-custom-data.json', {version: 1.1, tags: elements.map(vscodeTag)});
  write('vscode.css-custom-data.json', vscodeStyles(elements));
  write('web-types.json', webTypes(elements));
}

function vscodeTag({tagName, summary, attributes}) {
  return {
    name: tagName,
    description: summary,
    attributes: attributes.map(({name, description, type}) => ({
      name,
      description,
      values: choices(type).map((value) => ({name: value})),
      ...(type?.text === 'boolean' && {valueSet: 'v'}),
    })),
  };
}

/** Custom properties, parts and states. One that several elements have is listed once, with the description of each. */
function vscodeStyles(elements) {
  const listed = (field, nameOf) => {
    const descriptions = new Map();
    for (const element of elements) {
      for (const {name, description = '', default: initial} of element[field] ?? []) {
        const text = `${element.tagName}: ${description}${initial ? ` Default: ${initial}` : ''}`;
        descriptions.set(nameOf(name), [...(descriptions.get(nameOf(name)) ?? []), text]);
      }
    }
    return [...descriptions].map(([name, texts]) => ({name, description: texts.join('\n\n')}));
  };
  return {
    version: 1.1,
    properties: listed('cssProperties', (name) => name),
    pseudoElements: listed('cssParts', (name) => `::part(${name})`),
    pseudoClasses: listed('cssStates', (name) => `:state(${name})`),
  };
}

function webTypes(elements) {
  const {name, version} = JSON.parse(readFileSync('package.json', 'utf8'));
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name,
    version,
    'description-markup': 'markdown',
    contributions: {html: {elements: elements.map(webTypesElement)}},
  };
}

function webTypesElement({
  tagName,
  summary,
  attributes,
  events,
  members,
  slots = [],
  cssParts = [],
  cssProperties = [],
}) {
  const named = ({name, description}) => ({name, description});
  return {
    name: tagName,
    description: summary,
    attributes: attributes.map(({name, description, type, default: initial}) => ({
      name,
      description,
      value: {type: type?.text ?? 'string', ...(initial && {default: initial})},
    })),
    slots: slots.map(named),
    js: {
      events: events.map(named),
      properties: members
        .filter(({kind}) => kind === 'field')
        .map(({name, description, type}) => ({name, description, type: type?.text})),
    },
    css: {parts: cssParts.map(named), properties: cssProperties.map(named)},
  };
}

/** The literals of a union type such as `'auto' | 'portrait'`. */
function choices(type) {
  return [...(type?.text ?? '').matchAll(/'([^']+)'/g)].map(([, word]) => word);
}
