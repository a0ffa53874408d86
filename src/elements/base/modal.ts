import {createElement} from './dom.js';
import {adoptStyles, type Styles} from './adopt-styles.js';

/**
 * A modal dialog with its stylesheet. Both are in the element's shadow tree while it is open. Escape or a press outside
 * closes it, and the focus returns to the element that had it.
 */
export class Modal {
  readonly node: HTMLDialogElement;
  readonly #closed = new AbortController();

  /** @param label Name of the dialog for screen readers. */
  constructor(name: string, label: string) {
    this.node = createElement('dialog', name);
    this.node.setAttribute('aria-label', label);
  }

  /** Aborted when the dialog closes. */
  get signal(): AbortSignal {
    return this.#closed.signal;
  }

  open(root: ShadowRoot, styles: Styles): void {
    const {node, signal} = this;
    signal.addEventListener('abort', adoptStyles(root, styles));
    node.addEventListener('close', () => this.close(), {signal});
    node.addEventListener('click', ({target}) => target === node && this.close(), {signal});
    root.append(node);
    node.showModal();
  }

  close(): void {
    this.#closed.abort();
    this.node.close();
    this.node.remove();
  }
}
