import type {Locale} from '../../locales/locale.js';
import type {LiveError} from '../../protocol/errors.js';
import type {LiveStatus} from '../../session/state/slices/connection.js';
import {errorWords} from './error-text.js';

export interface StayFacts {
  readonly status: LiveStatus;
  /** Error for which the room is closed to the viewer. */
  readonly error: LiveError | undefined;
}

/** Sentence about why nothing can be done in the room; empty while the viewer is in it. */
export function stayWords(locale: Locale, {status, error}: StayFacts = {status: 'idle', error: undefined}): string {
  if (status === 'joined' || status === 'reconnecting') return '';
  if (error) return errorWords(locale, error.code);
  return locale[status === 'joining' ? 'joining' : status === 'ended' ? 'left' : 'idle'];
}
