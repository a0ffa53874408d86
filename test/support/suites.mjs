/** Runs vitest and the browsers' runner with their live output, and counts from their reports; what failed is told once more. */
import {readFileSync, rmSync} from 'node:fs';
import {join, relative} from 'node:path';
import {ROOT, run} from '../../demo/start/command.mjs';
import {DEFAULT_ENGINES} from './engines.mjs';

/**
 * Stages, one after another, of rows of suites side by side on two cores; each suite begins when the one before in its row
 * is through. What meets the local cloud mostly waits for its own clock; whole rooms keep a machine busy by themselves.
 * Engines that are not among `DEFAULT_ENGINES` are left out.
 */
const STAGES = [
  [
    ['elements in chromium', 'elements in webkit', 'start'],
    ['cloud', 'unit', 'api', 'elements in firefox'],
    ['drivers in chromium', 'server', 'drivers in webkit', 'drivers in firefox'],
  ],
  [['e2e', 'engines']],
];

/** Files of e2e mostly wait: two at a time, each with a demo of its own. */
const OPTIONS = {e2e: ['--fileParallelism', '--maxWorkers=2']};

/** Of the tests in an engine so many may be left out there. */
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
 * @param {import('./choice.mjs').Choice} choice
 * @returns {Promise<readonly Counts[]>} A row for everything that ran.
 */
export async function runSuites(choice) {
  const rows = [];
  if (choice.all) {
    for (const stage of STAGES) rows.push(...(await Promise.all(stage.map(runRow))).flat());
    return [...rows, ...tooManySkipped(rows)];
  }
  if (choice.node) rows.push(await runVitest('chosen', choice.node));
  for (const {suite, files} of choice.browser) {
    for (const engine of choice.engines) rows.push(await runBrowser(suite, engine, files));
  }
  return rows;
}

async function runRow(row) {
  const counts = [];
  for (const name of row) {
    const [suite, engine] = name.split(' in ');
    if (engine && !DEFAULT_ENGINES.includes(engine)) continue;
    counts.push(await (engine ? runBrowser(suite, engine) : runNode(suite)));
  }
  return counts;
}

const runNode = (suite) => runVitest(suite, [`--project=${suite}`, ...(OPTIONS[suite] ?? [])]);

/** One browser suite in one engine, by test/web-test-runner.config.mjs. */
async function runBrowser(suite, engine, files) {
  const file = `test/out/results-${suite}-${engine}.json`;
  const env = {...process.env, SUITE: suite, ENGINE: engine, REPORT: file, FILES: files?.join() ?? ''};
  const args = ['node_modules/@web/test-runner/dist/bin.js', '--config', 'test/web-test-runner.config.mjs'];
  const name = `${suite} in ${engine}`;
  return counted({name, engine, file, args, env, count: countBrowser});
}

async function runVitest(name, given) {
  const file = `test/out/results-${name}.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...given];
  return counted({name, file, args, env: process.env, count: countVitest});
}

async function counted({name, engine, file, args, env, count}) {
  const began = performance.now();
  rmSync(join(ROOT, file), {force: true});
  let problem;
  await run(process.execPath, args, {env}).catch((error) => (problem = error.message));
  const counts = {name, engine, ...count(reportOf(file)), seconds: Math.round((performance.now() - began) / 1_000)};
  if (problem && process.env.GREP && counts.passed) problem = undefined; // The runner takes tests not chosen for failed ones.
  if (!problem && !counts.failed && !counts.passed) problem = 'no test ran';
  // Errors outside any test, no test or no report at all: red, whatever the counts say.
  if (!problem || counts.failed) return counts;
  console.error(` ✗ ${name}: ${problem}`);
  return {...counts, failed: 1, failures: [`${name}: ${problem}`]};
}

/** What was written; nothing when the run ended before: its exit code tells. */
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

/** @returns {Counts[]} A failure for each engine that too much is left out in. */
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
