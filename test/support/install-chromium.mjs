/** A Chromium for the tests, installed where that can be done without asking anybody. */
import {existsSync} from 'node:fs';
import {run} from '../../demo/start/command.mjs';
import {StartError} from '../../demo/start/options.mjs';
import {findChromium} from './chromium.mjs';

/** Rooms are bilingual: without a Chinese font half of what is measured would be empty boxes. */
const PACKAGES = ['chromium', 'fonts-noto-cjk', 'fonts-noto-color-emoji'];

/** @throws {StartError} when there is none and none can be installed. */
export async function requireChromium() {
  if (findChromium()) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('\n  Installing Chromium (apt-get) …\n');
    const env = {...process.env, DEBIAN_FRONTEND: 'noninteractive'};
    await run('apt-get', ['update', '-qq'], {env});
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES], {env});
  }
  if (findChromium()) return;
  throw new StartError(
    'The tests need a Chromium or Chrome, and none was found. Install one, or set CHROME_PATH to the one you have.',
  );
}
