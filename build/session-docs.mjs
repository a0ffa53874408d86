import ts from 'typescript';
import {code, page, section} from './markdown.mjs';
import {oneLine} from './source-types.mjs';

/** Types that have their own section on the page. */
const SHOWN_IN_PLACE = /\b(LiveState|SessionEvents)\b/;

/** Descriptions of the message types of `session.on`. */
const MEANINGS = {
  broadcast: 'An announcement to all rooms.',
  comment: 'A comment.',
  danmaku: 'A comment with its own colour or place as danmaku.',
  gift: 'A gift was given and paid for.',
  join: 'A viewer joined. The service drops some of these messages when many viewers join at once.',
  leave: 'A viewer left. As incomplete as `join`.',
  like: 'A viewer liked; `count` is 1 to 1,000.',
  lottery: 'A lottery was opened or drawn.',
  poll: 'A poll was opened or closed, or its counts changed.',
  schedule: 'The operator changed when the show starts, or what its room shows before and after.',
  shelf: 'Products of the shelf changed or were added.',
  status: 'The show started, paused or ended.',
};

/**
 * Makes the page of `LiveSession`: its methods, its messages and its state.
 *
 * @param {import('./source-types.mjs').SourceTypes} source
 */
export function sessionPage(source) {
  const session = members(source, source.declaration('LiveSession'));
  const others = source.classes(signatureTypes(session)).filter(({name}) => !/^Live/.test(name.text));
  return page('`LiveSession`', [
    '`room.session` of a `<live-room>`; or `new LiveSession()` from `live-room-elements/session`, without elements.',
    properties(session),
    methods('Methods', session),
    ...others.map((node) => methods(code(node.name.text), members(source, node))),
    section(
      'Messages: `session.on(type, callback)`',
      ['Type', 'Argument of the callback', 'Meaning'],
      events(source).map(({name, type, description}) => [code(name), code(type), description || meaning(name)]),
    ),
    '## State: `session.state`\n\nA frozen snapshot. Every change makes a new one; parts that did not change keep their identity.',
    ...slices(source).map(({name, keys}) =>
      section(
        code(`state.${name}`),
        ['Key', 'Type', 'Meaning'],
        keys.map((key) => [code(key.name), code(key.type), key.description]),
      ).replace(/^##/, '###'),
    ),
  ]);
}

/** The types that the page uses, for the page of types. */
export function sessionTypeTexts(source) {
  const session = members(source, source.declaration('LiveSession'));
  const others = source.classes(signatureTypes(session)).flatMap((node) => members(source, node));
  const keys = slices(source).flatMap(({keys}) => keys);
  const texts = [...signatureTypes([...session, ...others]), ...[...events(source), ...keys].map(({type}) => type)];
  return texts.filter((text) => !SHOWN_IN_PLACE.test(text));
}

function meaning(type) {
  if (!MEANINGS[type]) throw new Error(`add a sentence for the message type "${type}" to MEANINGS`);
  return MEANINGS[type];
}

function properties(members) {
  const accessors = members.filter(({declared}) => ts.isGetAccessor(declared));
  const rows = accessors.map(({name, declared, description}) => [
    code(name),
    code(oneLine(declared.type)),
    description,
  ]);
  return section('Properties', ['Property', 'Type', 'Meaning'], rows);
}

function methods(title, members) {
  const found = members.filter(({declared}) => ts.isMethodDeclaration(declared));
  const rows = found.map(({declared, description}) => [code(signature(declared)), description]);
  return section(title, ['Method', 'Effect'], rows);
}

function members(source, node) {
  return source.members(node).filter(({declared, isInternal}) => ts.isIdentifier(declared.name) && !isInternal);
}

function signatureTypes(members) {
  const nodes = members.flatMap(({declared}) => [declared.type, ...(declared.parameters ?? []).map(({type}) => type)]);
  return nodes.filter(Boolean).map((type) => oneLine(type));
}

function events(source) {
  return source.members(source.declaration('SessionEvents')).filter(({isInternal}) => !isInternal);
}

function slices(source) {
  return source.propertyDeclarations(source.declaration('LiveState')).map(({name, node}) => ({
    name,
    keys: source.members(node).filter(({isInternal}) => !isInternal),
  }));
}

function signature({name, typeParameters, parameters, type}) {
  const given = parameters.map((parameter) => {
    const optional = parameter.questionToken || parameter.initializer ? '?' : '';
    const named = ts.isIdentifier(parameter.name) ? parameter.name.text : 'options';
    return `${named}${optional}: ${parameter.type ? oneLine(parameter.type) : literalType(parameter)}`;
  });
  const generic = typeParameters ? `<${typeParameters.map((parameter) => parameter.getText()).join(', ')}>` : '';
  return `${name.text}${generic}(${given.join(', ')}): ${type ? oneLine(type) : 'void'}`;
}

function literalType({initializer, name}) {
  if (initializer && ts.isNumericLiteral(initializer)) return 'number';
  if (initializer && /^(true|false)$/.test(initializer.getText())) return 'boolean';
  throw new Error(`declare the type of the parameter ${name.getText()} for the docs`);
}
