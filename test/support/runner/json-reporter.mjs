/** Writes the result of every test of a run: its name, its file, and the reason of a failure or a skip. */
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, relative} from 'node:path';
import {ROOT} from '../../../demo/dev/start/command.mjs';

/** `GREP` selects tests by title. The others do not run and are not counted. */
const CHOOSES = !!process.env.GREP;
const isChosen = (test) => !CHOOSES || test.passed || test.skipped || !!test.error;

/** The format of `skipIn` in engine.ts: every skipped test has a reason. */
const REASON = / \(not in \w+: .+\)$/;

/** @param {{engine: string, suite: string, file: string}} options */
export function countReporter({engine, suite, file}) {
  let since = performance.now();
  return {
    reportTestFileResults({logger, sessionsForTestFile}) {
      const tests = sessionsForTestFile.flatMap(outcomes);
      const failed = tests.filter(({outcome}) => outcome === 'failed');
      const seconds = ((performance.now() - since) / 1_000).toFixed(1);
      since = performance.now();
      if (!tests.length) return;
      const counts = `${tests.length} tests${failed.length ? `, ${failed.length} failed` : ''}`;
      logger.log(` ${failed.length ? '✗' : '✓'} ${engine} ${tests[0].file} (${counts}) ${seconds} s`);
      for (const {name, why} of failed) logger.log(`   ✗ ${name}\n     ${why.replaceAll('\n', '\n     ')}`);
    },
    onTestRunFinished({sessions}) {
      const tests = sessions.flatMap(outcomes);
      mkdirSync(dirname(file), {recursive: true});
      writeFileSync(file, JSON.stringify({engine, suite, tests}));
    },
  };
}

/** @returns {{file: string, name: string, outcome: 'passed' | 'failed' | 'skipped', why?: string}[]} */
function outcomes({testFile, testResults, errors, status, passed}) {
  const file = relative(ROOT, testFile);
  const tests = testsOf(testResults, []).map(({name, test}) => {
    if (test.skipped && REASON.test(name)) return {file, name, outcome: 'skipped'};
    if (test.skipped) return {file, name, outcome: 'failed', why: 'skipped without a reason'};
    return test.passed ? {file, name, outcome: 'passed'} : {file, name, outcome: 'failed', why: textOf(test.error)};
  });
  // Errors outside of any test: in a hook, while loading, or in the page itself.
  const outside = errors.map((error) => ({file, name: 'the file', outcome: 'failed', why: textOf(error)}));
  if (status !== 'FINISHED') outside.push({file, name: 'the file', outcome: 'failed', why: `it is ${status}`});
  const all = [...tests, ...outside];
  if (CHOOSES) return all;
  if (!tests.length && !outside.length) return [{file, name: 'the file', outcome: 'failed', why: 'it has no tests'}];
  if (!passed && !all.some(({outcome}) => outcome === 'failed'))
    all.push({file, name: 'the file', outcome: 'failed', why: 'it did not pass'});
  return all;
}

function testsOf(suite, above) {
  if (!suite) return [];
  const path = suite.name ? [...above, suite.name] : above;
  return [
    ...suite.tests.filter(isChosen).map((test) => ({test, name: [...path, test.name].join(' > ')})),
    ...suite.suites.flatMap((inner) => testsOf(inner, path)),
  ];
}

function textOf(error) {
  if (!error) return 'no error was reported';
  const {message = '', stack = '', expected, actual} = error;
  const compared = expected === undefined ? '' : `\nexpected: ${expected}\nactual: ${actual}`;
  return `${message}${compared}${stack && `\n${stack}`}`;
}
