import type {Locale} from '../../locales/locale.js';
import type {DanmakuSettingsTerms} from '../../locales/terms.js';
import {scaleOf} from '../base/local-position.js';
import {Modal} from '../base/modal.js';
import {pressedKey} from '../base/pressed-key.js';
import {createButton, createElement} from '../base/dom.js';
import type {StoredSetting} from '../../session/stored-setting.js';
import type {HiddenContent} from '../message-list/hidden-content.js';
import type {ViewerSettings} from './viewer-settings.js';
import type {Styles} from '../base/adopt-styles.js';

export {styles} from './settings-panel.styles.js';

/** Distance from the panel to its anchor and to the window's edges, px. */
const MARGIN_PX = 8;

/** Up to this window width the stylesheet places the panel. */
const NARROW_PX = 480;

export interface PanelOptions {
  readonly root: ShadowRoot;
  /** The stylesheet. */
  readonly styles: Styles;
  readonly locale: Locale;
  readonly viewerSettings: StoredSetting<ViewerSettings>;
  readonly viewerFilters: StoredSetting<HiddenContent>;
  /** Values of the page's attributes, which apply where the viewer has chosen nothing. */
  readonly attributes: {readonly area: number; readonly opacity: number; readonly merge: boolean};
}

type SliderName = 'size' | 'speed' | 'area' | 'opacity' | 'density';

/** Minimum, maximum and step of each slider, as factors. */
const SLIDERS: Readonly<Record<SliderName, readonly [number, number, number]>> = {
  size: [0.5, 2, 0.25],
  speed: [0.5, 2, 0.25],
  area: [0.25, 1, 0.25],
  opacity: [0.2, 1, 0.1],
  density: [0.25, 1, 0.25],
};

/**
 * The viewer's settings: each takes effect at once and is stored. It is a modal dialog, so that Escape closes it and no edge of
 * the room clips it.
 */
export class SettingsPanel {
  readonly #options: PanelOptions;
  readonly #terms: DanmakuSettingsTerms;
  readonly #modal: Modal;
  readonly #people = createElement('ul', 'chips');
  readonly #wordList = createElement('ul', 'chips');
  readonly #wordInput = createElement('input', 'word');
  /** Functions that each update one control to the current setting. */
  readonly #refreshers: (() => void)[] = [];

  constructor(options: PanelOptions) {
    this.#options = options;
    this.#terms = options.locale.danmakuSettings;
    this.#modal = new Modal('panel', this.#terms.title);
    this.#draw();
  }

  /** Opens the panel beside an element. */
  show(anchor: HTMLElement): void {
    const {root, styles, viewerSettings, viewerFilters} = this.#options;
    const {signal} = this.#modal;
    viewerSettings.subscribe(() => this.#refresh(), {signal});
    viewerFilters.subscribe(() => this.#refresh(), {signal});
    this.#modal.open(root, styles);
    this.#refresh();
    this.#position(anchor);
  }

  close(): void {
    this.#modal.close();
  }

  #draw(): void {
    const {title, reset, showLines, merge, hiddenWords, hiddenPeople} = this.#terms;
    const heading = createElement('h2', 'title');
    heading.textContent = title;
    const body = createElement('div', 'body');
    body.append(
      heading,
      this.#checkbox(
        showLines,
        (on) => ({off: !on}),
        ({off}) => !off,
      ),
      ...(Object.keys(SLIDERS) as SliderName[]).map((name) => this.#slider(name)),
      this.#checkbox(
        merge,
        (on) => ({merge: on}),
        (chosen) => chosen.merge ?? this.#options.attributes.merge,
      ),
      this.#group(hiddenWords, this.#wordForm(), this.#wordList),
      this.#group(hiddenPeople, this.#people),
      createButton('reset', () => this.#reset(), reset),
      createButton('close', () => this.close(), this.#options.locale.close),
    );
    this.#modal.node.append(body);
  }

  #slider(level: SliderName): HTMLElement {
    const [min, max, step] = SLIDERS[level];
    const label = createElement('label', 'row');
    const name = createElement('span', 'name');
    name.textContent = this.#terms[level];
    const input = Object.assign(createElement('input', 'slider'), {type: 'range', min, max, step});
    const value = createElement('output', 'value');
    label.append(name, input, value);
    input.addEventListener('input', () => this.#options.viewerSettings.change({[level]: input.valueAsNumber}));
    this.#refreshers.push(() => {
      const {current} = this.#options.viewerSettings;
      const chosen = current[level] ?? (level === 'area' || level === 'opacity' ? this.#options.attributes[level] : 1);
      input.value = `${chosen}`;
      value.textContent = `${Math.round(chosen * 100)}%`; // Not formatted by the page's `lang`, which may be no language tag.
    });
    return label;
  }

  #checkbox(
    label: string,
    change: (on: boolean) => Partial<ViewerSettings>,
    read: (chosen: ViewerSettings) => boolean,
  ): HTMLElement {
    const {viewerSettings} = this.#options;
    const row = createElement('label', 'row');
    const name = createElement('span', 'name');
    name.textContent = label;
    const input = Object.assign(createElement('input', 'check'), {type: 'checkbox'});
    input.addEventListener('change', () => viewerSettings.change(change(input.checked)));
    this.#refreshers.push(() => (input.checked = read(viewerSettings.current)));
    row.append(name, input);
    return row;
  }

