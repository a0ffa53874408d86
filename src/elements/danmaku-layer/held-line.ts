import {render, type TemplateResult} from 'lit';
import {hasFocus} from '../base/has-focus.js';
import {pressedKey} from '../base/pressed-key.js';
import {centerOf, toLocalPoint} from '../base/local-position.js';
import type {DanmakuLine} from './line.js';
import {createPictureBox} from './picture-box.js';

/** Shows a still copy of one line in front of the others. The line itself is hidden and scrolls on. */
export class HeldLine {
  readonly #box: HTMLElement;
  readonly #copy: HTMLElement;
  readonly #actions: HTMLSlotElement;
  readonly #root: ShadowRoot;
  #line: DanmakuLine | undefined;
  #node: HTMLElement | undefined;
  #selected = false;
  #left = 0;
  #top = 0;
  #lifetime = new AbortController();

  /**
   * @param box Positioned on the stage. Contains the copy and the slot of its actions. @param root The layer's shadow
   * root, in which the box is placed.
   */
  constructor(box: HTMLElement, root: ShadowRoot) {
    this.#box = box;
    this.#root = root;
    this.#copy = box.querySelector<HTMLElement>('.copy')!;
    this.#actions = box.querySelector('slot')!;
  }

  /** The line that is held. */
  get line(): DanmakuLine | undefined {
    return this.#line;
  }

  /**
   * Holds a line at the current place of its node. A line that was not selected is released when the pointer leaves.
   */
  hold(line: DanmakuLine, node: HTMLElement): void {
    this.release();
    this.#line = line;
    this.#node = node;
    this.#copy.textContent = node.textContent;
    if (line.picture) this.#copy.prepend(createPictureBox(line.picture));
    this.#copy.className = `${node.className} copy`;
    if (line.badge) this.#copy.dataset.badge = line.badge;
    else delete this.#copy.dataset.badge;
    this.#copy.style.color = node.style.color;
    this.#copy.style.fontSize = getComputedStyle(node).fontSize;
    this.#box.hidden = false;
    this.#position(node);
    node.style.visibility = 'hidden';
    this.#listen();
  }

  /** Keeps the line when the pointer leaves it, as long as it has actions. */
  select(): void {
    this.#selected = true;
  }

  /** Shows actions for the line, unless the page has filled the slot. */
  showActions(actions: readonly TemplateResult[]): void {
    render(actions, this.#actions);
    this.#clampToStage();
  }

  release(): void {
    this.#lifetime.abort();
    this.#box.hidden = true;
    if (this.#node) this.#node.style.visibility = '';
    this.#line = this.#node = undefined;
    this.#selected = false;
    render([], this.#actions);
  }

  #listen(): void {
    const {signal} = (this.#lifetime = new AbortController());
    this.#box.addEventListener('pointerleave', () => this.#handlePointerLeave(), {signal});
    document.addEventListener('keydown', (event) => pressedKey(event) === 'Escape' && this.release(), {signal});
    document.addEventListener('pointerdown', (event) => event.composedPath().includes(this.#box) || this.release(), {
      signal,
    });
  }

  #handlePointerLeave(): void {
    const actions = this.#actions.assignedElements({flatten: true}) as HTMLElement[];
    const inUse = this.#selected && actions.some(({hidden}) => !hidden);
    if (!inUse && !hasFocus(this.#box)) this.release();
  }

  #position(node: HTMLElement): void {
    const {x, y} = toLocalPoint(this.#root, centerOf(node));
    this.#left = x - node.offsetWidth / 2;
    this.#top = y - node.offsetHeight / 2;
    this.#clampToStage();
  }

  /** Moves the box so that all of it is on the stage. */
  #clampToStage(): void {
    const {clientWidth: width, clientHeight: height} = this.#box.offsetParent!;
    const {style, offsetWidth, offsetHeight} = this.#box;
    style.left = `${Math.max(0, Math.min(this.#left, width - offsetWidth))}px`;
    style.top = `${Math.max(0, Math.min(this.#top, height - offsetHeight))}px`;
  }
}
