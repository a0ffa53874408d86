import {normalizeIP} from '@fastify/rate-limit';
import type {FastifyRequest} from 'fastify';
import {Type} from 'typebox';
import {Value} from 'typebox/value';
import type {Context} from '../../http/context.ts';
import {ApiError} from '../../http/errors.ts';
import {failures, NOTHING, OPERATOR_ONLY} from '../../http/openapi.ts';
import {forOperator} from '../../http/operator-calls.ts';
import {RoomId} from '../../http/shapes.ts';
import {readRoomCached, requireRoom} from '../rooms/index.ts';
import {parseJson} from './purchase-route.ts';
import {recordPurchase} from './purchases.ts';
import {ATTRIBUTION_S, type Receipts} from './receipts.ts';
import {reportCsv} from './report-csv.ts';
import {readReport, ReportShape} from './report.ts';
import type {TrackCounter} from './track-counter.ts';
import {BatchShape, TrackedProductId, type Batch} from './track-shape.ts';

const RoomParams = Type.Object({roomId: RoomId});
const MINUTE_MS = 60_000;
const BATCH_MAX_BYTES = 16_384;

export interface MeasurementContext extends Context {
  readonly receipts: Receipts;
  readonly counter: TrackCounter;
}

export function measurementRoutes(context: MeasurementContext): void {
  receiptRoute(context);
  trackRoute(context);
  reportRoute(context);
}

function receiptRoute(context: MeasurementContext): void {
  const {app, db, reads, receipts} = context;
  app.get(
    '/api/rooms/:roomId/receipt',
    {
      schema: {
        summary: 'A signed receipt of the products on show, while the room is live',
        description:
          'It attributes a later purchase to the room, and knows no viewer: room, products, time in steps of five minutes, a random number.',
        tags: ['rooms'],
        params: RoomParams,
        querystring: Type.Object({
          productId: Type.Optional({...TrackedProductId, description: 'A product of the shelf that the viewer opened'}),
        }),
        response: {
          200: Type.Object({
            receipt: Type.String(),
            productIds: Type.Array(Type.String()),
            expiresAt: Type.Integer({minimum: 0, maximum: Number.MAX_SAFE_INTEGER}),
          }),
          ...failures(404, 409, 422),
        },
      },
    },
    async ({params: {roomId}, query}) => {
      const room = await readRoomCached(context, roomId);
      if (room.status !== 'live' && room.status !== 'paused') throw new ApiError('CONFLICT', 'the room is not live');
      const shelf = await reads.read(roomId, 'product ids', () => listProductIds(db, roomId));
      if (query.productId !== undefined && !shelf.has(query.productId)) {
        throw new ApiError('NOT_FOUND', `there is no product "${query.productId}" in room "${roomId}"`);
      }
      const productIds = [
        ...new Set([...(query.productId ? [query.productId] : []), ...room.products.map(({id}) => id)]),
      ];
      if (!productIds.length) throw new ApiError('CONFLICT', 'no product is on show');
      const receipt = receipts.make(roomId, productIds);
      return {receipt, productIds, expiresAt: Math.floor(Date.now() / 1_000) + ATTRIBUTION_S};
    },
  );
}

function trackRoute(context: MeasurementContext): void {
  const {app, db, tokens, receipts, counter} = context;
  const take = trackLimit(context);
  app.post(
    '/api/track',
    {
      bodyLimit: BATCH_MAX_BYTES,
      schema: {
        summary: 'Report events of one viewer, by `sendBeacon`: JSON as `text/plain`',
        description:
          'Events older than an hour, and those of unknown rooms and products, are not counted. No viewer is stored.',
        tags: ['viewers'],
        body: {content: {'text/plain': {schema: Type.String({maxLength: BATCH_MAX_BYTES})}}},
        response: {204: NOTHING, ...failures(401, 422, 429)},
      },
    },
    async (request, reply) => {
      const batch = readBatch(request.body);
      const {userId} = batch.token === undefined ? {userId: undefined} : await tokens.verify(batch.token);
      await take(request, userId);
      if (await counter.add(batch)) {
        const {roomId, receipts: given = []} = batch;
        for (const event of batch.events) {
          if (event.name !== 'purchased') continue;
          const {orderId, items, total, currency} = event;
          await recordPurchase(db, receipts, {roomId, orderId, items, total, currency, receipts: given}, 'page');
        }
      }
      return reply.code(204).send(null);
    },
  );
}

function reportRoute(context: MeasurementContext): void {
  const {db} = context;
  forOperator(context, (operator) => {
    operator.get(
      '/api/rooms/:roomId/report',
      {
        schema: {
          summary: 'Numbers of what viewers did: funnel by product, and by minute; as JSON or CSV',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          params: RoomParams,
          querystring: Type.Object({
            format: Type.Optional(Type.Union([Type.Literal('json'), Type.Literal('csv')])),
          }),
          response: {
            200: {
              description: 'The report',
              content: {'application/json': {schema: ReportShape}, 'text/csv': {schema: Type.String()}},
            },
            ...failures(401, 403, 404, 422),
          },
        },
      },
      async ({params: {roomId}, query: {format}}, reply) => {
        await requireRoom(db, roomId);
        const report = await readReport(db, roomId);
        if (format !== 'csv') return report;
        reply.header('Content-Disposition', `attachment; filename="${roomId}.csv"`);
        // The byte order mark: without it Excel does not read UTF-8.
        return reply.type('text/csv; charset=utf-8').send(`\uFEFF${reportCsv(report)}`);
      },
    );
  });
}

/** @throws ApiError INVALID */
function readBatch(body: unknown): Batch {
  const value = parseJson(typeof body === 'string' ? body : '');
  if (Value.Check(BatchShape, value)) return value;
  const [{instancePath} = {instancePath: ''}] = Value.Errors(BatchShape, value);
  throw new ApiError('INVALID', 'the batch does not match the schema of this call', {
    details: [{path: instancePath}],
  });
}

/**
 * Limits batches by viewer, or by address without a token. The limit is that of sessions a minute. Each process has its
 * own limits.
 */
function trackLimit({app, settings}: Context) {
  const callers = new WeakMap<FastifyRequest, string>();
  const limiter = (max: number) =>
    max
      ? app.createRateLimit({max, timeWindow: MINUTE_MS, keyGenerator: (request) => callers.get(request) ?? ''})
      : undefined;
  const viewers = limiter(settings.sessionsPerMinute);
  const addresses = limiter(settings.sessionsPerMinuteByAddress);
  return async (request: FastifyRequest, userId: string | undefined): Promise<void> => {
    callers.set(request, userId ?? normalizeIP(request.ip));
    const state = await (userId === undefined ? addresses : viewers)?.(request);
    if (!state || state.isAllowed || !state.isExceeded) return;
    throw new ApiError('TOO_FAST', 'too many batches; wait a moment', {retryAfterS: Math.max(1, state.ttlInSeconds)});
  };
}

async function listProductIds(db: Context['db'], roomId: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('products').select('product_id').where('room_id', '=', roomId).execute();
  return new Set(rows.map(({product_id}) => product_id));
}
