/** Installs the packages if they are missing or differ from the lock file. */
import {lstatSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {ROOT, run} from './command.mjs';
import {StartError} from './options.mjs';

/** @typedef {Record<string, {readonly integrity?: string; readonly optional?: boolean}>} Packages By path, as in a lock file. */

/** @param {AbortSignal} [signal] */
export async function installIfNeeded(signal) {
  if (isInstalled()) return;
  if (lstatSync(join(ROOT, 'node_modules'), {throwIfNoEntry: false})?.isSymbolicLink()) {
    // npm ci would empty the linked folder.
    throw new StartError('node_modules is a link to packages that package-lock.json does not name. Remove the link.');
  }
  console.log('\n  Installing the packages (npm ci) …\n');
  await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], signal && {signal});
}

/** npm writes the hidden lock file last, so its presence proves a complete installation. */
function isInstalled() {
  const wanted = join(ROOT, 'package-lock.json');
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  const installedAt = statSync(installed, {throwIfNoEntry: false})?.mtimeMs;
  if (installedAt === undefined) return false;
  return installedAt >= statSync(wanted).mtimeMs || areTheSame(packagesOf(wanted), packagesOf(installed));
}

/**
 * Compares the content, because a checkout changes file times. Missing optional packages belong to other platforms.
 *
 * @param {Packages} wanted @param {Packages} installed
 */
function areTheSame(wanted, installed) {
  /** @param {[string, Packages[string]]} entry */
  const differs = ([path, {integrity, optional}]) =>
    path !== '' && installed[path]?.integrity !== integrity && !(optional && !installed[path]);
  return !Object.entries(wanted).some(differs) && Object.keys(installed).every((path) => path in wanted);
}

/**
 * @param {string} file
 * @returns {Packages}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
