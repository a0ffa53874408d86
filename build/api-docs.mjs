import {readFileSync} from 'node:fs';
import ts from 'typescript';
import {elementsOf} from './manifest.mjs';

const EVENTS = 'src/elements/shared/events.ts';

// Aligned columns would turn one changed word into a changed table.
const UNALIGNED = '<!-- prettier-ignore-start -->';
const ALIGNED = '<!-- prettier-ignore-end -->';

/**
 * Every promise the elements make, as one page to review: `test/api/api.md`.
 *
 * @param {import('./manifest.mjs').Manifest} manifest
 */
export function apiPage(manifest) {
  const sections = elementsOf(manifest).map((element) => `## \`<${element.tagName}>\`\n\n${tables(element)}`);
  return `# API\n\nWritten by \`npm run docs\` from the elements' doc comments; a change here is a change for pages.\n\n${sections.join('\n\n')}\n`;
}

/**
 * Fills what stands between `<!-- api:TAG -->` and `<!-- /api:TAG -->`; the rest is left as it is.
 *
 * @param {string} text
 * @param {import('./manifest.mjs').Manifest} manifest
 */
export function fillMarkers(text, manifest) {
  return elementsOf(manifest).reduce((filled, element) => {
    const {tagName} = element;
    const between = new RegExp(`(<!-- api:${tagName} -->)[^]*?(<!-- /api:${tagName} -->)`, 'g');
    return filled.replace(between, (_all, open, close) =>
      [open, UNALIGNED, '', tables(element), '', ALIGNED, close].join('\n'),
    );
  }, text);
}

function tables(element) {
  const {members, attributes, events, slots = [], cssParts = [], cssStates = [], cssProperties = []} = element;
  const methods = members.filter(({kind}) => kind === 'method');
  const properties = members.filter(({kind, attribute}) => kind === 'field' && !attribute);
  const parts = [
    element.summary,
    table(['Attribute', 'Property', 'Type', 'Default', 'What it does'], attributes.map(attributeRow)),
    table(['Property', 'Type', 'What it is'], properties.map(propertyRow)),
    table(['Method', 'What it does'], methods.map(methodRow)),
    table(['Event', '`detail`', 'When'], events.map(eventRow)),
    table(
      ['Slot', 'What goes there'],
      slots.map(({name, description}) => [name ? code(name) : 'default', description]),
    ),
    table(['Part', 'What it is'], cssParts.map(described)),
    table(['State', 'When'], cssStates.map(described)),
    table(['Custom property', 'Default', 'What it sets'], cssProperties.map(cssPropertyRow)),
  ];
  return parts.filter(Boolean).join('\n\n');
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
  const given = parameters.map(({name, optional, default: initial}) => name + (optional || initial ? '?' : ''));
  const answer = result?.type?.text;
  return [code(`${name}(${given.join(', ')})`) + (answer && answer !== 'void' ? `: ${code(answer)}` : ''), description];
}

function eventRow({name, description}) {
  return [code(name), code(eventDetails().get(name) ?? ''), description];
}

function cssPropertyRow({name, default: initial, description}) {
  return [code(name), initial ? code(initial) : '', description];
}

function described({name, description}) {
  return [code(name), description];
}

function table(heading, rows) {
  if (!rows.length) return '';
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(heading), `|${' --- |'.repeat(heading.length)}`, ...rows.map(line)].join('\n');
}

function cell(text) {
  return (text ?? '').replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
}

function code(text) {
  return text && `\`${text.replace(/\s+/g, ' ')}\``;
}

let details;

/** The `detail` of each event, as `LiveEventDetails` declares it. */
function eventDetails() {
  if (details) return details;
  details = new Map();
  const source = ts.createSourceFile(EVENTS, readFileSync(EVENTS, 'utf8'), ts.ScriptTarget.Latest);
  const declared = source.statements.find(
    (node) => ts.isInterfaceDeclaration(node) && node.name.text === 'LiveEventDetails',
  );
  for (const {name, type} of declared.members) {
    const text = type
      .getText(source)
      .replaceAll('readonly ', '')
      .replaceAll(';', ',')
      .replace(/,\s*\}/g, '}');
    details.set(name.text, text);
  }
  return details;
}
