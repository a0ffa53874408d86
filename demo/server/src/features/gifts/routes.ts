import {Type} from 'typebox';
import type {Context} from '../../http/context.ts';
import type {RateLimits} from '../rate-limits/index.ts';
import type {Levels} from '../levels/index.ts';
import type {WordFilter} from '../word-filter/index.ts';
import type {Outbox} from './outbox.ts';
import {requireViewer} from '../../http/authorization.ts';
import {describeGift, listGifts} from './catalogue.ts';
import {GiftOrderShape, GiftShape, OrderResponseShape, IdempotencyHeaders} from './gift-shape.ts';
import {placeOrder} from './orders.ts';
import {requireNotBanned, type RoomRulesCache} from '../room-rules/index.ts';
import {RoomId} from '../../http/shapes.ts';
import {failures, VIEWERS_ONLY} from '../../http/openapi.ts';

export interface GiftsContext extends Context {
  readonly levels: Levels;
  readonly limits: RateLimits;
  readonly rules: RoomRulesCache;
  readonly words: WordFilter;
  /** Told of a room whose group Tencent Chat does not have. */
  readonly onMissingGroup: () => void;
}

export function giftRoutes(context: GiftsContext, outbox: Outbox): void {
  const {app, db, levels, limits, rules, settings} = context;

  app.get(
    '/api/gifts',
    {
      schema: {
        summary: 'What can be given, the cheapest first',
        tags: ['gifts'],
        response: {200: Type.Array(GiftShape), ...failures()},
      },
    },
    async () => (await listGifts(db)).map((gift) => describeGift(gift, settings.publicApiUrl)),
  );

  app.post(
    '/api/rooms/:roomId/gifts',
    {
      schema: {
        summary: 'Give: billed at once, and then told to the room',
        description:
          'The same Idempotency-Key again gets the same answer and costs nothing, also while the first is under way; ' +
          'one that was refused may be tried again.',
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
      requireNotBanned([rules.of(params.roomId)], userId);
      await limits.take(userId, 'gifts');
      const asked = {...params, ...body, userId, key: headers['idempotency-key'], comboId: body.comboId};
      const {order: given, points} = await placeOrder(db, asked);
      if (points !== undefined) {
        levels.remember(userId, points);
        outbox.wake();
      }
      return reply.code(201).send({
        orderId: String(given.serial),
        balance: given.balance,
        ...(given.comboTotal !== null && {comboTotal: given.comboTotal}),
      });
    },
  );
}
