import type {FastifyRequest} from 'fastify';
import type {App} from '../../http/app.ts';
import {ApiError} from '../../http/errors.ts';
import type {Settings} from '../../settings/settings.ts';

const MINUTE_MS = 60_000;

type Limiter = ReturnType<App['createRateLimit']>;

/**
 * Limits session calls of one process. A viewer is limited first and alone: the calls that exceed the viewer's limit do
 * not count for the address, which thousands may share. Those who show no identity have a limit of their own by address.
 * IPv6 addresses count by /64.
 */
export class SessionLimits {
  readonly #viewer: Limiter | undefined;
  readonly #address: Limiter | undefined;
  readonly #unknownAt: Limiter | undefined;
  readonly #viewerOf = new WeakMap<FastifyRequest, string>();

  constructor(app: App, {sessionsPerMinute, sessionsPerMinuteByAddress}: Settings) {
    const byAddress = {max: sessionsPerMinuteByAddress, timeWindow: MINUTE_MS};
    if (sessionsPerMinute) {
      this.#viewer = app.createRateLimit({
        max: sessionsPerMinute,
        timeWindow: MINUTE_MS,
        keyGenerator: (request) => this.#viewerOf.get(request) ?? '',
      });
    }
    if (!sessionsPerMinuteByAddress) return;
    this.#address = app.createRateLimit(byAddress);
    this.#unknownAt = app.createRateLimit(byAddress);
  }

  /** One call of a viewer who has shown who they are. @throws ApiError TOO_FAST */
  async takeViewer(request: FastifyRequest, userId: string): Promise<void> {
    this.#viewerOf.set(request, userId);
    await take(this.#viewer, request, 'too many sessions of this viewer; wait a moment');
    await take(this.#address, request, 'too many sessions from this address; wait a moment');
  }

  /** One call of a guest or a newcomer, or one whose identity is not valid. @throws ApiError TOO_FAST */
  async takeUnknown(request: FastifyRequest): Promise<void> {
    await take(this.#unknownAt, request, 'too many sessions from this address; wait a moment');
  }
}

async function take(limiter: Limiter | undefined, request: FastifyRequest, message: string): Promise<void> {
  const taken = await limiter?.(request);
  if (!taken || taken.isAllowed || !taken.isExceeded) return;
  throw new ApiError('TOO_FAST', message, {retryAfterS: Math.max(1, taken.ttlInSeconds)});
}
