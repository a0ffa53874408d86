import type {ChatDriver, DriverSink} from '../../drivers/chat-driver.js';
import type {FileMessage, OutgoingComment, SentFile, SendReceipt} from '../../drivers/outgoing-messages.js';
import {throwIfAborted} from '../../protocol/abort.js';
import {LiveError, type LiveErrorCode} from '../../protocol/errors.js';
import type {RoomMessage} from '../../protocol/messages.js';
import type {ServerTime} from '../../protocol/server-time.js';
import type {RoomFeatures} from '../features/room-features.js';
import {lazy} from '../lazy.js';
import {IncomingMessages} from '../messages/incoming-messages.js';
import type {RtcAccess, RtcAccessOptions} from '../playback/rtc-access.js';
import {PrivateChatAccess} from '../private-chats/private-chat-access.js';
import type {PrivateChats} from '../private-chats/private-chats.js';
import type {SessionStore} from '../state/session-store.js';
import type {LiveStatus} from '../state/slices/connection.js';
import {CatchUp} from './catch-up.js';
import type {ConnectionResources} from './connection-resources.js';
import {CredentialRenewal} from './credential-renewal.js';
import type {Identity, JoinOptions} from './identity.js';
import {loadUploader} from './load-drivers.js';
import {pollOnlineCount} from './online-count.js';
import {retryModuleLoad} from './retry-module-load.js';
import {ViewerIdentity} from './viewer-identity.js';

/** The status after the service ended the connection, by error code. */
const STATUS_AFTER_END: {readonly [C in LiveErrorCode]?: LiveStatus} = {
  ROOM_ENDED: 'ended',
  KICKED_OUT: 'kicked',
  BANNED: 'kicked',
};

/**
 * One connection to one room, from the attempt to join until the viewer leaves or the service ends it. Each object is
 * used once.
 */
export class RoomConnection {
  readonly #resources: ConnectionResources;
  readonly #store: SessionStore;
  readonly #onEnd: (status: LiveStatus, error: LiveError) => void;
  readonly #lifetime = new AbortController();
  readonly #viewer: ViewerIdentity;
  readonly #renewal: CredentialRenewal;
  readonly #privateChats: PrivateChatAccess;
  readonly #catchUp: CatchUp;
  #driver: ChatDriver | undefined;
  /** Undefined until the room is joined. */
  #features: (() => Promise<RoomFeatures>) | undefined;
  /** Sends everything that waits in the features. Undefined until they are loaded. */
  #flush: (() => void) | undefined;

  /** @param onEnd Called when the service ends the connection (kicked, banned or dismissed). */
  constructor(
    resources: Omit<ConnectionResources, 'signal'>,
    options: JoinOptions,
    onEnd: (status: LiveStatus, error: LiveError) => void,
  ) {
    this.#resources = {...resources, signal: this.signal};
    const {store, clock} = resources;
    this.#store = store;
    this.#onEnd = onEnd;
    this.#viewer = new ViewerIdentity(options, this.#resources);
    this.#renewal = new CredentialRenewal(this.#viewer, clock, () => void this.#renew());
    this.#privateChats = new PrivateChatAccess(this.#resources, () => this.#driver!);
    this.#catchUp = new CatchUp(this.#resources, this.#privateChats);
  }

  /** Aborted when the connection ends. */
  get signal(): AbortSignal {
    return this.#lifetime.signal;
  }

