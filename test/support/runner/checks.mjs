/** Type check and lint in parallel: each counts as one test. */
import {run} from '../../../demo/dev/start/command.mjs';

const TSC = 'node_modules/typescript/bin/tsc';
const CHECKS = {
  types: [
    [TSC, '-p', '.'],
    [TSC, '-p', 'demo'],
    [TSC, '-p', 'test'],
  ],
  style: [
    ['node_modules/eslint/bin/eslint.js', '.'],
    ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  ],
};

/** @returns {Promise<{passed: number, failed: number}>} */
export async function runChecks() {
  const names = Object.keys(CHECKS);
  const results = await Promise.all(names.map((name) => passes(name, () => runAll(CHECKS[name]))));
  const passed = results.filter(Boolean).length;
  return {passed, failed: names.length - passed};
}

/** Prints the result. Resolves with true if the check passed. */
export async function passes(name, check) {
  try {
    await check();
    console.log(` ✓ ${name}`);
    return true;
  } catch (error) {
    console.error(` ✗ ${name}: ${error.message}`);
    return false;
  }
}

/** Runs all, also after a failure, so that one run shows every problem. */
async function runAll(commands) {
  const problems = [];
  for (const args of commands) await run(process.execPath, args).catch((error) => problems.push(error.message));
  if (problems.length) throw new Error(problems.join(' '));
}
