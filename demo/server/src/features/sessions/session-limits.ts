import {normalizeIP} from '@fastify/rate-limit';
import type {FastifyRequest} from 'fastify';
import type {App} from '../../http/app.ts';
import {ApiError} from '../../http/errors.ts';
import type {TokenBuckets} from '../../redis/token-buckets.ts';
import type {Settings} from '../../settings/settings.ts';

const MINUTE_MS = 60_000;

/** Takes one call of a caller and answers 0, or the seconds until the next is granted. */
type Limiter = (request: FastifyRequest, caller: string) => Promise<number>;

/**
 * Limits session calls. A viewer is limited first and alone: the calls that exceed the viewer's limit do not count for the
 * address, which thousands may share. Those who show no identity have a limit of their own by address. IPv6 addresses count
 * by /64. The limits are those of one process, or of all where they share token buckets.
 */
export class SessionLimits {
  readonly #viewer: Limiter | undefined;
  readonly #address: Limiter | undefined;
  readonly #unknownAt: Limiter | undefined;

  constructor(app: App, {sessionsPerMinute, sessionsPerMinuteByAddress}: Settings, shared?: TokenBuckets) {
    const limiter = (call: string, max: number) => {
      if (!max) return undefined;
      return shared ? sharedLimiter(shared, call, max) : ownLimiter(app, max);
    };
    this.#viewer = limiter('sessions', sessionsPerMinute);
    this.#address = limiter('sessions-at', sessionsPerMinuteByAddress);
    this.#unknownAt = limiter('guests-at', sessionsPerMinuteByAddress);
  }

  /** One call of a viewer who has shown who they are. @throws ApiError TOO_FAST */
  async takeViewer(request: FastifyRequest, userId: string): Promise<void> {
    await take(this.#viewer, request, userId, 'too many sessions of this viewer; wait a moment');
    await take(this.#address, request, normalizeIP(request.ip), 'too many sessions from this address; wait a moment');
  }

  /** One call of a guest or a newcomer, or one whose identity is not valid. @throws ApiError TOO_FAST */
  async takeUnknown(request: FastifyRequest): Promise<void> {
    await take(this.#unknownAt, request, normalizeIP(request.ip), 'too many sessions from this address; wait a moment');
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

/** Calls of one process in windows of a minute. */
function ownLimiter(app: App, max: number): Limiter {
  const callers = new WeakMap<FastifyRequest, string>();
  const limit = app.createRateLimit({
    max,
    timeWindow: MINUTE_MS,
    keyGenerator: (request) => callers.get(request) ?? '',
  });
  return async (request, caller) => {
    callers.set(request, caller);
    const taken = await limit(request);
    return taken.isAllowed || !taken.isExceeded ? 0 : Math.max(1, taken.ttlInSeconds);
  };
}

/** Calls of all processes in a bucket that is filled again within a minute. */
function sharedLimiter(buckets: TokenBuckets, call: string, max: number): Limiter {
  const perSecond = (max * 1_000) / MINUTE_MS;
  return async (_request, caller) => {
    const [granted] = await buckets.take([{caller, call, asked: 1, perSecond, atOnce: max}]);
    return granted ? 0 : Math.ceil(1 / perSecond);
  };
}
