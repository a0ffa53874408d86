import {isPageHidden} from '../../protocol/page-hidden.js';
/** How often a lost connection is tried, a third more or less: the SDK tries once, and then only when it has something to send (3.6.6). */
const TRY_EVERY_MS = 1_000;
/**
 * The same where nobody looks, without a network, or when an outage outlasts a minute. From the 26th handshake that failed in
 * a few minutes on Chromium itself holds each back, at last by 1 to 5 s (services/network/websocket_throttler.cc).
 */
const TRY_RARELY_EVERY_MS = 5_000;
const PATIENCE_MS = 70_000;
/** An answer that takes longer is a connection lost: the SDK waits as long for its own ping's. */
const ANSWER_MS = 3_000;
/**
 * Where an earlier question to the same socket is lost, so is the SDK's own ping: within 4 s it gives up that socket (3.6.6), and
 * what comes by it until the next one is there is lost. So long an answer beside a lost one is not taken for a connection.
 */
const GIVEN_UP_MS = 10_000;
/** A room in which nothing was heard for one to two of these is asked whether it still counts us in. */
const QUIET_MS = 20_000;
/** Until the first question. The SDK asks for profiles itself when it joins, and refuses more than eight a second. */
const FIRST_MS = 500;

export interface ConnectionOptions {
  /** Asks what really travels; resolves with whether the service itself answered. Never rejects. */
  readonly ask: () => Promise<boolean>;
  /** Tells that the connection is lost, or back: in turns. */
  readonly tell: (connected: boolean) => void;
  /** Whether a quiet room is asked at all. */
  readonly asksWhenQuiet: boolean;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * The connection of one stay, as the service's own answers prove it: a socket that opens proves nothing, since that of a
 * silent server opens every three seconds (3.6.6).
 */
export class Connection {
  readonly #options: ConnectionOptions;
  #isLost = false;
  /** When the asking began, by `performance.now()`; undefined while the connection is not doubted. */
  #doubtedAt: number | undefined;
  /** Counts losses: an answer from before the latest proves nothing. */
  #losses = 0;
  /** When questions were asked that went by the socket there is, and are not answered; oldest first. */
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

  /** What was told last. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Something of the room came in. */
  heard(): void {
    this.#quiet = false;
  }

  /** The SDK has a socket again; whether anybody answers there is asked. */
  opened(): void {
    this.#pending = [];
    if (this.#doubtedAt !== undefined) this.check();
  }

  /** Not at once, or a server that refuses would be asked without a pause. */
  lost(): void {
    if (this.#options.signal.aborted) return;
    this.#losses++;
    this.#doubt();
    this.#tell(false);
  }

  /** Asks now, and again until there is an answer. */
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

  /** @returns Since when the connection is doubted. */
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
