/** Runs vitest with its live output, and counts from its reports; what failed is told once more at the end. */
import {readFileSync, rmSync} from 'node:fs';
import {join, relative} from 'node:path';
import {ROOT, run} from '../../demo/start/command.mjs';

/**
 * Stages, one after another, of rows of projects side by side on two cores; each project begins when the one before in its
 * row is through. What meets the local cloud mostly waits for its own clock; whole rooms keep a machine busy by themselves.
 */
const STAGES = [
  [
    ['elements', 'start'],
    ['cloud', 'unit', 'api'],
    ['drivers', 'server'],
  ],
  [['e2e']],
];

/**
 * @param {readonly string[]} args Handed to vitest, which then runs once; without, all stages run.
 * @returns {Promise<{passed: number, failed: number, failures: string[]}>} Each failure as test and reason.
 */
export async function runSuites(args) {
  if (args.length) return runVitest('chosen', args);
  const counts = [];
  for (const rows of STAGES) counts.push(...(await Promise.all(rows.map(runRow))));
  return sum(counts);
}

async function runRow(row) {
  const counts = [];
  for (const project of row) counts.push(await runVitest(project, [`--project=${project}`]));
  return sum(counts);
}

function sum(counts) {
  return counts.reduce((all, one) => ({
    passed: all.passed + one.passed,
    failed: all.failed + one.failed,
    failures: [...all.failures, ...one.failures],
  }));
}

async function runVitest(name, args) {
  const file = `test/out/results-${name}.json`;
  const report = join(ROOT, file);
  rmSync(report, {force: true});
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  let problem;
  await run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args]).catch(
    (error) => (problem = error.message),
  );
  const counts = count(report);
  // Errors outside any test, or no report at all: red, whatever the counts say.
  if (problem && !counts.failed) {
    console.error(` ✗ ${problem}`);
    return {...counts, failed: 1, failures: [`${name}: ${problem}`]};
  }
  return counts;
}

function count(report) {
  let results;
  try {
    results = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return {passed: 0, failed: 0, failures: []}; // Vitest ended before it wrote one: its exit code tells.
  }
  const unloaded = results.testResults.filter(
    ({status, assertionResults}) => status === 'failed' && !assertionResults.length,
  );
  const skipped = results.numPendingTests + results.numTodoTests;
  if (skipped) console.log(`\n${skipped} skipped`);
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + unloaded.length,
    failures: [
      ...unloaded.map(({name, message}) => `${relative(ROOT, name)}\n${message}`),
      ...results.testResults.flatMap(({name, assertionResults}) =>
        assertionResults
          .filter(({status}) => status === 'failed')
          .map(({fullName, failureMessages}) => `${relative(ROOT, name)} > ${fullName}\n${failureMessages.join('\n')}`),
      ),
    ],
  };
}
