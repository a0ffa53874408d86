import type {PresentationTerms} from '../../../locales/presentation-terms.js';
import type {Corner} from '../../../session/presented-key.js';
import {createElement} from '../../base/dom.js';
import {pressedKey} from '../../base/pressed-key.js';
import {frameButton} from './frame-button.js';
import {listenForDrag, zoomOf} from './mini-drag.js';
import {cornerAfterFlick, cornerTowards, limitWidth, nextWidth, type Point, type Size} from './mini-place.js';

/** Step of the width for the keys + and −, px. */
const KEY_STEP_PX = 24;

/** Width that the three buttons at the upper edge need, px. */
const THREE_BUTTONS_PX = 116;

export interface MiniOptions {
  readonly terms: PresentationTerms;
  readonly corner: Corner;
  /** Width in px. Default: a small one. */
  readonly width: number | undefined;
  /** Width by height of the picture. */
  readonly aspect: number;
  /** Vertical and horizontal distance from the edges of the window, px. */
  readonly offset: readonly [number, number];
  readonly onExpand: () => void;
  /** Undefined if the browser has no window over other programs. */
  readonly onWindow: (() => void) | undefined;
  readonly onClose: () => void;
}

/** A small player in a corner of the window. It is a popover, so that no element of the page covers or moves it. */
export class MiniView {
  readonly node = createElement('div', 'mini', 'mini');
  /** Contains the slot of the room. */
  readonly box = createElement('div', 'box');
  readonly #lifetime = new AbortController();
  readonly #unread = createElement('span', 'unread');
  readonly #unreadLabel: string;
  readonly #expand: HTMLButtonElement;
  #toWindow: HTMLButtonElement | undefined;
  #options: MiniOptions;
  #corner: Corner;
  #width: number;

  constructor(options: MiniOptions) {
    this.#options = options;
    const {terms, onExpand, onWindow, onClose, corner, width} = options;
    this.#corner = corner;
    this.#width = width ?? nextWidth(0, options.aspect, this.#window);
    this.#unreadLabel = terms.unread;
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', terms.room);
    this.#expand = frameButton('expand', terms.expand, onExpand);
    const buttons = createElement('div', 'buttons');
    buttons.append(this.#expand);
    if (onWindow) buttons.append((this.#toWindow = frameButton('window', terms.window, onWindow)));
    buttons.append(frameButton('close', terms.close, onClose));
    const size = frameButton('size', terms.size, () =>
      this.#resize(nextWidth(this.#width, this.#options.aspect, this.#window)),
    );
    this.node.append(buttons, this.box, this.#unread, size);
    this.unread = 0;
    this.#listen(size);
  }

  get corner(): Corner {
    return this.#corner;
  }

  get width(): number {
    return this.#width;
  }

  /** Number of comments since the room became small. */
  set unread(count: number) {
    this.#unread.hidden = !count;
    const label = createElement('span', 'hidden-text');
    label.textContent = `${this.#unreadLabel} `;
    this.#unread.replaceChildren(label, count > 99 ? '99+' : `${count}`);
  }

  open(): void {
    this.node.setAttribute('popover', 'manual');
    // Older browsers have no popovers. There it is fixed, and an element of the page may cover it.
    (this.node as {showPopover?: () => void}).showPopover?.();
    this.#place();
  }

  focus(): void {
    this.#expand.focus({preventScroll: true});
  }

  update(changes: Pick<MiniOptions, 'aspect' | 'offset'>): void {
    this.#options = {...this.#options, ...changes};
    this.#place();
  }

  close(): void {
    this.#lifetime.abort();
    this.node.remove();
  }

  /** Size of the window in the node's own px, which the page may zoom. */
  get #window(): Size {
    const zoom = zoomOf(this.node);
    return {width: document.documentElement.clientWidth / zoom, height: innerHeight / zoom};
  }

  #listen(size: HTMLElement): void {
    const {signal} = this.#lifetime;
    const {node} = this;
    addEventListener('resize', () => this.#place(), {signal});
    let start: Point | undefined;
    const isControl = (event: Event) =>
      event.composedPath().some((target) => target instanceof Element && target.matches('button, input, a'));
    listenForDrag(
      node,
      {
        accepts: (event) => !isControl(event),
        onMove: ({x, y}) => {
          start ??= {x: node.offsetLeft, y: node.offsetTop};
          node.classList.add('dragged');
          this.#moveTo(start.x + x, start.y + y);
        },
        onEnd: (velocity) => {
          start = undefined;
          node.classList.remove('dragged');
          const center = {x: node.offsetLeft + node.offsetWidth / 2, y: node.offsetTop + node.offsetHeight / 2};
          this.#corner = cornerAfterFlick(center, velocity, this.#window);
          this.#place();
        },
      },
      signal,
    );
    let startWidth: number | undefined;
    listenForDrag(
      size,
      {
        accepts: () => true,
        onMove: ({x}) => {
          startWidth ??= this.#width;
          node.classList.add('dragged');
          this.#resize(startWidth + (this.#corner.endsWith('left') ? x : -x));
        },
        onEnd: () => {
          startWidth = undefined;
          node.classList.remove('dragged');
        },
      },
      signal,
    );
    node.addEventListener('click', (event) => !isControl(event) && this.#options.onExpand(), {signal});
    node.addEventListener('keydown', (event) => this.#handleKey(event), {signal});
  }

  #handleKey(event: KeyboardEvent): void {
    if (event.composedPath().some((target) => target instanceof HTMLInputElement)) return;
    const key = pressedKey(event);
    const step = {'+': KEY_STEP_PX, '=': KEY_STEP_PX, '-': -KEY_STEP_PX}[key];
    const isArrow = key.startsWith('Arrow');
    if (step) this.#resize(this.#width + step);
    else if (isArrow) this.#corner = cornerTowards(this.#corner, key);
    else return;
    event.preventDefault();
    this.#place();
  }

  #resize(width: number): void {
    this.#width = limitWidth(width, this.#options.aspect, this.#window);
    this.#place();
  }

  #place(): void {
    const {aspect, offset} = this.#options;
    const window = this.#window;
    const width = limitWidth(this.#width, aspect, window);
    const height = Math.round(width / aspect);
    const {style} = this.node;
    style.setProperty('--_width', `${width}px`);
    style.setProperty('--_height', `${height}px`);
    if (this.#toWindow) this.#toWindow.hidden = width < THREE_BUTTONS_PX;
    const [vertical, horizontal] = offset;
    const x = this.#corner.endsWith('left') ? horizontal : window.width - width - horizontal;
    const y = this.#corner.startsWith('top') ? vertical : window.height - height - vertical;
    this.#moveTo(Math.max(0, x), Math.max(0, y));
  }

  #moveTo(x: number, y: number): void {
    Object.assign(this.node.style, {left: `${x}px`, top: `${y}px`});
  }
}
