import {html, type TemplateResult} from 'lit';
import type {Locale} from '../../locales/locale.js';
import type {ConnectionState, LiveStatus} from '../../session/state/slices/connection.js';
import {errorText} from '../base/error-text.js';

/** All values of a session's status. */
export const STATUSES: readonly LiveStatus[] = [
  'idle',
  'joining',
  'joined',
  'reconnecting',
  'ended',
  'failed',
  'kicked',
];

export interface ConnectionStatusOptions extends Pick<ConnectionState, 'status' | 'error'> {
  readonly locale: Locale;
  /** True if the room joins only when the page calls `join()`. */
  readonly manual: boolean;
  readonly join: () => void;
}

/** Draws why the room is not joined, with a button that joins it again after it ended or failed. */
export function connectionStatusTemplate(options: ConnectionStatusOptions): TemplateResult {
  const {status, error, locale, join} = options;
  const over = status === 'failed' || status === 'kicked' || status === 'ended';
  const text = textOf(options);
  return html`
    <div class="connection-status ${status} ${text && 'visible'}" role="status">
      <span class="spinner" aria-hidden="true" ?hidden=${status !== 'joining'}></span>
      <span>${text}</span>
      <button class="retry" type="button" ?hidden=${!over} @click=${join}>
        ${error?.code === 'KICKED_OUT' ? locale.useHere : locale.tryAgain}
      </button>
    </div>
  `;
}

function textOf({status, error, locale, manual}: ConnectionStatusOptions): string {
  if (status === 'joined') return '';
  if (status === 'idle') return manual ? '' : locale.idle;
  if (status === 'joining' || status === 'reconnecting') return locale[status];
  return error ? errorText(locale, error.code) : locale.left;
}
