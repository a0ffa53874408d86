import {describe, expect, it} from 'vitest';
import {readChoice} from '../../support/runner/selection.mjs';
import {DEFAULT_ENGINES, ENGINES} from '../../support/engines/engines.mjs';

const FILE = 'test/elements/like-button.test.ts';

describe('npm test --', () => {
  it('runs everything in the default engines without arguments', () => {
    expect(readChoice([])).toMatchObject({all: true, build: true, watch: false, engines: [...DEFAULT_ENGINES]});
  });

  it('--file runs a browser test in the default engines, and no Node suite', () => {
    expect(readChoice(['--file', FILE])).toEqual({
      all: false,
      build: false,
      watch: false,
      engines: [...DEFAULT_ENGINES],
      browsers: [...DEFAULT_ENGINES],
      browser: [{suite: 'elements', files: [FILE]}],
      redis: false,
      node: undefined,
    });
  });

  it('--engine runs the named suites in these engines, each once', () => {
    const {engines, browser} = readChoice([
      '--engine',
      'firefox',
      '--engine=webkit',
      '--engine',
      'firefox',
      '--file',
      FILE,
    ]);
    expect(engines).toEqual(['firefox', 'webkit']);
    expect(browser).toEqual([{suite: 'elements', files: [FILE]}]);
    expect(readChoice(['--engine', 'firefox']).browser).toEqual([{suite: 'elements'}, {suite: 'drivers'}]);
  });

  it('--watch watches one file in one engine', () => {
    const choice = readChoice(['--watch', '--engine', 'firefox', '--file', FILE]);
    expect(choice).toMatchObject({all: false, watch: true, engines: ['firefox'], browser: [{files: [FILE]}]});
  });

  it.each([
    [[], ENGINES],
    [['--file', 'test/e2e/engines/engines.test.ts'], ENGINES],
    [['--project', 'engines'], ENGINES],
    [['--project', 'unit'], []],
    [['--project', 'cloud'], ['chromium']],
    [['--file', 'test/unit/runner/selection.test.ts'], []],
    [['--file', 'test/server/rooms/likes.test.ts'], []],
    [['--file', 'test/server/sessions/session-with-sdk.test.ts'], ['chromium']],
    [['--engine', 'firefox', '--file', FILE], ['firefox']],
  ])('needs for %j the browsers %j', (args, browsers) => {
    expect(readChoice(args).browsers).toEqual(browsers);
  });

  it.each([
    [['--project', 'unit'], false],
    [['--file', 'test/unit/runner/selection.test.ts'], false],
    [['--file', 'test/api/script.test.ts'], true],
    [['--project', 'e2e'], true],
    [['--engine', 'chromium'], false],
    [['--reporter=dot'], true],
  ])('with %j builds first: %s', (args, builds) => {
    expect(readChoice(args).build).toBe(builds);
  });

  it.each([
    [[], true],
    [['--project', 'server'], true],
    [['--file', 'test/server/redis/shared-state.test.ts'], true],
    [['--file', 'test/server/rooms/likes.test.ts'], false],
    [['--project', 'unit'], false],
    [['--engine', 'chromium'], false],
  ])('needs for %j a Redis: %s', (args, redis) => {
    expect(readChoice(args).redis).toBe(redis);
  });

  it('accepts a test file without --file, in Node and browser suites', () => {
    expect(readChoice(['--watch', FILE])).toMatchObject({
      watch: true,
      engines: ['chromium'],
      browsers: ['chromium'],
      browser: [{suite: 'elements', files: [FILE]}],
    });
    expect(readChoice(['test/unit/runner/selection.test.ts'])).toMatchObject({
      browser: [],
      node: ['test/unit/runner/selection.test.ts'],
    });
  });

  it.each([
    [['--engine', 'gecko'], 'gecko'],
    [['--file', 'test/elements/none.test.ts'], 'none.test.ts'],
    [['--engine'], '--engine'],
  ])('reports the error in %j', (args, named) => {
    expect(() => readChoice(args)).toThrow(named);
  });
});
