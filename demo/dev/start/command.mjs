/** Runs one command and waits for its end; its output is inherited. */
import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {StartError} from './options.mjs';

/** The checkout's folder, where every command runs. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Runs one command and waits for its end; its output is inherited. An aborted signal ends it.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{signal?: AbortSignal, env?: NodeJS.ProcessEnv, stdin?: 'ignore' | 'inherit'}} [options]
 * @returns {Promise<void>}
 * @throws {StartError} If it fails.
 */
export function run(command, args, {signal, env = process.env, stdin = 'ignore'} = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env,
      stdio: [stdin, 'inherit', 'inherit'],
      shell: process.platform === 'win32' && command === 'npm',
    });
    const end = () => child.kill('SIGTERM');
    signal?.addEventListener('abort', end, {once: true});
    child.once('error', (error) => reject(new StartError(`${command} could not be run: ${error.message}`)));
    child.once('close', (code, killedBy) => {
      signal?.removeEventListener('abort', end);
      if (code === 0) resolve();
      else reject(new StartError(`${[command, ...args].join(' ')} ended with ${killedBy ?? `exit code ${code}`}.`));
    });
  });
}
