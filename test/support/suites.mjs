/** Runs vitest with its live output, and counts from its reports. */
import {readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {ROOT, run} from '../../demo/start/command.mjs';

/**
 * Which projects run at the same time: those in a browser keep it busy, those without one mostly wait for each other, so
 * that two cores do both in little more than the time of one.
 */
const GROUPS = {
  browser: ['elements', 'drivers', 'e2e'],
  node: ['unit', 'api', 'cloud', 'server'],
};

/**
 * @param {readonly string[]} args Handed to vitest, which then runs once; without, all groups run.
 * @returns {Promise<{passed: number, failed: number}>}
 */
export async function runSuites(args) {
  if (args.length) return runVitest('chosen', args);
  const counts = await Promise.all(
    Object.entries(GROUPS).map(([name, projects]) =>
      runVitest(
        name,
        projects.map((project) => `--project=${project}`),
      ),
    ),
  );
  return counts.reduce((sum, {passed, failed}) => ({passed: sum.passed + passed, failed: sum.failed + failed}));
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
    return {...counts, failed: 1};
  }
  return counts;
}

function count(report) {
  let results;
  try {
    results = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return {passed: 0, failed: 0}; // Vitest ended before it wrote one: its exit code tells.
  }
  const unloaded = results.testResults.filter(
    ({status, assertionResults}) => status === 'failed' && !assertionResults.length,
  );
  const skipped = results.numPendingTests + results.numTodoTests;
  if (skipped) console.log(`\n${skipped} skipped`);
  return {passed: results.numPassedTests, failed: results.numFailedTests + unloaded.length};
}
