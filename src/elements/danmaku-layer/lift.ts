import type {DanmakuLine} from './line.js';

/** Holds one line still in front of the others while its own place flies on, unseen. */
export class Lift {
  readonly #box: HTMLElement;
  readonly #copy: HTMLElement;
  readonly #actions: HTMLSlotElement;
  readonly #hide: HTMLButtonElement;
  #line: DanmakuLine | undefined;
  #node: HTMLElement | undefined;
  #selected = false;
  #shown = new AbortController();

  /** @param box Positioned on the stage; holds the copy and the slot of what can be done with it. */
  constructor(box: HTMLElement) {
    this.#box = box;
    this.#copy = box.querySelector<HTMLElement>('.copy')!;
    this.#actions = box.querySelector('slot')!;
    this.#hide = box.querySelector('button')!;
  }

  /** The line that is held. */
  get line(): DanmakuLine | undefined {
    return this.#line;
  }

  /** Holds a line where its node is now. One that was only pointed at is let go when the pointer leaves it. */
  hold(line: DanmakuLine, node: HTMLElement): void {
    this.release();
    this.#line = line;
    this.#node = node;
    this.#copy.textContent = node.textContent;
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

  /** It was clicked: it stays when the pointer leaves it, as long as there is something to do with it. */
  select(hide: string | undefined): void {
    this.#selected = true;
    this.#hide.hidden = !hide;
    this.#hide.textContent = hide ?? '';
    this.#moveTo(parseFloat(this.#box.style.left));
  }

  release(): void {
    this.#shown.abort();
    this.#box.hidden = true;
    if (this.#node) this.#node.style.visibility = '';
    this.#line = this.#node = undefined;
    this.#selected = false;
    this.#hide.hidden = true;
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
    const offered = this.#actions.assignedElements({flatten: true}) as HTMLElement[];
    const inUse = this.#selected && offered.some(({hidden}) => !hidden);
    if (!inUse && !this.#box.matches(':focus-within')) this.release();
  }

  #place(node: HTMLElement): void {
    const stage = this.#stage;
    const from = node.getBoundingClientRect();
    this.#box.style.top = `${from.top - stage.top}px`;
    this.#moveTo(from.left - stage.left);
  }

  #moveTo(left: number): void {
    this.#box.style.left = `${Math.max(0, Math.min(left, this.#stage.width - this.#box.offsetWidth))}px`;
  }

  get #stage(): DOMRect {
    return this.#box.offsetParent!.getBoundingClientRect();
  }
}
