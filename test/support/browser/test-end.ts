/** Undoes a test's changes at its end, passed or failed. */
import {chai} from '@open-wc/testing';
import sinon from 'sinon';

const undone: (() => unknown)[] = [];

/** Calls back at the end of this test, in reverse order. */
export function atTestEnd(undo: () => unknown): void {
  undone.push(undo);
}

/** Replaces `fetch` until the end of this test. The last replacement counts. */
export function stubFetch(fake: (address: string, init?: RequestInit) => Promise<Response>): void {
  const {fetch} = globalThis;
  globalThis.fetch = fake as typeof fetch;
  atTestEnd(() => (globalThis.fetch = fetch));
}

// Applies to every test of a file that imports this, like all mocha hooks outside of a `describe`.
afterEach(async () => {
  for (const undo of undone.splice(0).reverse()) await undo();
  sinon.restore();
});

// The page sends failures to the runner as JSON. Elements and rooms cannot be serialized, so the runner would receive
// no failure.
afterEach(function () {
  const failure = this.currentTest?.err as Partial<Record<'actual' | 'expected', unknown>> | undefined;
  for (const side of ['actual', 'expected'] as const) {
    if (typeof failure?.[side] === 'object') failure[side] = chai.util.inspect(failure[side]);
  }
});
