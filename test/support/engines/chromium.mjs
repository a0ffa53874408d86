/** Finds the Chromium that tests and benches run in. Plain JavaScript on Node's own modules: it also runs before anything is installed. */
import {execFileSync} from 'node:child_process';

/**
 * Features off: the address bar, which costs each new window a second and which nobody sees here; then the features that
 * Playwright (1.65) turns off itself, since only the last list counts.
 */
const OFF = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

/** As the tests start it: no sandbox (they may run as root), nothing that calls home. */
export const CHROMIUM_ARGS = Object.freeze([
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  // Media of the local cloud may be the only network there is.
  '--allow-loopback-in-peer-connection',
  `--disable-features=${OFF.join()}`,
]);

/** A made-up camera and microphone that no page has to ask for, and sound without a tap. */
export const MEDIA_ARGS = Object.freeze([
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
]);

const CANDIDATES = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** @returns {string | undefined} The path of a Chromium that answers `--version`. */
export function findChromium() {
  return CANDIDATES.find((path) => path && answers(path));
}

/** @returns {string} The same; throws a sentence that helps when there is none. */
export function requireChromium() {
  const path = findChromium();
  if (!path) throw new Error('no Chromium found: install one, or name it by CHROME_PATH');
  return path;
}

function answers(path) {
  try {
    return /\d+\.\d+/.test(
      execFileSync(path, ['--version'], {stdio: ['ignore', 'pipe', 'ignore'], timeout: 10_000}).toString(),
    );
  } catch {
    return false; // Not there, or not a browser: the next candidate is asked.
  }
}
