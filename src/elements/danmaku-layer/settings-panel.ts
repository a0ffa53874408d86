import {html, render, type TemplateResult} from 'lit';
import type {Locale} from '../../locales/locale.js';
import type {DanmakuSettingsTerms} from '../../locales/terms.js';
import {scaleOf} from '../base/local-position.js';
import {Modal} from '../base/modal.js';
import {pressedKey} from '../base/pressed-key.js';
import type {StoredSetting} from '../../session/stored-setting.js';
import type {HiddenContent} from '../message-list/hidden-content.js';
import {icon} from '../icons/icon.js';
import type {ViewerSettings} from './viewer-settings.js';
import type {Styles} from '../base/adopt-styles.js';

export {styles} from './settings-panel.styles.js';

/** Distance between the panel and its anchor, and between the panel and the window's edges, px. */
const MARGIN_PX = 8;

/** Maximum window width at which the stylesheet places the panel. */
const NARROW_PX = 480;

export interface PanelOptions {
  readonly root: ShadowRoot;
  /** The stylesheet. */
  readonly styles: Styles;
  readonly locale: Locale;
  readonly viewerSettings: StoredSetting<ViewerSettings>;
  readonly hiddenContent: StoredSetting<HiddenContent>;
  /** Values of the page's attributes, which apply if the viewer has chosen nothing. */
  readonly attributes: {readonly area: number; readonly opacity: number; readonly merge: boolean};
}

type SliderName = 'size' | 'speed' | 'area' | 'opacity' | 'lineDensity';

/** Minimum, maximum and step of each slider, as factors. */
const SLIDERS: Readonly<Record<SliderName, readonly [number, number, number]>> = {
  size: [0.5, 2, 0.25],
  speed: [0.5, 2, 0.25],
  area: [0.25, 1, 0.25],
  opacity: [0.2, 1, 0.1],
  lineDensity: [0.25, 1, 0.25],
};

/**
 * The viewer's settings. Each takes effect at once and is stored. It is a modal dialog, so that Escape closes it and no
 * edge of the room clips it.
 */
export class SettingsPanel {
  readonly #options: PanelOptions;
  readonly #terms: DanmakuSettingsTerms;
  readonly #modal: Modal;

  constructor(options: PanelOptions) {
    this.#options = options;
    this.#terms = options.locale.danmakuSettings;
    this.#modal = new Modal('panel', this.#terms.title);
  }

  /** Opens the panel next to an element. */
  show(anchor: HTMLElement): void {
    const {root, styles, viewerSettings, hiddenContent} = this.#options;
    const {signal} = this.#modal;
    viewerSettings.subscribe(() => this.#render(), {signal});
    hiddenContent.subscribe(() => this.#render(), {signal});
    this.#render();
    this.#modal.open(root, styles);
    this.#position(anchor);
  }

  close(): void {
    this.#modal.close();
  }

  #render(): void {
    const {node} = this.#modal;
    const focused = this.#options.root.activeElement?.closest<HTMLElement>('.chip button');
    const list = focused?.closest('.chips');
    const index = list ? [...list.children].indexOf(focused!.parentElement!) : 0;
    render(this.#template(), node);
    if (!list) return;
    focused!.blur(); // The button may belong to the next item now. A screen reader reads the element that takes the focus.
    const chip = list.children[Math.min(index, list.childElementCount - 1)];
    (chip?.querySelector('button') ?? this.#wordInput).focus();
  }

  #template(): TemplateResult {
    const {title, reset, showLines, merge, hiddenWords, hiddenPeople} = this.#terms;
    const {locale, attributes, viewerSettings, hiddenContent} = this.#options;
    const {off, merge: merges = attributes.merge} = viewerSettings.current;
    const {words, people} = hiddenContent.current;
    return html`
      <div class="body">
        <h2 class="title">${title}</h2>
        ${this.#checkbox(showLines, !off, (on) => ({off: !on}))}
        ${(Object.keys(SLIDERS) as SliderName[]).map((name) => this.#slider(name))}
        ${this.#checkbox(merge, merges, (on) => ({merge: on}))}
        <fieldset class="group">
          <legend class="name">${hiddenWords}</legend>
          ${this.#wordForm()}
          ${this.#chips(
            words,
            (word) => word,
            (kept) => hiddenContent.change({words: kept}),
          )}
        </fieldset>
        <fieldset class="group" ?hidden=${!people.length}>
          <legend class="name">${hiddenPeople}</legend>
          ${this.#chips(
            people,
            ({nick}) => nick,
            (kept) => hiddenContent.change({people: kept}),
          )}
        </fieldset>
        <button class="reset" type="button" @click=${() => this.#reset()}>${reset}</button>
        <button class="close" type="button" @click=${() => this.close()}>${locale.close}</button>
      </div>
    `;
  }

  #slider(name: SliderName): TemplateResult {
    const {attributes, viewerSettings} = this.#options;
    const [min, max, step] = SLIDERS[name];
    const chosen = viewerSettings.current[name] ?? (name === 'area' || name === 'opacity' ? attributes[name] : 1);
    const change = ({target}: Event) => viewerSettings.change({[name]: (target as HTMLInputElement).valueAsNumber});
    // The limits come before the value, because a browser rounds the value to them. The percentage is not formatted by
    // the page's `lang`, which may be invalid.
    return html`<label class="row">
      <span class="name">${this.#terms[name]}</span>
      <input class="slider" type="range" min=${min} max=${max} step=${step} .value=${`${chosen}`} @input=${change} />
      <output class="value">${Math.round(chosen * 100)}%</output>
    </label>`;
  }

  #checkbox(label: string, checked: boolean, change: (on: boolean) => Partial<ViewerSettings>): TemplateResult {
    const save = ({target}: Event) => this.#options.viewerSettings.change(change((target as HTMLInputElement).checked));
    return html`<label class="row">
      <span class="name">${label}</span>
      <input class="check" type="checkbox" .checked=${checked} @change=${save} />
    </label>`;
  }

