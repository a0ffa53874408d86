/**
 * `npm start` installs, builds and starts the whole demo, prints its addresses, and ends it on Ctrl-C.
 * `npm run dev` (`--dev`) does the same from the sources, without a build.
 * It runs on plain Node until the packages are installed, then through tsx.
 */
import {installIfNeeded} from './start/install.mjs';
import {buildIfNeeded} from './start/build.mjs';
import {readOptions, StartError} from './start/options.mjs';
import {requireFreePorts} from './start/ports.mjs';
import {listenForStop} from './start/stop.mjs';

const stop = listenForStop();
try {
  const options = readOptions(process.env, process.argv.slice(2));
  await requireFreePorts(options);
  await installIfNeeded(stop.signal);
  if (!options.dev) await buildIfNeeded(stop.signal);
  const {register} = await import('tsx/esm/api');
  register();
  const {runDemo} = await import('./start/demo.ts');
  await runDemo(options, stop);
  process.exit(0);
} catch (error) {
  if (stop.signal.aborted) process.exit(0);
  console.error(error instanceof StartError ? `\n  ${error.message}\n` : error);
  process.exit(1);
}
