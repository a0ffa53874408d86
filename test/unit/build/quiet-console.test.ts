import {build} from 'esbuild';
import {expect, it, onTestFinished, vi} from 'vitest';
import {QUIET_MODULES, SDK_GLOBALS} from '../../../build/vendor-chunks.mjs';

/** Every method that a browser's console has. */
const METHODS = [
  ...[
    'assert',
    'clear',
    'count',
    'countReset',
    'debug',
    'dir',
    'dirxml',
    'error',
    'group',
    'groupCollapsed',
    'groupEnd',
  ],
  ...['info', 'log', 'table', 'time', 'timeEnd', 'timeLog', 'trace', 'warn'],
];

it('a chunk of an SDK logs at every level, and nothing reaches the console of the page', async () => {
  const logged = METHODS.map((method) => vi.spyOn(console, method as 'log').mockReturnValue());
  onTestFinished(() => void vi.restoreAllMocks());
  const contents = `
    for (const method of ${JSON.stringify(METHODS)}) console[method]('text');
    const {warn} = console;
    warn('text');
    console.error.call(undefined, 'text');
    export const json = JSON.stringify([1]);`;
  const {outputFiles} = await build({
    stdin: {contents, resolveDir: process.cwd()},
    bundle: true,
    format: 'esm',
    define: SDK_GLOBALS,
    inject: QUIET_MODULES,
    write: false,
  });
  const url = `data:text/javascript,${encodeURIComponent(outputFiles[0]!.text)}`;
  expect(((await import(url)) as {json: string}).json).toBe('[1]');
  for (const method of logged) expect(method).not.toHaveBeenCalled();
});
