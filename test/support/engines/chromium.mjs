/** Finds the Chromium of tests and benches. Imports only Node's own modules, because it also runs before packages are installed. */
import {execFileSync} from 'node:child_process';

/**
 * Disabled features: the address bar, which costs each new window a second; then the features that Playwright (1.65) disables
 * itself, since only the last list counts.
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

/** Arguments of tests: no sandbox (tests may run as root), no requests of the browser itself. */
export const CHROMIUM_ARGS = Object.freeze([
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  // The local cloud sends media over loopback, which may be the only network.
  '--allow-loopback-in-peer-connection',
  `--disable-features=${OFF.join()}`,
]);

/** Fake camera and microphone without a permission prompt, and sound without a tap. */
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

/** @returns {string | undefined} Path of a Chromium that runs with `--version`. */
export function findChromium() {
  return CANDIDATES.find((path) => path && runs(path));
}

/** @returns {string} The same path. @throws if there is no Chromium. */
export function requireChromium() {
  const path = findChromium();
  if (!path) throw new Error('no Chromium found: install one, or name it by CHROME_PATH');
  return path;
}

function runs(path) {
  try {
    return /\d+\.\d+/.test(
      execFileSync(path, ['--version'], {stdio: ['ignore', 'pipe', 'ignore'], timeout: 60_000}).toString(),
    );
  } catch {
    return false; // The file is missing or no browser: try the next candidate.
  }
}
