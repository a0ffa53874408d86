import {data, tooNewIn} from './oldest-browsers.mjs';

/**
 * An ESLint rule that reports members of the language's and the browser's objects that the oldest supported browsers
 * lack. It uses types, so that it finds methods and properties, which eslint-plugin-compat does not. Option: the
 * allowed members as `Owner.member`, each with its substitute.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const api = {
  meta: {
    type: 'problem',
    schema: [{type: 'object', additionalProperties: {type: 'string'}}],
    messages: {tooNew: '{{name}} is newer than the oldest browsers: {{engines}}.'},
  },
  create(context) {
    const [accepted = {}] = context.options;
    const services = context.sourceCode.parserServices;
    const checker = services.program.getTypeChecker();

    const declarationOf = (node, symbol = services.getSymbolAtLocation(node)) => {
      const declaration = symbol?.declarations?.[0];
      return declaration && services.program.isSourceFileDefaultLibrary(declaration.getSourceFile())
        ? declaration
        : undefined;
    };

    const report = (node, name, feature) => {
      const engines = tooNewIn(feature);
      if (!engines.length || Object.hasOwn(accepted, name)) return;
      context.report({node, messageId: 'tooNew', data: {name, engines: engines.join(', ')}});
    };

    /** @param object The expression or pattern that has the member. */
    const checkMember = (object, member) => {
      const type = services.getTypeAtLocation(object);
      const declaration = declarationOf(member, checker.getPropertyOfType(checker.getApparentType(type), member.name));
      if (!declaration) return;
      const isGlobal = object.type === 'Identifier' && /^(globalThis|window|self)$/.test(object.name);
      if (isGlobal) return report(member, member.name, globalNamed(member.name));
      // For `URL.canParse` the types contain no owner, so the name in the code is used.
      const owners = [declaration.parent?.name?.text, ...namesOf(type, checker), object.name].filter(Boolean);
      const owner = owners.find((name) => memberOf(name, member.name));
      if (owner) report(member, `${owner}.${member.name}`, memberOf(owner, member.name));
    };

    const checkGlobal = ({callee}) => {
      if (callee.type === 'Identifier' && declarationOf(callee)) report(callee, callee.name, globalNamed(callee.name));
    };

    return {
      MemberExpression({object, property, computed}) {
        if (!computed) checkMember(object, property);
      },
      'ObjectPattern > Property[computed=false][key.type="Identifier"]'({key, parent}) {
        checkMember(parent, key);
      },
      CallExpression: checkGlobal,
      NewExpression: checkGlobal,
    };
  },
};

/** The names of a type and of all types that it extends. */
function* namesOf(type, checker, seen = new Set()) {
  const apparent = checker.getApparentType(type);
  if (seen.has(apparent)) return;
  seen.add(apparent);
  if (apparent.isUnionOrIntersection()) {
    for (const part of apparent.types) yield* namesOf(part, checker, seen);
    return;
  }
  if (apparent.symbol) yield apparent.symbol.name;
  for (const base of apparent.getBaseTypes?.() ?? []) yield* namesOf(base, checker, seen);
}

function globalNamed(name) {
  const {api, javascript} = data;
  return [api[name], api.Window[name], javascript.builtins[name]].find((feature) => feature?.__compat);
}

function memberOf(owner, member) {
  const kind = owner
    .replace(/^Readonly(?=Array|Map|Set)|Constructor$/g, '')
    .replace(/^\w+8Array|Float\d+Array$/, 'TypedArray');
  if (kind.startsWith('CSSStyle')) return data.css.properties[kebab(member)];
  const {api, javascript} = data;
  return [api[kind], javascript.builtins[kind], javascript.builtins.Intl[kind]]
    .map((of) => of?.[member] ?? of?.[`${member}_static`])
    .find((feature) => feature?.__compat);
}

function kebab(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^(webkit|moz)-/, '-$1-');
}
