import {html, type TemplateResult} from 'lit';
import {displayName} from '../../protocol/text/display-name.js';
import {firstUnits} from '../../protocol/text/graphemes.js';
import {QUOTE_MAX_CHARS} from '../../protocol/limits.js';
import {icon} from '../icons/icon.js';
import type {ComposerTerms} from '../../locales/terms.js';
import type {ReplyTarget} from '../../session/messages/reply-target.js';

/** Draws the comment to which the next text replies, with a button that cancels the reply. Hidden if there is none. */
export function replyBar(
  target: ReplyTarget | undefined,
  {replyingTo, cancelReply}: ComposerTerms,
  cancel: () => void,
): TemplateResult {
  const quote = target && `${replyingTo(displayName(target.from))} ${firstUnits(target.text, QUOTE_MAX_CHARS)}`;
  return html`<p class="reply-bar" ?hidden=${!target}>
    <span class="target" dir="auto">${quote}</span>
    <button class="cancel" type="button" title=${cancelReply} aria-label=${cancelReply} @click=${cancel}>
      ${icon('close')}
    </button>
  </p>`;
}
