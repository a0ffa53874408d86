import type {LoadChatDriver} from '../../drivers/chat-driver.js';
import type {Profile} from '../../drivers/profile.js';
import {LiveError} from '../../protocol/errors.js';
import type {RoomFeatures} from '../features/room-features.js';
import {MessageDeduplicator} from '../messages/message-deduplicator.js';
import type {SessionStore} from '../state/session-store.js';
import type {LiveStatus} from '../state/slices/connection.js';
import {requireBrowserSupport} from './browser-support.js';
import type {JoinOptions} from './identity.js';
import {RoomConnection} from './room-connection.js';
import {ServiceClock} from './service-clock.js';

/** The session's connection to its room. A later join replaces the connection of an earlier one. */
export class CurrentConnection {
  readonly clock: ServiceClock;
  readonly #store: SessionStore;
  readonly #loadDriver: LoadChatDriver;
  #deduplicator = new MessageDeduplicator();
  #connection: RoomConnection | undefined;

  constructor(store: SessionStore, loadDriver: LoadChatDriver) {
    this.#store = store;
    this.#loadDriver = loadDriver;
    this.clock = new ServiceClock(() => {
      this.#connection?.clockCorrected();
      store.events.emit('clockCorrected', this.clock.now());
    });
  }

  async join(options: JoinOptions): Promise<void> {
    const previousLeft = this.#end();
    const {roomId, streamUrl} = options;
    const isSameRoom = roomId === this.#store.current.connection.roomId;
    if (!isSameRoom) this.#deduplicator = new MessageDeduplicator();
    const connection = (this.#connection = new RoomConnection(
      {store: this.#store, clock: this.clock, deduplicator: this.#deduplicator},
      options,
      (status, error) => this.#endWith(status, error),
    ));
    this.#store.apply('joining', {roomId, isSameRoom, streamUrl});
    this.#store.apply('status', {status: 'joining'});
    try {
      requireBrowserSupport();
      const loadingDriver = this.#loadDriver(options.chatSdkSrc);
      loadingDriver.catch(() => undefined); // `connection.join` reports it, unless the join fails earlier.
      await connection.join(loadingDriver, previousLeft);
    } catch (reason) {
      if (connection.signal.aborted)
        throw new LiveError('JOIN_FAILED', `the join of room "${roomId}" was superseded or cancelled`);
      const error = LiveError.from(reason, 'JOIN_FAILED', `cannot join room "${roomId}"`, {retryable: true});
      this.#endWith('failed', error);
      throw error;
    }
  }

  async leave(): Promise<void> {
    if (!this.#connection) return;
    const left = this.#end();
    this.#store.apply('status', {status: 'ended'});
    await left;
  }

  /** The connection to the joined room. Throws `NOT_JOINED` if there is none. */
  require(): RoomConnection {
    const {status} = this.#store.current.connection;
    if (!this.#connection || (status !== 'joined' && status !== 'reconnecting'))
      throw new LiveError('NOT_JOINED', 'the room is not joined');
    return this.#connection;
  }

  /** The signed-in viewer of the joined room. Throws `LOGIN_NEEDED` for a guest. */
  requireProfile(): Profile {
    this.require();
    const {profile} = this.#store.current.viewer;
    if (!profile) throw new LiveError('LOGIN_NEEDED', 'a guest cannot do this: sign in first');
    return profile;
  }

  /** Calls a feature of the room. Only viewers may, unless `allowGuests`. */
  async callFeature<T>(call: (features: RoomFeatures) => Promise<T>, allowGuests = false): Promise<T> {
    const connection = this.require();
    if (!allowGuests) this.requireProfile();
    try {
      return await call(await connection.features());
    } catch (reason) {
      throw LiveError.from(reason, 'BACKEND_UNAVAILABLE', 'the business server did not respond', {retryable: true});
    }
  }

  /** Supersedes the connection before anything is awaited. The promise settles when the driver has left the room. */
  #end(): Promise<void> {
    this.#store.flush();
    const connection = this.#connection;
    this.#connection = undefined;
    return connection?.end() ?? Promise.resolve();
  }

  #endWith(status: LiveStatus, error: LiveError): void {
    void this.#end();
    this.#store.apply('status', {status, error});
  }
}
