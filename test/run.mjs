/**
 * `npm test`, with Node only: installs the packages, finds or installs the browsers, builds, checks types and style,
 * runs every suite, those for browsers in `DEFAULT_ENGINES` of support/engines.mjs, and closes with `N passed, N failed`.
 * With arguments it runs only the named suites and files, without a build or a browser if they need none:
 * `npm test -- --engine firefox --file test/elements/like-button.test.ts`. Other arguments go to vitest, which runs the suites of
 * Node: `npm test -- --project unit`. `npm run test:watch` takes the same arguments and runs the tests again after each change.
 */
import {buildIfNeeded} from '../demo/dev/start/build.mjs';
import {installIfNeeded} from '../demo/dev/start/install.mjs';
import {StartError} from '../demo/dev/start/options.mjs';
import {passes} from './support/runner/checks.mjs';
import {readChoice} from './support/runner/selection.mjs';
import {requireBrowsers} from './support/runner/install-browsers.mjs';
import {requireRedis} from './support/runner/install-redis.mjs';
import {runSuites, sum} from './support/runner/suites.mjs';
import {watch} from './support/runner/watch.mjs';

try {
  const choice = readChoice(process.argv.slice(2));
  await installIfNeeded();
  await requireBrowsers(choice.browsers);
  if (choice.redis) await requireRedis();
  if (choice.watch) {
    if (choice.build) await buildIfNeeded();
    await watch(choice);
  } else process.exitCode = await test(choice);
} catch (error) {
  console.error(error instanceof StartError ? `\n  ${error.message}\n` : error);
  console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
}

/** @returns {Promise<number>} The exit code. */
async function test(choice) {
  const built = !choice.build || (await passes('build', () => buildIfNeeded()));
  const rows = await runSuites(choice);
  for (const failure of rows.flatMap(({failures}) => failures)) console.log(`\n ✗ ${failure}`);
  summarize(rows);
  const passed = sum(rows.map((row) => row.passed));
  const failed = sum(rows.map((row) => row.failed)) + (built ? 0 : 1);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed ? 1 : 0;
}

/** Prints each suite with its engine, counts and seconds, then the skipped tests. */
function summarize(rows) {
  console.log('');
  for (const {name, passed, failed, skipped, seconds} of rows) {
    const left = skipped.length ? `, ${skipped.length} skipped` : '';
    console.log(` ${failed ? '✗' : '✓'} ${name}: ${passed} passed, ${failed} failed${left} (${seconds} s)`);
  }
  const skipped = rows.flatMap((row) => row.skipped);
  if (skipped.length) console.log(`\n Skipped:\n${skipped.map((test) => ` - ${test}`).join('\n')}`);
}
