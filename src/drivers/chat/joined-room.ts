import type {Credentials, DriverSink} from '../chat-driver.js';

/** One driver's connection to one room. */
export interface JoinedRoom {
  readonly roomId: string;
  readonly server: string | undefined;
  /** Undefined for a guest. A guest can become a viewer. */
  credentials: Credentials | undefined;
  readonly sink: DriverSink;
  readonly signal: AbortSignal;
}
