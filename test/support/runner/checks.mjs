/** Type check, lint and format. Each check counts as one test. */
import {run} from '../../../demo/dev/start/command.mjs';

/** TypeScript 7 takes a third of the CPU time of TypeScript 6, whose API typescript-eslint and the docs need. */
const TSC = 'node_modules/typescript-native/bin/tsc';
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

/** @typedef {'types' | 'style'} Check */

/** @type {readonly Check[]} */
export const CHECK_NAMES = Object.freeze(Object.keys(CHECKS));

/**
 * @param {Check} name
 * @returns {Promise<boolean>} True if the check passed.
 */
export function runCheck(name) {
  return passes(name, () => runAll(CHECKS[name]));
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
