/** WebKitGTK for the test runner: one window. */
import {WebdriverLauncher} from '@web/test-runner-webdriver';
import {startWebKitDriver, webKitCapabilities} from './webkit-driver.mjs';
import {WebKitPage} from './webkit-page.mjs';

/** @param {string} binary MiniBrowser's path. */
export function webKitLauncher(binary) {
  return new WebKitLauncher({
    automationProtocol: 'webdriver',
    hostname: '127.0.0.1',
    path: '/',
    capabilities: {...webKitCapabilities(binary), 'wdio:enforceWebDriverClassic': true},
  });
}

/**
 * The runner's commands support two kinds of drivers. This one acts as the kind whose page has a keyboard, a mouse and a size,
 * because the commands of the WebDriver kind can neither hold a key nor set the size.
 */
class WebKitLauncher extends WebdriverLauncher {
  name = 'WebKit';
  type = 'puppeteer';
  #options;
  #host;
  #page;

  constructor(options) {
    super(options);
    this.#options = options;
  }

  async initialize(config) {
    await super.initialize(config);
    this.name = 'WebKit';
    this.#host = await startWebKitDriver();
    this.#options.port = this.#host.port;
  }

  async stop() {
    await super.stop();
    await this.#host?.stop();
  }

  getPage() {
    return (this.#page ??= new WebKitPage(() => this.driver));
  }
}
