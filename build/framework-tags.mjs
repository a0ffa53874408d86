import {format, resolveConfig} from 'prettier';
import {elementsOf} from './manifest.mjs';

/** The generated file. */
export const TAGS_FILE = 'src/frameworks/tags.generated.ts';

/**
 * The source of `TAGS_FILE`: attributes, properties and events of each tag, from which the types for frameworks are made.
 *
 * @param {import('./manifest.mjs').Manifest} manifest
 */
export async function frameworkTags(manifest) {
  const elements = elementsOf(manifest);
  const source = [
    '/** Written by `npm run docs` from the doc comments in `src/elements`: change those, not this file. */',
    `import type {${elements.map(({name}) => name).join(', ')}} from '../index.js';`,
    `import type {AttributeValue} from './tag-types.js';`,
    '',
    '/** Attributes of each tag. */',
    'export interface TagAttributes {',
    ...elements.flatMap(({tagName, name, attributes}) => [
      `'${tagName}': {`,
      ...attributes.flatMap((attribute) => attributeLines(name, attribute)),
      '};',
    ]),
    '}',
    '',
    '/** Names of the properties of each tag that a page may set. */',
    'export interface TagProperties {',
    ...elements.map(({tagName, members}) => `'${tagName}': ${union(writableFields(members))};`),
    '}',
    '',
    '/** Events that each tag fires. */',
    'export const TAG_EVENTS = {',
    ...elements.map(({tagName, events}) => `'${tagName}': [${events.map(({name}) => `'${name}'`).join(', ')}],`),
    '} as const;',
    '',
  ].join('\n');
  return format(source, {...(await resolveConfig(TAGS_FILE)), filepath: TAGS_FILE});
}

function attributeLines(className, {name, fieldName, description}) {
  const type = fieldName ? `AttributeValue<${className}['${fieldName}']>` : 'string';
  return [`/** ${(description ?? '').replace(/\s+/g, ' ')} */`, `'${name}'?: ${type} | undefined;`];
}

function writableFields(members) {
  return members.filter(({kind, readonly}) => kind === 'field' && !readonly).map(({name}) => name);
}

function union(names) {
  return names.map((name) => `'${name}'`).join(' | ');
}