  /**
   * Joins the room after the previous connection has left. Rejects with a `LiveError`, or with an `AbortError` after
   * `end`.
   */
  async join(loadingDriver: Promise<ChatDriver>, previousLeft: Promise<void>): Promise<void> {
    try {
      await this.#joinOnce(loadingDriver, previousLeft);
    } catch (error) {
      const isExpired = error instanceof LiveError && error.code === 'SIGNATURE_EXPIRED';
      if (this.signal.aborted || !isExpired || !this.#viewer.isRenewable) throw error;
      await this.#joinOnce(loadingDriver, previousLeft); // Once more with a new signature.
    }
  }

  say(comment: OutgoingComment): Promise<SendReceipt> {
    return this.#reportOutcome(comment.text, () => this.#driver!.say(comment));
  }

  /** Marks a sent message as received. Returns false if the room has already sent it. */
  markReceived({seq}: SendReceipt): boolean {
    return this.#resources.deduplicator.add(seq);
  }

  /** Sends a file. Loads the upload module first. */
  async sendFile(file: FileMessage): Promise<SentFile> {
    const uploader = await loadUploader();
    throwIfAborted(file.signal);
    return this.#reportOutcome('', () => this.#driver!.sendFile(file, uploader));
  }

  /** The features of the room. Rejects if their module cannot be loaded. */
  async features(): Promise<RoomFeatures> {
    return this.#features!();
  }

  /** The private conversations of the current viewer. */
  privateChats(): Promise<PrivateChats> {
    return this.#privateChats.get(this.#store.current.viewer.profile!.userId);
  }

  /** Signs a guest in without leaving the room. If the service refuses, the viewer stays a guest. */
  async signIn(): Promise<void> {
    const options = {...this.#viewer.options, guest: false};
    if (!options.apiUrl && !options.credentials)
      throw new LiveError('LOGIN_NEEDED', 'signing in needs api-url or credentials');
    const identity = await this.#viewer.resolve(options);
    try {
      await this.#signInAs(identity);
    } catch (error) {
      if (!this.signal.aborted) await this.#signInAs({...identity, credentials: undefined}).catch(this.#renewalFailed);
      throw error;
    }
    this.#viewer.options = options;
  }

  /** Loads the messages before a sequence number. Does nothing without a business server. */
  async loadBefore(seq: number | undefined): Promise<void> {
    await this.#catchUp.loadBefore(seq);
  }

  /** Access to the room's video by TRTC. With `renew`, the signatures are renewed if they can be. */
  rtcAccess({renew = false}: RtcAccessOptions): Promise<RtcAccess> {
    return this.#viewer.rtcAccess(renew);
  }

  /** Reschedules everything that waits for a time of the service's clock. */
  clockCorrected(): void {
    if (!this.#features || this.signal.aborted) return;
    this.#renewal.schedule();
    this.#callFeatures((features) => features.clockCorrected());
  }

  /** Ends the connection. Settles when the driver has left the room. */
  async end(): Promise<void> {
    this.#flush?.();
    this.#lifetime.abort();
    this.#privateChats.end();
    this.#renewal.cancel();
    await this.#driver?.leave();
  }

  async #joinOnce(loadingDriver: Promise<ChatDriver>, previousLeft: Promise<void>): Promise<void> {
    const {signal} = this;
    const identity = await this.#viewer.resolve();
    const {sdkAppId, credentials, imServer, room: info} = identity;
    this.#viewer.set(identity);
    if (info) this.#store.apply('roomInfo', info);
    const driver = await loadingDriver.catch((cause: unknown) => {
      throw LiveError.from(cause, 'CONNECTION_LOST', 'the chat SDK could not be loaded', {retryable: true});
    });
    await previousLeft;
    throwIfAborted(signal);
    this.#driver = driver;
    const {roomId} = this.#viewer.options;
    const incoming = new IncomingMessages(this.#resources);
    const sink = this.#driverSink(incoming);
    const group = await driver.join({roomId, sdkAppId, credentials, server: imServer, sink, signal});
    throwIfAborted(signal);
    incoming.roomJoined();
    this.#store.apply('groupInfo', group);
    this.#store.apply('status', {status: 'joined'});
    this.#startFeatures(driver, identity, incoming);
  }

  /** Starts the features of a joined room, its history, the viewer count and the renewal of the signature. */
  #startFeatures(driver: ChatDriver, identity: Identity, incoming: IncomingMessages): void {
    const {roomId} = this.#viewer.options;
    pollOnlineCount(driver, this.#store, this.signal, () => {
      if (this.#resources.clock.takeDeviceClockJump()) this.#callFeatures((features) => features.refresh());
    });
    this.#renewal.schedule();
    this.#features = lazy(async () => {
      const {RoomFeatures} = await import('../features/room-features.js');
      throwIfAborted(this.signal);
      const features = new RoomFeatures({
        ...this.#resources,
        ...{roomId, driver, incoming, viewer: this.#viewer},
      });
      this.#flush = () => features.flush();
      return features;
    });
    void retryModuleLoad(this.#features, this.signal);
    const {backend} = identity;
    if (backend) this.#catchUp.start({backend, roomId, store: this.#store, incoming});
  }

  /** Sends a message, and notifies the features if the service accepted or refused it. */
  async #reportOutcome<T>(text: string, send: () => Promise<T>): Promise<T> {
    try {
      const sent = await send();
      this.#callFeatures((features) => features.commentAccepted(text));
      return sent;
    } catch (reason) {
      this.#callFeatures((features) => features.commentRefused(reason));
      throw reason;
    }
  }

  /** Calls the features once they are loaded. */
  #callFeatures(call: (features: RoomFeatures) => void): void {
    void this.#features?.().then(call, () => undefined); // Loading is retried elsewhere.
  }

