import type {MessageDeduplicator} from '../messages/message-deduplicator.js';
import type {SessionStore} from '../state/session-store.js';
import type {ServiceClock} from './service-clock.js';

/** The parts of the session that its connections share, for one connection. */
export interface ConnectionResources {
  readonly store: SessionStore;
  readonly clock: ServiceClock;
  /** The messages that this and earlier connections to the room received. */
  readonly deduplicator: MessageDeduplicator;
  /** Aborted when the connection ends. */
  readonly signal: AbortSignal;
}
