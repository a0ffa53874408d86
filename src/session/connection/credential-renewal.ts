import {TIMER_MAX_MS} from '../../protocol/abort.js';
import type {ServiceClock} from './service-clock.js';
import type {ViewerIdentity} from './viewer-identity.js';

/** Share of a signature's lifetime after which it is renewed. */
const RENEW_AT_SHARE = 0.9;
/**
 * Minimum delays of a renewal, also if `expiresAt` is earlier. `EXPIRED_MIN_DELAY_MS` applies to a signature that the service
 * accepted after its `expiresAt`. The delay doubles while signatures live less than 30 s.
 */
const MIN_DELAY_MS = 5_000;
const EXPIRED_MIN_DELAY_MS = 60_000;
const MAX_DELAY_MS = 600_000;
const SHORT_LIFE_MS = 30_000;

/** Decides when the viewer's signature is renewed. */
export class CredentialRenewal {
  readonly #viewer: ViewerIdentity;
  readonly #clock: ServiceClock;
  readonly #renew: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Number of short-lived signatures in a row. */
  #shortLivedSignatures = 0;

  /** @param renew Signs the viewer in with a new signature. */
  constructor(viewer: ViewerIdentity, clock: ServiceClock, renew: () => void) {
    this.#viewer = viewer;
    this.#clock = clock;
    this.#renew = renew;
  }

  /** Schedules the renewal of the viewer's current signature. */
  schedule(): void {
    this.cancel();
    const {expiresAt} = this.#viewer;
    if (expiresAt === undefined) return;
    const lifeMs = expiresAt * 1_000 - this.#clock.now();
    this.#renewAfter(lifeMs * RENEW_AT_SHARE, lifeMs > 0 ? MIN_DELAY_MS : EXPIRED_MIN_DELAY_MS);
  }

  /** Called when the service reports that the signature has expired. */
  expired(): void {
    this.#renewAfter(0, this.#shortLivedSignatures ? MIN_DELAY_MS : 0);
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }

  /** @param minDelayMs Minimum delay since the last sign-in. */
  #renewAfter(ms: number, minDelayMs: number): void {
    this.cancel();
    const minMs = Math.min(minDelayMs * 2 ** this.#shortLivedSignatures, MAX_DELAY_MS);
    const delayMs = Math.max(ms, this.#viewer.signedInAt + minMs - performance.now());
    this.#timer = setTimeout(() => this.#renewNow(), Math.min(delayMs, TIMER_MAX_MS));
  }

  #renewNow(): void {
    const lifeMs = performance.now() - this.#viewer.signedInAt;
    if (lifeMs < SHORT_LIFE_MS) this.#shortLivedSignatures += 1;
    else if (lifeMs > MAX_DELAY_MS) this.#shortLivedSignatures = 0;
    this.#renew();
  }
}
