import type {CommentPart} from '../../protocol/messages.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {createButton} from '../base/dom.js';
import type {FollowLatest} from './follow-latest.js';
import {preserveScroll} from './preserve-scroll.js';
import {linkify} from './linked-text.js';
import {collapseBlankLines, LINK_MAX_CHARS, shorten} from './shorten.js';

export interface ExpandableTextsOptions {
  /** The scrolling list, and the element in it that contains the rows. */
  readonly list: HTMLElement;
  readonly rows: HTMLElement;
  readonly follow: FollowLatest;
  readonly localize: LocalizeController;
  /** Called when the reader's position has changed. */
  readonly onScrollChange: () => void;
}

/**
 * Shortens long comments: draws the beginning, and a button that shows the rest. It uses DOM calls, like the rows of
 * the list.
 */
export class ExpandableTexts {
  readonly #options: ExpandableTextsOptions;
  /** Keys of opened comments; at most as many as the list keeps. */
  readonly #expanded = new Set<string>();

  constructor(options: ExpandableTextsOptions) {
    this.#options = options;
  }

  /**
   * Fills an element with a comment. Returns the button that shows the rest, if there is more.
   *
   * @param renderMedia Draws a part that is not text.
   */
  render(
    container: HTMLElement,
    key: string,
    comment: readonly CommentPart[],
    renderMedia: (part: CommentPart) => Node | string,
  ): readonly HTMLElement[] {
    const parts = comment.map((part) => ({...part, text: collapseBlankLines(part.text)}));
    const short = shorten(parts);
    const draw = () => {
      const isCollapsed = short && !this.#expanded.has(key);
      const maxChars = isCollapsed ? LINK_MAX_CHARS : Infinity;
      const nodes = (isCollapsed ? short : parts).flatMap((part): readonly (Node | string)[] =>
        part.text || part.kind === 'text' ? linkify(part.text, maxChars) : [renderMedia(part)],
      );
      container.replaceChildren(...nodes);
    };
    draw();
    if (!short) return [];
    const toggle = createButton('show-more', () => this.#toggle(key, () => (draw(), this.#updateLabel(toggle, key))));
    this.#updateLabel(toggle, key);
    return [toggle];
  }

  #updateLabel(toggle: HTMLButtonElement, key: string): void {
    const isExpanded = this.#expanded.has(key);
    toggle.setAttribute('aria-expanded', `${isExpanded}`);
    toggle.textContent = this.#options.localize.term(isExpanded ? 'showLess' : 'showMore');
  }

  /**
   * Opens or closes a comment without moving it. A list that follows its end would scroll to the end of the opened
   * comment.
   */
  #toggle(key: string, draw: () => void): void {
    const {list, rows, follow, onScrollChange} = this.#options;
    if (!this.#expanded.delete(key)) this.#expanded.add(key);
    if (follow.following) follow.stopFollowing();
    preserveScroll(list, rows, draw);
    follow.handleScroll(list);
    onScrollChange();
  }
}
