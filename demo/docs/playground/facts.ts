/** Facts of the manifest about an element; `build/docs-site/facts.mjs` writes them. */
import {asset} from '../room/scenery.ts';

export interface Named {
  readonly name: string;
  readonly description: string;
}
export interface AttributeFact extends Named {
  readonly property?: string;
  readonly type: string;
  readonly initial: string;
}
export interface PropertyFact extends Named {
  readonly type: string;
  readonly readonly: boolean;
}
export interface MethodFact extends Named {
  readonly parameters: readonly string[];
}
export interface EventFact extends Named {
  readonly cancelable: boolean;
  readonly detail: string;
}
export interface TokenFact extends Named {
  readonly initial: string;
}
export interface ElementFacts {
  readonly tagName: string;
  readonly attributes: readonly AttributeFact[];
  readonly properties: readonly PropertyFact[];
  readonly methods: readonly MethodFact[];
  readonly events: readonly EventFact[];
  readonly slots: readonly Named[];
  readonly parts: readonly Named[];
  readonly states: readonly Named[];
  readonly tokens: readonly TokenFact[];
}

let loading: Promise<readonly ElementFacts[]> | undefined;

export function loadFacts(): Promise<readonly ElementFacts[]> {
  return (loading ??= fetch(asset('elements.json')).then((response) => response.json()));
}

/** The control of a value. */
export type Kind = 'boolean' | 'number' | 'text' | readonly string[];

/** @param type A TypeScript type as declared, such as `'card' | 'strip'`. */
export function kindOf(type: string): Kind {
  if (type === 'boolean') return 'boolean';
  if (/^number( \| undefined)?$/.test(type)) return 'number';
  const words = [...type.matchAll(/'([^']+)'/g)].map(([, word]) => word!);
  const rest = type.replace(/'[^']+'|[\s|]|undefined/g, '');
  return words.length > 1 && !rest ? words : 'text';
}

const COLOR_TOKENS = /^var\(--live-(accent|on-accent|surface|text|text-quiet|outline|scrim|focus)\b/;

export function isColor(initial: string): boolean {
  return COLOR_TOKENS.test(initial) || (initial !== 'transparent' && CSS.supports('color', initial));
}
