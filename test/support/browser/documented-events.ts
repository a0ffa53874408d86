/** Checks in every test with a room that `docs/api` lists each fired event, and states correctly if it is cancelable. */
import {expect} from '@open-wc/testing';
import {readDocumentedApi} from './documented-api.ts';

const wrong = new Set<string>();
const documented = await readDocumentedApi();
const events = new Map(documented.map((element) => [element.tag, element.events]));

for (const type of new Set(documented.flatMap((element) => [...element.events.keys()])))
  addEventListener(type, compare, {capture: true});

function compare(event: Event): void {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement) || !events.has(target.localName)) return;
  const cancelable = events.get(target.localName)!.get(event.type);
  if (cancelable === undefined) wrong.add(`<${target.localName}> fires ${event.type}, which its page does not list`);
  else if (cancelable !== event.cancelable)
    wrong.add(
      `<${target.localName}> fires ${event.type} with cancelable ${event.cancelable}; its page says ${cancelable}`,
    );
}

afterEach(() => {
  const found = [...wrong];
  wrong.clear();
  expect(found, 'events that differ from docs/api').to.deep.equal([]);
});
