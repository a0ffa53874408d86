/** Installs Redis or Valkey for the tests of the server from the system's packages, if that needs no password. */
import {StartError} from '../../../demo/dev/start/options.mjs';
import {findRedis} from '../server/find-redis.mjs';
import {apt, log, MAY_INSTALL} from './apt.mjs';

const PACKAGE = 'redis-server';

/**
 * The machine on which Redis is searched and installed.
 *
 * @typedef {object} Machine
 * @property {() => string | undefined} find The path of the server.
 * @property {boolean} mayInstall True if packages can be installed without asking for a password.
 * @property {(args: readonly string[]) => Promise<void>} apt Runs apt-get. Rejects if it fails.
 * @property {(sentence: string) => void} log
 */

/** @type {Machine} */
const THIS_MACHINE = {find: findRedis, mayInstall: MAY_INSTALL, apt, log};

/**
 * Installs Redis if neither Redis nor Valkey is installed.
 *
 * @param {Machine} [machine] @throws {StartError} if it cannot be installed. It names the package.
 */
export async function requireRedis({find, mayInstall, apt, log} = THIS_MACHINE) {
  if (find()) return;
  let failure = '';
  if (mayInstall) {
    log(`Installing ${PACKAGE} (apt-get) …`);
    try {
      await apt(['update', '-qq']);
      await apt(['install', '-y', '-qq', '--no-install-recommends', PACKAGE]);
    } catch (error) {
      failure = ` ${error.message}`;
    }
  }
  if (find()) return;
  throw new StartError(
    `The tests of the server need redis-server or valkey-server (REDIS_SERVER_PATH names one), which was not found.${failure} ` +
      `On Debian and Ubuntu, run as root: apt-get install -y --no-install-recommends ${PACKAGE}.`,
  );
}
