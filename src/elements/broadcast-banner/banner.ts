import type {html as litHtml, TemplateResult} from 'lit';
import type {Locale} from '../../locales/locale.js';
import type {Broadcast} from './turns.js';

export {styles} from './banner.styles.js';
export {readingTime, Turns} from './turns.js';

/** A broadcast, its words, and the lit of whoever draws it: this chunk shares no code with the script that loads it. */
export interface Banner {
  readonly html: typeof litHtml;
  readonly broadcast: Broadcast;
  /** Where it leads, if that may be used. */
  readonly href: string | undefined;
  readonly locale: Locale;
  /** Undefined where no button is wanted. */
  readonly close: (() => void) | undefined;
}

/** How grave it is, what was said, and where to read on. The text takes the focus: it then waits, and scrolls when it is long. */
export function banner({html, broadcast: {level, text}, href, locale, close}: Banner): TemplateResult {
  return html`
    <p part="text" class="text" dir="auto" tabindex="0">
      ${level === 'info' ? '' : html`<b>${locale[level]}</b>`} ${text}
      ${href ? html`<a href=${href} target="_blank" rel="noopener">${locale.view}</a>` : ''}
    </p>
    ${
      close
        ? html`<button part="close" class="close" type="button" aria-label=${locale.close} @click=${close}>×</button>`
        : ''
    }
  `;
}
