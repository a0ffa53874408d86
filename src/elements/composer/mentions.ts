import {hasPhrase} from '../../protocol/fold.js';
import {createElement} from '../base/dom.js';

/** Maximum number of names offered at once. */
const SUGGESTIONS_MAX = 5;

/** Matches an @ at the beginning or after a space, and the part of a name between it and the caret. */
const MENTION_PREFIX = /(?:^|\s)@(\S{0,32})$/;

export interface MentionsOptions {
  readonly input: HTMLTextAreaElement;
  /** The element around the input, which the list is added to. */
  readonly container: HTMLElement;
  readonly label: () => string;
  /** Names of recent authors, the last first. */
  readonly recentAuthors: () => readonly string[];
  /** Called when a name was inserted. */
  readonly onTextChange: () => void;
}

/**
 * Offers the names of recent speakers after an @: arrow keys choose, Enter and Tab take, Escape closes.
 */
export class Mentions {
  readonly #options: MentionsOptions;
  readonly #list = createElement('ul', 'mentions');
  #suggestions: readonly string[] = [];
  /** Part of a name that the offered names belong to. */
  #suggestedPrefix: string | undefined;
  #activeIndex = 0;

  constructor(options: MentionsOptions) {
    this.#options = options;
    const {input, container} = options;
    this.#list.setAttribute('role', 'listbox');
    this.#list.id = 'mentions';
    this.#list.hidden = true;
    // Before the press moves the focus from the input.
    this.#list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#list.addEventListener('click', ({target}) => this.#insertNode(target as Element));
    input.setAttribute('aria-autocomplete', 'list');
    input.addEventListener('blur', () => this.close());
    container.append(this.#list);
  }

  /** Updates the offered names after the text or the caret has changed. */
  update(): void {
    const prefix = (this.#suggestedPrefix = this.#typedPrefix());
    const names = prefix === undefined ? [] : [...new Set(this.#options.recentAuthors())];
    this.#suggestions = names.filter((name) => hasPhrase(name, prefix!)).slice(0, SUGGESTIONS_MAX);
    this.#activeIndex = 0;
    this.#draw();
  }

  /** Handles a key. Returns true if the list used it. */
  handleKey(key: string): boolean {
    // An arrow key, a press or the page may have moved the caret since.
    if (this.#suggestions.length && this.#typedPrefix() !== this.#suggestedPrefix) this.update();
    if (!this.#suggestions.length) return false;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const step = key === 'ArrowDown' ? 1 : -1;
      this.#activeIndex = (this.#activeIndex + step + this.#suggestions.length) % this.#suggestions.length;
      this.#draw();
    } else if (key === 'Enter' || key === 'Tab') this.#insert(this.#suggestions[this.#activeIndex]!);
    else if (key === 'Escape') this.close();
    else return false;
    return true;
  }

  close(): void {
    this.#suggestions = [];
    this.#draw();
  }

  #typedPrefix(): string | undefined {
    const {value, selectionStart, selectionEnd} = this.#options.input;
    return selectionStart === selectionEnd ? MENTION_PREFIX.exec(value.slice(0, selectionStart))?.[1] : undefined;
  }

  #draw(): void {
    const {input, label} = this.#options;
    this.#list.setAttribute('aria-label', label());
    this.#list.hidden = !this.#suggestions.length;
    this.#list.replaceChildren(
      ...this.#suggestions.map((name, index) => {
        const option = createElement('li', 'mention');
        option.setAttribute('role', 'option');
        option.id = `mention-${index}`;
        option.setAttribute('aria-selected', `${index === this.#activeIndex}`);
        option.dir = 'auto';
        option.textContent = name;
        return option;
      }),
    );
    if (this.#suggestions.length) {
      input.setAttribute('aria-controls', this.#list.id);
      input.setAttribute('aria-activedescendant', `mention-${this.#activeIndex}`);
    } else {
      input.removeAttribute('aria-controls');
      input.removeAttribute('aria-activedescendant');
    }
  }

  #insertNode(node: Element): void {
    const name = this.#suggestions[[...this.#list.children].indexOf(node)];
    if (name !== undefined) this.#insert(name);
  }

  #insert(name: string): void {
    const {input, onTextChange} = this.#options;
    const prefix = this.#typedPrefix();
    this.close();
    if (prefix === undefined) return; // The caret has left the name.
    const at = input.selectionStart;
    const from = at - prefix.length;
    input.setRangeText(`${name} `, from, at, 'end');
    onTextChange();
  }
}
