/** Types and style: each counts as one test. */
import {run} from '../../demo/start/command.mjs';

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
  let passed = 0;
  const names = Object.keys(CHECKS);
  for (const name of names) {
    if (await passes(name, () => runAll(CHECKS[name]))) passed += 1;
  }
  return {passed, failed: names.length - passed};
}

/** Says how it went, and whether it passed. */
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

/** All of them, also after one that failed: one run shows everything. */
async function runAll(commands) {
  const problems = [];
  for (const args of commands) await run(process.execPath, args).catch((error) => problems.push(error.message));
  if (problems.length) throw new Error(problems.join(' '));
}
