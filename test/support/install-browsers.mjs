/** Browsers for the tests, installed where that can be done without asking anybody. */
import {existsSync} from 'node:fs';
import {run} from '../../demo/start/command.mjs';
import {StartError} from '../../demo/start/options.mjs';
import {findBrowser} from './engines.mjs';

/** Debian's packages. Firefox and WebKit play films with what GStreamer's bring along. */
const PLAYERS = ['gstreamer1.0-plugins-good', 'gstreamer1.0-plugins-bad', 'gstreamer1.0-libav'];
const PACKAGES = {
  chromium: ['chromium'],
  firefox: ['firefox-esr', ...PLAYERS],
  webkit: ['webkit2gtk-driver', 'xvfb', ...PLAYERS],
};

/** Rooms are bilingual: without a Chinese font half of what is measured would be empty boxes. */
const FONTS = ['fonts-noto-cjk', 'fonts-noto-color-emoji'];

const NAMES = {
  chromium: 'Chromium or Chrome (CHROME_PATH names one)',
  firefox: 'Firefox (FIREFOX_PATH names one)',
  webkit: "WebKitGTK's MiniBrowser with WebKitWebDriver and Xvfb",
};

/**
 * @param {readonly import('./engines.mjs').Engine[]} engines
 * @throws {StartError} when one is not there and cannot be installed.
 */
export async function requireBrowsers(engines) {
  const missing = () => engines.filter((engine) => !findBrowser(engine));
  if (!missing().length) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const packages = [...new Set([...missing().flatMap((engine) => PACKAGES[engine]), ...FONTS])];
    console.log(`\n  Installing ${packages.join(' ')} (apt-get) …\n`);
    const env = {...process.env, DEBIAN_FRONTEND: 'noninteractive'};
    await run('apt-get', ['update', '-qq'], {env});
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {env});
  }
  if (!missing().length) return;
  const names = missing().map((engine) => NAMES[engine]);
  throw new StartError(
    `The tests need ${names.join(', and ')}, which was not found. Install it, or choose others with --engine.`,
  );
}