  #wordForm(): TemplateResult {
    const submit = (event: Event) => {
      event.preventDefault();
      this.#addWord();
    };
    // The submit event does not fire in a sandboxed frame.
    const handleKey = (event: KeyboardEvent) => pressedKey(event) === 'Enter' && submit(event);
    return html`<form class="row" @submit=${submit}>
      <input class="word" aria-label=${this.#terms.addWord} maxlength="50" dir="auto" @keydown=${handleKey} />
      <button class="add" type="button" @click=${() => this.#addWord()}>${this.#terms.add}</button>
    </form>`;
  }

  get #wordInput(): HTMLInputElement {
    return this.#modal.node.querySelector('.word')!;
  }

  #addWord(): void {
    const {hiddenContent} = this.#options;
    const input = this.#wordInput;
    hiddenContent.change({words: [...hiddenContent.current.words, input.value]});
    input.value = '';
  }

  /** Draws a list of buttons, each of which removes its item. */
  #chips<T>(items: readonly T[], nameOf: (item: T) => string, change: (kept: readonly T[]) => void): TemplateResult {
    return html`<ul class="chips">
      ${items.map((item) => {
        const remove = () => change(items.filter((other) => other !== item));
        return html`<li class="chip">
          <button type="button" dir="auto" aria-label=${this.#terms.remove(nameOf(item))} @click=${remove}>
            ${nameOf(item)} ${icon('close')}
          </button>
        </li>`;
      })}
    </ul>`;
  }

  #reset(): void {
    const none = {off: false, size: 1, speed: 1, area: undefined, opacity: undefined, merge: undefined, lineDensity: 1};
    this.#options.viewerSettings.change(none);
    this.#options.hiddenContent.change({words: [], people: []});
  }

  /**
   * Places the panel above its anchor, aligned with its right side and completely inside the window. In a narrow window
   * the stylesheet places it.
   */
  #position(anchor: HTMLElement): void {
    if (innerWidth <= NARROW_PX) return;
    const at = anchor.getBoundingClientRect();
    const {style} = this.#modal.node;
    // Transforms have no effect on the top layer, but the page's `zoom` does: some engines return rectangles in zoomed
    // px. The panel is moved to the window's corner to measure the window in the same unit.
    style.inset = 'auto 0 0 auto';
    const {width, height, right, bottom} = this.#modal.node.getBoundingClientRect();
    const within = (value: number, size: number, available: number) =>
      Math.max(MARGIN_PX, Math.min(value, available - size - MARGIN_PX));
    const scale = scaleOf(this.#modal.node);
    style.inset = 'auto';
    style.left = `${within(at.right - width, width, right) / scale}px`;
    style.top = `${within(at.top - height - MARGIN_PX, height, bottom) / scale}px`;
  }
}
