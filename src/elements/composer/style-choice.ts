import {html, type TemplateResult} from 'lit';
import type {ComposerTerms} from '../../locales/terms.js';
import type {LineStyle} from '../../protocol/messages.js';
import {adoptStyles} from '../base/adopt-styles.js';
import type {ToolHost} from './composer-options.js';
import {styles} from './style-choice.styles.js';

/** Colours that are visible on bright and dark pictures: lines have an outline. */
const COLORS = ['', '#ff5c5c', '#ff9f1a', '#ffd93b', '#5be06a', '#3cc9f0', '#7aa2ff', '#f58bd8'];

const MODES = ['scroll', 'top', 'bottom'] as const;

/** Panel with the style of the viewer's next danmaku. */
export class StyleChoice {
  readonly #composer: ToolHost;
  readonly #terms: () => ComposerTerms;
  #color = '';
  #mode: LineStyle['mode'] = 'scroll';
  #removeStyles: (() => void) | undefined;

  constructor(composer: ToolHost, terms: () => ComposerTerms) {
    this.#composer = composer;
    this.#terms = terms;
  }

  /** Undefined for an ordinary comment. */
  get current(): LineStyle | undefined {
    if (!this.#color && this.#mode === 'scroll') return undefined;
    return {mode: this.#mode, ...(this.#color && {color: this.#color})};
  }

  get content(): TemplateResult {
    const {style, color, mode} = this.#terms();
    return html`<div class="panel styles" role="group" aria-label=${style}>
      <div class="choices" role="group" aria-label=${color}>
        ${COLORS.map((value, index) => this.#swatch(value, index))}
      </div>
      <div class="choices" role="group" aria-label=${mode}>${MODES.map((value) => this.#modeButton(value))}</div>
    </div>`;
  }

  opened(): void {
    const {form} = this.#composer.input;
    this.#removeStyles = adoptStyles(form!.getRootNode() as ShadowRoot, styles);
    form!.querySelector<HTMLElement>('.styles [aria-pressed=true]')!.focus();
  }

  closed(): void {
    this.#removeStyles?.();
  }

  #swatch(color: string, index: number): TemplateResult {
    const name = this.#terms().colors[index]!;
    const choose = () => {
      this.#color = color;
      this.#composer.render();
    };
    // Sets a property, because the page's CSP may forbid the attribute.
    return html`<button
      class="swatch"
      type="button"
      title=${name}
      aria-label=${name}
      aria-pressed=${color === this.#color}
      .style=${`--swatch: ${color || 'transparent'}`}
      @click=${choose}
    ></button>`;
  }

  #modeButton(mode: LineStyle['mode']): TemplateResult {
    const name = this.#terms().modes[mode];
    const pressed = mode === this.#mode;
    const choose = () => {
      this.#mode = mode;
      this.#composer.render();
    };
    return html`<button class="mode" type="button" aria-pressed=${pressed} @click=${choose}>${name}</button>`;
  }
}