  #group(label: string, ...content: readonly HTMLElement[]): HTMLElement {
    const group = createElement('fieldset', 'group');
    const legend = createElement('legend', 'name');
    legend.textContent = label;
    group.append(legend, ...content);
    return group;
  }

  #wordForm(): HTMLElement {
    const form = createElement('form', 'row');
    this.#wordInput.setAttribute('aria-label', this.#terms.addWord);
    this.#wordInput.maxLength = 50;
    this.#wordInput.dir = 'auto';
    const addWord = () => {
      const {viewerFilters} = this.#options;
      viewerFilters.change({words: [...viewerFilters.current.words, this.#wordInput.value]});
      this.#wordInput.value = '';
    };
    const add = createButton('add', addWord, this.#terms.add);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      addWord();
    });
    // The submit event does not fire in a sandboxed frame.
    this.#wordInput.addEventListener('keydown', (event) => {
      if (pressedKey(event) !== 'Enter') return;
      event.preventDefault();
      addWord();
    });
    form.append(this.#wordInput, add);
    return form;
  }

  #refresh(): void {
    for (const refresh of this.#refreshers) refresh();
    const {viewerFilters} = this.#options;
    const {words, people} = viewerFilters.current;
    this.#list(
      this.#wordList,
      words,
      (word) => word,
      (kept) => viewerFilters.change({words: kept}),
    );
    this.#list(
      this.#people,
      people,
      ({nick}) => nick,
      (kept) => viewerFilters.change({people: kept}),
    );
    this.#people.parentElement!.hidden = !people.length;
  }

  #list<T>(
    list: HTMLElement,
    items: readonly T[],
    name: (item: T) => string,
    change: (kept: readonly T[]) => void,
  ): void {
    const focused =
      this.#modal.node.contains(this.#options.root.activeElement) && list.contains(this.#options.root.activeElement);
    list.replaceChildren(
      ...items.map((item) => {
        const chip = createElement('li', 'chip');
        const button = createButton('name', () => change(items.filter((other) => other !== item)), `${name(item)} ✕`);
        button.dir = 'auto';
        button.setAttribute('aria-label', this.#terms.remove(name(item)));
        chip.append(button);
        return chip;
      }),
    );
    if (focused) (list.querySelector('button') ?? this.#wordInput).focus();
  }

  #reset(): void {
    const none = {off: false, size: 1, speed: 1, area: undefined, opacity: undefined, merge: undefined, density: 1};
    this.#options.viewerSettings.change(none);
    this.#options.viewerFilters.change({words: [], people: []});
  }

  /**
   * Places the panel above its anchor, aligned with its right side and whole inside the window. In a narrow window the
   * stylesheet places it.
   */
  #position(anchor: HTMLElement): void {
    if (innerWidth <= NARROW_PX) return;
    const at = anchor.getBoundingClientRect();
    const {style} = this.#modal.node;
    // Transforms do not reach the top layer, but the page's `zoom` does: some engines return rectangles in zoomed px. The panel
    // at the window's corner shows where the window ends in the same unit.
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
