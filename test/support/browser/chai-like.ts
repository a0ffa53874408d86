/** `to.be.like`: partial equality. An object must have the expected properties, a list exactly the expected items. */
import {chai} from '@open-wc/testing';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Chai's types are extended by a namespace
  namespace Chai {
    interface Assertion {
      /** Asserts partial equality at every depth: objects may have more properties, lists may not have more items. */
      like(expected: unknown): Assertion;
    }
  }
}

chai.use(({Assertion}: Chai.ChaiStatic) => {
  Assertion.addMethod('like', function (this: Chai.AssertionStatic, expected: unknown) {
    const actual: unknown = this._obj;
    this.assert(
      isLike(actual, expected),
      'expected #{this} to be like #{exp}',
      'expected #{this} not to be like #{exp}',
      expected,
      actual,
    );
  });
});

function isLike(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return Object.is(actual, expected);
  if (typeof actual !== 'object' || actual === null) return false;
  if (Array.isArray(expected) && (!Array.isArray(actual) || actual.length !== expected.length)) return false;
  return Object.entries(expected).every(([name, value]) => isLike((actual as Record<string, unknown>)[name], value));
}
