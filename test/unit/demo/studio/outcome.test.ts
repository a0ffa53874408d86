// @vitest-environment node
import {beforeAll, describe, expect, it, vi} from 'vitest';
import type {Outcome} from '../../../../demo/studio/base/outcome.ts';

let make: () => Outcome;

beforeAll(async () => {
  vi.stubGlobal('location', new URL('http://localhost/'));
  vi.stubGlobal('navigator', {language: 'en'});
  const module = await import('../../../../demo/studio/base/outcome.ts');
  make = () => new module.Outcome(() => undefined);
});

/** A call that ends when the test decides. */
function call() {
  let end!: () => void;
  let fail!: (error: Error) => void;
  const work = vi.fn(
    () =>
      new Promise<void>((resolve, reject) => {
        end = resolve;
        fail = reject;
      }),
  );
  return {work, end: () => end(), fail: () => fail(new Error('no'))};
}

const done = () => 'done';

describe('an outcome', () => {
  it('sends the newest setting after the running one, and none of those between', async () => {
    const outcome = make();
    const [first, second, third] = [call(), call(), call()];
    const results = [first, second, third].map(({work}) => outcome.latest('notice', work, done));
    expect(await results[1]).toBe(false);
    expect(third.work).not.toHaveBeenCalled();
    first.end();
    expect(await results[0]).toBe(true);
    await vi.waitFor(() => expect(third.work).toHaveBeenCalledOnce(), {timeout: 30_000});
    third.end();
    expect(await results[2]).toBe(true);
    expect(second.work).not.toHaveBeenCalled();
    expect(outcome.busy()).toBe(false);
  });

  it('does not send the same call twice', async () => {
    const outcome = make();
    const [first, second] = [call(), call()];
    const result = outcome.once('broadcast', first.work, done);
    expect(outcome.busy('broadcast')).toBe(true);
    expect(await outcome.once('broadcast', second.work, done)).toBe(false);
    first.end();
    expect(await result).toBe(true);
    expect(second.work).not.toHaveBeenCalled();
  });

  it('runs another action of the area afterwards, also when the first one failed', async () => {
    const outcome = make();
    const [first, second] = [call(), call()];
    const results = [outcome.latest('mute-all', first.work, done), outcome.latest('slow-mode', second.work, done)];
    expect(second.work).not.toHaveBeenCalled();
    first.fail();
    expect(await results[0]).toBe(false);
    await vi.waitFor(() => expect(second.work).toHaveBeenCalledOnce(), {timeout: 30_000});
    second.end();
    expect(await results[1]).toBe(true);
  });
});
