/** Runs vitest with its live output, and counts from its report. */
import {readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {ROOT, run} from '../../demo/start/command.mjs';

const REPORT = 'test/out/results.json';

/**
 * @param {readonly string[]} args Handed to vitest.
 * @returns {Promise<{passed: number, failed: number}>}
 */
export async function runSuites(args) {
  const report = join(ROOT, REPORT);
  rmSync(report, {force: true});
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
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
