import type {Backend} from '../backend/backend.js';
import type {LiveErrorCode} from '../protocol/errors.js';
import type {RoomMessage} from '../protocol/messages.js';
import type {LiveState} from './live-state.js';
import type {LiveChanges} from './slice.js';

/** Where the business is done, and what becomes of it. */
export interface BusinessHost {
  readonly roomId: string;
  /** Aborted when the stay is over. */
  readonly signal: AbortSignal;
  /** The business server as the present viewer; undefined without one. */
  backend(): Backend | undefined;
  state(): LiveState;
  /** Unix milliseconds by the service's clock. */
  now(): number;
  /** Calls back after the state changed, while the stay lasts. */
  subscribe(callback: () => void): void;
  /** Changes nothing once the stay is over. */
  apply<C extends keyof LiveChanges>(change: C, payload: LiveChanges[C]): void;
  /** Tells what the viewer did, unless the room has told it already. */
  hear(message: RoomMessage): void;
  sendLikes(count: number): Promise<void>;
  /** An error of the page's own class, which a chunk has not. */
  error(code: LiveErrorCode, message: string): Error;
}

export function requireBackend(host: BusinessHost): Backend {
  const backend = host.backend();
  if (!backend) throw host.error('BAD_CONFIG', 'this takes a business server: give api-url');
  return backend;
}
