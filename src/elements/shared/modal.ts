import {element} from './nodes.js';
import {adopt, type Styles} from './sheet.js';

/**
 * A modal dialog of a chunk, with its stylesheet: both are in the element's tree while it is open. Escape closes it, and so does a
 * press beside it; the focus then returns.
 */
export class Modal {
  readonly node: HTMLDialogElement;
  readonly #closed = new AbortController();

  /** @param label Its name, for who cannot see it. */
  constructor(name: string, label: string) {
    this.node = element('dialog', name);
    this.node.setAttribute('aria-label', label);
  }

  /** Aborted when it is closed. */
  get signal(): AbortSignal {
    return this.#closed.signal;
  }

  open(root: ShadowRoot, styles: Styles): void {
    const {node, signal} = this;
    signal.addEventListener('abort', adopt(root, styles));
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
