import type {PresentationTerms} from '../../../locales/presentation-terms.js';
import {createElement} from '../../base/dom.js';
import {frameButton} from './frame-button.js';
import {HistoryEntry} from './history-entry.js';
import {lockScroll} from './scroll-lock.js';

export interface DialogOptions {
  readonly terms: PresentationTerms;
  readonly onMinimize: () => void;
  /** The page hid the room or an element around it. */
  readonly onHidden: () => void;
  readonly onClose: () => void;
}

/** A room over the page: a modal dialog, so that the browser keeps the focus inside and the page behind inert. */
export class DialogView {
  readonly node = createElement('dialog', 'dialog', 'dialog');
  /** Contains the slot of the room. */
  readonly box = createElement('div', 'box');
  readonly #onMinimize: () => void;
  /** A modal dialog that is not drawn would make the page inert. */
  readonly #drawn: IntersectionObserver;
  #history: HistoryEntry | undefined;
  #unlockScroll: (() => void) | undefined;

  constructor({terms, onMinimize, onHidden, onClose}: DialogOptions) {
    this.#onMinimize = onMinimize;
    this.#drawn = new IntersectionObserver(() => this.node.getClientRects().length || onHidden());
    this.node.setAttribute('aria-label', terms.room);
    const buttons = createElement('div', 'buttons');
    buttons.append(frameButton('minimize', terms.minimize, onMinimize), frameButton('close', terms.close, onClose));
    this.node.append(buttons, this.box);
    this.node.addEventListener('cancel', this.#handleCancel);
    this.node.addEventListener('close', this.#handleCancel);
  }

  open(): void {
    this.node.showModal();
    this.#drawn.observe(this.node);
    this.#unlockScroll = lockScroll();
    this.#history = new HistoryEntry(this.#onMinimize);
  }

  close(): void {
    this.node.removeEventListener('close', this.#handleCancel);
    this.#drawn.disconnect();
    this.#unlockScroll?.();
    this.#history?.remove();
    this.node.close();
    this.node.remove();
  }

  /**
   * Closes by Escape and by the back gesture of Android. A dialog of the room above this one fires its own event, which
   * does not bubble.
   */
  readonly #handleCancel = (event: Event) => {
    if (event.target !== this.node) return;
    event.preventDefault();
    this.#onMinimize();
  };
}
