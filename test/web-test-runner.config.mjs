/**
 * Runs one suite in one engine: `ENGINE` and `SUITE` select them, `FILES` (separated by commas) selects some of its
 * files. `npm test` runs all; by hand: `ENGINE=firefox SUITE=elements npx wtr --config
 * test/web-test-runner.config.mjs`.
 */
import {readdirSync} from 'node:fs';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {defaultReporter} from '@web/test-runner';
import {packagesPlugin} from '../build/browser-packages.mjs';
import {ROOT} from '../demo/dev/start/command.mjs';
import {cloudPlugin} from './support/runner/chat-emulator-plugin.mjs';
import {forcedColorsPlugin} from './support/runner/forced-colors-plugin.mjs';
import {rangeRequests} from './support/runner/range-requests.mjs';
import {countReporter} from './support/runner/json-reporter.mjs';
import {visualPlugin} from './support/runner/visual-plugin.mjs';
import {launcherOf} from './support/engines/engines.mjs';
import {freePort} from './support/runner/free-port.mjs';

const {ENGINE = 'chromium', SUITE = 'elements', FILES} = process.env;
const {REPORT = `test/out/results-${SUITE}-${ENGINE}.json`} = process.env;

const testsOf = (folder) =>
  readdirSync(`${ROOT}/test/${folder}`)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/${folder}/${name}`);
// The visual tests share the browser of the elements.
const all = [...testsOf(SUITE), ...(SUITE === 'elements' && ENGINE === 'chromium' ? testsOf('visual') : [])];
const files = FILES ? FILES.split(',') : all;
const watches = process.argv.includes('--watch');

export default {
  rootDir: ROOT,
  files,
  // Keys, pointers and sizes belong to the single page in front.
  concurrency: 1,
  concurrentBrowsers: 1,
  // In capitals, the server listens on loopback only. As `localhost` it would listen on every address of the machine.
  hostname: 'LOCALHOST',
  port: await freePort(),
  browsers: [await launcherOf(ENGINE)],
  browserStartTimeout: 90_000,
  testsStartTimeout: 90_000,
  testsFinishTimeout: 600_000,
  testFramework: {config: {ui: 'bdd', timeout: 60_000, grep: process.env.GREP}},
  nodeResolve: {exportConditions: ['browser', 'development']},
  middleware: [rangeRequests],
  plugins: [
    await packagesPlugin(files, 'test/out/packages'),
    // Sources run as in the development build, with its warnings.
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: `${ROOT}/tsconfig.json`,
      define: {__DEV__: 'true', __VERSION__: '"test"'},
    }),
    forcedColorsPlugin(),
    visualPlugin(),
    ...(SUITE === 'drivers' ? [cloudPlugin()] : []),
  ],
  browserLogs: watches,
  staticLogging: !watches,
  reporters: watches
    ? [defaultReporter({reportTestResults: true, reportTestProgress: true})]
    : [countReporter({engine: ENGINE, suite: SUITE, file: REPORT})],
};
