import type {ComposerTerms} from '../../locales/terms.js';
import type {LineStyle} from '../../protocol/messages.js';
import {adoptStyles} from '../base/adopt-styles.js';
import {createButton, createElement} from '../base/dom.js';
import {styles} from './style-choice.styles.js';

/** Colours that are visible on bright and dark pictures, because lines have an outline. */
const COLORS = ['', '#ff5c5c', '#ff9f1a', '#ffd93b', '#5be06a', '#3cc9f0', '#7aa2ff', '#f58bd8'];

const MODES = ['scroll', 'top', 'bottom'] as const;

export interface StyleChoiceOptions {
  readonly container: HTMLElement;
  /** The button that shows the chosen style. */
  readonly button: HTMLElement;
  readonly terms: () => ComposerTerms;
}

/** Style of the viewer's next danmaku. */
export class StyleChoice {
  readonly #options: StyleChoiceOptions;
  #color = '';
  #mode: LineStyle['mode'] = 'scroll';
  #node: HTMLElement | undefined;
  #removeStyles: (() => void) | undefined;

  constructor(options: StyleChoiceOptions) {
    this.#options = options;
  }

  /** Undefined for an ordinary comment. */
  get current(): LineStyle | undefined {
    if (!this.#color && this.#mode === 'scroll') return undefined;
    return {mode: this.#mode, ...(this.#color && {color: this.#color})};
  }

  open(): void {
    const terms = this.#options.terms();
    const node = (this.#node = createElement('div', 'panel styles'));
    node.setAttribute('role', 'group');
    node.setAttribute('aria-label', terms.style);
    const colors = this.#createGroup(
      terms.color,
      COLORS.map((color, index) => {
        const swatch = createButton('swatch', () => this.#change(() => (this.#color = color)));
        swatch.title = terms.colors[index]!;
        swatch.setAttribute('aria-label', swatch.title);
        swatch.style.setProperty('--swatch', color || 'transparent');
        swatch.dataset['value'] = color;
        return swatch;
      }),
    );
    const modes = this.#createGroup(
      terms.mode,
      MODES.map((mode) => {
        const choice = createButton('mode', () => this.#change(() => (this.#mode = mode)), terms.modes[mode]);
        choice.dataset['value'] = mode;
        return choice;
      }),
    );
    node.append(colors, modes);
    this.#options.container.append(node);
    this.#removeStyles = adoptStyles(node.getRootNode() as ShadowRoot, styles);
    this.#updateButtons();
    node.querySelector<HTMLElement>('[aria-pressed=true]')!.focus();
  }

  close(): void {
    this.#node?.remove();
    this.#node = undefined;
    this.#removeStyles?.();
    this.#removeStyles = undefined;
  }

  #createGroup(label: string, choices: readonly HTMLElement[]): HTMLElement {
    const row = createElement('div', 'choices');
    row.setAttribute('role', 'group');
    row.setAttribute('aria-label', label);
    row.append(...choices);
    return row;
  }

  #change(change: () => void): void {
    change();
    this.#updateButtons();
  }

  #updateButtons(): void {
    for (const choice of this.#node?.querySelectorAll<HTMLElement>('[data-value]') ?? []) {
      const {value} = choice.dataset;
      choice.setAttribute('aria-pressed', `${value === (choice.className === 'swatch' ? this.#color : this.#mode)}`);
    }
    this.#options.button.classList.toggle('chosen', !!this.current);
  }
}
