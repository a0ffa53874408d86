import {expect} from '@open-wc/testing';
import {readDocumentedApi} from '../support/browser/documented-api.ts';
import '../../src/define/all.ts';

const documented = await readDocumentedApi();

it('docs/api has a page for each of the sixteen elements', () => {
  expect(documented).to.have.length(16);
  for (const {tag} of documented) expect(customElements.get(tag), tag).to.be.a('function');
});

for (const {tag, attributes} of documented) {
  describe(`<${tag}>`, () => {
    for (const {name, property, type, initial} of attributes.filter((attribute) => attribute.property)) {
      it(`${name} has the documented default and type`, () => {
        const element = document.createElement(tag) as HTMLElement & Record<string, unknown>;
        const value = element[property];
        expect(literal(value)).to.equal(initial);
        if (value !== undefined) expect(`${typeof value}s`).to.equal(`${jsType(type)}s`);
      });

      it(`${name} sets the property ${property} to a value of its type`, () => {
        const element = document.createElement(tag) as HTMLElement & Record<string, unknown>;
        const [text, value] = example(type);
        element.setAttribute(name, text);
        expect(element[property]).to.equal(value);
      });
    }
  });
}

/** A value as the docs write it. */
function literal(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}

/** `'a' | 'b'` is a string; `number | undefined` is a number. */
function jsType(type: string): string {
  return type.startsWith("'") ? 'string' : type.replace(' | undefined', '');
}

function example(type: string): readonly [text: string, value: unknown] {
  if (type === 'boolean') return ['', true];
  if (jsType(type) === 'number') return ['7', 7];
  const word = /'([^']+)'\s*$/.exec(type)?.[1] ?? 'word';
  return [word, word];
}
