import {html, type TemplateResult} from 'lit';
import {hasPhrase} from '../../protocol/text/fold.js';
import {adoptStyles} from '../base/adopt-styles.js';
import type {ToolHost} from './composer-options.js';
import {styles} from './mentions.styles.js';

/** Maximum number of names offered at once. */
const SUGGESTIONS_MAX = 5;

/** Matches an @ at the beginning or after a space, and the part of a name between it and the caret. */
const MENTION_PREFIX = /(?:^|\s)@(\S{0,32})$/;

export interface MentionsOptions {
  readonly label: () => string;
  /** Names of recent authors, the last first. */
  readonly recentAuthors: () => readonly string[];
}

/**
 * Offers the names of recent authors after an @. Arrow keys choose a name, Enter and Tab insert it, Escape closes the
 * list.
 */
export class Mentions {
  readonly #composer: ToolHost;
  readonly #options: MentionsOptions;
  #suggestions: readonly string[] = [];
  /** The typed part of a name for which the names are offered. */
  #suggestedPrefix: string | undefined;
  #activeIndex = 0;

  constructor(composer: ToolHost, options: MentionsOptions) {
    this.#composer = composer;
    this.#options = options;
    adoptStyles(composer.input.getRootNode() as ShadowRoot, styles);
    composer.input.setAttribute('aria-autocomplete', 'list');
    composer.input.addEventListener('blur', () => this.close());
  }

  template(): TemplateResult {
    return html`<ul
      class="mentions"
      id="mentions"
      role="listbox"
      aria-label=${this.#options.label()}
      ?hidden=${!this.#suggestions.length}
      @pointerdown=${keepFocus}
      @click=${this.#handleClick}
    >
      ${this.#suggestions.map((name, index) => this.#option(name, index))}
    </ul>`;
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
    // An arrow key, a press or the page may have moved the caret after the last update.
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
    const {value, selectionStart, selectionEnd} = this.#composer.input;
    return selectionStart === selectionEnd ? MENTION_PREFIX.exec(value.slice(0, selectionStart))?.[1] : undefined;
  }

  #draw(): void {
    const {input} = this.#composer;
    this.#composer.render();
    if (this.#suggestions.length) {
      input.setAttribute('aria-controls', 'mentions');
      input.setAttribute('aria-activedescendant', `mention-${this.#activeIndex}`);
    } else {
      input.removeAttribute('aria-controls');
      input.removeAttribute('aria-activedescendant');
    }
  }

  #option(name: string, index: number): TemplateResult {
    const selected = index === this.#activeIndex;
    const id = `mention-${index}`;
    return html`<li class="mention" id=${id} role="option" dir="auto" aria-selected=${selected}>${name}</li>`;
  }

  readonly #handleClick = ({target, currentTarget}: Event): void => {
    const index = [...(currentTarget as HTMLElement).children].indexOf(target as Element);
    const name = this.#suggestions[index];
    if (name !== undefined) this.#insert(name);
  };

  #insert(name: string): void {
    const {input} = this.#composer;
    const prefix = this.#typedPrefix();
    this.close();
    if (prefix === undefined) return; // The caret has left the name.
    const at = input.selectionStart;
    const from = at - prefix.length;
    input.setRangeText(`${name} `, from, at, 'end');
    this.#composer.handleInput();
  }
}

/** Handles a press before it moves the focus from the text field. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
