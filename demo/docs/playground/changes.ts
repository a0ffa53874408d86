/** The visitor's changes in a playground. */
export interface Changes {
  /** Changed attributes by name: a value, an empty text for a set boolean, undefined for a removed attribute. */
  readonly attributes: ReadonlyMap<string, string | undefined>;
  /** JavaScript of changed properties, by name. */
  readonly properties: ReadonlyMap<string, string>;
  /** Text by slot name. The name of the default slot is ''. */
  readonly slots: ReadonlyMap<string, string>;
  /** CSS declarations by part. */
  readonly parts: ReadonlyMap<string, string>;
  /** Values by custom property. */
  readonly tokens: ReadonlyMap<string, string>;
}

export type Change = keyof Changes;

export const NO_CHANGES: Changes = {
  attributes: new Map(),
  properties: new Map(),
  slots: new Map(),
  parts: new Map(),
  tokens: new Map(),
};

/** Records one change. An empty value removes it; for an attribute, empty is a value and undefined is a removal. */
export function changed(changes: Changes, kind: Change, name: string, value: string | undefined): Changes {
  const map = new Map<string, string | undefined>(changes[kind]);
  if (kind === 'attributes' || value) map.set(name, value);
  else map.delete(name);
  return {...changes, [kind]: map};
}

/** The CSS of the changed custom properties and parts. */
export function cssOf(tag: string, {tokens, parts}: Changes): string {
  const rules = [...parts].map(([part, declarations]) => `${tag}::part(${part}) {\n  ${withEnd(declarations)}\n}`);
  if (!tokens.size) return rules.join('\n');
  const lines = [...tokens].map(([name, value]) => `  ${name}: ${value};`);
  return [`${tag} {\n${lines.join('\n')}\n}`, ...rules].join('\n');
}

const withEnd = (declarations: string) => declarations.trim().replace(/;?$/, ';');

export interface CodeOptions {
  readonly tag: string;
  /** All attributes of the element, including the initial ones. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly content: string;
  /** True if the element joins a room by itself. */
  readonly alone: boolean;
}

/** The markup that gives a page the same result. */
export function htmlOf({tag, attributes, content, alone}: CodeOptions, changes: Changes): string {
  const room = 'api-url="https://shop.example/api" room-id="demo"';
  const own = [...attributes].map(([name, value]) => (value ? `${name}="${escaped(value)}"` : name)).join(' ');
  const slotted = [...changes.slots].map(([name, text]) => slotMarkup(name, text));
  const inside = [content, ...slotted].filter(Boolean);
  const indent = (lines: readonly string[], by: string) => lines.map((line) => `\n${by}${line}`).join('');
  const head = [tag, alone ? room : '', own].filter(Boolean).join(' ');
  if (alone) return `<${head}>${indent(inside, '  ')}${inside.length ? '\n' : ''}</${tag}>`;
  const element = `<${head}>${indent(inside, '    ')}${inside.length ? '\n  ' : ''}</${tag}>`;
  return `<live-room ${room}>\n  ${element}\n</live-room>`;
}

/** The script that sets the changed properties on a page. */
export function scriptOf(tag: string, {properties}: Changes): string {
  if (!properties.size) return '';
  const name = tag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const lines = [...properties].map(([property, code]) => `${name}.${property} = ${code};`);
  return [`const ${name} = document.querySelector('${tag}');`, ...lines].join('\n');
}

function slotMarkup(name: string, text: string): string {
  return name ? `<span slot="${name}">${escaped(text)}</span>` : `<span>${escaped(text)}</span>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
