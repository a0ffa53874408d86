/**
 * `npm test`, from nothing but Node: installs the packages, finds or installs a Chromium, builds, checks types and style,
 * runs every suite, and closes with `N passed, N failed`. Arguments go to vitest, which is then all that runs:
 * `npm test -- --project unit`.
 */
import {buildIfNeeded} from '../demo/start/build.mjs';
import {installIfNeeded} from '../demo/start/install.mjs';
import {StartError} from '../demo/start/options.mjs';
import {passes, runChecks} from './support/checks.mjs';
import {requireChromium} from './support/install-chromium.mjs';
import {runSuites} from './support/suites.mjs';

const args = process.argv.slice(2);
try {
  await installIfNeeded();
  await requireChromium();
  const built = await passes('build', () => buildIfNeeded());
  const checks = args.length ? {passed: 0, failed: 0} : await runChecks();
  const suites = await runSuites(args);
  const passed = checks.passed + suites.passed;
  const failed = checks.failed + suites.failed + (built ? 0 : 1);
  for (const failure of suites.failures) console.log(`\n ✗ ${failure}`);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
} catch (error) {
  console.error(error instanceof StartError ? `\n  ${error.message}\n` : error);
  console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
}
