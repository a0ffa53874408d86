import {readFileSync} from 'node:fs';
import {format, resolveConfig} from 'prettier';
import ts from 'typescript';
import {elementsOf} from './manifest.mjs';
import {code, page, section, table} from './markdown.mjs';
import {oneLine, references, SourceTypes} from './source-types.mjs';
import {sessionPage, sessionTypeTexts} from './session-docs.mjs';

const EVENTS = 'src/elements/base/events.ts';

/**
 * Makes the pages of `docs/api`: one per element, one for the types that they use, and the list of elements.
 *
 * @param {import('./manifest.mjs').Manifest} manifest
 * @returns {Promise<Map<string, string>>} Markdown by file name.
 */
export async function apiPages(manifest) {
  const elements = elementsOf(manifest);
  const source = new SourceTypes();
  const types = source.named([...elements.flatMap(typeTexts), ...sessionTypeTexts(source)]);
  const pages = new Map(elements.map((element) => [`${element.tagName}.md`, elementPage(element, types)]));
  pages.set('session.md', sessionPage(source)).set('types.md', typesPage(types));
  pages.set('README.md', listPage(elements));
  const options = {...(await resolveConfig('README.md')), parser: 'markdown'};
  for (const [name, text] of pages) pages.set(name, await format(text, options));
  return pages;
}

function listPage(elements) {
  const rows = elements.map(({tagName, summary}) => [`[\`<${tagName}>\`](${tagName}.md)`, summary]);
  return page('The elements', [
    'Attributes, properties, methods, events, slots, parts, states and custom properties of each element.',
    table(['Element', 'Purpose'], rows),
    'The [session](session.md) of a room: its methods, its state and its messages. The [types](types.md) that all of these use. The [error codes](../errors.md).',
  ]);
}

function elementPage(element, types) {
  const {tagName, summary, description, members, attributes, events} = element;
  const {slots = [], cssParts = [], cssStates = [], cssProperties = []} = element;
  const methods = members.filter(({kind}) => kind === 'method');
  const properties = members.filter(({kind, attribute}) => kind === 'field' && !attribute);
  const names = new Set(typeTexts(element).flatMap((text) => references(`type T = ${text}`)));
  const mentioned = [...types.keys()].filter((name) => names.has(name));
  return page(`\`<${tagName}>\``, [
    summary,
    description,
    section('Attributes', ['Attribute', 'Property', 'Type', 'Default', 'Effect'], attributes.map(attributeRow)),
    section('Properties', ['Property', 'Type', 'Meaning'], properties.map(propertyRow)),
    section('Methods', ['Method', 'Effect'], methods.map(methodRow)),
    section('Events', ['Event', '`detail`', 'Cancelable', 'When'], events.map(eventRow)),
    events.length && EVENTS_NOTE,
    section(
      'Slots',
      ['Slot', 'Content'],
      slots.map(({name, description}) => [name ? code(name) : 'default', description]),
    ),
    section('Parts', ['Part', 'Meaning'], cssParts.map(described)),
    section('States', ['State', 'When'], cssStates.map(described)),
    section('Custom properties', ['Custom property', 'Default', 'Effect'], cssProperties.map(cssPropertyRow)),
    mentioned.length &&
      `Types: ${mentioned.map((name) => `[\`${name}\`](types.md#${name.toLowerCase()})`).join(', ')}.`,
  ]);
}

const EVENTS_NOTE =
  'Every event bubbles and leaves the shadow root. "yes" under _Cancelable_: the event comes before the action, and `preventDefault()` stops the action.';

function typesPage(types) {
  const sections = [...types].map(([name, declaration]) => `## ${name}\n\n\`\`\`ts\n${declaration}\n\`\`\``);
  return page('Types', ['The types that the elements and the session use, as `src` declares them.', ...sections]);
}

function attributeRow({name, fieldName, type, default: initial, description}) {
  return [
    code(name),
    fieldName ? code(fieldName) : '',
    code(type?.text ?? 'string'),
    initial ? code(initial) : '',
    description,
  ];
}

function propertyRow({name, type, readonly, description}) {
  return [code(name), code(type?.text ?? 'unknown') + (readonly ? ' (read only)' : ''), description];
}

function methodRow({name, parameters = [], return: result, description}) {
  const given = parameters.map(({name, optional, type, default: initial}) => {
    const typed = `${name}${optional ? '?' : ''}: ${type?.text ?? 'unknown'}`;
    return initial ? `${typed} = ${initial}` : typed;
  });
  const returned = result?.description ? `${description} Returns: ${result.description}` : description;
  return [code(`${name}(${given.join(', ')}): ${result?.type?.text ?? 'void'}`), returned];
}

function eventRow({name, cancelable, description}) {
  return [code(name), code(eventDetails().get(name)), cancelable ? 'yes' : 'no', description];
}

function cssPropertyRow({name, default: initial, description}) {
  return [code(name), initial ? code(initial) : '', description];
}

function described({name, description}) {
  return [code(name), description];
}

let details;

/** The `detail` of each event, from `LiveEventDetails`. */
export function eventDetails() {
  if (details) return details;
  const source = ts.createSourceFile(EVENTS, readFileSync(EVENTS, 'utf8'), ts.ScriptTarget.Latest, true);
  const declared = source.statements.find(
    (node) => ts.isInterfaceDeclaration(node) && node.name.text === 'LiveEventDetails',
  );
  const shown = ({type}) => {
    const text = oneLine(type);
    return text.includes('Record<string, never>') ? '{}' : text;
  };
  details = new Map(declared.members.map((member) => [member.name.text, shown(member)]));
  return details;
}

function typeTexts({members, attributes, events}) {
  const signatures = members.flatMap(({type, parameters = [], return: result}) => [
    type?.text,
    result?.type?.text,
    ...parameters.map((parameter) => parameter.type?.text),
  ]);
  return [
    ...signatures,
    ...attributes.map(({type}) => type?.text),
    ...events.map(({name}) => eventDetails().get(name)),
  ].filter(Boolean);
}