  /** Signs the viewer in again, in the same connection. */
  async #renew(): Promise<void> {
    try {
      await this.#signInAs(await this.#viewer.resolve());
    } catch (reason) {
      this.#renewalFailed(reason);
    }
  }

  readonly #renewalFailed = (reason: unknown): void => {
    if (this.signal.aborted) return;
    this.#onEnd('failed', LiveError.from(reason, 'CONNECTION_LOST', 'cannot sign in again', {retryable: true}));
  };

  /**
   * Signs in again through the driver and rejoins the room. Loads the messages missed during that time from the
   * history.
   */
  async #signInAs(identity: Identity): Promise<void> {
    const {lastSeq} = this.#resources.deduplicator;
    await this.#driver!.renew(identity.credentials);
    throwIfAborted(this.signal);
    this.#viewer.set(identity);
    this.#renewal.schedule();
    this.#catchUp.loadAfter(lastSeq);
  }

  #connected(connected: boolean): void {
    if (!connected) {
      this.#catchUp.connectionLost();
      this.#store.apply('status', {status: 'reconnecting'});
    } else if (this.#catchUp.isLost) {
      this.#store.apply('status', {status: 'joined'});
      this.#catchUp.connectionRestored();
    }
  }

  #driverSink(incoming: IncomingMessages): DriverSink {
    const whileConnected =
      <A>(call: (argument: A) => void) =>
      (argument: A) => {
        if (!this.signal.aborted) call(argument);
      };
    return {
      messages: whileConnected((batch: readonly RoomMessage[]) => incoming.receive(batch)),
      serverTime: whileConnected((time: ServerTime) => this.#resources.clock.addServerTime(time)),
      groupChanged: whileConnected((change) => this.#store.apply('groupInfo', change)),
      deleted: whileConnected((seqs) => this.#store.apply('deleted', seqs)),
      notified: whileConnected((text) => this.#callFeatures((features) => features.handleNotification(text))),
      speakingDisabled: whileConnected((seconds) =>
        this.#callFeatures((features) => features.setSpeakingDisabled(seconds)),
      ),
      connected: whileConnected((connected) => this.#connected(connected)),
      ended: whileConnected((reason: LiveError) => {
        if (reason.code === 'SIGNATURE_EXPIRED' && this.#viewer.isRenewable) this.#renewal.expired();
        else this.#onEnd(STATUS_AFTER_END[reason.code] ?? 'failed', reason);
      }),
    };
  }
}
