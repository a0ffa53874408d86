import {setTimeout as wait} from 'node:timers/promises';
import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import {TypeBoxValidatorCompiler, type TypeBoxTypeProvider} from '@fastify/type-provider-typebox';
import fastify from 'fastify';
import type {Kysely} from 'kysely';
import type {App} from './http/app.ts';
import {Broadcaster} from './features/broadcasts/broadcaster.ts';
import {Gate} from './features/callbacks/message-filter.ts';
import type {Connections} from './http/connections.ts';
import {Changes} from './database/changes.ts';
import type {Database} from './database/schema.ts';
import {answerErrors, answerNoise, ApiError, sendError} from './http/errors.ts';
import {Outbox} from './features/gifts/outbox.ts';
import {History} from './features/history/history.ts';
import {Likes} from './features/likes/likes.ts';
import {LikePublisher} from './features/likes/publisher.ts';
import {Limits} from './features/rate-limits/rate-limits.ts';
import {logger, type LogSink} from './telemetry/logger.ts';
import {LotteryClock} from './features/lotteries/lottery-clock.ts';
import {Counter} from './features/stats/presence-counter.ts';
import {Refusals} from './features/stats/refusals.ts';
import {RoomKeeper} from './features/rooms/room-sync.ts';
import {Rules} from './features/room-rules/room-rules.ts';
import {callbackRoutes} from './features/callbacks/routes.ts';
import {OPENAPI} from './http/openapi.ts';
import {followRoutes} from './features/follows/routes.ts';
import {giftRoutes} from './features/gifts/routes.ts';
import {healthRoutes} from './features/health/routes.ts';
import {lotteryRoutes} from './features/lotteries/routes.ts';
import {messageRoutes} from './features/history/routes.ts';
import {moderationRoutes} from './features/moderation/routes.ts';
import {openapiRoutes} from './http/openapi-route.ts';
import {operatorAppRoutes} from './features/broadcasts/routes.ts';
import {operatorRoomRoutes} from './features/rooms/operator-routes.ts';
import {productRoutes} from './features/products/routes.ts';
import {roomRoutes} from './features/rooms/routes.ts';
import {sessionRoutes} from './features/sessions/routes.ts';
import {walletRoutes} from './features/wallets/routes.ts';
import type {Settings} from './settings/settings.ts';
import type {RestClient} from './tencent/rest-client.ts';
import {Levels} from './features/levels/levels.ts';
import {CallbackWatch} from './features/callbacks/callback-watch.ts';
import {Profiles} from './features/profiles/profiles.ts';
import {Signatures} from './tencent/signatures.ts';
import {Tokens} from './http/viewer-token.ts';
import {Words} from './features/word-filter/word-filter.ts';

/** Everything a page sends is small. */
const BODY_MAX_BYTES = 16_384;
const PREFLIGHT_S = 600;
/** When the server closes: for the workers to end, and then for what is being written to Tencent Chat and to the history. */
const SETTLE_MS = 1_500;

export interface ServerParts {
  readonly db: Kysely<Database>;
  readonly im: RestClient;
  readonly connections: Connections;
  readonly logTo?: LogSink;
}

