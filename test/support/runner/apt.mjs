/** Debian's package manager, for the system packages that the tests need. */
import {existsSync} from 'node:fs';
import {run} from '../../../demo/dev/start/command.mjs';

/** True if packages can be installed without asking for a password. */
export const MAY_INSTALL = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/**
 * Runs apt-get. Rejects if it fails. Services of packages are installed and not started.
 *
 * @param {readonly string[]} args
 * @returns {Promise<void>}
 */
export const apt = (args) =>
  run('apt-get', args, {env: {...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1'}});

/** @param {string} sentence */
export const log = (sentence) => console.log(`\n  ${sentence}\n`);
