/** A page driven by WebDriver, with the keyboard, the mouse and the size that puppeteer's pages have. */

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

export class WebKitPage {
  #driver;
  /** Pressed keys and buttons stay pressed between actions. */
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

  /** Resizes the window so that the page has this size. */
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
    throw new Error(`the window cannot be resized to ${width} × ${height}`);
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
