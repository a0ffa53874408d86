import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import {TypeBoxValidatorCompiler, type TypeBoxTypeProvider} from '@fastify/type-provider-typebox';
import fastify from 'fastify';
import type {Kysely} from 'kysely';
import {Changes, EVERYTHING} from './database/changes.ts';
import type {Database} from './database/schema.ts';
import {registerFeatures} from './features.ts';
import type {App} from './http/app.ts';
import type {Connections} from './http/connections.ts';
import {handleErrors, answerMalformedRequest, ApiError, sendError} from './http/errors.ts';
import {openapiRoute} from './http/openapi-route.ts';
import {OPENAPI} from './http/openapi.ts';
import {RoomReads} from './http/read-cache.ts';
import {ViewerTokens} from './http/viewer-token.ts';
import {Lifecycle} from './jobs/lifecycle.ts';
import type {Redis} from './redis/redis.ts';
import type {Settings} from './settings/settings.ts';
import {logger, type LogSink} from './telemetry/logger.ts';
import type {Metrics} from './telemetry/metrics.ts';
import {isTracingWanted, traceRequests} from './telemetry/tracing.ts';
import {measureRequests} from './http/request-metrics.ts';
import type {RestClient} from './tencent/rest-client.ts';

/** Largest body of a request; bodies of pages are small. */
const BODY_MAX_BYTES = 16_384;
const PREFLIGHT_S = 600;
/** Maximum number of viewers, and of addresses, whose calls are counted. The oldest is removed first. */
const RATE_LIMITED_MAX = 200_000;

export interface ServerParts {
  readonly db: Kysely<Database>;
  readonly redis?: Redis | undefined;
  readonly im: RestClient;
  readonly connections: Connections;
  readonly metrics: Metrics;
  readonly logTo?: LogSink;
}

/**
 * Builds the business server on stores that the caller opens and closes. Its background work runs from listening to
 * closing.
 */
export async function buildServer(
  settings: Settings,
  {db, redis, im, connections, metrics, logTo}: ServerParts,
): Promise<App> {
  const app: App = fastify({
    logger: logger(settings.logLevel, logTo),
    bodyLimit: BODY_MAX_BYTES,
    // X-Forwarded-For is used only from a proxy on a private address.
    trustProxy: ['loopback', 'uniquelocal'],
    serverFactory: (listener) => connections.createServer(listener),
    // A hook below refuses requests that arrive while the server closes.
    return503OnClosing: false,
    clientErrorHandler: answerMalformedRequest,
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply),
  })
    .setValidatorCompiler(TypeBoxValidatorCompiler)
    .withTypeProvider<TypeBoxTypeProvider>();

  handleErrors(app);
  measureRequests(app, metrics);
  if (isTracingWanted(process.env)) traceRequests(app);
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (!reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'no-store');
    reply.header('X-Content-Type-Options', 'nosniff');
    done();
  });
  await app.register(cors, {
    origin: settings.allowedOrigins === '*' ? '*' : [...settings.allowedOrigins],
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
    // Clients correct their clock by `Date`.
    exposedHeaders: ['Date', 'Retry-After'],
    maxAge: PREFLIGHT_S,
    strictPreflight: false,
  });
  app.addHook('onRequest', (_request, _reply, next) => {
    next(connections.ending ? new ApiError('UNAVAILABLE', 'the server is shutting down; try again') : undefined);
  });
  await app.register(rateLimit, {global: false, cache: RATE_LIMITED_MAX});
  await app.register(swagger, {openapi: {...OPENAPI, servers: [{url: new URL(settings.publicApiUrl).origin}]}});

  const lifecycle = new Lifecycle();
  const {databaseUrl: url, databaseCa: ca} = settings;
  const databaseAddress = url === undefined ? undefined : {url, ca};
  const tokens = new ViewerTokens(settings.tokenSecret, {viewersFrom: settings.viewers.from});
  const reads = new RoomReads(settings.readCacheMs);
  lifecycle.addRefresh(({all, rooms}) => {
    if (all) reads.clear();
    for (const roomId of rooms) reads.clear(roomId);
  });
  await registerFeatures({app, settings, db, redis, im, log: app.log, tokens, lifecycle, metrics, reads});
  openapiRoute(app);
  lifecycle.addWorker(new Changes(databaseAddress, app.log, (change) => lifecycle.refresh(change)));

  // Room rules and the word list are read before the first request.
  app.addHook('onReady', () => lifecycle.refresh(EVERYTHING));
  app.addHook('onListen', (done) => {
    lifecycle.start();
    done();
  });
  app.addHook('preClose', async () => {
    await Promise.all([lifecycle.stopWorkers(), connections.end()]);
  });
  app.addHook('onClose', () => lifecycle.stopWriters());
  return app;
}
