import {html, type TemplateResult} from 'lit';
import {adoptStyles} from '../base/adopt-styles.js';
import type {LazyHost} from '../base/lazy-module.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {pressedKey} from '../base/pressed-key.js';
import {icon} from '../icons/icon.js';
import {iconTemplate} from '../icons/icon-template.js';
import {styles as compactHeader} from '../base/compact-header.js';
import type {LayoutElements} from './default-layout.js';
import {DoubleTap} from './double-tap.js';
import {coveredByKeyboard} from './keyboard.js';
import {overlayLayoutStyles} from './overlay-layout.styles.js';
import {stageViewStyles} from './stage-view.styles.js';

export const styles = [overlayLayoutStyles, stageViewStyles];

/**
 * Time without touch, pointer movement, key or new product after which the pieces over the video take less space, ms.
 */
const IDLE_AFTER_MS = 5_000;

/** Pieces that a button of the bar opens. */
type Opened = 'chat' | 'gifts';

/**
 * Handles the pieces over the video: opens the gifts, makes space for writing, lifts the field above the keyboard, and
 * reduces the pieces while nobody touches the room. Its states are attributes of the layout, which the styles read.
 */
export class StageView {
  readonly #room: HTMLElement & LazyHost;
  readonly #elements: LayoutElements;
  readonly #localize: LocalizeController;
  readonly #lifetime = new AbortController();
  #layout: HTMLElement | undefined;
  #opened: Opened | undefined;
  #isPointerDown = false;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(room: HTMLElement & LazyHost, elements: LayoutElements, localize: LocalizeController) {
    this.#room = room;
    this.#elements = elements;
    this.#localize = localize;
  }

  /** Draws the buttons of the bar for the pieces of the layout, around the button of the shelf. */
  buttons(pieces: {readonly [name in Opened]: boolean} & {readonly bag: unknown}): TemplateResult {
    const {chat, gifts} = this.#localize.locale;
    return html`
      ${pieces.chat ? this.#button('chat', chat, iconTemplate('chat')) : ''} ${pieces.bag}
      ${pieces.gifts ? this.#button('gifts', gifts, icon('gift')) : ''}
    `;
  }

  /** Called after each update of the room. */
  update(): void {
    if (!this.#layout) this.#start();
  }

  stop(): void {
    this.#lifetime.abort();
    clearTimeout(this.#idleTimer);
    for (const name of ['writing', 'idle', 'opened']) delete this.#layout?.dataset[name];
  }

  #start(): void {
    const layout = (this.#layout = this.#room.renderRoot.querySelector<HTMLElement>('.layout')!);
    const {signal} = this.#lifetime;
    const {player, danmaku, like, header, chat} = this.#elements;
    // Added before the header's first rendering. If the header loaded them itself, they would move its content.
    if (header.shadowRoot) adoptStyles(header.shadowRoot, compactHeader);
    for (const type of ['pointerdown', 'pointermove', 'keydown', 'focusin', 'live-product-show'])
      layout.addEventListener(type, () => this.#wake(), {signal, passive: true});
    layout.addEventListener('keydown', (event) => this.#handleKey(event), {signal});
    layout.addEventListener('focusout', (event) => this.#handleBlur(event), {signal});
    for (const type of ['pointerup', 'pointercancel'])
      document.addEventListener(type, () => (this.#isPointerDown = false), {signal, passive: true});
    // Focus changes within a shadow root do not reach its outside.
    for (const root of [document, this.#room.renderRoot, chat.shadowRoot]) {
      for (const type of ['pointerdown', 'focusin'])
        root?.addEventListener(type, (event) => this.#handlePlace(event), {signal, passive: true});
    }
    for (const type of ['resize', 'scroll'])
      globalThis.visualViewport?.addEventListener(type, () => this.#avoidKeyboard(), {signal, passive: true});
    new DoubleTap(layout.querySelector<HTMLElement>('.stage')!, {
      signal,
      isPicture: (path) =>
        path.includes(player) && !path.includes(danmaku) && !path.some((node) => node instanceof HTMLButtonElement),
      onDoubleTap: () => {
        if (!like.isConnected) return false;
        void (like as HTMLElement & {like(): Promise<void>}).like().catch(() => undefined); // The button shows and fires errors.
        return true;
      },
    });
    this.#wake();
  }

  #button(name: Opened, label: string, drawing: TemplateResult): TemplateResult {
    return html`<button
      part="bar-button"
      class="bar-button"
      type="button"
      title=${label}
      aria-label=${label}
      aria-expanded=${this.#opened === name}
      @click=${() => this.#open(this.#opened === name ? undefined : name)}
    >
      ${drawing}
    </button>`;
  }

  #open(opened: Opened | undefined): void {
    if (opened === this.#opened) return;
    this.#opened = opened;
    this.#set('opened', opened);
    this.#room.requestUpdate();
    if (opened === 'gifts') this.#layout!.querySelector('.sheet')?.scrollIntoView({block: 'nearest'});
  }

  /** Sets an attribute of the layout that its styles read. Lit does not know these attributes, so it keeps them. */
  #set(name: 'writing' | 'idle' | 'opened', value: string | undefined): void {
    const {dataset} = this.#layout!;
    if (value === undefined) delete dataset[name];
    else dataset[name] = value;
  }

  get #isWriting(): boolean {
    return this.#layout?.dataset.writing !== undefined;
  }

  #write(on: boolean): void {
    if (on === this.#isWriting) return;
    this.#set('writing', on ? '' : undefined);
    this.#wake();
    this.#avoidKeyboard();
  }

  /** Shows the pieces in full until nobody has touched the room for a while. */
  #wake(): void {
    this.#set('idle', undefined);
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      if (this.#isWriting || this.#opened) this.#wake();
      else this.#set('idle', '');
    }, IDLE_AFTER_MS);
  }

  /**
   * Handles a press or the focus. In the field it starts writing; elsewhere it ends writing and closes the open piece.
   */
  #handlePlace(event: Event): void {
    const path = event.composedPath();
    const isIn = (selector: string) => path.some((node) => node instanceof Element && node.matches(selector));
    const isHere = path.includes(this.#layout!);
    const inChat = path.includes(this.#elements.chat.shadowRoot!);
    const inComposer = inChat && isIn('[part~=composer]');
    if (event.type === 'pointerdown') this.#isPointerDown = inComposer;
    if (event.type === 'focusin' || !inComposer) this.#write(inComposer);
    const isChat = this.#opened === 'chat';
    if (!(isChat && inChat) && !(isHere && isIn(isChat ? '.aside, .bar' : '.bar'))) this.#open(undefined);
  }

  /** The field lost the focus to nothing. The keyboard was closed, or a button of the field was pressed. */
  #handleBlur({relatedTarget}: FocusEvent): void {
    if (relatedTarget || this.#isPointerDown) return;
    const {value} = this.#elements.chat.shadowRoot?.querySelector('textarea') ?? {};
    if (!value && !this.#room.matches(':focus-within')) this.#write(false);
  }

  #handleKey(event: KeyboardEvent): void {
    if (!this.#opened || pressedKey(event) !== 'Escape') return;
    event.preventDefault(); // Escape closes the sheet only, not a dialog around the room.
    const button = this.#layout!.querySelector<HTMLElement>('.bar-button[aria-expanded=true]');
    this.#open(undefined);
    button?.focus();
  }

  #avoidKeyboard(): void {
    const {visualViewport} = globalThis;
    if (!visualViewport || !this.#layout) return;
    const box = this.#layout.getBoundingClientRect();
    const covered = this.#isWriting ? coveredByKeyboard(box, visualViewport, innerHeight) : 0;
    this.#layout.style.setProperty('--_keyboard', `${covered}px`);
  }
}
