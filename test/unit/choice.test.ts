import {describe, expect, it} from 'vitest';
import {readChoice} from '../support/choice.mjs';
import {DEFAULT_ENGINES, ENGINES} from '../support/engines.mjs';

const FILE = 'test/elements/like-button.test.ts';

describe('npm test --', () => {
  it('without arguments runs everything in the default engines', () => {
    expect(readChoice([])).toMatchObject({all: true, watch: false, engines: [...DEFAULT_ENGINES]});
  });

  it('--file runs a browser test in the default engines, and nothing of Node', () => {
    expect(readChoice(['--file', FILE])).toEqual({
      all: false,
      watch: false,
      engines: [...DEFAULT_ENGINES],
      browsers: [...DEFAULT_ENGINES],
      browser: [{suite: 'elements', files: [FILE]}],
      node: undefined,
    });
  });

  it('--engine runs what is named in these engines alone, each once', () => {
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
    [['--file', 'test/e2e/engines.test.ts'], ENGINES],
    [['--project', 'engines'], ENGINES],
    [['--project', 'unit'], ['chromium']],
    [['--engine', 'firefox', '--file', FILE], ['firefox']],
  ])('wants for %j the browsers of %j', (args, browsers) => {
    expect(readChoice(args).browsers).toEqual(browsers);
  });

  it.each([
    [['--engine', 'gecko'], 'gecko'],
    [['--file', 'test/elements/none.test.ts'], 'none.test.ts'],
    [['--engine'], '--engine'],
  ])('says what is wrong with %j', (args, named) => {
    expect(() => readChoice(args)).toThrow(named);
  });
});
