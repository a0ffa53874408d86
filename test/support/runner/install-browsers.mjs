/** Installs the browsers of the tests from the system's packages, if that needs no password. */
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {StartError} from '../../../demo/dev/start/options.mjs';
import {findBrowser} from '../engines/engines.mjs';
import {apt, log, MAY_INSTALL} from './apt.mjs';

/** Debian's packages. */
const BROWSERS = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};

/** WebKit plays videos by GStreamer's plug-ins. Firefox plays H.264 and AAC by libavcodec, which comes with the last one. */
const PLAYERS = {
  chromium: [],
  firefox: ['gstreamer1.0-libav'],
  webkit: ['gstreamer1.0-plugins-good', 'gstreamer1.0-plugins-bad', 'gstreamer1.0-libav'],
};

/** Tests measure Chinese text, which is empty boxes without a Chinese font. */
const FONTS = ['fonts-noto-cjk', 'fonts-noto-color-emoji'];

const NAMES = {
  chromium: 'Chromium or Chrome (CHROME_PATH names one)',
  firefox: 'Firefox (FIREFOX_PATH names one)',
  webkit: "WebKitGTK's MiniBrowser with WebKitWebDriver and Xvfb",
};

/**
 * The machine on which browsers are searched and installed.
 *
 * @typedef {object} Machine
 * @property {(engine: import('../engines/engines.mjs').Engine) => string | undefined} find The path of a browser.
 * @property {(name: string) => boolean} lacks True if a package of the system is known not to be installed.
 * @property {boolean} mayInstall True if packages can be installed without asking for a password.
 * @property {(args: readonly string[]) => Promise<void>} apt Runs apt-get. Rejects if it fails.
 * @property {(sentence: string) => void} log
 */

/** @type {Machine} */
const THIS_MACHINE = {
  find: findBrowser,
  lacks: isNotInstalled,
  mayInstall: MAY_INSTALL,
  apt,
  log,
};

/**
 * Installs the missing browsers, and packages for videos and Chinese text.
 *
 * @param {readonly import('../engines/engines.mjs').Engine[]} engines
 * @param {Machine} [machine]
 * @throws {StartError} if a browser is missing and cannot be installed. It names the packages.
 */
export async function requireBrowsers(engines, machine = THIS_MACHINE) {
  const {find, lacks, mayInstall, apt, log} = machine;
  const missing = () => engines.filter((engine) => !find(engine));
  const absent = missing();
  const others = [...new Set([...engines.flatMap((engine) => PLAYERS[engine]), ...FONTS])].filter(lacks);
  const packages = [...absent.flatMap((engine) => BROWSERS[engine]), ...others];
  if (!packages.length) return;
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  let failure = '';
  if (mayInstall) {
    log(`Installing ${packages.join(' ')} (apt-get) …`);
    try {
      await apt(['update', '-qq']);
      await apt(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
    } catch (error) {
      failure = ` ${error.message}`;
    }
  }
  const names = missing().map((engine) => NAMES[engine]);
  if (names.length) {
    throw new StartError(
      `The tests need ${names.join(', and ')}, which was not found.${failure} ` +
        `On Debian and Ubuntu, run as root: ${command}. Or choose other engines with --engine.`,
    );
  }
  if (others.some(lacks))
    log(`Tests of videos or of Chinese text may fail.${failure} Missing: ${others.filter(lacks).join(' ')}.`);
}

/** False if the system has no dpkg. */
function isNotInstalled(name) {
  if (!existsSync('/usr/bin/dpkg-query')) return false;
  try {
    const status = execFileSync('/usr/bin/dpkg-query', ['-W', '-f', '${Status}', name], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return !status.toString().endsWith(' installed');
  } catch {
    return true; // dpkg does not know this name.
  }
}
