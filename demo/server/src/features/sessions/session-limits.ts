import {normalizeIP} from '@fastify/rate-limit';
import type {FastifyRequest} from 'fastify';
import type {App} from '../../http/app.ts';
import {ApiError} from '../../http/errors.ts';
import type {TokenBuckets} from '../../redis/token-buckets.ts';
import type {Settings} from '../../settings/settings.ts';

const MINUTE_MS = 60_000;

/** Takes one call of a caller and returns 0, or returns the seconds until the next call is granted. */
type Limiter = (request: FastifyRequest, caller: string) => Promise<number>;

/**
 * Limits session calls. The viewer's own limit is checked first. Calls beyond it do not count for the address, which
 * thousands of viewers may share. Callers without an identity have a separate limit by address. IPv6 addresses count by
 * /64. Each process has its own limits, unless the processes share token buckets.
 */
export class SessionLimits {
  readonly #viewer: Limiter | undefined;
  readonly #address: Limiter | undefined;
  readonly #unknownAddress: Limiter | undefined;

  constructor(app: App, {sessionsPerMinute, sessionsPerMinuteByAddress}: Settings, shared?: TokenBuckets) {
    const limiter = (call: string, max: number) => {
      if (!max) return undefined;
      return shared ? sharedLimiter(shared, call, max) : ownLimiter(app, max);
    };
    this.#viewer = limiter('sessions', sessionsPerMinute);
    this.#address = limiter('sessions-at', sessionsPerMinuteByAddress);
    this.#unknownAddress = limiter('guests-at', sessionsPerMinuteByAddress);
  }

  /** Takes one call of an identified viewer. @throws ApiError TOO_FAST */
  async takeViewer(request: FastifyRequest, userId: string): Promise<void> {
    await take(this.#viewer, request, userId, 'too many sessions of this viewer; wait a moment');
    await take(this.#address, request, normalizeIP(request.ip), 'too many sessions from this address; wait a moment');
  }

  /** Takes one call of a guest, of a new viewer, or of a caller with an invalid identity. @throws ApiError TOO_FAST */
  async takeUnknown(request: FastifyRequest): Promise<void> {
    await take(
      this.#unknownAddress,
      request,
      normalizeIP(request.ip),
      'too many sessions from this address; wait a moment',
    );
  }
}

async function take(
  limiter: Limiter | undefined,
  request: FastifyRequest,
  caller: string,
  message: string,
): Promise<void> {
  const retryAfterS = await limiter?.(request, caller);
  if (retryAfterS) throw new ApiError('TOO_FAST', message, {retryAfterS});
}

/** Counts calls of this process in windows of a minute. */
function ownLimiter(app: App, max: number): Limiter {
  const callers = new WeakMap<FastifyRequest, string>();
  const limit = app.createRateLimit({
    max,
    timeWindow: MINUTE_MS,
    keyGenerator: (request) => callers.get(request) ?? '',
  });
  return async (request, caller) => {
    callers.set(request, caller);
    const state = await limit(request);
    return state.isAllowed || !state.isExceeded ? 0 : Math.max(1, state.ttlInSeconds);
  };
}

/** Counts calls of all processes in a bucket that refills within a minute. */
function sharedLimiter(buckets: TokenBuckets, call: string, max: number): Limiter {
  const perSecond = (max * 1_000) / MINUTE_MS;
  return async (_request, caller) => {
    const [granted] = await buckets.take([{caller, call, requested: 1, perSecond, atOnce: max}]);
    return granted ? 0 : Math.ceil(1 / perSecond);
  };
}
