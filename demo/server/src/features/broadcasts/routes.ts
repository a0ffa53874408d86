import {Type} from 'typebox';
import {BROADCAST_MAX_CHARS} from '../../../../../src/protocol/limits.ts';
import type {App, Services} from '../../http/app.ts';
import {addBroadcast} from './broadcasts.ts';
import {databaseNowS} from '../../database/clock.ts';
import {ApiError} from '../../http/errors.ts';
import {readStats, StatsShape} from '../stats/stats.ts';
import {requireAddress} from '../products/clean-product.ts';
import {RoomId} from '../rooms/room-shape.ts';
import {requireRoom} from '../rooms/rooms.ts';
import {requireLine} from '../../http/text.ts';
import {failures, OPERATOR_ONLY} from '../../http/openapi.ts';
import {forOperator} from '../../http/operator-calls.ts';
import {Whole} from '../../http/shapes.ts';

/** A million words. */
const WORDS_MAX_BYTES = 33_554_432;
const WORDS_MAX = 1_000_000;
const WORD_MAX_CHARS = 64;

const Word = Type.String({minLength: 1, maxLength: WORD_MAX_CHARS});
const WordsShape = Type.Object({
  words: Type.Array(Type.Union([Word, Type.Object({word: Word, mask: Type.Boolean()})]), {
    maxItems: WORDS_MAX,
    description: 'A message that holds one is refused; one with `mask` is said as ***',
  }),
});

/** What concerns all rooms, and how each of them does. */
export function operatorAppRoutes(app: App, services: Services): void {
  const {db, words, broadcaster} = services;

  forOperator(app, services, (operator) => {
    operator.put(
      '/api/words',
      {
        bodyLimit: WORDS_MAX_BYTES,
        schema: {
          summary: 'The words nobody may say, in the place of all before',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          body: WordsShape,
          response: {200: Type.Object({words: Whole()}), ...failures(401, 403, 422)},
        },
      },
      async ({body}) => {
        const refused: string[] = [];
        const masked: string[] = [];
        for (const item of body.words) {
          const {word, mask} = typeof item === 'string' ? {word: item, mask: false} : item;
          if (/[\0\p{Cs}]/u.test(word)) throw new ApiError('INVALID', 'a word holds what no text does');
          (mask ? masked : refused).push(word);
        }
        await words.replace({refused, masked});
        return {words: body.words.length};
      },
    );

    operator.post(
      '/api/broadcasts',
      {
        schema: {
          summary: 'Say something in every room of the app',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          body: Type.Object({
            text: Type.String({maxLength: 4_000, description: `One line of at most ${BROADCAST_MAX_CHARS} characters`}),
            level: Type.Optional(Type.Union([Type.Literal('info'), Type.Literal('warning'), Type.Literal('urgent')])),
            href: Type.Optional(Type.String({maxLength: 2_048, description: 'https:, or http: on loopback'})),
            expiresAt: Type.Optional(
              Type.Integer({minimum: 1, maximum: 253_402_300_799, description: 'Unix seconds; not said after that'}),
            ),
          }),
          response: {202: Type.Object({broadcastId: Type.String()}), ...failures(401, 403, 422)},
        },
      },
      async ({body: {text, level, href, expiresAt}}, reply) => {
        if (expiresAt !== undefined && expiresAt <= (await databaseNowS(db))) {
          throw new ApiError('INVALID', 'expiresAt is over');
        }
        const broadcastId = await addBroadcast(db, {
          text: requireLine('text', text, BROADCAST_MAX_CHARS),
          level,
          href: href ? requireAddress('href', href) : undefined,
          expiresAt,
        });
        broadcaster.wake();
        return reply.code(202).send({broadcastId});
      },
    );

    operator.get(
      '/api/rooms/:roomId/stats',
      {
        schema: {
          summary: 'What a room has come to',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          params: Type.Object({roomId: RoomId}),
          response: {200: StatsShape, ...failures(401, 403, 404, 422)},
        },
      },
      async ({params: {roomId}}) => {
        await requireRoom(db, roomId);
        return readStats(db, roomId);
      },
    );
  });
}
