/** `npm run test:watch`: runs the chosen tests again after each change. Default: the element tests in the first engine. */
import {run} from '../../../demo/dev/start/command.mjs';
import {StartError} from '../../../demo/dev/start/options.mjs';

const WTR = ['node_modules/@web/test-runner/dist/bin.js', '--config', 'test/web-test-runner.config.mjs', '--watch'];

/** One runner at a time owns the terminal. @param {import('./selection.mjs').Choice} choice */
export async function watch({browser, engines, node}) {
  if (node && browser.length) throw new StartError('Watch either suites of Node or one for browsers.');
  if (node) return run(process.execPath, ['node_modules/vitest/vitest.mjs', 'watch', ...node]);
  const [{suite, files}] = browser.length ? browser : [{suite: 'elements'}];
  const [ENGINE] = engines;
  const env = {...process.env, SUITE: suite, ENGINE, FILES: files?.join() ?? ''};
  return run(process.execPath, WTR, {env, stdin: 'inherit'});
}
