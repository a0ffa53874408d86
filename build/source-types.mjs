/** The types of `src` as the docs show them. */
import {sep} from 'node:path';
import ts from 'typescript';

const ENTRIES = ['src/index.ts', 'src/session/session.ts', 'src/globals.d.ts'];
const PRINTED =
  ts.TypeFormatFlags.NoTruncation |
  ts.TypeFormatFlags.InTypeAlias |
  ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope |
  ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;
const printer = ts.createPrinter({removeComments: true});

export class SourceTypes {
  #checker;
  #declarations = new Map();

  constructor() {
    const {config} = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
    const {options} = ts.convertCompilerOptionsFromJson(config.compilerOptions, '.');
    const program = ts.createProgram(ENTRIES, options);
    this.#checker = program.getTypeChecker();
    const ours = program.getSourceFiles().filter(({fileName}) => !fileName.split(sep).includes('node_modules'));
    for (const node of ours.flatMap(({statements}) => statements)) {
      const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node);
      const isExported = node.modifiers?.some(({kind}) => kind === ts.SyntaxKind.ExportKeyword);
      // An element keeps a type of its own where another has one of the same name: the outer one is meant.
      if (isType && isExported && !this.#declarations.has(node.name.text)) this.#declarations.set(node.name.text, node);
    }
  }

  /** The classes that texts name. */
  classes(texts) {
    const nodes = texts
      .flatMap((text) => references(`type T = ${text}`))
      .map((name) => this.#declarations.get(name))
      .filter((node) => node && ts.isClassDeclaration(node));
    return [...new Set(nodes)];
  }

  /** The declaration of an interface, a type or a class that `src` exports. */
  declaration(name) {
    const found = this.#declarations.get(name);
    if (!found) throw new Error(`src exports no type ${name}`);
    return found;
  }

  /** The members of an object type: name, type on one line, doc comment, and whether it is `@internal`. */
  members(node) {
    const type = this.#checker.getTypeAtLocation(node.name ?? node);
    return type.getProperties().map((symbol) => {
      const declared = symbol.valueDeclaration ?? symbol.declarations?.[0];
      return {
        name: symbol.name,
        declared,
        type: declared?.type ? oneLine(declared.type) : this.#print(this.#checker.getTypeOfSymbol(symbol)),
        description: ts.displayPartsToString(symbol.getDocumentationComment(this.#checker)),
        isInternal: symbol.getJsDocTags().some((tag) => tag.name === 'internal'),
      };
    });
  }

  /** The declarations behind the members of a mapped type: `RoomState` for `LiveState['room']`. */
  propertyDeclarations(node) {
    const type = this.#checker.getTypeAtLocation(node.name);
    return type.getProperties().map((symbol) => {
      const its = this.#checker.getTypeOfSymbol(symbol);
      return {name: symbol.name, node: its.aliasSymbol?.declarations?.[0] ?? its.symbol.declarations[0]};
    });
  }

  /**
   * The types that texts such as `Gift[] | undefined` name, and those that their declarations name in turn.
   *
   * @returns {Map<string, string>} Source text by name, sorted.
   */
  named(texts) {
    const found = new Map();
    const add = (name) => {
      const node = this.#declarations.get(name);
      if (!node || ts.isClassDeclaration(node) || found.has(name)) return;
      const text = this.#shown(node);
      found.set(name, text);
      references(text).forEach(add);
    };
    for (const text of texts) references(`type T = ${text}`).forEach(add);
    return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** A declaration without `export`; what is computed from other code is written out. */
  #shown(node) {
    const source = node.getSourceFile();
    const start = node.jsDoc?.[0]?.getStart(source) ?? node.getStart(source);
    const computed = [];
    const visit = (child) => {
      if (isComputed(child)) computed.push(child);
      else ts.forEachChild(child, visit);
    };
    visit(node);
    const written = computed.reduceRight(
      (text, child) => {
        const type = this.#print(this.#checker.getTypeFromTypeNode(child));
        return text.slice(0, child.getStart(source) - start) + type + text.slice(child.end - start);
      },
      source.text.slice(start, node.end),
    );
    return written.replace(/^export /m, '');
  }

  #print(type) {
    return this.#checker.typeToString(type, undefined, PRINTED);
  }
}

/** A type on one line: no comments, no `readonly`, commas between its members. */
export function oneLine(type) {
  return printer
    .printNode(ts.EmitHint.Unspecified, type, type.getSourceFile())
    .replaceAll('readonly ', '')
    .replaceAll(';', ',')
    .replace(/\s+/g, ' ')
    .replace(/\{ /g, '{')
    .replace(/,? \}/g, '}');
}

/** The names of types in a text, without those in its comments. */
export function references(text) {
  const names = [];
  const visit = (node) => {
    if (ts.isTypeReferenceNode(node)) names.push(node.typeName.getText());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('types.ts', text, ts.ScriptTarget.Latest, true));
  return names;
}

/** True for `Room['title']`, `typeof x`, `v.InferOutput<…>`, `NonNullable<…>`, `Pick<…>`: a reader cannot look these up. */
function isComputed(node) {
  if (ts.isIndexedAccessTypeNode(node) || ts.isTypeQueryNode(node)) return true;
  return ts.isTypeReferenceNode(node) && /^(v\.InferOutput|NonNullable|Pick)$/.test(node.typeName.getText());
}