/** The business server over its two stores, which it does not own. Listening starts its work; closing it ends that. */
export async function buildServer(settings: Settings, {db, im, connections, logTo}: ServerParts): Promise<App> {
  const app: App = fastify({
    logger: logger(settings.logLevel, logTo),
    bodyLimit: BODY_MAX_BYTES,
    // A caller's address is what our own proxy says; what the wide world says of itself is not believed.
    trustProxy: ['loopback', 'uniquelocal'],
    serverFactory: (listener) => connections.createServer(listener),
    // Whoever asks while the server closes gets an error of ours, by the hook below.
    return503OnClosing: false,
    clientErrorHandler: answerNoise,
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply),
  })
    .setValidatorCompiler(TypeBoxValidatorCompiler)
    .withTypeProvider<TypeBoxTypeProvider>();

  answerErrors(app);
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (!reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'no-store');
    reply.header('X-Content-Type-Options', 'nosniff');
    done();
  });
  await app.register(cors, {
    origin: settings.allowedOrigins === '*' ? '*' : [...settings.allowedOrigins],
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
    // A page on another origin tells by `Date` how wrong its own clock is.
    exposedHeaders: ['Date', 'Retry-After'],
    maxAge: PREFLIGHT_S,
    strictPreflight: false,
  });
  app.addHook('onRequest', (_request, _reply, next) => {
    next(connections.ending ? new ApiError('UNAVAILABLE', 'the server is shutting down; try again') : undefined);
  });
  if (settings.sessionsPerMinute) await app.register(rateLimit, {global: false});
  await app.register(swagger, {openapi: {...OPENAPI, servers: [{url: new URL(settings.publicApiUrl).origin}]}});

  const keeper = new RoomKeeper({db, im, settings, log: app.log});
  const profiles = new Profiles(im, app.log);
  const signatures = new Signatures({sdkAppId: settings.sdkAppId, secretKey: settings.secretKey}, settings.signatureS);
  const tokens = new Tokens(settings.tokenSecret, {viewersFrom: settings.viewers.from});
  const levels = new Levels(db, app.log);
  const history = new History({db, levels, kept: settings.historyKept, log: app.log});
  const limits = new Limits(db);
  const likes = new Likes(db, app.log);
  const publisher = new LikePublisher(db, im, app.log);
  const rules = new Rules(db);
  const words = new Words(db);
  const outbox = new Outbox({db, im, settings, words, log: app.log, onMissingGroup: () => keeper.wake()});
  const refusals = new Refusals(db, app.log);
  const gate = new Gate({db, rules, words, refusals, limits, settings, log: app.log});
  const counter = new Counter({db, im, levels, log: app.log});
  const lotteries = new LotteryClock({db, im, words, service: settings.imService, log: app.log});
  const broadcaster = new Broadcaster({db, im, service: settings.imService, log: app.log});
  const lookAgain = async () => {
    await Promise.all([rules.refresh(), words.refresh()]);
  };
  const changes = new Changes(settings.databaseUrl, app.log, lookAgain);
  const workers = [outbox, publisher, changes, counter, lotteries, broadcaster];
  /** Started with the workers, and stopped after the last answer: requests add to them. */
  const writers = [history, likes];
  const services = {
    settings,
    db,
    im,
    tokens,
    signatures,
    profiles,
    callbackWatch: new CallbackWatch(app.log),
    keeper,
    levels,
    history,
    limits,
    likes,
    outbox,
    rules,
    words,
    gate,
    counter,
    lotteries,
    broadcaster,
  };

  sessionRoutes(app, services);
  roomRoutes(app, services);
  operatorRoomRoutes(app, services);
  productRoutes(app, services);
  messageRoutes(app, services);
  moderationRoutes(app, services);
  followRoutes(app, services);
  lotteryRoutes(app, services);
  operatorAppRoutes(app, services);
  giftRoutes(app, services);
  walletRoutes(app, services);
  await callbackRoutes(app, services);
  healthRoutes(app, services);
  openapiRoutes(app);

  // Nobody says anything before it is known what may be said.
  app.addHook('onReady', lookAgain);
  app.addHook('onListen', (done) => {
    keeper.wake();
    for (const worker of [...writers, ...workers]) worker.start();
    done();
  });
  app.addHook('preClose', async () => {
    const stopped = Promise.all([keeper, ...workers].map((worker) => worker.stop()));
    await Promise.all([within(SETTLE_MS, stopped), connections.end()]);
  });
  app.addHook('onClose', async () => {
    const written = [...writers.map((writer) => writer.stop()), counter.settle(), profiles.settle(), levels.settle()];
    await within(SETTLE_MS, Promise.all([...written, refusals.settle()]));
  });
  return app;
}

/** Waits for something, but no longer than so. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, wait(ms, undefined, {ref: false})]);
}
