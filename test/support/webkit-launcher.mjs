/** WebKitGTK for the test runner: a screen in memory, the driver on a free port, and one window. Both end with the runner. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {WebdriverLauncher} from '@web/test-runner-webdriver';
import {WEBKIT_DRIVER, XVFB} from './engines.mjs';
import {freePort} from './free-port.mjs';

/** Larger than any size a test asks for, with the window's own bars. */
const SCREEN = '1600x1200x24';
const TOOLS = '* {min-width: 0; min-height: 0; padding: 0; margin: 0; border: 0; font-size: 1px}';
const STARTS_WITHIN_MS = 30_000;

/** Keys of WebDriver that have no character (W3C WebDriver, "Keyboard actions"). */
const KEYS = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
};
const BUTTONS = {left: 0, middle: 1, right: 2};

/** @param {string} binary MiniBrowser's path. */
export function webKitLauncher(binary) {
  return new WebKitLauncher({
    automationProtocol: 'webdriver',
    hostname: '127.0.0.1',
    path: '/',
    capabilities: {
      browserName: 'MiniBrowser',
      'wdio:enforceWebDriverClassic': true,
      'webkitgtk:browserOptions': {
        binary,
        args: ['--automation', '--autoplay-policy=allow', '--enable-mock-capture-devices=true'],
      },
    },
  });
}

/**
 * The commands of the runner know two kinds of drivers. To them this one is of the kind that gives a page with a keyboard,
 * a mouse and a size: by WebDriver itself they could neither hold a key nor set the size.
 */
class WebKitLauncher extends WebdriverLauncher {
  name = 'WebKit';
  type = 'puppeteer';
  #options;
  #owned = [];
  #profile;
  #page;

  constructor(options) {
    super(options);
    this.#options = options;
  }

  async initialize(config) {
    await super.initialize(config);
    this.name = 'WebKit';
    const display = await this.#startScreen();
    this.#options.port = await this.#startDriver(display);
  }

  async stop() {
    await super.stop();
    for (const child of this.#owned.splice(0).reverse()) await end(child);
    if (this.#profile) rmSync(this.#profile, {recursive: true, force: true});
  }

  getPage() {
    return (this.#page ??= new Page(() => this.driver));
  }

  /** @returns {Promise<string>} The display it chose. */
  async #startScreen() {
    const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'];
    const child = this.#own(spawn(XVFB, args, {stdio: ['ignore', 'ignore', 'ignore', 'pipe']}));
    const [line] = await once(createInterface({input: child.stdio[3]}), 'line', {
      signal: AbortSignal.timeout(STARTS_WITHIN_MS),
    });
    return `:${line}`;
  }

  /** Settings of its own, in which the tools above the page need no width: else no page is as narrow as a phone. */
  #makeProfile() {
    this.#profile = mkdtempSync(join(tmpdir(), 'webkit-'));
    mkdirSync(join(this.#profile, 'gtk-3.0'));
    writeFileSync(join(this.#profile, 'gtk-3.0/gtk.css'), TOOLS);
    return this.#profile;
  }

  /** @returns {Promise<number>} Its port. */
  async #startDriver(display) {
    const port = await freePort();
    const env = {
      ...process.env,
      XDG_CONFIG_HOME: this.#makeProfile(),
      DISPLAY: display,
      GDK_BACKEND: 'x11',
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    };
    this.#own(spawn(WEBKIT_DRIVER, ['--host=127.0.0.1', `--port=${port}`], {env, stdio: 'ignore'}));
    for (const deadline = Date.now() + STARTS_WITHIN_MS; ;) {
      const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
      if (answer?.ok) return port;
      if (Date.now() > deadline) throw new Error('WebKitWebDriver does not answer');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** It ends with this process, however that ends. */
  #own(child) {
    this.#owned.push(child);
    process.once('exit', () => child.kill('SIGKILL'));
    return child;
  }
}

/** What the runner's commands ask of a page of puppeteer's. */
class Page {
  #driver;
  /** The keyboard and the mouse keep what is pressed from one action to the next. */
  keyboard = {
    type: (text) => this.#keys([...text].flatMap((character) => stroke(character === '\n' ? 'Enter' : character))),
    press: (key) => this.#keys(stroke(key)),
    down: (key) => this.#keys([{type: 'keyDown', value: valueOf(key)}]),
    up: (key) => this.#keys([{type: 'keyUp', value: valueOf(key)}]),
  };
  mouse = {
    move: (x, y) => this.#point([{type: 'pointerMove', duration: 0, x, y}]),
    click: (x, y, {button = 'left'} = {}) => this.#point([{type: 'pointerMove', duration: 0, x, y}, ...press(button)]),
    down: ({button = 'left'} = {}) => this.#point([press(button)[0]]),
    up: ({button = 'left'} = {}) => this.#point([press(button)[1]]),
    reset: () => this.#driver().releaseActions(),
  };

  constructor(driver) {
    this.#driver = driver;
  }

  /** Sizes the window so that the page in it has this size. */
  async setViewport({width, height}) {
    const driver = this.#driver();
    for (let tries = 0; tries < 100; tries++) {
      const [inner, outer] = await driver.execute(() => [
        [innerWidth, innerHeight],
        [outerWidth, outerHeight],
      ]);
      if (inner[0] === width && inner[1] === height) return;
      if (tries % 20 === 0) {
        await driver.setWindowRect(null, null, outer[0] + width - inner[0], outer[1] + height - inner[1]);
      }
    }
    throw new Error(`the window does not become ${width} × ${height}`);
  }

  #keys(actions) {
    return this.#driver().performActions([{type: 'key', id: 'keyboard', actions}]);
  }

  #point(actions) {
    return this.#driver().performActions([{type: 'pointer', id: 'mouse', parameters: {pointerType: 'mouse'}, actions}]);
  }
}

const valueOf = (key) => KEYS[key] ?? key;
const stroke = (key) => ['keyDown', 'keyUp'].map((type) => ({type, value: valueOf(key)}));
const press = (button) => ['pointerDown', 'pointerUp'].map((type) => ({type, button: BUTTONS[button]}));

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await Promise.race([once(child, 'exit'), new Promise((resolve) => setTimeout(resolve, 3_000).unref())]);
  child.kill('SIGKILL');
}
