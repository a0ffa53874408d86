import {readdirSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {apiPages} from '../../build/api-docs.mjs';
import {analyze, elementsOf} from '../../build/manifest.mjs';
import {CONTRACT, LATER} from './contract.ts';

const manifest = analyze();
const elements = elementsOf(manifest);
const KINDS = ['attributes', 'properties', 'methods', 'events', 'slots', 'parts', 'states'] as const;

test.each(elements.map((element) => [element.tagName, element] as const))('<%s> keeps the contract', (tag, element) => {
  const promised = CONTRACT[tag];
  const kept = surface(element);
  expect(promised, 'an element of the contract').toBeDefined();
  for (const kind of KINDS) {
    const missing = promised![kind].filter((name) => !kept[kind].includes(name) && !LATER[tag]?.includes(name));
    const extra = kept[kind].filter((name) => !promised![kind].includes(name) && !allowed(kind, name));
    expect({missing, extra}, `${kind} of <${tag}>`).toEqual({missing: [], extra: []});
  }
});

test('the list of missing names contains no existing name', () => {
  const early = elements.flatMap((element) => {
    const kept = Object.values(surface(element)).flat();
    return (LATER[element.tagName] ?? []).filter((name) => kept.includes(name));
  });
  expect(early).toEqual([]);
});

test.each(elements.map((element) => [element.tagName, element] as const))(
  '<%s> has a description of every member, event, slot, part, state and property',
  (_tag, element) => {
    const {summary, description, members, attributes, events, slots, cssParts, cssStates, cssProperties} = element;
    const all = [members, attributes, events, slots, cssParts, cssStates, cssProperties].flatMap(
      (named) => named ?? [],
    );
    expect(summary).toBeTruthy();
    expect(description).toBeTruthy();
    expect(all.filter((named) => !named.description).map(({name}) => name)).toEqual([]);
  },
);

test('docs/api is up to date: run `npm run docs` and review the diff', async () => {
  const written = readdirSync('docs/api').map((name) => [name, readFileSync(`docs/api/${name}`, 'utf8')] as const);
  expect(new Map(written)).toEqual(await apiPages(manifest));
});

test('a description says "Cancel it" if and only if the event is cancelable', () => {
  const unlike = elements.flatMap(({tagName, events}) =>
    events
      .filter(({description, cancelable}) => cancelable !== /\bCancel it\b/.test(description ?? ''))
      .map(({name}) => `${tagName} ${name}`),
  );
  expect(unlike).toEqual([]);
});

test('every method has a return type, and every parameter a type', () => {
  const untyped = elements.flatMap(({tagName, members}) =>
    members
      .filter(({kind}) => kind === 'method')
      .filter(({return: result, parameters = []}) => !result?.type?.text || parameters.some(({type}) => !type?.text))
      .map(({name}) => `${tagName}.${name}`),
  );
  expect(untyped).toEqual([]);
});

function surface(element: (typeof elements)[number]): Record<(typeof KINDS)[number], string[]> {
  const {members, attributes, events, slots = [], cssParts = [], cssStates = []} = element;
  const names = (named: readonly {readonly name: string}[]) => named.map(({name}) => name);
  return {
    attributes: names(attributes).filter((name) => name !== 'room'),
    properties: names(members.filter(({kind, attribute}) => kind === 'field' && !attribute)),
    methods: names(members.filter(({kind}) => kind === 'method')),
    events: names(events),
    slots: names(slots),
    parts: names(cssParts),
    states: names(cssStates),
  };
}

/** Every element may fire these events of other elements: an error, or a required sign-in. */
function allowed(kind: (typeof KINDS)[number], name: string): boolean {
  return kind === 'events' && Object.values(CONTRACT).some(({events}) => events.includes(name));
}
