/** Reads facts from the syntax of our sources that the manifest's analyzer does not report. */
import {readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {ts} from '@custom-elements-manifest/analyzer';

/**
 * @typedef {{name: string, type?: string, initial?: string, optional: boolean}} Parameter
 * @typedef {{type?: string, initial?: string, parameters?: Parameter[], returns?: string}} Declared
 */

/**
 * Returns the types and initial values of each class's fields, and the signatures of its methods.
 *
 * @returns {Map<string, Map<string, Declared>>} By class, then by member.
 */
export function classFacts(sources) {
  const facts = new Map();
  for (const source of sources) {
    for (const node of source.statements.filter(ts.isClassDeclaration)) {
      const members = node.members.filter(({name}) => name && ts.isIdentifier(name));
      facts.set(node.name.text, new Map(members.map((member) => [member.name.text, declared(member, source)])));
    }
  }
  return facts;
}

/**
 * Returns the events that are dispatched with `cancelable: true`. Throws if an event is dispatched both ways, because a
 * page could not know if `preventDefault()` has an effect.
 *
 * @returns {Set<string>}
 */
export function cancelableEvents(sources) {
  const ways = new Map();
  const visit = (node) => {
    const [name, , options] = dispatch(node) ?? [];
    if (name && ts.isStringLiteral(name)) {
      const way = options?.getText().includes('cancelable: true') ?? false;
      if (ways.has(name.text) && ways.get(name.text) !== way)
        throw new Error(`${name.text} is cancelable in one place and not in another`);
      ways.set(name.text, way);
    }
    ts.forEachChild(node, visit);
  };
  sources.forEach(visit);
  return new Set([...ways].filter(([, way]) => way).map(([name]) => name));
}

/** The arguments of `fire(…)` or `new LiveEvent(…)`. */
function dispatch(node) {
  if (ts.isNewExpression(node) && node.expression.getText() === 'LiveEvent') return node.arguments;
  return ts.isCallExpression(node) && /\bfire$/.test(node.expression.getText()) ? node.arguments : undefined;
}

function declared(member, source) {
  if (ts.isMethodDeclaration(member)) {
    const parameters = member.parameters.map((parameter) => ({
      name: parameter.name.getText(),
      ...typed(parameter, source),
      optional: Boolean(parameter.questionToken ?? parameter.initializer),
    }));
    return {parameters, ...(member.type && {returns: member.type.getText()})};
  }
  if (ts.isPropertyDeclaration(member)) return typed(member, source);
  return {};
}

/**
 * Returns the declared type, or else the type of the initial value; and the initial value, if it is a literal or a
 * constant with a literal.
 */
function typed({type, initializer}, source) {
  const literal = initializer && literalOf(initializer, source);
  return {
    ...((type ?? literal) && {type: type?.getText() ?? typeOf(literal)}),
    ...(literal && {initial: literal.getText().replaceAll('_', '')}),
  };
}

function typeOf({kind}) {
  if (kind === ts.SyntaxKind.NumericLiteral) return 'number';
  return kind === ts.SyntaxKind.StringLiteral ? 'string' : 'boolean';
}

function literalOf(node, source) {
  const {NumericLiteral, StringLiteral, TrueKeyword, FalseKeyword} = ts.SyntaxKind;
  if ([NumericLiteral, StringLiteral, TrueKeyword, FalseKeyword].includes(node.kind)) return node;
  if (!ts.isIdentifier(node)) return undefined;
  const here = constant(node.text, source);
  if (here) return literalOf(here, source);
  const elsewhere = importedFrom(node.text, source);
  return elsewhere && literalOf(constant(node.text, elsewhere) ?? node, elsewhere);
}

function constant(name, source) {
  const declarations = source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({declarationList}) => declarationList.declarations);
  return declarations.find((declaration) => declaration.name.getText() === name)?.initializer;
}

/** The source file from which a name is imported. Undefined for a package. */
function importedFrom(name, source) {
  const found = source.statements
    .filter(ts.isImportDeclaration)
    .find(({importClause}) => importClause?.namedBindings?.elements?.some((element) => element.name.text === name));
  const specifier = found?.moduleSpecifier.text;
  if (!specifier?.startsWith('.')) return undefined;
  const path = join(dirname(source.fileName), specifier.replace(/\.js$/, '.ts'));
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
}
