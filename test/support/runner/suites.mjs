/**
 * Runs the checks, vitest and the browser runner with their live output, counts tests from their reports, and lists failures at the
 * end.
 */
import {readFileSync, rmSync} from 'node:fs';
import {join, relative} from 'node:path';
import {ROOT, run} from '../../../demo/dev/start/command.mjs';
import {DEFAULT_ENGINES} from '../engines/engines.mjs';
import {runCheck} from './checks.mjs';

/**
 * Number of parallel suites. Four suit two cores: with five a whole run had a load average of 20 to 27, and waits
 * reached their limits.
 */
const PLACES = 4;

/** Number of parallel files of the e2e suite; each worker has its own demo and browser. */
const E2E_WORKERS = 2;

/**
 * Suites and checks in the order of their start: the longest first. Each takes one place by default; `args` go to vitest. Engines
 * that are not among `DEFAULT_ENGINES` do not run.
 *
 * @typedef {object} Suite
 * @property {string} [suite]
 * @property {import('./checks.mjs').Check} [check]
 * @property {import('../engines/engines.mjs').Engine} [engine]
 * @property {number} [places]
 * @property {string[]} [args]
 * @type {readonly Suite[]}
 */
const SUITES = [
  {suite: 'e2e', places: E2E_WORKERS, args: ['--fileParallelism', `--maxWorkers=${E2E_WORKERS}`]},
  {suite: 'server'},
  {check: 'style'},
  {check: 'types'},
  {suite: 'start'},
  {suite: 'cloud'},
  {suite: 'drivers', engine: 'chromium'},
  {suite: 'elements', engine: 'firefox'},
  {suite: 'elements', engine: 'chromium'},
  {suite: 'drivers', engine: 'firefox'},
  {suite: 'elements', engine: 'webkit'},
  {suite: 'drivers', engine: 'webkit'},
  {suite: 'api'},
  {suite: 'unit'},
  // Starts three browsers, so no other suite runs at the same time.
  {suite: 'engines', places: PLACES},
];

/** Maximum share of skipped tests in an engine. */
const SKIPPED_MAX = 0.03;

/**
 * @typedef {object} Counts
 * @property {string} name The suite, and its engine.
 * @property {string} [engine]
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} skipped Each test with its reason.
 * @property {readonly string[]} failures Each as test and reason.
 * @property {number} seconds
 */

/**
 * @param {import('./selection.mjs').Choice} choice @returns {Promise<readonly Counts[]>} A row for each suite that ran.
 */
export async function runSuites(choice) {
  if (choice.all) {
    const rows = await sideBySide(SUITES.filter(({engine}) => !engine || DEFAULT_ENGINES.includes(engine)));
    return [...rows, ...tooManySkipped(rows)];
  }
  const rows = [];
  if (choice.node) rows.push(await runVitest('chosen', choice.node));
  for (const {suite, files} of choice.browser) {
    for (const engine of choice.engines) rows.push(await runBrowser(suite, engine, files));
  }
  return rows;
}

/** Starts each suite when its places are free, and never before an earlier suite. */
async function sideBySide(suites) {
  const running = new Set();
  const rows = [];
  let free = PLACES;
  for (const each of suites) {
    const {places = 1} = each;
    while (free < places) await Promise.race(running);
    free -= places;
    const row = start(each);
    rows.push(row);
    const ended = row.finally(() => {
      free += places;
      running.delete(ended);
    });
    running.add(ended);
  }
  return Promise.all(rows);
}

/** @param {Suite} suite */
function start({suite, check, engine, args = []}) {
  if (check) return checked(check);
  return engine ? runBrowser(suite, engine) : runVitest(suite, [`--project=${suite}`, ...args]);
}

/** Runs a check and returns it as a row of the summary. The check prints its findings. */
async function checked(name) {
  const began = performance.now();
  const passed = await runCheck(name);
  const seconds = Math.round((performance.now() - began) / 1_000);
  const failures = passed ? [] : [`${name}: see above`];
  return {name, passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: [], failures, seconds};
}

