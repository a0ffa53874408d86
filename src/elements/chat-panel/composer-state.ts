import type {LiveStatus} from '../../session/slices/connection.js';

export interface ComposerFacts {
  readonly status: LiveStatus;
  /** Undefined for a guest. */
  readonly userId: string | undefined;
  readonly mutedAll: boolean;
  readonly hostId: string | undefined;
  readonly operators: readonly string[];
}

/** What the viewer may do with the composer: write, sign in first, or neither. */
export type ComposerState = 'open' | 'guest' | 'muted' | 'closed';

/** Decides from what is known; the service has the last word when something is said. */
export function composerState({status, userId, mutedAll, hostId, operators}: ComposerFacts): ComposerState {
  if (status !== 'joined' && status !== 'reconnecting') return 'closed';
  if (!userId) return 'guest';
  const exempt = userId === hostId || operators.includes(userId);
  return mutedAll && !exempt ? 'muted' : 'open';
}
