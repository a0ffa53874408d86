import {isPageHidden} from '../../protocol/page-hidden.js';

/**
 * Interval between reconnect attempts, varied by a third. The SDK itself tries once, and then only when it has a
 * message to send (3.6.6).
 */
const RECONNECT_INTERVAL_MS = 1_000;
/**
 * The interval in a hidden page, without a network, and after `FAST_RECONNECT_FOR_MS`. Chromium delays WebSocket handshakes from
 * the 26th failure within a few minutes on, finally by 1 to 5 s (services/network/websocket_throttler.cc).
 */
const SLOW_RECONNECT_INTERVAL_MS = 5_000;
const FAST_RECONNECT_FOR_MS = 70_000;
/**
 * Response time after which the connection counts as lost. The SDK waits the same time for the response to its own
 * ping.
 */
const PROBE_TIMEOUT_MS = 3_000;
/**
 * If an earlier request on a socket is lost, the SDK's own ping is lost too: the SDK closes the socket within 4 s
 * (3.6.6), and messages that arrive before the next socket opens are lost. For this time, a response beside a lost
 * request does not count as a connection.
 */
const SOCKET_SUSPECT_MS = 10_000;
/**
 * Interval at which a quiet room is checked. After one to two intervals without a message, the service is asked if the
 * viewer is still a member.
 */
const QUIET_CHECK_INTERVAL_MS = 20_000;
/** Delay of the first check. The SDK loads profiles when it joins, and refuses more than eight requests a second. */
const FIRST_CHECK_DELAY_MS = 500;

export interface ConnectionMonitorOptions {
  /** Sends a request that reaches the service. Resolves with true if the service itself responded. Never rejects. */
  readonly probe: () => Promise<boolean>;
  /** Called when the connection is lost or restored, in turn. */
  readonly onChange: (connected: boolean) => void;
  /** True if a quiet room is checked. */
  readonly probesWhenQuiet: boolean;
  /** Ends the checks. */
  readonly signal: AbortSignal;
}

/**
 * The state of one connection. Only a response of the service counts as connected, because a socket also opens while the
 * server does not respond: the SDK then opens a new one every three seconds (3.6.6).
 */
export class ConnectionMonitor {
  readonly #options: ConnectionMonitorOptions;
  #isConnected = true;
  /** Time at which the connection became suspect, by `performance.now()`. Undefined while it is not. */
  #suspectSince: number | undefined;
  /** Number of losses. A response to a request from before the latest loss is ignored. */
  #losses = 0;
  /** Send times of unanswered requests on the current socket, oldest first. */
  #pending: number[] = [];
  #isQuiet = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ConnectionMonitorOptions) {
    this.#options = options;
    const {signal} = options;
    const check = () => isPageHidden() || this.check();
    addEventListener('offline', () => this.socketLost(), {signal});
    for (const type of ['online', 'pageshow']) addEventListener(type, check, {signal});
    document.addEventListener('visibilitychange', check, {signal});
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
    if (options.probesWhenQuiet) this.#checkAfter(FIRST_CHECK_DELAY_MS);
  }

  /** True after `onChange(false)`. */
  get isLost(): boolean {
    return !this.#isConnected;
  }

  /** A message of the room arrived. */
  markActive(): void {
    this.#isQuiet = false;
  }

  /** The SDK has a socket again. Checks if the service responds on it. */
  socketOpened(): void {
    this.#pending = [];
    if (this.#suspectSince !== undefined) this.check();
  }

  /**
   * The connection is lost. The next check is delayed, because a server that refuses would otherwise get requests
   * without a pause.
   */
  socketLost(): void {
    if (this.#options.signal.aborted) return;
    this.#losses++;
    this.#suspect();
    this.#report(false);
  }

  /** Sends a request now, and repeats it until there is a response. */
  check(): void {
    const {probe, signal} = this.#options;
    if (signal.aborted) return;
    const suspectSince = this.#suspect();
    if (performance.now() - suspectSince > PROBE_TIMEOUT_MS) this.#report(false);
    const losses = this.#losses;
    const pending = this.#pending;
    const sentAt = performance.now();
    pending.push(sentAt);
    void probe().then((hasResponded) => {
      pending.splice(pending.indexOf(sentAt), 1);
      if (!hasResponded || signal.aborted || losses !== this.#losses) return;
      const [oldest = Infinity] = pending;
      if (oldest < sentAt && oldest > performance.now() - SOCKET_SUSPECT_MS) return;
      this.#pending = [];
      this.#suspectSince = undefined;
      this.#scheduleQuietCheck();
      this.#report(true);
    });
  }

  /** @returns The time at which the connection became suspect. */
  #suspect(): number {
    this.#suspectSince ??= performance.now();
    const isSlow =
      isPageHidden() || !navigator.onLine || performance.now() - this.#suspectSince > FAST_RECONNECT_FOR_MS;
    this.#checkAfter((isSlow ? SLOW_RECONNECT_INTERVAL_MS : RECONNECT_INTERVAL_MS) * (2 / 3 + (Math.random() * 2) / 3));
    return this.#suspectSince;
  }

  #scheduleQuietCheck(): void {
    clearTimeout(this.#timer);
    if (!this.#options.probesWhenQuiet) return;
    this.#isQuiet = true;
    this.#timer = setTimeout(
      () => (this.#isQuiet ? this.check() : this.#scheduleQuietCheck()),
      QUIET_CHECK_INTERVAL_MS,
    );
  }

  #checkAfter(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.check(), ms);
  }

  #report(isConnected: boolean): void {
    if (isConnected === this.#isConnected) return;
    this.#isConnected = isConnected;
    this.#options.onChange(isConnected);
  }
}
