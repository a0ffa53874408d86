/** Runs vitest with its live output, and counts from its reports. */
import {readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {ROOT, run} from '../../demo/start/command.mjs';

/**
 * Two rows of projects, side by side on two cores; each begins with its next when it is through with the one before. The
 * whole rooms, which keep a core busy, meet the local cloud, which mostly waits for its own clock.
 */
const ROWS = [
  [['elements', 'drivers'], ['e2e']],
  [['unit', 'api', 'server'], ['cloud']],
];

/**
 * @param {readonly string[]} args Handed to vitest, which then runs once; without, all rows run.
 * @returns {Promise<{passed: number, failed: number}>}
 */
export async function runSuites(args) {
  if (args.length) return runVitest('chosen', args);
  return sum(await Promise.all(ROWS.map(runRow)));
}

async function runRow(row) {
  const counts = [];
  for (const projects of row) {
    const args = projects.map((project) => `--project=${project}`);
    counts.push(await runVitest(projects.join('-'), args));
  }
  return sum(counts);
}

function sum(counts) {
  return counts.reduce((all, {passed, failed}) => ({passed: all.passed + passed, failed: all.failed + failed}));
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
