import {hasFocus} from '../base/has-focus.js';
import {pressedKey} from '../base/pressed-key.js';
import type {Point} from '../base/local-position.js';
import type {DanmakuLine} from './line.js';
import {pictureBox, type FillBox} from './picture-box.js';

/** Shows a still copy of one line in front of the others; the line itself flies on, hidden. */
export class Lift {
  readonly #box: HTMLElement;
  readonly #copy: HTMLElement;
  readonly #actions: HTMLSlotElement;
  readonly #fill: FillBox;
  readonly #middleOf: (node: HTMLElement) => Point;
  #line: DanmakuLine | undefined;
  #node: HTMLElement | undefined;
  #selected = false;
  #left = 0;
  #top = 0;
  #shown = new AbortController();

  /**
   * @param box Positioned on the stage; contains the copy and the slot of its actions.
   * @param middleOf Returns the centre of a line, in px of the box's containing block.
   */
  constructor(box: HTMLElement, fill: FillBox, middleOf: (node: HTMLElement) => Point) {
    this.#box = box;
    this.#fill = fill;
    this.#middleOf = middleOf;
    this.#copy = box.querySelector<HTMLElement>('.copy')!;
    this.#actions = box.querySelector('slot')!;
  }

  /** The line that is held. */
  get line(): DanmakuLine | undefined {
    return this.#line;
  }

  /** Lifts a line at the place where its node is now. It is released when the pointer leaves, unless it was selected. */
  hold(line: DanmakuLine, node: HTMLElement): void {
    this.release();
    this.#line = line;
    this.#node = node;
    this.#copy.textContent = node.textContent;
    if (line.picture) this.#copy.prepend(pictureBox(line.picture, this.#fill));
    this.#copy.className = `${node.className} copy`;
    if (line.badge) this.#copy.dataset.badge = line.badge;
    else delete this.#copy.dataset.badge;
    this.#copy.style.color = node.style.color;
    this.#copy.style.fontSize = getComputedStyle(node).fontSize;
    this.#box.hidden = false;
    this.#place(node);
    node.style.visibility = 'hidden';
    this.#listen();
  }

  /** Keeps the line when the pointer leaves it, as long as it has actions. */
  select(): void {
    this.#selected = true;
  }

  /** Shows actions for the line, unless the page has filled the slot. */
  offer(actions: readonly HTMLElement[]): void {
    this.#actions.replaceChildren(...actions);
    this.#keepIn();
  }

  release(): void {
    this.#shown.abort();
    this.#box.hidden = true;
    if (this.#node) this.#node.style.visibility = '';
    this.#line = this.#node = undefined;
    this.#selected = false;
    this.#actions.replaceChildren();
  }

  #listen(): void {
    const {signal} = (this.#shown = new AbortController());
    this.#box.addEventListener('pointerleave', () => this.#pointerLeft(), {signal});
    document.addEventListener('keydown', (event) => pressedKey(event) === 'Escape' && this.release(), {signal});
    document.addEventListener('pointerdown', (event) => event.composedPath().includes(this.#box) || this.release(), {
      signal,
    });
  }

  #pointerLeft(): void {
    const offered = this.#actions.assignedElements({flatten: true}) as HTMLElement[];
    const inUse = this.#selected && offered.some(({hidden}) => !hidden);
    if (!inUse && !hasFocus(this.#box)) this.release();
  }

  #place(node: HTMLElement): void {
    const {x, y} = this.#middleOf(node);
    this.#left = x - node.offsetWidth / 2;
    this.#top = y - node.offsetHeight / 2;
    this.#keepIn();
  }

  /** Moves the box so that all of it is on the stage. */
  #keepIn(): void {
    const {clientWidth: width, clientHeight: height} = this.#box.offsetParent!;
    const {style, offsetWidth, offsetHeight} = this.#box;
    style.left = `${Math.max(0, Math.min(this.#left, width - offsetWidth))}px`;
    style.top = `${Math.max(0, Math.min(this.#top, height - offsetHeight))}px`;
  }
}
