import {html, type TemplateResult} from 'lit';
import {translated} from '../../protocol/translated.js';
import {pressedKey} from '../base/pressed-key.js';
import type {LocalizeController} from '../base/localize-controller.js';
import type {Broadcast, BroadcastQueue} from './broadcast-queue.js';
import {icon} from '../icons/icon.js';

export {styles} from './banner.styles.js';
export {readingTime, BroadcastQueue} from './broadcast-queue.js';

export interface BannerOptions {
  readonly broadcast: Broadcast;
  /** Address of the broadcast's link; undefined without a link, or when `safeUrl` refused it. */
  readonly href: string | undefined;
  readonly localize: LocalizeController;
  /** Closes the banner. Undefined if the banner has no close button. */
  readonly close: (() => void) | undefined;
}

export const broadcastIcon = (): TemplateResult => icon('broadcast');

/**
 * Draws the level, the text and the link. The text can take the focus: the banner then stays, and a long text can be scrolled
 * by keys.
 */
export function bannerTemplate({broadcast, href, localize, close}: BannerOptions): TemplateResult {
  const {level} = broadcast;
  const {locale, lang} = localize;
  return html`
    <p part="text" class="text" dir="auto" tabindex="0">
      ${level === 'info' ? '' : html`<b>${locale[level]}</b>`} ${translated(broadcast, 'text', lang)}
      ${href ? html`<a href=${href} target="_blank" rel="noopener">${locale.view}</a>` : ''}
    </p>
    ${
      close
        ? html`<button part="close" class="close" type="button" aria-label=${locale.close} @click=${close}>
            ${icon('close')}
          </button>`
        : ''
    }
  `;
}

/**
 * Holds a banner while the pointer is on it or the focus is in it, and closes it by Escape. During these events `:hover` and
 * `:focus-within` may still have the old value (Firefox, WebKit).
 *
 * @returns A function that reads both again, for another broadcast in the same place.
 */
export function holdWhileRead(banner: HTMLElement, queue: BroadcastQueue): () => void {
  const update = (event?: Event) => {
    const isIn = (pseudoClass: string, enterEvent: string, leaveEvent: string) =>
      event?.type === enterEvent || (event?.type !== leaveEvent && banner.matches(pseudoClass));
    queue.hold(isIn(':hover', 'pointerenter', 'pointerleave') || isIn(':focus-within', 'focusin', 'focusout'));
  };
  for (const type of ['pointerenter', 'pointerleave', 'focusin', 'focusout']) banner.addEventListener(type, update);
  banner.addEventListener('keydown', (event) => {
    if (pressedKey(event) !== 'Escape') return;
    event.preventDefault(); // Escape closes the banner only, not a dialog around it.
    queue.close();
  });
  return update;
}
