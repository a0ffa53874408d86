import type {DanmakuLine} from './line.js';

/** Holds one line still in front of the others while its own place flies on, unseen. */
export class Lift {
  readonly #box: HTMLElement;
  readonly #copy: HTMLElement;
  readonly #actions: HTMLSlotElement;
  #line: DanmakuLine | undefined;
  #node: HTMLElement | undefined;
  #selected = false;
  #shown = new AbortController();

  /** @param box Positioned on the stage; holds the copy and the slot of what can be done with it. */
  constructor(box: HTMLElement) {
    this.#box = box;
    this.#copy = box.querySelector<HTMLElement>('.copy')!;
    this.#actions = box.querySelector('slot')!;
  }

  /** The line that is held. */
  get line(): DanmakuLine | undefined {
    return this.#line;
  }

  /** Holds a line where its node is now. One that was only pointed at is let go when the pointer leaves it. */
  hold(line: DanmakuLine, node: HTMLElement, {selected}: {readonly selected: boolean}): void {
    this.release();
    this.#line = line;
    this.#node = node;
    this.#selected = selected;
    this.#copy.textContent = node.textContent;
    this.#copy.className = `${node.className} copy`;
    this.#copy.style.color = node.style.color;
    this.#copy.style.fontSize = getComputedStyle(node).fontSize;
    this.#box.hidden = false;
    this.#place(node);
    node.style.visibility = 'hidden';
    this.#listen();
  }

  /** Keeps the held line when the pointer leaves it, as long as there is something to do with it. */
  select(): void {
    this.#selected = true;
  }

  release(): void {
    this.#shown.abort();
    this.#box.hidden = true;
    if (this.#node) this.#node.style.visibility = '';
    this.#line = this.#node = undefined;
  }

  #listen(): void {
    const {signal} = (this.#shown = new AbortController());
    this.#box.addEventListener('pointerleave', () => this.#left(), {signal});
    document.addEventListener('keydown', ({key}) => key === 'Escape' && this.release(), {signal});
    document.addEventListener('pointerdown', (event) => event.composedPath().includes(this.#box) || this.release(), {
      signal,
    });
  }

  #left(): void {
    const inUse = this.#selected && this.#actions.assignedElements().length > 0;
    if (!inUse && !this.#box.matches(':focus-within')) this.release();
  }

  /** Where the line is, but whole on the stage. */
  #place(node: HTMLElement): void {
    const stage = this.#box.offsetParent!.getBoundingClientRect();
    const from = node.getBoundingClientRect();
    const left = Math.min(from.left - stage.left, stage.width - this.#box.offsetWidth);
    this.#box.style.left = `${Math.max(0, left)}px`;
    this.#box.style.top = `${from.top - stage.top}px`;
  }
}
