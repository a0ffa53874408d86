/** Finds the three engines and starts them for browser suites: with a new profile, without a sandbox, without requests of the browser itself. */
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {CHROMIUM_ARGS, findChromium} from './chromium.mjs';

/** @typedef {'chromium' | 'firefox' | 'webkit'} Engine */

export const ENGINES = Object.freeze(['chromium', 'firefox', 'webkit']);

/** `npm test` runs these unless `--engine` names others. */
export const DEFAULT_ENGINES = ENGINES;

const FIREFOX = [process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox'];
const MINI_BROWSER = [
  process.env.MINIBROWSER_PATH,
  '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  '/usr/libexec/webkit2gtk-4.1/MiniBrowser',
];
export const WEBKIT_DRIVER = '/usr/bin/WebKitWebDriver';
export const XVFB = '/usr/bin/Xvfb';

const first = (paths) => paths.find((path) => path && existsSync(path));

const finders = {
  chromium: findChromium,
  firefox: () => first(FIREFOX),
  webkit: () => (existsSync(WEBKIT_DRIVER) && existsSync(XVFB) ? first(MINI_BROWSER) : undefined),
};

/** @param {Engine} engine @returns {string | undefined} The path of a browser of this engine that tests can control. */
export function findBrowser(engine) {
  return finders[engine]();
}

/** No start page, no update, no prompt; sound without a tap, as in the tests' Chromium. */
export const FIREFOX_PREFS = {
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'media.autoplay.default': 0,
  'media.gmp-manager.updateEnabled': false,
  'media.navigator.permission.disabled': true,
  'media.navigator.streams.fake': true,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
};

/**
 * @param {Engine} engine
 * @returns {Promise<import('@web/test-runner-core').BrowserLauncher>}
 */
export async function launcherOf(engine) {
  const executablePath = findBrowser(engine);
  if (!executablePath) throw new Error(`no browser of the engine ${engine} was found`);
  if (engine === 'webkit') {
    const {webKitLauncher} = await import('./webkit-launcher.mjs');
    return webKitLauncher(executablePath);
  }
  if (engine === 'firefox') {
    const {puppeteerLauncher} = await import('@web/test-runner-puppeteer');
    const launchOptions = {browser: 'firefox', executablePath, headless: true, extraPrefsFirefox: FIREFOX_PREFS};
    return puppeteerLauncher({launchOptions});
  }
  const {chromeLauncher} = await import('@web/test-runner-chrome');
  const args = [...CHROMIUM_ARGS, '--autoplay-policy=no-user-gesture-required'];
  return chromeLauncher({launchOptions: {executablePath, headless: true, args}});
}

/**
 * @param {Engine} engine
 * @returns {string} Output of `--version`, or an empty string.
 */
export function versionOf(engine) {
  const path = findBrowser(engine);
  try {
    return path
      ? execFileSync(path, ['--version'], {stdio: ['ignore', 'pipe', 'ignore'], timeout: 60_000})
          .toString()
          .trim()
      : '';
  } catch {
    return ''; // The browser needs a display, or more time.
  }
}
