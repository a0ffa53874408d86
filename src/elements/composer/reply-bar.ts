import {displayName} from '../../protocol/display-name.js';
import {firstUnits} from '../../protocol/graphemes.js';
import {QUOTE_MAX_CHARS} from '../../protocol/limits.js';
import type {ReplyTarget} from '../../session/messages/reply-target.js';
import {createButton, createElement} from '../base/dom.js';
import type {LocalizeController} from '../base/localize-controller.js';

/** Shows the comment that the next text replies to, with a button that cancels the reply. */
export class ReplyBar {
  readonly node = createElement('p', 'answered');
  readonly #localize: LocalizeController;
  readonly #onCancel: () => void;
  #target: ReplyTarget | undefined;

  /** @param onCancel Called when the viewer cancels the reply. */
  constructor(localize: LocalizeController, onCancel: () => void) {
    this.#localize = localize;
    this.#onCancel = onCancel;
    this.node.hidden = true;
  }

  get target(): ReplyTarget | undefined {
    return this.#target;
  }

  set target(target: ReplyTarget | undefined) {
    this.#target = target;
    this.update();
  }

  /** Draws the bar again, because the terms may have changed. */
  update(): void {
    const {node} = this;
    const target = this.#target;
    node.hidden = !target;
    node.replaceChildren();
    if (!target) return;
    const {replyingTo, cancelReply} = this.#localize.locale.composer;
    const quote = createElement('span', 'quote');
    quote.dir = 'auto';
    quote.textContent = `${replyingTo(displayName(target.from))} ${firstUnits(target.text, QUOTE_MAX_CHARS)}`;
    const cancelButton = createButton('cancel', this.#onCancel, '✕');
    cancelButton.title = cancelReply;
    cancelButton.setAttribute('aria-label', cancelReply);
    node.append(quote, cancelButton);
  }
}
