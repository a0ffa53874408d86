import type {Backend} from '../../backend/backend.js';
import type {LiveErrorCode} from '../../protocol/errors.js';
import type {RoomMessage} from '../../protocol/messages.js';
import type {LiveState} from '../state/live-state.js';
import type {StateChanges} from '../state/slice.js';

/** The session, as the features of a room see it. */
export interface FeatureContext {
  readonly roomId: string;
  /** Aborted when the room connection ends. */
  readonly signal: AbortSignal;
  /** The business server with the current viewer's token. Undefined without one. */
  backend(): Backend | undefined;
  state(): LiveState;
  /** Unix milliseconds by the service's clock. */
  now(): number;
  /** Calls back after each change of the state, until the room connection ends. */
  subscribe(callback: () => void): void;
  /** Changes the state. Does nothing after the room connection has ended. */
  apply<C extends keyof StateChanges>(change: C, payload: StateChanges[C]): void;
  /** Emits a message for an action of the viewer, unless the room has already sent it. */
  emitOwn(message: RoomMessage): void;
  sendLikes(count: number): Promise<void>;
  /** Makes a `LiveError`. */
  error(code: LiveErrorCode, message: string): Error;
}

export function requireBackend(context: FeatureContext): Backend {
  const backend = context.backend();
  if (!backend) throw context.error('BAD_CONFIG', 'this call needs a business server: set api-url');
  return backend;
}
