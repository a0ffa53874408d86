import type {DriverSink, ImDriver, Profile} from '../drivers/driver.js';
import {throwIfAborted} from '../protocol/abort.js';
import {LiveError, type LiveErrorCode} from '../protocol/errors.js';
import {byteLength, COMMENT_MAX_BYTES} from '../protocol/limits.js';
import {SERVICE_ONLY, type Content, type ContentOf, type RoomMessage} from '../protocol/messages.js';
import {admit, profileOf, type Admission, type JoinOptions} from './admission.js';
import {Feeds} from './feeds.js';
import {loadTencentChat, type LoadImDriver} from './load-drivers.js';
import type {LiveChanges, Slice} from './slice.js';
import {comments, type Comment} from './slices/comments.js';
import {connection, type LiveStatus} from './slices/connection.js';
import {room} from './slices/room.js';
import {viewer} from './slices/viewer.js';
import {State, type SubscribeOptions} from './state.js';
import {requireSupport} from './support.js';

const slices = {connection, viewer, room, comments};

/** What is: one frozen snapshot by slice; a slice that did not change keeps its identity. */
export type LiveState = {readonly [K in keyof typeof slices]: (typeof slices)[K]['initial']};

/** What happens: each message as it arrives, by type; `message` is every one, `said` the viewer's own line once it is taken. */
export type LiveFeeds = {[T in Content['type']]: RoomMessage<ContentOf<T>>} & {message: RoomMessage};

/** Where a stay is when the service ended it. */
const AFTER: {readonly [C in LiveErrorCode]?: LiveStatus} = {
  ROOM_ENDED: 'ended',
  KICKED_OUT: 'kicked',
  BANNED: 'kicked',
};

/** How often the number of viewers is asked for. Tencent advises 5 to 10 s; it changes every 10 to 20 s. */
const ONLINE_COUNT_EVERY_MS = 10_000;

/**
 * One viewer in one room: what is (`state`), what happens (`on`), what the viewer does (methods).
 *
 * Every rejection is a `LiveError`.
 */
export class LiveSession {
  readonly #load: LoadImDriver;
  readonly #state = new State<LiveState>(initialState());
  readonly #feeds = new Feeds<LiveFeeds>();
  #stay = new AbortController();
  #driver: ImDriver | undefined;
  #options: JoinOptions | undefined;
  #lines = 0;

  /** @param load Where the driver comes from: Tencent Chat unless a test says otherwise. */
  constructor(load: LoadImDriver = loadTencentChat) {
    this.#load = load;
    this.#stay.abort();
  }

  /** What is known now. */
  get state(): LiveState {
    return this.#state.current;
  }

  get status(): LiveStatus {
    return this.state.connection.status;
  }

  /** Undefined for a guest. */
  get userId(): string | undefined {
    return this.state.viewer.profile?.userId;
  }

  /** Calls back after the state changed, once per task. */
  subscribe(callback: () => void, options?: SubscribeOptions): void {
    this.#state.subscribe(callback, options);
  }

  /** Hears every message of a type, at once and in order. */
  on<T extends keyof LiveFeeds>(type: T, callback: (message: LiveFeeds[T]) => void, options?: SubscribeOptions): void {
    this.#feeds.on(type, callback, options);
  }

