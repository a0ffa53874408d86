import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import type {Database} from '../database/schema.ts';
import type {Lifecycle} from '../jobs/lifecycle.ts';
import type {Redis} from '../redis/redis.ts';
import type {Settings} from '../settings/settings.ts';
import type {Metrics} from '../telemetry/metrics.ts';
import type {RestClient} from '../tencent/rest-client.ts';
import type {App} from './app.ts';
import type {RoomReads} from './read-cache.ts';
import type {ViewerTokens} from './viewer-token.ts';

/** The argument of every feature's `register`. A feature that uses others extends it with what their `register` returned. */
export interface Context {
  readonly app: App;
  readonly settings: Settings;
  readonly db: Kysely<Database>;
  /** State that all processes share. Undefined without `REDIS_URL`; PostgreSQL then stores it. */
  readonly redis: Redis | undefined;
  readonly im: RestClient;
  readonly log: FastifyBaseLogger;
  readonly tokens: ViewerTokens;
  readonly lifecycle: Lifecycle;
  readonly metrics: Metrics;
  readonly reads: RoomReads;
}
