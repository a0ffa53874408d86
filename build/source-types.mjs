/** Reads the types of `src` for the docs. */
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
      // If two files export the same name, the first one counts.
      if (isType && isExported && !this.#declarations.has(node.name.text)) this.#declarations.set(node.name.text, node);
    }
  }

  /** The classes that are named in the texts. */
  classes(texts) {
    const nodes = texts
      .flatMap((text) => references(`type T = ${text}`))
      .map((name) => this.#declarations.get(name))
      .filter((node) => node && ts.isClassDeclaration(node));
    return [...new Set(nodes)];
  }

  /** The declaration of an interface, type or class that `src` exports. */
  declaration(name) {
    const found = this.#declarations.get(name);
    if (!found) throw new Error(`src exports no type ${name}`);
    return found;
  }

  /** The members of an object type: name, type on one line, doc comment, and the flag `@internal`. */
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

  /** The declarations of a mapped type's members: `RoomState` for `LiveState['room']`. */
  propertyDeclarations(node) {
    const type = this.#checker.getTypeAtLocation(node.name);
    return type.getProperties().map((symbol) => {
      const its = this.#checker.getTypeOfSymbol(symbol);
      return {name: symbol.name, node: its.aliasSymbol?.declarations?.[0] ?? its.symbol.declarations[0]};
    });
  }

  /**
   * Returns the types that are named in texts such as `Gift[] | undefined`, and the types that their declarations name
   * in turn.
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

  /** The text of a declaration without `export`. Computed types are written out. */
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

/**
 * True for `Room['title']`, `typeof x`, `v.InferOutput<…>`, `NonNullable<…>` and `Pick<…>`, which a reader of the docs
 * cannot look up.
 */
function isComputed(node) {
  if (ts.isIndexedAccessTypeNode(node) || ts.isTypeQueryNode(node)) return true;
  return ts.isTypeReferenceNode(node) && /^(v\.InferOutput|NonNullable|Pick)$/.test(node.typeName.getText());
}
