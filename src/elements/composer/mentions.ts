import {hasPhrase} from '../../protocol/fold.js';
import {createElement} from '../base/dom.js';

/** Maximum number of names offered at once. */
const OFFERED_MAX = 5;

/** Matches an @ at the beginning or after a space, and the part of a name between it and the caret. */
const BEGUN = /(?:^|\s)@(\S{0,32})$/;

export interface MentionsOptions {
  readonly input: HTMLTextAreaElement;
  /** The element around the input, which the list is added to. */
  readonly place: HTMLElement;
  readonly label: () => string;
  /** Names of recent authors, the last first. */
  readonly speakers: () => readonly string[];
  /** Called when a name was inserted. */
  readonly changed: () => void;
}

/**
 * Offers the names of recent speakers after an @: arrow keys choose, Enter and Tab take, Escape closes.
 */
export class Mentions {
  readonly #options: MentionsOptions;
  readonly #list = createElement('ul', 'mentions');
  #offered: readonly string[] = [];
  /** Part of a name that the offered names belong to. */
  #offeredFor: string | undefined;
  #chosen = 0;

  constructor(options: MentionsOptions) {
    this.#options = options;
    const {input, place} = options;
    this.#list.setAttribute('role', 'listbox');
    this.#list.id = 'mentions';
    this.#list.hidden = true;
    // Before the press moves the focus from the input.
    this.#list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#list.addEventListener('click', ({target}) => this.#takeNode(target as Element));
    input.setAttribute('aria-autocomplete', 'list');
    input.addEventListener('blur', () => this.close());
    place.append(this.#list);
  }

  /** Updates the offered names after the text or the caret has changed. */
  update(): void {
    const begun = (this.#offeredFor = this.#begun());
    const names = begun === undefined ? [] : [...new Set(this.#options.speakers())];
    this.#offered = names.filter((name) => hasPhrase(name, begun!)).slice(0, OFFERED_MAX);
    this.#chosen = 0;
    this.#draw();
  }

  /** Handles a key. Returns true if the list used it. */
  key(key: string): boolean {
    // An arrow key, a press or the page may have moved the caret since.
    if (this.#offered.length && this.#begun() !== this.#offeredFor) this.update();
    if (!this.#offered.length) return false;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const step = key === 'ArrowDown' ? 1 : -1;
      this.#chosen = (this.#chosen + step + this.#offered.length) % this.#offered.length;
      this.#draw();
    } else if (key === 'Enter' || key === 'Tab') this.#take(this.#offered[this.#chosen]!);
    else if (key === 'Escape') this.close();
    else return false;
    return true;
  }

  close(): void {
    this.#offered = [];
    this.#draw();
  }

  #begun(): string | undefined {
    const {value, selectionStart, selectionEnd} = this.#options.input;
    return selectionStart === selectionEnd ? BEGUN.exec(value.slice(0, selectionStart))?.[1] : undefined;
  }

  #draw(): void {
    const {input, label} = this.#options;
    this.#list.setAttribute('aria-label', label());
    this.#list.hidden = !this.#offered.length;
    this.#list.replaceChildren(
      ...this.#offered.map((name, index) => {
        const option = createElement('li', 'mention');
        option.setAttribute('role', 'option');
        option.id = `mention-${index}`;
        option.setAttribute('aria-selected', `${index === this.#chosen}`);
        option.dir = 'auto';
        option.textContent = name;
        return option;
      }),
    );
    if (this.#offered.length) {
      input.setAttribute('aria-controls', this.#list.id);
      input.setAttribute('aria-activedescendant', `mention-${this.#chosen}`);
    } else {
      input.removeAttribute('aria-controls');
      input.removeAttribute('aria-activedescendant');
    }
  }

  #takeNode(node: Element): void {
    const name = this.#offered[[...this.#list.children].indexOf(node)];
    if (name !== undefined) this.#take(name);
  }

  #take(name: string): void {
    const {input, changed} = this.#options;
    const begun = this.#begun();
    this.close();
    if (begun === undefined) return; // The caret has left the name.
    const at = input.selectionStart;
    const from = at - begun.length;
    input.setRangeText(`${name} `, from, at, 'end');
    changed();
  }
}
