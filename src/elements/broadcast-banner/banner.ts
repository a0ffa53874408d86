import {html, type TemplateResult} from 'lit';
import type {Locale} from '../../locales/locale.js';
import type {Broadcast} from './broadcast-queue.js';

import {icon} from '../icons/icon.js';

export {styles} from './banner.styles.js';
export {readingTime, BroadcastQueue} from './broadcast-queue.js';

export interface BannerOptions {
  readonly broadcast: Broadcast;
  /** Address of the broadcast's link; undefined without a link, or when `safeUrl` refused it. */
  readonly href: string | undefined;
  readonly locale: Locale;
  /** Closes the banner. Undefined if the banner has no close button. */
  readonly close: (() => void) | undefined;
}

export const broadcastIcon = (): TemplateResult => icon('broadcast');

/**
 * Draws the level, the text and the link. The text can take the focus: the banner then stays, and a long text can be scrolled
 * by keys.
 */
export function bannerTemplate({broadcast: {level, text}, href, locale, close}: BannerOptions): TemplateResult {
  return html`
    <p part="text" class="text" dir="auto" tabindex="0">
      ${level === 'info' ? '' : html`<b>${locale[level]}</b>`} ${text}
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
