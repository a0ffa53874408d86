/** Starts WebKitGTK's driver on a free port, with a screen in memory. Both end with this process, also if it is killed. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {WEBKIT_DRIVER, XVFB} from './engines.mjs';
import {freePort} from '../runner/free-port.mjs';

/** Larger than any page size of a test plus the bars of the window. */
const SCREEN = '1600x1200x24';
const TOOLS = '* {min-width: 0; min-height: 0; padding: 0; margin: 0; border: 0; font-size: 1px}';
const START_TIMEOUT_MS = 90_000;
/** Makes the kernel kill a child process when this process is killed: `exit` listeners do not run then. */
const SETPRIV = '/usr/bin/setpriv';

/** @param {string} binary MiniBrowser's path. */
export function webKitCapabilities(binary) {
  return {
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': {
      binary,
      args: ['--automation', '--autoplay-policy=allow', '--enable-mock-capture-devices=true'],
    },
  };
}

function spawnBound(command, args, options) {
  if (!existsSync(SETPRIV)) return spawn(command, args, options);
  return spawn(SETPRIV, ['--pdeathsig', 'KILL', '--', command, ...args], options);
}

/** @returns {Promise<{port: number, pid: number, stop: () => Promise<void>}>} */
export async function startWebKitDriver() {
  const owned = [];
  const own = (child) => {
    owned.push(child);
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    return child;
  };
  const profile = makeProfile();
  const stop = async () => {
    for (const child of owned.splice(0).reverse()) await end(child);
    rmSync(profile, {recursive: true, force: true});
  };
  try {
    const display = await startScreen(own);
    const port = await freePort();
    const env = {
      ...process.env,
      XDG_CONFIG_HOME: profile,
      DISPLAY: display,
      GDK_BACKEND: 'x11',
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    };
    const {pid} = own(spawnBound(WEBKIT_DRIVER, ['--host=127.0.0.1', `--port=${port}`], {env, stdio: 'ignore'}));
    await untilReady(port);
    return {port, pid, stop};
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Returns the number of the chosen display. */
async function startScreen(own) {
  const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'];
  const child = own(spawnBound(XVFB, args, {stdio: ['ignore', 'ignore', 'ignore', 'pipe']}));
  const [line] = await once(createInterface({input: child.stdio[3]}), 'line', {
    signal: AbortSignal.timeout(START_TIMEOUT_MS),
  });
  return `:${line}`;
}

/** Settings that hide the toolbar, which has a minimum width: otherwise no page could be as narrow as a phone. */
function makeProfile() {
  const profile = mkdtempSync(join(tmpdir(), 'webkit-'));
  mkdirSync(join(profile, 'gtk-3.0'));
  writeFileSync(join(profile, 'gtk-3.0/gtk.css'), TOOLS);
  return profile;
}

async function untilReady(port) {
  for (const deadline = Date.now() + START_TIMEOUT_MS; ;) {
    const response = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
    if (response?.ok) return;
    if (Date.now() > deadline) throw new Error('WebKitWebDriver does not respond');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await Promise.race([once(child, 'exit'), new Promise((resolve) => setTimeout(resolve, 3_000).unref())]);
  child.kill('SIGKILL');
}
