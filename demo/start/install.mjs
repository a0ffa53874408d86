/** Installs the packages when they are missing or older than the lock file. */
import {statSync} from 'node:fs';
import {join} from 'node:path';
import {ROOT, run} from './command.mjs';

/** @param {AbortSignal} [signal] */
export async function installIfNeeded(signal) {
  if (!needsInstall()) return;
  console.log('\n  Installing the packages (npm ci) …\n');
  await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {signal});
}

/** npm writes the hidden lock file last, so one that is there belongs to a whole installation. */
function needsInstall() {
  const installed = changedAt(join(ROOT, 'node_modules', '.package-lock.json'));
  return installed === undefined || installed < changedAt(join(ROOT, 'package-lock.json'));
}

function changedAt(file) {
  return statSync(file, {throwIfNoEntry: false})?.mtimeMs;
}
