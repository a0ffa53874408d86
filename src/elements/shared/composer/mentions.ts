import {hasPhrase} from '../../../protocol/fold.js';
import {element} from '../nodes.js';

/** What is offered at once. */
const OFFERED_MAX = 5;

/** An @ at the beginning or after a space, and what was written of a name since, up to the caret. */
const BEGUN = /(?:^|\s)@(\S{0,32})$/;

export interface MentionsOptions {
  readonly input: HTMLTextAreaElement;
  /** Where the list stands: around the input. */
  readonly place: HTMLElement;
  readonly label: () => string;
  /** Names of those who spoke, the last first. */
  readonly speakers: () => readonly string[];
  /** The text was completed. */
  readonly changed: () => void;
}

/**
 * Offers the names of recent speakers after an @: arrow keys choose, Enter and Tab take, Escape closes.
 */
export class Mentions {
  readonly #options: MentionsOptions;
  readonly #list = element('ul', 'mentions');
  #offered: readonly string[] = [];
  /** What was written of a name when they were offered. */
  #offeredFor: string | undefined;
  #chosen = 0;

  constructor(options: MentionsOptions) {
    this.#options = options;
    const {input, place} = options;
    this.#list.setAttribute('role', 'listbox');
    this.#list.id = 'mentions';
    this.#list.hidden = true;
    // Before the press takes the focus from the input.
    this.#list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#list.addEventListener('click', ({target}) => this.#takeNode(target as Element));
    input.setAttribute('aria-autocomplete', 'list');
    input.addEventListener('blur', () => this.close());
    place.append(this.#list);
  }

  /** The text or the caret moved. */
  update(): void {
    const begun = (this.#offeredFor = this.#begun());
    const names = begun === undefined ? [] : [...new Set(this.#options.speakers())];
    this.#offered = names.filter((name) => hasPhrase(name, begun!)).slice(0, OFFERED_MAX);
    this.#chosen = 0;
    this.#draw();
  }

  /** Whether a key was for the list. */
  key(key: string): boolean {
    // The caret may have been moved since, by an arrow key, a press or the page.
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
        const option = element('li', 'mention');
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
    if (begun === undefined) return; // The caret is elsewhere by now.
    const at = input.selectionStart;
    const from = at - begun.length;
    input.setRangeText(`${name} `, from, at, 'end');
    changed();
  }
}