  /**
   * Enters a room, leaving the one before. Of two joins in a row only the later lands: the earlier rejects with `JOIN_FAILED`.
   */
  async join(options: JoinOptions): Promise<void> {
    const left = this.#endStay();
    const {signal} = (this.#stay = new AbortController());
    this.#options = options;
    this.#apply('entering', {roomId: options.roomId, again: options.roomId === this.state.connection.roomId});
    this.#apply('status', {status: 'joining'});
    try {
      await this.#enter(options, left, signal);
    } catch (reason) {
      if (signal.aborted) throw new LiveError('JOIN_FAILED', `room "${options.roomId}" was left before it was joined`);
      const error = LiveError.from(reason, 'JOIN_FAILED', `cannot join room "${options.roomId}"`, {retryable: true});
      this.#finish('failed', error);
      throw error;
    }
  }

  /** Turns a guest into a viewer, by the business server. Rejects with `LOGIN_NEEDED` where the page has to do it. */
  async signIn(): Promise<void> {
    if (this.userId) return;
    if (!this.#options?.apiUrl && !this.#options?.credentials)
      throw new LiveError('LOGIN_NEEDED', 'a guest watches only');
    await this.join({...this.#options, guest: false});
  }

  /** Leaves the room. Also ends a join under way. */
  async leave(): Promise<void> {
    if (this.#stay.signal.aborted) return;
    const left = this.#endStay();
    this.#apply('status', {status: 'ended'});
    await left;
  }

  /**
   * Says a comment. It stands in `state.comments` at once, as pending, and is sent or failed when the service has answered.
   *
   * Rejects with `TOO_LONG` (over 8,000 UTF-8 bytes), `NOT_JOINED`, `LOGIN_NEEDED` (a guest), or what the service refused it for.
   */
  async say(text: string): Promise<{readonly id: string; readonly text: string}> {
    const said = text.trim();
    if (!said) throw new LiveError('REFUSED', 'nothing to say');
    if (byteLength(said) > COMMENT_MAX_BYTES)
      throw new LiveError('TOO_LONG', `a comment has at most ${COMMENT_MAX_BYTES} bytes`);
    const from = this.#requireProfile();
    return this.#send({
      key: `own-${++this.#lines}`,
      id: undefined,
      seq: undefined,
      time: Math.floor(Date.now() / 1000),
      from: {...from, level: 0, badges: []},
      own: true,
      kind: 'text',
      text: said,
      delivery: 'pending',
    });
  }

  /** Sends a failed line of one's own again, in its place. */
  async sayAgain(key: string): Promise<{readonly id: string; readonly text: string}> {
    const line = this.state.comments.list.find((other) => other.key === key && other.delivery === 'failed');
    if (!line) throw new LiveError('REFUSED', `no failed line "${key}"`);
    this.#requireProfile();
    return this.#send({...line, delivery: 'pending', refusal: undefined});
  }

  async #enter(options: JoinOptions, left: Promise<void>, signal: AbortSignal): Promise<void> {
    requireSupport();
    const loading = this.#load();
    loading.catch(() => undefined); // Awaited below, unless the admission is refused first.
    const attempt = () => this.#attempt(options, loading, left, signal);
    try {
      await attempt();
    } catch (error) {
      const lapsed = error instanceof LiveError && error.code === 'SIGNATURE_EXPIRED';
      if (signal.aborted || !lapsed || !renewable(options)) throw error;
      await attempt(); // Once more, with a new signature.
    }
  }

  async #attempt(
    options: JoinOptions,
    loading: Promise<ImDriver>,
    left: Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const admission = await admit(options, signal);
    throwIfAborted(signal);
    const {sdkAppId, credentials, imServer, room: info} = admission;
    this.#apply('viewer', credentials && profileOf(credentials));
    if (info) this.#apply('info', info);
    const driver = await this.#loaded(loading);
    await left;
    throwIfAborted(signal);
    this.#driver = driver;
    const {roomId} = options;
    const sink = this.#sink(signal);
    const facts = await driver.join({roomId, sdkAppId, credentials, server: imServer, sink, signal});
    throwIfAborted(signal);
    this.#apply('facts', facts);
    this.#apply('status', {status: 'joined'});
    this.#follow(driver, admission, signal);
  }

  /** What is looked after while the viewer stays. */
  #follow(driver: ImDriver, {room: info}: Admission, signal: AbortSignal): void {
    const count = () => {
      if (typeof document !== 'undefined' && document.hidden) return;
      driver.onlineCount().then(
        (online) => signal.aborted || this.#apply('online', online),
        () => undefined, // An estimate that fails to come is asked for again in 10 s.
      );
    };
    count();
    const timer = setInterval(count, ONLINE_COUNT_EVERY_MS);
    signal.addEventListener('abort', () => clearInterval(timer), {once: true});
    if (!info) void this.#findHost(driver, signal);
  }

