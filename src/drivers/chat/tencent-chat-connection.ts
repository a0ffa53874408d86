import {isPageHidden} from '../../protocol/page-hidden.js';
/**
 * Interval of tries while the connection is lost, varied by a third. The SDK tries once, and then only when it has
 * something to send (3.6.6).
 */
const TRY_EVERY_MS = 1_000;
/**
 * The interval in a hidden page, without a network, and after `PATIENCE_MS`. Chromium delays WebSocket handshakes from
 * the 26th failure within a few minutes on, finally by 1 to 5 s (services/network/websocket_throttler.cc).
 */
const TRY_RARELY_EVERY_MS = 5_000;
const PATIENCE_MS = 70_000;
/**
 * Response time after which the connection counts as lost. The SDK waits the same time for the response to its own
 * ping.
 */
const ANSWER_MS = 3_000;
/**
 * If an earlier request on a socket is lost, the SDK's own ping is lost too: the SDK closes the socket within 4 s
 * (3.6.6), and messages that arrive before the next socket opens are lost. For this time, a response beside a lost
 * request does not count as a connection.
 */
const GIVEN_UP_MS = 10_000;
/**
 * Interval at which a quiet room is checked. After one to two intervals without a message, the service is asked if the
 * viewer is still a member.
 */
const QUIET_MS = 20_000;
/** Delay of the first check. The SDK loads profiles when it joins, and refuses more than eight requests a second. */
const FIRST_MS = 500;

export interface ConnectionOptions {
  /** Sends a request that reaches the service. Resolves with true if the service itself answered. Never rejects. */
  readonly ask: () => Promise<boolean>;
  /** Called when the connection is lost or restored, in turn. */
  readonly tell: (connected: boolean) => void;
  /** True if a quiet room is checked. */
  readonly asksWhenQuiet: boolean;
  /** Ends the checks. */
  readonly signal: AbortSignal;
}

/**
 * The state of one connection, proven by responses of the service. An open socket proves nothing: with a server that
 * does not answer, a new one opens every three seconds (3.6.6).
 */
export class Connection {
  readonly #options: ConnectionOptions;
  #isLost = false;
  /** Time at which the connection became doubtful, by `performance.now()`. Undefined while it is not. */
  #doubtedAt: number | undefined;
  /** Number of losses. A response from before the latest loss proves nothing. */
  #losses = 0;
  /** Send times of unanswered requests on the current socket, oldest first. */
  #pending: number[] = [];
  #quiet = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const {signal} = options;
    const check = () => isPageHidden() || this.check();
    addEventListener('offline', () => this.lost(), {signal});
    for (const type of ['online', 'pageshow']) addEventListener(type, check, {signal});
    document.addEventListener('visibilitychange', check, {signal});
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
    if (options.asksWhenQuiet) this.#checkIn(FIRST_MS);
  }

  /** True after `tell(false)`. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** A message of the room arrived. */
  heard(): void {
    this.#quiet = false;
  }

  /** The SDK has a socket again. Checks if the service answers on it. */
  opened(): void {
    this.#pending = [];
    if (this.#doubtedAt !== undefined) this.check();
  }

  /**
   * The connection is lost. The next check is delayed, because a server that refuses would otherwise get requests
   * without a pause.
   */
  lost(): void {
    if (this.#options.signal.aborted) return;
    this.#losses++;
    this.#doubt();
    this.#tell(false);
  }

  /** Sends a request now, and repeats it until there is a response. */
  check(): void {
    const {ask, signal} = this.#options;
    if (signal.aborted) return;
    const doubtedAt = this.#doubt();
    if (performance.now() - doubtedAt > ANSWER_MS) this.#tell(false);
    const losses = this.#losses;
    const pending = this.#pending;
    const askedAt = performance.now();
    pending.push(askedAt);
    void ask().then((answered) => {
      pending.splice(pending.indexOf(askedAt), 1);
      if (!answered || signal.aborted || losses !== this.#losses) return;
      const [oldest = Infinity] = pending;
      if (oldest < askedAt && oldest > performance.now() - GIVEN_UP_MS) return;
      this.#pending = [];
      this.#doubtedAt = undefined;
      this.#rest();
      this.#tell(true);
    });
  }

  /** @returns The time since which the connection is doubtful. */
  #doubt(): number {
    this.#doubtedAt ??= performance.now();
    const rarely = isPageHidden() || !navigator.onLine || performance.now() - this.#doubtedAt > PATIENCE_MS;
    this.#checkIn((rarely ? TRY_RARELY_EVERY_MS : TRY_EVERY_MS) * (2 / 3 + (Math.random() * 2) / 3));
    return this.#doubtedAt;
  }

  #rest(): void {
    clearTimeout(this.#timer);
    if (!this.#options.asksWhenQuiet) return;
    this.#quiet = true;
    this.#timer = setTimeout(() => (this.#quiet ? this.check() : this.#rest()), QUIET_MS);
  }

  #checkIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.check(), ms);
  }

  #tell(connected: boolean): void {
    if (connected !== this.#isLost) return;
    this.#isLost = !connected;
    this.#options.tell(connected);
  }
}
