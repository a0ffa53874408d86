import type {Locale} from '../../locales/locale.js';
import type {LiveError} from '../../protocol/errors.js';
import type {LiveStatus} from '../../session/state/slices/connection.js';
import {errorText} from './error-text.js';

export interface ConnectionStatus {
  readonly status: LiveStatus;
  /** The error that closed the room to the viewer. */
  readonly error: LiveError | undefined;
}

/** Sentence about why the viewer cannot act in the room. Empty while the viewer is in it. */
export function connectionStatusText(
  locale: Locale,
  {status, error}: ConnectionStatus = {status: 'idle', error: undefined},
): string {
  if (status === 'joined' || status === 'reconnecting') return '';
  if (error) return errorText(locale, error.code);
  return locale[status === 'joining' ? 'joining' : status === 'ended' ? 'left' : 'idle'];
}
