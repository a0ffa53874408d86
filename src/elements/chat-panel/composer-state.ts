import type {Locale} from '../../locales/locale.js';
import type {LiveError, LiveErrorCode} from '../../protocol/errors.js';
import type {LiveStatus} from '../../session/slices/connection.js';
import {errorWords} from '../shared/error-words.js';

export interface ComposerFacts {
  readonly status: LiveStatus;
  /** Why the room is closed to the viewer. */
  readonly error: LiveError | undefined;
  /** Undefined for a guest. */
  readonly userId: string | undefined;
  readonly mutedAll: boolean;
  readonly hostId: string | undefined;
  readonly operators: readonly string[];
}

/** What the viewer may do with the composer: write, sign in first, or neither. */
export type ComposerState = 'open' | 'guest' | 'muted' | 'closed';

/** Decides from what is known; the service has the last word when something is said. */
export function composerState(facts: ComposerFacts | undefined): ComposerState {
  if (!facts || (facts.status !== 'joined' && facts.status !== 'reconnecting')) return 'closed';
  const {userId, mutedAll, hostId, operators} = facts;
  if (!userId) return 'guest';
  const exempt = userId === hostId || operators.includes(userId);
  return mutedAll && !exempt ? 'muted' : 'open';
}

/** What the composer says below itself: why something was refused, or why nothing can be said. */
export function composerHint(
  locale: Locale,
  facts: ComposerFacts | undefined,
  refusal: LiveErrorCode | undefined,
): string {
  const {status = 'idle', error} = facts ?? {};
  const state = composerState(facts);
  if (refusal) return errorWords(locale, refusal);
  if (status === 'reconnecting') return locale.reconnecting;
  if (state === 'guest') return errorWords(locale, 'LOGIN_NEEDED');
  if (state === 'muted') return locale.mutedAll;
  if (state === 'open') return '';
  if (error) return errorWords(locale, error.code);
  return locale[status === 'joining' ? 'joining' : status === 'ended' ? 'left' : 'idle'];
}