/** One browser suite in one engine, by test/web-test-runner.config.mjs. */
async function runBrowser(suite, engine, files) {
  const file = `test/out/results-${suite}-${engine}.json`;
  const env = {...process.env, SUITE: suite, ENGINE: engine, REPORT: file, FILES: files?.join() ?? ''};
  const args = ['node_modules/@web/test-runner/dist/bin.js', '--config', 'test/web-test-runner.config.mjs'];
  const name = `${suite} in ${engine}`;
  return counted({name, engine, file, args, env, count: countBrowser});
}

async function runVitest(name, options) {
  const file = `test/out/results-${name}.json`;
  const errorsFile = `test/out/errors-${name}.json`;
  const reporters = ['default', 'json', './test/support/runner/unhandled-errors-reporter.mjs'];
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...reporters.map((each) => `--reporter=${each}`)];
  const env = {...process.env, UNHANDLED_ERRORS: errorsFile};
  return counted({
    name,
    file,
    errorsFile,
    args: [...args, `--outputFile.json=${file}`, ...options],
    env,
    count: countVitest,
  });
}

async function counted({name, engine, file, errorsFile, args, env, count}) {
  const began = performance.now();
  for (const old of [file, errorsFile]) if (old) rmSync(join(ROOT, old), {force: true});
  let problem;
  await run(process.execPath, args, {env}).catch((error) => (problem = error.message));
  const counts = {name, engine, ...count(reportOf(file)), seconds: Math.round((performance.now() - began) / 1_000)};
  if (problem && process.env.GREP && counts.passed) problem = undefined; // The runner reports tests outside of `GREP` as failed.
  if (!problem && !counts.failed && !counts.passed) problem = 'no test ran';
  const errors = (errorsFile && reportOf(errorsFile)) || [];
  if (errors.length) counts.failures = [...counts.failures, ...errors.map((error) => `${name}: ${error}`)];
  // Errors outside of tests, no test or no report: the suite failed, independent of the counts.
  if (!problem || counts.failed) return counts;
  console.error(` ✗ ${name}: ${problem}`);
  return {...counts, failed: 1, failures: [...counts.failures, `${name}: ${problem}`]};
}

/** Reads a report. Undefined if the run ended before it was written, which the exit code shows. */
function reportOf(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
  } catch {
    return undefined;
  }
}

function countBrowser({engine, tests = []} = {}) {
  const of = (outcome) => tests.filter((test) => test.outcome === outcome);
  return {
    passed: of('passed').length,
    failed: of('failed').length,
    skipped: of('skipped').map(({file, name}) => `${file} > ${name}`),
    failures: of('failed').map(({file, name, why}) => `${file} in ${engine} > ${name}\n${why}`),
  };
}

function countVitest(results) {
  if (!results) return {passed: 0, failed: 0, skipped: [], failures: []};
  const unloaded = results.testResults.filter(
    ({status, assertionResults}) => status === 'failed' && !assertionResults.length,
  );
  const tests = (...wanted) =>
    results.testResults.flatMap(({name, assertionResults}) =>
      assertionResults
        .filter(({status}) => wanted.includes(status))
        .map(({fullName, failureMessages}) => ({title: `${relative(ROOT, name)} > ${fullName}`, failureMessages})),
    );
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + unloaded.length,
    skipped: tests('pending', 'skipped', 'todo').map(({title}) => title),
    failures: [
      ...unloaded.map(({name, message}) => `${relative(ROOT, name)}\n${message}`),
      ...tests('failed').map(({title, failureMessages}) => `${title}\n${failureMessages.join('\n')}`),
    ],
  };
}

/** @returns {Counts[]} A failure for each engine with too many skipped tests. */
function tooManySkipped(rows) {
  const engines = [...new Set(rows.flatMap(({engine}) => engine ?? []))];
  return engines.flatMap((engine) => {
    const own = rows.filter((row) => row.engine === engine);
    const skipped = sum(own.map((row) => row.skipped.length));
    const all = skipped + sum(own.map(({passed, failed}) => passed + failed));
    if (skipped <= all * SKIPPED_MAX) return [];
    const failure = `${skipped} of ${all} tests are skipped in ${engine}: more than ${SKIPPED_MAX * 100} %`;
    return [{name: `skipped in ${engine}`, passed: 0, failed: 1, skipped: [], failures: [failure], seconds: 0}];
  });
}

export const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
