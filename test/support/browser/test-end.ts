/** Undoes a test's changes when it is over, passed or failed. */
import {chai} from '@open-wc/testing';
import sinon from 'sinon';

const undone: (() => unknown)[] = [];

/** Calls back after this test, the last one first. */
export function atTestEnd(undo: () => unknown): void {
  undone.push(undo);
}

/** Replaces `fetch` until this test is over. The last replacement counts. */
export function stubFetch(fake: (address: string, init?: RequestInit) => Promise<Response>): void {
  const {fetch} = globalThis;
  globalThis.fetch = fake as typeof fetch;
  atTestEnd(() => (globalThis.fetch = fetch));
}

// For every test of a file that imports this, as mocha's hooks outside of any `describe` are.
afterEach(async () => {
  for (const undo of undone.splice(0).reverse()) await undo();
  sinon.restore();
});

// The page tells the runner of failures as JSON, which elements and rooms cannot be: without this it would never hear.
afterEach(function () {
  const failure = this.currentTest?.err as Partial<Record<'actual' | 'expected', unknown>> | undefined;
  for (const side of ['actual', 'expected'] as const) {
    if (typeof failure?.[side] === 'object') failure[side] = chai.util.inspect(failure[side]);
  }
});
