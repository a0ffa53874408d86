import type {CommentPart} from '../../protocol/messages.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {createButton} from '../base/dom.js';
import type {FollowLatest} from './follow-latest.js';
import {holdStill} from './preserve-scroll.js';
import {linked} from './linked-text.js';
import {foldBlankLines, LINK_MAX_CHARS, shortened} from './shorten.js';

export interface LongTextsOptions {
  /** The scrolling list, and the element in it that contains the rows. */
  readonly list: HTMLElement;
  readonly rows: HTMLElement;
  readonly follow: FollowLatest;
  readonly text: LocalizeController;
  /** Called when the reader's position has changed. */
  readonly changed: () => void;
}

/** Shortens long comments: draws the beginning, and a button that shows the rest. */
export class LongTexts {
  readonly #options: LongTextsOptions;
  /** Keys of opened comments; at most as many as the list keeps. */
  readonly #opened = new Set<string>();

  constructor(options: LongTextsOptions) {
    this.#options = options;
  }

  /**
   * Fills an element with a comment. Returns the button that shows the rest, if there is more.
   *
   * @param show Draws a part that is not text.
   */
  fill(
    place: HTMLElement,
    key: string,
    said: readonly CommentPart[],
    show: (part: CommentPart) => Node | string,
  ): readonly HTMLElement[] {
    const parts = said.map((part) => ({...part, text: foldBlankLines(part.text)}));
    const short = shortened(parts);
    const draw = () => {
      const isShort = short && !this.#opened.has(key);
      const most = isShort ? LINK_MAX_CHARS : Infinity;
      const nodes = (isShort ? short : parts).flatMap((part): readonly (Node | string)[] =>
        part.text || part.kind === 'text' ? linked(part.text, most) : [show(part)],
      );
      place.replaceChildren(...nodes);
    };
    draw();
    if (!short) return [];
    const toggle = createButton('unfold', () => this.#toggle(key, () => (draw(), this.#label(toggle, key))));
    this.#label(toggle, key);
    return [toggle];
  }

  #label(toggle: HTMLButtonElement, key: string): void {
    const isOpen = this.#opened.has(key);
    toggle.setAttribute('aria-expanded', `${isOpen}`);
    toggle.textContent = this.#options.text.term(isOpen ? 'showLess' : 'showMore');
  }

  /** Opens or closes a comment without moving it. A list that follows its end would show the end of the opened comment. */
  #toggle(key: string, draw: () => void): void {
    const {list, rows, follow, changed} = this.#options;
    if (!this.#opened.delete(key)) this.#opened.add(key);
    if (follow.following) follow.leave();
    holdStill(list, rows, draw);
    follow.scrolled(list);
    changed();
  }
}
