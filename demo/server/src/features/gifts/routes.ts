import {Type} from 'typebox';
import type {Context} from '../../http/context.ts';
import type {RateLimits} from '../rate-limits/index.ts';
import type {Levels} from '../levels/index.ts';
import type {WordFilter} from '../word-filter/index.ts';
import type {Outbox} from './outbox.ts';
import {requireViewer} from '../../http/authorization.ts';
import {describeGift, listGifts, putGift, retireGift} from './catalogue.ts';
import {cleanGift} from './clean-gift.ts';
import {forOperator} from '../../http/operator-calls.ts';
import {GiftId, GiftOrderShape, GiftShape, IdempotencyHeaders, NewGiftShape, OrderResponseShape} from './gift-shape.ts';
import {placeOrder} from './orders.ts';
import {requireNotBanned, type RoomRulesCache} from '../room-rules/index.ts';
import {RoomId} from '../../http/shapes.ts';
import {cachedJson, ReadCache, sendCached, type CachedJson} from '../../http/read-cache.ts';
import {failures, NOTHING, OPERATOR_ONLY, VIEWERS_ONLY} from '../../http/openapi.ts';

export interface GiftsContext extends Context {
  readonly levels: Levels;
  readonly rateLimits: RateLimits;
  readonly roomRules: RoomRulesCache;
  readonly wordFilter: WordFilter;
  /** Called for a room whose group is missing in Tencent Chat. */
  readonly onMissingGroup: (roomId: string) => void;
}

export function giftRoutes(context: GiftsContext, outbox: Outbox): void {
  const {app, db, levels, lifecycle, rateLimits, roomRules, settings} = context;

  // Cached until a change is announced.
  const catalogue = new ReadCache<CachedJson>(settings.readCacheMs && Infinity);
  lifecycle.addRefresh(({all, topics}) => (all || topics.has('gifts') ? catalogue.clear() : undefined));
  const readCatalogue = async () =>
    cachedJson((await listGifts(db)).map((gift) => describeGift(gift, settings.publicApiUrl)));

  app.get(
    '/api/gifts',
    {
      schema: {
        summary: 'The catalogue of gifts, the cheapest first',
        tags: ['gifts'],
        response: {200: Type.Array(GiftShape), 304: NOTHING, ...failures()},
      },
    },
    async (request, reply) => sendCached(request, reply, await catalogue.read('gifts', readCatalogue)),
  );

  app.post(
    '/api/rooms/:roomId/gifts',
    {
      schema: {
        summary: 'Order a gift: it is billed at once, then the room gets its message',
        description:
          'A repeated Idempotency-Key gets the same response and costs nothing, also while the first request is under way. ' +
          'A refused order may be tried again with its key.',
        tags: ['gifts'],
        security: VIEWERS_ONLY,
        headers: IdempotencyHeaders,
        params: Type.Object({roomId: RoomId}),
        body: GiftOrderShape,
        response: {201: OrderResponseShape, ...failures(401, 402, 403, 404, 409, 422, 429)},
      },
    },
    async (request, reply) => {
      const {params, headers, body} = request;
      const userId = await requireViewer(request, context);
      requireNotBanned([roomRules.of(params.roomId)], userId);
      await rateLimits.take(userId, 'gifts');
      const key = headers['idempotency-key'];
      const {order, points} = await placeOrder(db, {...params, ...body, userId, key, comboId: body.comboId});
      if (points !== undefined) {
        levels.remember(userId, points);
        outbox.wake();
      }
      return reply.code(201).send({
        orderId: String(order.serial),
        balance: order.balance,
        ...(order.comboTotal !== null && {comboTotal: order.comboTotal}),
      });
    },
  );

  forOperator(context, (operator) => {
    operator.put(
      '/api/gifts/:giftId',
      {
        schema: {
          summary: 'Add a gift to the catalogue, or change it',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          params: Type.Object({giftId: GiftId}),
          body: NewGiftShape,
          response: {200: GiftShape, ...failures(401, 403, 422)},
        },
      },
      async ({params, body}) => {
        const gift = await putGift(db, cleanGift(params.giftId, body));
        catalogue.clear();
        return describeGift(gift, settings.publicApiUrl);
      },
    );

    operator.delete(
      '/api/gifts/:giftId',
      {
        schema: {
          summary: 'Remove a gift from the catalogue; messages of orders already billed are still sent',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          params: Type.Object({giftId: GiftId}),
          response: {204: NOTHING, ...failures(401, 403, 404, 422)},
        },
      },
      async ({params}, reply) => {
        await retireGift(db, params.giftId);
        catalogue.clear();
        return reply.code(204).send(null);
      },
    );
  });
}
