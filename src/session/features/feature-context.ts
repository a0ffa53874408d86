import type {Backend} from '../../backend/backend.js';
import type {ChatDriver} from '../../drivers/chat-driver.js';
import {LiveError} from '../../protocol/errors.js';
import type {RoomMessage} from '../../protocol/messages.js';
import type {ConnectionResources} from '../connection/connection-resources.js';
import type {ViewerIdentity} from '../connection/viewer-identity.js';
import type {IncomingMessages} from '../messages/incoming-messages.js';
import type {LiveState} from '../state/live-state.js';
import type {StateChanges} from '../state/slice.js';

export interface FeatureOptions extends ConnectionResources {
  readonly roomId: string;
  readonly driver: ChatDriver;
  readonly incoming: IncomingMessages;
  readonly viewer: ViewerIdentity;
}

/** The parts of the session that the features of a room use. */
export class FeatureContext {
  readonly roomId: string;
  /** Aborted when the room connection ends. */
  readonly signal: AbortSignal;
  readonly #options: FeatureOptions;

  constructor(options: FeatureOptions) {
    this.roomId = options.roomId;
    this.signal = options.signal;
    this.#options = options;
  }

  /** The business server with the current viewer's token. Undefined without one. */
  backend(): Backend | undefined {
    return this.#options.viewer.backend;
  }

  /** Throws `BAD_CONFIG` without a business server. */
  requireBackend(): Backend {
    const backend = this.backend();
    if (!backend) throw new LiveError('BAD_CONFIG', 'this call needs a business server: set api-url');
    return backend;
  }

  state(): LiveState {
    return this.#options.store.current;
  }

  /** Unix milliseconds by the service's clock. */
  now(): number {
    return this.#options.clock.now();
  }

  /** Calls back after each change of the state, until the room connection ends. */
  subscribe(callback: () => void): void {
    this.#options.store.subscribe(callback, {signal: this.signal});
  }

  /** Changes the state. Does nothing after the room connection has ended. */
  apply<C extends keyof StateChanges>(change: C, payload: StateChanges[C]): void {
    if (!this.signal.aborted) this.#options.store.apply(change, payload);
  }

  /** Emits a message for an action of the viewer, unless the room has already sent it. */
  emitOwn(message: RoomMessage): void {
    if (!this.signal.aborted) this.#options.incoming.receiveOwn(message);
  }

  sendLikes(count: number): Promise<void> {
    return this.#options.driver.like(count);
  }
}
