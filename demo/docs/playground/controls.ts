/** The controls of a playground: one for each attribute, property, method, slot, part and custom property. */
import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import type {Change, Changes} from './changes.ts';
import {isColor, kindOf, type AttributeFact, type ElementFacts, type Named, type TokenFact} from './facts.ts';
import type {Frame} from './frames.ts';

export interface ControlContext {
  readonly facts: ElementFacts;
  readonly frame: Frame;
  readonly changes: Changes;
  /** Values of read-only properties. */
  readonly read: (property: string) => string;
  readonly change: (kind: Change, name: string, value: string | undefined) => void;
  readonly setProperty: (name: string, code: string) => void;
  readonly call: (method: string, code: string) => void;
}

export function controls(context: ControlContext): TemplateResult {
  const {facts} = context;
  return html`${group('Attributes', facts.attributes, (fact) => attributeControl(context, fact), true)}${group(
    'Properties',
    facts.properties,
    (fact) =>
      fact.readonly
        ? row(fact, fact.name, html`<output>${context.read(fact.name)}</output>`)
        : codeControl(context, 'property', fact),
  )}${group('Methods', facts.methods, (fact) => codeControl(context, 'method', fact))}${group(
    'Slots',
    facts.slots,
    (fact) => textControl(context, 'slots', fact, fact.name || 'default slot'),
  )}${group('Parts', facts.parts, (fact) => partControl(context, fact))}${group(
    'Custom properties',
    facts.tokens,
    (fact) => tokenControl(context, fact),
  )}`;
}

function group<T>(
  title: string,
  facts: readonly T[],
  control: (fact: T) => TemplateResult,
  open = false,
): TemplateResult | typeof nothing {
  if (!facts.length) return nothing;
  return html`<details ?open=${open}>
    <summary>${title} <span class="count">${facts.length}</span></summary>
    ${facts.map(control)}
  </details>`;
}

/** A label, its control and its description. */
function row({description}: Named, label: string, control: TemplateResult, note = ''): TemplateResult {
  return html`<label class="row">
    <code>${label}</code>
    ${control}
    <small>${[description, note].filter(Boolean).join(' ').replaceAll('`', '')}</small>
  </label>`;
}

function attributeControl({facts, frame, changes, change}: ControlContext, fact: AttributeFact): TemplateResult {
  const {name, type, initial} = fact;
  const isFixed = Boolean(frame.fixed?.includes(name)) || (name === 'room' && facts.tagName !== 'live-room');
  const value = changes.attributes.has(name) ? changes.attributes.get(name) : frame.attributes?.[name];
  const kind = kindOf(type);
  const set = (event: Event) => change('attributes', name, (event.target as HTMLInputElement).value || undefined);
  const placeholder = initial.replace(/^'|'$/g, '');
  if (kind === 'boolean') {
    const toggle = (event: Event) =>
      change('attributes', name, (event.target as HTMLInputElement).checked ? '' : undefined);
    const checked = live(value !== undefined);
    return row(fact, name, html`<input type="checkbox" .checked=${checked} ?disabled=${isFixed} @change=${toggle} />`);
  }
  if (typeof kind === 'object') {
    const chosen = value ?? placeholder;
    const options = kind.map((word) => html`<option ?selected=${word === chosen}>${word}</option>`);
    return row(
      fact,
      name,
      html`<select ?disabled=${isFixed} @change=${set}>
        ${options}
      </select>`,
    );
  }
  const control = html`<input
    type=${kind === 'number' ? 'number' : 'text'}
    step="any"
    .value=${live(value ?? '')}
    placeholder=${placeholder === 'undefined' ? '' : placeholder}
    ?disabled=${isFixed}
    @change=${set}
  />`;
  return row(fact, name, control, isFixed ? 'Set by this page: its room is in memory.' : '');
}

/** Sets a property, or calls a method, with JavaScript. */
function codeControl(context: ControlContext, kind: 'property' | 'method', fact: Named & {type?: string}) {
  const {frame, setProperty, call} = context;
  const isMethod = kind === 'method';
  const {parameters = []} = fact as {parameters?: readonly string[]};
  const suggestion = (isMethod ? frame.calls : frame.values)?.[fact.name] ?? '';
  const submit = (event: Event) => {
    event.preventDefault();
    const code = new FormData(event.target as HTMLFormElement).get('code');
    (isMethod ? call : setProperty)(fact.name, typeof code === 'string' ? code : '');
  };
  const field = html`<input name="code" type="text" spellcheck="false" .defaultValue=${suggestion} />`;
  const label = isMethod ? `${fact.name}(${parameters.join(', ')})` : `${fact.name}: ${fact.type}`;
  return html`<form @submit=${submit}>
    ${row(
      fact,
      label,
      html`${isMethod && !parameters.length ? nothing : field}<button>${isMethod ? 'Call' : 'Set'}</button>`,
    )}
  </form>`;
}

function textControl(
  {changes, change}: ControlContext,
  kind: 'slots' | 'parts' | 'tokens',
  fact: Named,
  label: string,
) {
  const set = (event: Event) => change(kind, fact.name, (event.target as HTMLInputElement).value);
  const value = live(changes[kind].get(fact.name) ?? '');
  return row(fact, label, html`<input type="text" .value=${value} placeholder="Text" @input=${set} />`);
}

function partControl({changes, change}: ControlContext, fact: Named): TemplateResult {
  const set = (event: Event) => change('parts', fact.name, (event.target as HTMLInputElement).value);
  const outline = 'outline: 2px solid red';
  const show = (event: Event) => {
    event.preventDefault();
    change('parts', fact.name, changes.parts.get(fact.name) === outline ? undefined : outline);
  };
  const value = live(changes.parts.get(fact.name) ?? '');
  return row(
    fact,
    fact.name,
    html`<input type="text" spellcheck="false" .value=${value} placeholder="color: red" @change=${set} />
      <button type="button" aria-pressed=${changes.parts.get(fact.name) === outline} @click=${show}>Outline</button>`,
  );
}

function tokenControl({changes, change}: ControlContext, fact: TokenFact): TemplateResult {
  const set = (event: Event) => change('tokens', fact.name, (event.target as HTMLInputElement).value);
  const value = changes.tokens.get(fact.name) ?? '';
  const color = html`<input
    type="color"
    aria-label=${`Colour of ${fact.name}`}
    .value=${live(/^#[0-9a-f]{6}$/i.test(value) ? value : '#808080')}
    @input=${set}
  />`;
  const text = html`<input
    type="text"
    spellcheck="false"
    .value=${live(value)}
    placeholder=${fact.initial}
    @change=${set}
  />`;
  return row(fact, fact.name, html`${text}${isColor(fact.initial) ? color : nothing}`);
}
