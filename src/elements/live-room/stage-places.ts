import type {LayoutElements} from './default-layout.js';

/** Height and width of a button over the video, px. The buttons of the danmaku grow with the text, 2.75em. */
const BUTTON_PX = 44;

/** Buttons of the player, and the width of its volume slider in landscape, em. */
const PLAYER_BUTTONS = 4;
const VOLUME_EM = 5.5;

/** Half of the height of the button over a video that waits for a tap, with space around it, px. */
const TAP_HALF_PX = 34;

/**
 * Measures the free part of the stage and places the player's buttons in it. Each element draws its own controls, so a
 * grid cannot keep them apart.
 */
export class StagePlaces {
  readonly #elements: LayoutElements;
  readonly #layout: HTMLElement;
  readonly #isRtl: () => boolean;
  readonly #observer = new ResizeObserver(() => this.#placeLater(true));
  #composer: HTMLElement | null = null;
  #className = '';
  #frame = 0;
  #placesAll = false;

  constructor(layout: HTMLElement, elements: LayoutElements, isRtl: () => boolean) {
    this.#layout = layout;
    this.#elements = elements;
    this.#isRtl = isRtl;
    const {header, product, chat} = elements;
    for (const element of [layout, header, product, chat, this.#area('bar')]) this.#observer.observe(element);
  }

  /** Called after each update of the room. */
  update(): void {
    const composer = this.#elements.chat.shadowRoot?.querySelector<HTMLElement>('[part~=composer]');
    const {className} = this.#layout;
    if (composer === this.#composer && className === this.#className) return; // Changes of sizes are observed. Measuring costs a layout.
    if (composer && composer !== this.#composer) this.#observer.observe(composer);
    this.#composer = composer ?? null;
    this.#className = className;
    this.#place();
    this.#placeLater();
  }

  stop(): void {
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  /**
   * Places in the next frame, because it changes observed sizes. Within an observer's call this would be an error of
   * the page.
   */
  #placeLater(all = false): void {
    cancelAnimationFrame(this.#frame);
    this.#placesAll ||= all;
    this.#frame = requestAnimationFrame(() => {
      if (this.#placesAll) this.#place();
      this.#placesAll = false;
      this.#placeBesideBar();
    });
  }

  #area(name: 'stage' | 'aside' | 'bar'): HTMLElement {
    return this.#layout.querySelector<HTMLElement>(`.${name}`)!;
  }

  #place(): void {
    const layout = this.#layout;
    const {player, danmaku, header, product} = this.#elements;
    const stage = this.#area('stage');
    const aside = this.#area('aside');
    const overlay = layout.classList.contains('overlay') && aside.offsetHeight > 0;
    if (header.offsetHeight > BUTTON_PX || !header.isConnected) layout.dataset.placed = '';
    const em = parseFloat(getComputedStyle(layout).fontSize);
    const width = stage.clientWidth;
    const top = header.isConnected ? header.offsetTop + header.offsetHeight : 0;
    const isRow = product.isConnected && (!overlay || layout.classList.contains('tight'));
    // The height that the product has after its script has loaded, so that nothing moves then.
    const rowEm = layout.classList.contains('with-product') ? (layout.classList.contains('short') ? 4 : 5.9) : 0;
    const rowTop = Math.min(product.offsetTop, stage.clientHeight - (overlay ? 0 : rowEm * em));
    const bottom = isRow ? rowTop : overlay ? aside.offsetTop : stage.clientHeight;

    const settings = danmaku.isConnected ? 6 * em + 8 : 0;
    const controls = PLAYER_BUTTONS * BUTTON_PX + 0.75 * em + (overlay ? 0 : VOLUME_EM * em);
    const fits = settings + controls + em <= width;
    const end = 0.5 * em + (fits ? settings : 0);
    const line = fits || !settings ? 0 : 2.75 * em + 4;
    const block = overlay ? `${top + line}px` : `${stage.clientHeight - bottom + 0.5 * em + line}px`;
    const [left, right] = this.#isRtl() ? [`${end}px`, 'auto'] : ['auto', `${end}px`];
    const middle = (top + bottom) / 2;
    const messageTop = overlay ? Math.max(middle, top + line + BUTTON_PX + TAP_HALF_PX) : middle;

    set(
      player,
      '--live-player-controls-inset',
      overlay ? `${block} ${right} auto ${left}` : `auto ${right} ${block} ${left}`,
    );
    set(player, '--live-player-message-top', `${messageTop}px`);
    set(layout, '--_free-top', `${top}px`);
    set(layout, '--_controls', `${(line ? line + BUTTON_PX : Math.max(BUTTON_PX, settings && 2.75 * em)) + 4}px`);
    set(layout, '--_foot', `${stage.clientHeight - bottom}px`);
  }

  #placeBesideBar(): void {
    const layout = this.#layout;
    if (layout.dataset.writing !== undefined) return;
    const {chat} = this.#elements;
    const [aside, bar] = [this.#area('aside'), this.#area('bar')];
    // Reserves the place of a composer that has not loaded, so that nothing moves when it is added.
    const hasComposer = !chat.hasAttribute('readonly');
    const composer = (hasComposer && this.#composer?.offsetHeight) || 0;
    // Content that the page puts below the composer is also below the bar. Without a composer, the bar is below the
    // chat.
    const below = aside.offsetTop + aside.offsetHeight - chat.offsetTop - chat.offsetHeight;
    set(layout, '--_bar', `${bar.offsetWidth}px`);
    set(layout, '--_bar-end', `${hasComposer ? below : 0}px`);
    set(layout, '--_talk-end', `${hasComposer ? 0 : bar.offsetHeight}px`);
    set(layout, '--_composer', `${below + (hasComposer ? composer : bar.offsetHeight)}px`);
  }
}

/** Sets a property only when it changes, because an equal value would cost a style computation. */
function set({style}: HTMLElement, name: string, value: string): void {
  if (style.getPropertyValue(name) !== value) style.setProperty(name, value);
}