  /** Without a business server the group's owner is the host. */
  async #findHost(driver: ImDriver, signal: AbortSignal): Promise<void> {
    const {ownerId} = this.state.room;
    if (!ownerId) return;
    const host = await driver.profile(ownerId).catch(() => undefined); // Without a name the header shows the title alone.
    if (host && !signal.aborted) this.#apply('host', host);
  }

  async #loaded(loading: Promise<ImDriver>): Promise<ImDriver> {
    try {
      return await loading;
    } catch (cause) {
      throw LiveError.from(cause, 'CONNECTION_LOST', 'the chat SDK could not be loaded', {retryable: true});
    }
  }

  #sink(signal: AbortSignal): DriverSink {
    const whileStaying =
      <A>(call: (argument: A) => void) =>
      (argument: A) => {
        if (!signal.aborted) call(argument);
      };
    return {
      messages: whileStaying((batch: readonly RoomMessage[]) => this.#receive(batch)),
      facts: whileStaying((facts) => this.#apply('facts', facts)),
      connected: whileStaying((connected) => this.#connected(connected)),
      ended: whileStaying((reason: LiveError) => {
        this.#finish(AFTER[reason.code] ?? 'failed', reason);
      }),
    };
  }

  #receive(batch: readonly RoomMessage[]): void {
    const {service} = this.state.room;
    const believed = batch.filter(({content, from}) => !SERVICE_ONLY.has(content.type) || from.userId === service);
    if (!believed.length) return;
    this.#apply('messages', believed);
    for (const message of believed) this.#emit(message);
  }

  #emit(message: RoomMessage): void {
    this.#feeds.emit(message.content.type, message as never); // The type names the feed that this message is of.
    this.#feeds.emit('message', message);
  }

  #connected(connected: boolean): void {
    if (connected && this.status === 'reconnecting') this.#apply('status', {status: 'joined'});
    if (!connected && this.status === 'joined') this.#apply('status', {status: 'reconnecting'});
  }

  #requireProfile(): Profile {
    if (this.status !== 'joined' && this.status !== 'reconnecting')
      throw new LiveError('NOT_JOINED', 'the room is not joined');
    const {profile} = this.state.viewer;
    if (!profile) throw new LiveError('LOGIN_NEEDED', 'a guest watches only');
    return profile;
  }

  async #send(line: Comment): Promise<{readonly id: string; readonly text: string}> {
    const {signal} = this.#stay;
    this.#apply('line', line);
    try {
      const {id, seq, time} = await this.#driver!.say(line.text);
      if (!signal.aborted) {
        this.#apply('line', {...line, id, seq, time, delivery: 'sent'});
        this.#emit({
          id,
          seq,
          time,
          from: line.from,
          own: true,
          content: {type: 'comment', kind: 'text', text: line.text},
        });
      }
      return {id, text: line.text};
    } catch (reason) {
      const error = LiveError.from(reason, 'CONNECTION_LOST', 'the comment was not sent', {retryable: true});
      if (!signal.aborted) this.#apply('line', {...line, delivery: 'failed', refusal: error.code});
      throw error;
    }
  }

  /** Supersedes the stay before anything is awaited; the promise settles when the driver has let go. */
  async #endStay(): Promise<void> {
    this.#stay.abort();
    const driver = this.#driver;
    this.#driver = undefined;
    await driver?.leave();
  }

  #finish(status: LiveStatus, error: LiveError): void {
    void this.#endStay();
    this.#apply('status', {status, error});
  }

  #apply<C extends keyof LiveChanges>(change: C, payload: LiveChanges[C]): void {
    for (const key of Object.keys(slices) as (keyof typeof slices)[]) {
      const reduce = (slices[key] as Slice<LiveState[typeof key]>).on[change];
      if (reduce) this.#state.set(key, reduce(this.state[key], payload));
    }
  }
}

/** Asking again brings a new signature. */
function renewable({credentials, apiUrl}: JoinOptions): boolean {
  return typeof credentials === 'function' || (!credentials && !!apiUrl);
}

function initialState(): LiveState {
  return {connection: connection.initial, viewer: viewer.initial, room: room.initial, comments: comments.initial};
}
