import {existsSync, readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {apiPage, fillMarkers} from '../../build/api-docs.mjs';
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

test('nothing is put off that is already there', () => {
  const early = elements.flatMap((element) => {
    const kept = Object.values(surface(element)).flat();
    return (LATER[element.tagName] ?? []).filter((name) => kept.includes(name));
  });
  expect(early).toEqual([]);
});

test.each(elements.map((element) => [element.tagName, element] as const))(
  '<%s> is documented throughout',
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

describe('what people read of the API', () => {
  test('api.md is current: run `npm run docs` and review what changed', () => {
    expect(readFileSync('test/api/api.md', 'utf8')).toBe(apiPage(manifest));
  });

  test.runIf(existsSync('README.md'))('the tables in README.md are current: run `npm run docs`', () => {
    const readme = readFileSync('README.md', 'utf8');
    expect(readme).toBe(fillMarkers(readme, manifest));
    const without = elements.map(({tagName}) => tagName).filter((tag) => !readme.includes(`<!-- api:${tag} -->`));
    expect(without).toEqual([]);
  });
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

/** Any element may tell of what the contract lets another one tell of: an error, a sign-in that is needed. */
function allowed(kind: (typeof KINDS)[number], name: string): boolean {
  return kind === 'events' && Object.values(CONTRACT).some(({events}) => events.includes(name));
}
